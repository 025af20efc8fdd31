"""Administrators change roles, managers help out who lost a telephone; what was changed meanwhile holds."""

from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from locator.models import Bank, Invitation, Outlet, Role, StaffEvent, StaffMember
from locator.staff.members import invitations, roster

from .conftest import BANK, OTHER_BANK


def member(user):
    return StaffMember.objects.select_related("user", "bank").get(user=user)


def address(user, what="role"):
    return f"/staff/members/{member(user).pk}/{what}/"


def with_a_second_step(user):
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x"})
    return user


def test_a_clerk_becomes_a_manager_and_keeps_all_outlets_of_the_bank(as_, administrator, hire):
    outlet = Outlet.objects.filter(bank=BANK).first().code
    clerk = hire("li", Role.CLERK, BANK, only=(outlet,))
    browser = as_(clerk)
    assert browser.get("/staff/members/").status_code == 404
    answer = as_(administrator).post(address(clerk), {"role": "manager", "bank": BANK})
    assert answer.status_code == 302
    assert (member(clerk).role, member(clerk).bank_id) == (Role.MANAGER, BANK)
    assert not member(clerk).outlets.exists()
    assert browser.get("/staff/members/").status_code == 200
    assert StaffEvent.objects.get().action == "role"


def test_at_another_bank_a_clerk_keeps_none_of_the_old_bank_s_outlets(as_, administrator, hire):
    outlet = Outlet.objects.filter(bank=BANK).first().code
    clerk = hire("li", Role.CLERK, BANK, only=(outlet,))
    as_(administrator).post(address(clerk), {"role": "clerk", "bank": OTHER_BANK})
    assert (member(clerk).whole_bank, member(clerk).outlets.exists()) == (True, False)
    assert as_(clerk).get(f"/staff/outlets/{outlet}/").status_code == 404


def test_the_administration_opens_and_closes_with_the_role(as_, administrator, manager):
    browser = as_(manager)
    assert browser.get("/admin/").status_code == 404
    as_(administrator).post(address(manager), {"role": "administrator", "bank": ""})
    assert browser.get("/admin/").status_code == 200
    as_(administrator).post(address(manager), {"role": "manager", "bank": BANK})
    assert browser.get("/admin/").status_code == 404
    manager.refresh_from_db()
    assert (manager.is_staff, manager.is_superuser) == (False, False)


def test_what_somebody_invited_in_the_old_role_is_withdrawn(as_, administrator, manager):
    invitations.invite(by=manager, name="x", role=Role.CLERK, bank=Bank.objects.get(code=BANK))
    as_(administrator).post(address(manager), {"role": "clerk", "bank": BANK})
    assert Invitation.objects.get().withdrawn_at is not None


REFUSED = [
    ({"role": "clerk", "bank": ""}, "bank"),
    ({"role": "administrator", "bank": BANK}, "bank"),
    ({"role": "king", "bank": BANK}, "role"),
    ({"role": "clerk", "bank": "nowhere"}, "bank"),
    ({}, "role"),
]


def test_a_role_that_does_not_fit_its_bank_is_refused(as_, administrator, clerk):
    browser = as_(administrator)
    for sent, field in REFUSED:
        answer = browser.post(address(clerk), sent)
        assert answer.status_code == 422, sent
        assert list(answer.context["role_form"].errors) == [field], sent
        assert (member(clerk).role, member(clerk).bank_id) == (Role.CLERK, BANK), sent


def test_nobody_changes_the_own_role_and_managers_change_none(as_, administrator, manager, clerk):
    assert as_(administrator).post(address(administrator), {"role": "clerk", "bank": BANK}).status_code == 404
    assert as_(manager).post(address(clerk), {"role": "manager", "bank": BANK}).status_code == 404
    assert "role_form" not in as_(manager).get(f"/staff/members/{member(clerk).pk}/").text
    assert not StaffEvent.objects.exists()


def test_a_manager_forgets_the_lost_telephone_of_an_own_clerk(as_, manager, clerk, settings):
    with_a_second_step(clerk)
    assert "重置" in as_(manager).get(f"/staff/members/{member(clerk).pk}/").text
    assert as_(manager).post(address(clerk, "second-step")).status_code == 302
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert StaffEvent.objects.get().action == "second step reset"
    settings.SECOND_STEP_REQUIRED = True
    StaffMember.objects.update(is_demo=False)
    assert as_(clerk).get("/staff/").url == "/accounts/second-step/"


def test_without_a_second_step_there_is_nothing_to_reset(as_, manager, clerk):
    assert as_(manager).post(address(clerk, "second-step")).status_code == 302
    assert not StaffEvent.objects.exists()


def test_nobody_resets_the_second_step_of_others(as_, manager, stranger, administrator, clerk):
    for other in (stranger, administrator, manager):
        with_a_second_step(other)
        assert as_(manager).post(address(other, "second-step")).status_code == 404
    assert as_(clerk).post(address(manager, "second-step")).status_code == 404
    assert Authenticator.objects.count() == 6


@pytest.fixture
def two_administrators(transactional_db):
    people = []
    for name in ("one", "two"):
        user = User.objects.create_superuser(name, password=None)
        people.append(StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR))
    Bank.objects.create(code="b", name="银行", short_name="行")
    return people


def remove(one, other):
    return lambda: roster.remove(one, by=other.user)


def demote(one, other):
    return lambda: roster.change_role(one, Role.CLERK, Bank.objects.get(), by=other.user)


def administrators_left():
    return StaffMember.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).count()


@pytest.mark.parametrize("way", [demote, remove])
def test_two_administrators_who_let_each_other_go_leave_one(two_administrators, race, way):
    one, two = two_administrators
    said = race(way(one, two), way(two, one))
    assert [type(each) for each in said if each] == [roster.NoLongerYoursError]
    assert administrators_left() == 1


@pytest.mark.parametrize("way", [demote, remove])
def test_the_control_without_looking_again_both_are_gone(two_administrators, race, monkeypatch, way):
    one, two = two_administrators
    monkeypatch.setattr(roster, "_still_theirs", lambda member, by: member)
    assert race(way(one, two), way(two, one)) == [None, None]
    assert administrators_left() == 0


def test_who_has_just_become_an_administrator_is_no_manager_s_to_change(hire, manager, administrator):
    clerk = hire("li", Role.CLERK, BANK)
    stale = member(clerk)
    roster.change_role(member(clerk), Role.ADMINISTRATOR, None, by=administrator)
    for change in (roster.remove, partial(roster.change_outlets, outlets=(), whole_bank=False)):
        with pytest.raises(roster.NoLongerYoursError):
            change(stale, by=manager)
    clerk.refresh_from_db()
    assert (clerk.is_active, member(clerk).whole_bank) == (True, True)


def test_outlets_that_were_chosen_for_another_bank_are_not_given(hire, administrator):
    clerk = hire("li", Role.CLERK, BANK)
    stale = member(clerk)
    roster.change_role(member(clerk), Role.CLERK, Bank.objects.get(code=OTHER_BANK), by=administrator)
    with pytest.raises(roster.NoLongerYoursError):
        roster.change_outlets(stale, Outlet.objects.filter(bank=BANK)[:1], by=administrator)
    assert (member(clerk).whole_bank, member(clerk).outlets.exists()) == (True, False)
