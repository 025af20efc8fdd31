"""The person's page: what the number holds, what is typed beside it, and what is put right later."""

from __future__ import annotations

from datetime import date

import pytest

from tests.applications.people import number

from .conftest import Applicant


def test_a_day_typed_without_a_calendar_is_shown_in_the_calendar_s_own_form(applicant: Applicant) -> None:
    applicant.fill_in(until="person")
    typed = applicant.own("name", "document", "number") | {"valid_until": "2031年2月3日"}
    assert applicant.answer("person", **typed).status_code == 302
    assert 'value="2031-02-03"' in applicant.browser.get("/apply/person/").text


@pytest.mark.parametrize("wrong", ["", number()[:-1] + "0", "123"])
def test_one_wrong_number_is_one_error(applicant: Applicant, wrong: str) -> None:
    applicant.fill_in(until="person")
    typed = applicant.own("name", "document") | {"number": wrong, "long_term": "on"}
    page = applicant.answer("person", **typed)
    assert set(page.context["form"].errors) == {"number"}


def test_a_passport_says_neither_and_both_are_asked_for(applicant: Applicant) -> None:
    applicant.fill_in(until="person")
    page = applicant.answer("person", name="Anna", document="passport", number="?", long_term="on")
    assert set(page.context["form"].errors) == {"number", "born", "sex"}


OTHER = number(born=date(1961, 7, 8), sequence=124)


@pytest.mark.parametrize("between", [[], [number()[:-1] + "0"]], ids=["at once", "after a wrong one"])
def test_a_number_that_was_somebody_else_s_is_put_right_on_going_back(
    applicant: Applicant, between: list[str]
) -> None:
    applicant.fill_in(until="person")
    typed = applicant.own("name", "document") | {"long_term": "on"}
    assert applicant.answer("person", **typed, number=OTHER).status_code == 302
    for each in [*between, applicant.facts["number"]]:
        form = applicant.browser.get("/apply/person/").context["form"]
        shown = {name: form[name].value() for name in ("born", "sex")}
        page = applicant.answer("person", **typed, **shown, number=each)
    assert page.status_code == 302
    form = applicant.browser.get("/apply/person/").context["form"]
    assert [form[name].value() for name in ("born", "sex")] == ["1948-02-29", "male"]


def test_what_somebody_typed_against_the_number_is_still_pointed_out(applicant: Applicant) -> None:
    applicant.fill_in(until="person")
    typed = applicant.own("name", "document", "number") | {"long_term": "on", "born": "1950-01-01"}
    assert set(applicant.answer("person", **typed).context["form"].errors) == {"born"}
