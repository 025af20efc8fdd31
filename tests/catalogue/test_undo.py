"""Undoing brings every row back, and never at the cost of a later change."""

from dataclasses import replace
from datetime import date

import pytest
from django.forms import model_to_dict

from locator.applications.submit import submit
from locator.catalogue.acts import act
from locator.catalogue.editing import edit, propose_opening
from locator.catalogue.exceptions import add_exception, remove_exception
from locator.catalogue.proposals import accept
from locator.catalogue.undo import CannotUndo, undo
from locator.models import Act, Bank, HoursException, Offer, Outlet, Role
from tests.applications.conftest import WANTED
from tests.applications.people import grown_up

from .conftest import person
from .test_editing import CODE, NEW


def catalogue():
    return [
        sorted(str(model_to_dict(row)) for row in model.objects.all())
        for model in (Outlet, Offer, HoursException)
    ]


def test_an_edit_is_undone_with_its_services(clerk):
    before = catalogue()
    row = edit(CODE, {"phones": ["12345"], "pin.note": "二楼", "replace.hours": "Mo 09:00-10:00"}, by=clerk,
               seen=None).act  # fmt: skip
    assert catalogue() != before
    undone = undo(row, by=clerk)
    assert catalogue() == before
    assert (undone.how, undone.undoes, undone.by) == ("undo", row, clerk)


def test_undoing_is_undone(clerk):
    row = edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None).act
    after = catalogue()
    undo(undo(row, by=clerk), by=clerk)
    assert catalogue() == after


def test_a_later_change_stands_in_the_way_and_is_named(clerk, colleague):
    row = edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None).act
    edit(CODE, {"hours": "Mo-Fr 09:00-16:00"}, by=colleague, seen=None)
    before = catalogue()
    with pytest.raises(CannotUndo, match="colleague-a"):
        undo(row, by=clerk)
    assert catalogue() == before


def test_a_later_change_by_the_system_stands_in_the_way_as_well(clerk):
    row = edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None).act
    Outlet.objects.get(code=CODE).save()
    with pytest.raises(CannotUndo):
        undo(row, by=clerk)


def test_nothing_is_undone_twice(clerk):
    row = edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None).act
    undo(row, by=clerk)
    with pytest.raises(CannotUndo):
        undo(row, by=clerk)
    assert Act.objects.filter(how="undo").count() == 1


def test_a_new_outlet_goes_again_with_its_services_and_comes_back(manager, administrator):
    before = catalogue()
    row = accept(propose_opening(NEW, by=manager), by=administrator)
    opened = catalogue()
    gone = undo(row, by=administrator)
    assert catalogue() == before
    undo(gone, by=administrator)
    assert [len(table) for table in catalogue()] == [len(table) for table in opened]
    assert Offer.objects.get(outlet="sample-a-99", service="replace").cards == "own-bank"


def test_an_exception_that_was_removed_comes_back(clerk):
    row = add_exception(
        CODE, first_day=date(2027, 3, 1), last_day=date(2027, 3, 2), hours="", reason="盘点", by=clerk
    )
    remove_exception(row.pk, by=clerk)
    undo(Act.objects.latest("id"), by=clerk)
    assert HoursException.objects.get(pk=row.pk).reason == "盘点"


def test_an_act_of_many_rows_is_undone_in_few_queries(clerk, django_assert_max_num_queries):
    before = catalogue()
    with act(by=clerk, how=Act.How.IMPORT) as row:
        for outlet in Outlet.objects.filter(bank="sample-a"):
            outlet.landmark_note = "新说明"
            outlet.save()
    with django_assert_max_num_queries(60):
        undo(row, by=clerk)
    assert catalogue() == before


def test_of_two_who_undo_at_once_one_does(transactional_people, race):
    clerk, colleague = transactional_people
    row = edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None).act
    done = race(lambda: undo(row, by=clerk), lambda: undo(row, by=colleague))
    assert sorted(type(each).__name__ for each in done) == ["Act", "CannotUndo"]


def new_bank(by):
    with act(by=by, how=Act.How.ADMIN) as row:
        Bank.objects.create(code="new-bank", name="新银行", short_name="新")
    return row


def an_outlet_of_it(administrator):
    Outlet.objects.filter(code=CODE).update(bank="new-bank")


def an_account_of_it(administrator):
    person("clerk-new", Role.CLERK, "new-bank")


def an_application_to_it(administrator):
    submit(grown_up(), replace(WANTED, bank="new-bank"), token="t")


@pytest.mark.parametrize("belongs", [an_outlet_of_it, an_account_of_it, an_application_to_it])
def test_a_bank_to_which_something_belongs_is_not_taken_out(administrator, belongs):
    row = new_bank(administrator)
    belongs(administrator)
    with pytest.raises(CannotUndo, match="新银行"):
        undo(row, by=administrator)
    assert Bank.objects.filter(code="new-bank").exists()
    assert not Act.objects.filter(undoes=row).exists()


def test_a_bank_to_which_nothing_belongs_yet_goes_again(administrator):
    undo(new_bank(administrator), by=administrator)
    assert not Bank.objects.filter(code="new-bank").exists()
