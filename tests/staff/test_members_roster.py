"""Managers see and change their own clerks, administrators everybody; who is removed is out at once."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.catalogue.scope import outlets_of
from locator.models import Bank, Invitation, Outlet, Role, StaffEvent, StaffMember
from locator.staff.members import invitations

from .conftest import BANK, OTHER_BANK, words


def member(user):
    return StaffMember.objects.get(user=user)


def test_a_manager_sees_the_own_clerks_and_nobody_else(as_, hire, manager, clerk, stranger, administrator):
    hire("colleague", Role.MANAGER, BANK)
    shown = words(as_(manager).get("/staff/members/"))
    assert "clerk" in shown
    for name in ("stranger", "administrator", "colleague"):
        assert name not in shown


def test_an_administrator_sees_everybody_by_bank(as_, administrator, clerk, stranger):
    browser = as_(administrator)
    shown = browser.get("/staff/members/").text
    assert ">clerk</a>" in shown
    assert ">stranger</a>" in shown
    shown = browser.get(f"/staff/members/?bank={OTHER_BANK}").text
    assert ">clerk</a>" not in shown
    assert ">stranger</a>" in shown


@pytest.mark.usefixtures("no_looks")
def test_the_list_asks_as_often_for_forty_as_for_two(as_, administrator, hire):
    browser = as_(administrator)
    outlet = Outlet.objects.filter(bank=BANK).first().code

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get("/staff/members/").status_code == 200
        return len(asked)

    def more(numbers):
        for n in numbers:
            hire(f"clerk-{n}", Role.CLERK, BANK, only=(outlet,))
            invitations.invite(by=administrator, name="x", role=Role.CLERK, bank=Bank.objects.get(code=BANK))

    more(range(2))
    queries()  # the first page of a session is written down
    few = queries()
    more(range(2, 40))
    assert queries() == few


def test_many_colleagues_come_in_pages(as_, administrator, hire):
    for n in range(51):
        hire(f"clerk-{n:02}", Role.CLERK, BANK)
    browser = as_(administrator)
    assert "clerk-50" not in browser.get("/staff/members/").text
    assert "clerk-50" in browser.get("/staff/members/?page=2").text
    assert browser.get("/staff/members/?page=nonsense").status_code == 200


def test_a_removed_clerk_is_out_at_once_and_the_history_stays(as_, manager, clerk):
    working = as_(clerk)
    assert working.get("/staff/members/account/").status_code == 200
    answer = as_(manager).post(f"/staff/members/{member(clerk).pk}/remove/")
    assert answer.status_code == 302
    assert working.get("/staff/members/account/").url.startswith("/accounts/login/")
    clerk.refresh_from_db()
    assert not clerk.is_active
    assert not clerk.has_usable_password()
    assert StaffEvent.objects.get().action == "removed"
    assert "clerk" not in as_(manager).get("/staff/members/").context["page"].object_list


def test_switching_a_removed_account_on_again_brings_no_session_back(as_, manager, clerk):
    clerk.set_password("correct-horse-battery")
    clerk.save()
    working = as_(clerk)
    as_(manager).post(f"/staff/members/{member(clerk).pk}/remove/")
    User.objects.filter(pk=clerk.pk).update(is_active=True)
    assert working.get("/staff/members/account/").status_code == 302


def test_who_is_removed_lets_nobody_in_any_more(as_, administrator, manager):
    made = invitations.invite(by=manager, name="x", role=Role.CLERK, bank=Bank.objects.get(code=BANK))
    as_(administrator).post(f"/staff/members/{member(manager).pk}/remove/")
    with pytest.raises(invitations.LinkIsDeadError):
        invitations.read_link(made.signed)


def test_nobody_removes_oneself(as_, administrator):
    assert as_(administrator).post(f"/staff/members/{member(administrator).pk}/remove/").status_code == 404
    administrator.refresh_from_db()
    assert administrator.is_active


def test_looking_at_the_page_removes_nobody(as_, manager, clerk):
    assert as_(manager).get(f"/staff/members/{member(clerk).pk}/remove/").status_code == 405
    clerk.refresh_from_db()
    assert clerk.is_active


def test_a_clerk_of_another_bank_is_not_there(as_, manager, stranger):
    browser, pk = as_(manager), member(stranger).pk
    assert browser.get(f"/staff/members/{pk}/").status_code == 404
    assert browser.post(f"/staff/members/{pk}/", {}).status_code == 404
    assert browser.post(f"/staff/members/{pk}/remove/").status_code == 404
    stranger.refresh_from_db()
    assert stranger.is_active


def test_the_outlets_of_a_clerk_are_changed(as_, manager, clerk):
    own = list(Outlet.objects.filter(bank=BANK)[:2])
    address = f"/staff/members/{member(clerk).pk}/"
    some = {"whole_bank": "some", "outlets": [one.code for one in own]}
    assert as_(manager).post(address, some).status_code == 302
    assert set(outlets_of(User.objects.get(pk=clerk.pk))) == set(own)
    assert as_(manager).post(address, {"whole_bank": "some"}).status_code == 422
    assert as_(manager).post(address, some | {"whole_bank": "all"}).status_code == 302
    assert not member(clerk).outlets.exists()
    assert outlets_of(User.objects.get(pk=clerk.pk)).count() == Outlet.objects.filter(bank=BANK).count()
    assert [event.action for event in StaffEvent.objects.all()] == ["outlets", "outlets"]


def test_an_outlet_of_another_bank_is_refused_and_nothing_changes(as_, manager, clerk):
    other = Outlet.objects.filter(bank=OTHER_BANK).first()
    sent = {"whole_bank": "some", "outlets": [other.code]}
    answer = as_(manager).post(f"/staff/members/{member(clerk).pk}/", sent)
    assert answer.status_code == 422
    assert not member(clerk).outlets.exists()


def test_a_manager_withdraws_own_invitations_only(as_, manager, administrator):
    made = invitations.invite(
        by=administrator, name="x", role=Role.CLERK, bank=Bank.objects.get(code=OTHER_BANK)
    )
    assert as_(manager).post(f"/staff/members/invitations/{made.invitation.pk}/withdraw/").status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_my_account_says_role_bank_and_outlets(as_, hire):
    outlet = Outlet.objects.filter(bank=BANK).first()
    shown = words(as_(hire("li", Role.CLERK, BANK, only=(outlet.code,))).get("/staff/members/account/"))
    assert "li" in shown
    assert Bank.objects.get(code=BANK).name in shown
    assert outlet.name in shown


def test_a_superuser_without_a_place_among_the_staff_has_an_account_page(as_, db, sample):
    root = User.objects.create_superuser("root", password="!")
    assert as_(root).get("/staff/members/account/").status_code == 200


def test_a_clerk_whose_outlets_are_gone_keeps_none_and_is_told(as_, hire, manager):
    outlet = Outlet.objects.filter(bank=BANK).first()
    li = hire("li", Role.CLERK, BANK, only=(outlet.code,))
    outlet.delete()
    assert not outlets_of(User.objects.get(pk=li.pk)).exists()
    for page in ("/en/staff/", "/en/staff/members/account/"):
        assert "Ask your manager" in words(as_(li).get(page))
    assert "Keeps no outlet" in words(as_(manager).get("/en/staff/members/"))
