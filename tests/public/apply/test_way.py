"""The way through the form: which page follows, where one is, and the order in which all is checked."""

from __future__ import annotations

from datetime import date

from tests.applications.people import OTHER_PHONE, number

from .conftest import Applicant


def test_an_answer_changed_from_the_check_leads_back_to_it(applicant: Applicant) -> None:
    applicant.fill_in()
    person = applicant.own("name", "document", "number") | {"long_term": "on"}
    address = applicant.own("recipient", "recipient_phone", "province", "city", "district")
    for step, answers in (
        ("who", {"kind": "reissue", "reissue_reason": "lost"}),
        ("person", person | {"name": "张建华"}),
        ("photo", {"photo_source": "on-file"}),
        ("bank", {"bank": "bank"}),
        ("post", address | {"address": "人民路9号"}),
        ("consent", {f"consent_{name}": "on" for name in ("notice", "bank", "courier")}),
    ):
        assert applicant.answer(step, **answers).url == "/apply/check/", step
    shown = applicant.browser.get("/apply/check/").text
    assert all(said in shown for said in ("张建华", "人民路9号"))


def test_a_change_that_asks_for_more_leads_to_what_is_missing(applicant: Applicant) -> None:
    applicant.fill_in()
    born = number(born=date(2016, 5, 1))
    changed = {"name": "张小丽", "document": "resident", "number": born, "long_term": "on"}
    assert applicant.answer("person", **changed).url == "/apply/guardian/"


def test_a_change_before_the_end_goes_on_with_the_next_step(applicant: Applicant) -> None:
    applicant.fill_in(until="post")
    assert applicant.answer("who", kind="first").url == "/apply/person/"


def test_another_telephone_leads_over_its_code(applicant: Applicant) -> None:
    applicant.fill_in()
    assert applicant.answer("phone", phone=OTHER_PHONE).url == "/apply/code/"
    assert applicant.answer("bank", bank="bank").url == "/apply/check/"
    assert applicant.browser.get("/apply/check/").url == "/apply/code/"


def test_the_pages_are_counted_to_the_last(applicant: Applicant) -> None:
    applicant.fill_in(until="code")
    pages = ["who", "person", "photo", "bank", "post", "consent", "phone", "code"]
    said = [applicant.browser.get(f"/apply/{page}/").context for page in pages]
    assert [(page["number"], page["total"]) for page in said] == [(place, 9) for place in range(1, 9)]
    applicant.go_on("/apply/phone/")
    check = applicant.browser.get("/apply/check/").context
    assert (check["number"], check["total"]) == (9, 9)


def test_the_answers_stand_in_the_order_of_the_form(applicant: Applicant) -> None:
    applicant.fill_in()
    steps = [slug for _label, _value, slug in applicant.browser.get("/apply/check/").context["answers"]]
    assert list(dict.fromkeys(steps)) == ["who", "person", "photo", "bank", "post", "phone"]
