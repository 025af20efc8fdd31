"""The admin over the catalogue: what may be changed there, and how."""

import pytest
from django.utils import timezone

from locator.admin.lines import LinesField
from locator.catalogue.undo import undo
from locator.models import Act, Bank, District, Offer, Outlet
from tests import sample_rows

LIST = "/admin/locator/outlet/"


def rows_of(count: int) -> None:
    bank = Bank.objects.create(code="b", name="示例银行", short_name="示例", is_sample=True)
    for number in range(count):
        district = District.objects.all()[number % 10]
        facts = {"name": "x", "address": "x", "hours": "Mo-Fr 09:00-16:00", "source": "test"}
        Outlet.objects.create(code=f"o-{number:04}", bank=bank, district=district, **facts)


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("count", [5, 55])
def test_the_list_of_outlets_asks_the_same_at_any_length(administrator, django_assert_num_queries, count):
    rows_of(count)
    administrator.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        assert administrator.get(LIST).status_code == 200


# Session, user, two counts, the page, its dates (3), the districts and banks to filter by.
LIST_QUERIES = 9


def form_of(response) -> dict[str, str]:
    """Return what a browser would send back if nothing were changed."""
    context = response.context
    forms = [
        context["adminform"].form,
        *(f for s in context["inline_admin_formsets"] for f in s.formset.forms),
    ]
    forms += [s.formset.management_form for s in context["inline_admin_formsets"]]
    sent = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = value if isinstance(value, str) else str(value)
    return sent


@pytest.fixture
def outlet(administrator):
    rows_of(1)
    return Outlet.objects.get()


def test_an_outlet_can_be_saved_as_it_stands(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    response = administrator.post(page, form_of(administrator.get(page)))
    assert response.status_code == 302, response.context["errors"]
    assert outlet.offers.count() == 6


def test_telephone_numbers_are_typed_one_a_line(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    sent = form_of(administrator.get(page))
    assert administrator.post(page, sent | {"phones": "12333\r\n\r\n 95588 \r\n"}).status_code == 302
    outlet.refresh_from_db()
    assert outlet.phones == ["12333", "95588"]

    refused = administrator.post(page, sent | {"phones": "12333\nhello"})
    assert "phones" in refused.context["adminform"].form.errors


def test_what_the_catalogue_cannot_hold_is_refused_with_a_word(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    sent = form_of(administrator.get(page))
    for field, value in (("hours", "half past eight"), ("source", ""), ("notice_until", "soon")):
        response = administrator.post(page, sent | {field: value})
        assert response.status_code == 200, field
        assert response.context["errors"], field


def test_the_six_offers_are_neither_added_to_nor_taken_from(administrator, outlet):
    page = administrator.get(f"{LIST}{outlet.code}/change/")
    offers = next(s for s in page.context["inline_admin_formsets"] if s.formset.prefix == "offers")
    assert len(offers.formset.forms) == 6
    assert not offers.has_add_permission
    assert not offers.formset.can_delete


@pytest.mark.parametrize("what", ["add/", "o-0000/delete/"])
def test_outlets_are_neither_opened_nor_deleted_past_the_second_person(administrator, outlet, what):
    assert administrator.get(f"{LIST}{what}").status_code == 403


def test_what_waits_for_a_second_person_is_only_to_be_read(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    facts = {
        "name": "别的名字",
        "address": "别处",
        "latitude": "39.1",
        "status": "closed",
        "bank": "other",
    }
    for fact, value in facts.items():
        before, sent = getattr(outlet, fact), form_of(administrator.get(page))
        assert administrator.post(page, sent | {fact: value}).status_code == 302, fact
        outlet.refresh_from_db()
        assert getattr(outlet, fact) == before, fact


def test_a_change_is_one_act_with_a_name_and_is_undone_as_one(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    sent = form_of(administrator.get(page)) | {"notice": "停电", "offers-0-note": "带身份证"}
    assert administrator.post(page, sent).status_code == 302
    act = Act.objects.get()
    assert (act.how, act.by_name) == (Act.How.ADMIN, "administrator")
    assert Outlet.history.filter(act=act).exists()
    assert Offer.history.filter(act=act).exists()
    undo(act, by=None)
    outlet.refresh_from_db()
    assert outlet.notice == ""
    assert not outlet.offers.exclude(note="").exists()


def test_a_form_that_is_refused_leaves_no_act_behind(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    sent = form_of(administrator.get(page)) | {"hours": "half past eight"}
    assert administrator.post(page, sent).status_code == 200
    assert not Act.objects.exists()


def test_an_outlet_keeps_its_code(administrator, outlet):
    page = f"{LIST}{outlet.code}/change/"
    administrator.post(page, form_of(administrator.get(page)) | {"code": "another"})
    assert [found.code for found in Outlet.objects.all()] == [outlet.code]


@pytest.mark.parametrize("what", ["add/", "210204/delete/"])
def test_districts_are_neither_added_nor_deleted(administrator, what):
    assert administrator.get(f"/admin/locator/district/{what}").status_code == 403


def test_the_admin_says_when_it_shows_a_sample(administrator):
    sample_rows.load(today=timezone.localdate())
    assert "演示" in administrator.get(LIST).text


@pytest.mark.parametrize(("typed", "read"), [("", []), ("\n \n", []), ("a\r\n b ", ["a", "b"]), (None, [])])
def test_lines_are_read_without_their_blanks(typed, read):
    assert LinesField().clean(typed) == read


def test_passwords_are_changed_where_attempts_are_counted(administrator):
    answer = administrator.get("/admin/password_change/")
    assert (answer.status_code, answer.url) == (302, "/accounts/password/change/")


@pytest.mark.parametrize("was", [True, False])
def test_no_bank_joins_or_leaves_the_sample_by_a_tick(administrator, was):
    Bank.objects.create(code="b", name="银行", short_name="行", is_sample=was)
    page = "/admin/locator/bank/b/change/"
    assert 'name="is_sample"' not in administrator.get(page).text
    sent = form_of(administrator.get(page)) | ({} if was else {"is_sample": "on"})
    assert administrator.post(page, sent).status_code == 302
    assert Bank.objects.get().is_sample is was
