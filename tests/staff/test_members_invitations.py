"""A manager lets own clerks in: by a signed link that works once, and for a week."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.test import Client
from django.utils import timezone

from cardservice import attempts
from locator.catalogue.sample import load_sample
from locator.catalogue.scope import outlets_of
from locator.models import Bank, Invitation, Outlet, Role, StaffEvent, StaffMember
from locator.staff.members import invitations

from .conftest import BANK, OTHER_BANK, TODAY, words

PASSWORD = "correct-horse-battery"


def invite(browser, **said):
    """Press the button and return the link that is shown."""
    answer = browser.post("/staff/members/invite/", {"name": "王芳", "whole_bank": "all", **said})
    assert answer.status_code == 302, answer.text
    page = browser.get(answer.url)
    return re.search(r'value="http://testserver(/[^"]*/invitation/[^"]+)"', page.text)[1]


def come_in(link, name="wang-fang"):
    browser = Client()
    opened = browser.get(link)
    if opened.status_code != 302:
        return browser, opened
    form = {"username": name, "password1": PASSWORD, "password2": PASSWORD}
    return browser, browser.post(opened.url, form)


def test_an_invited_clerk_chooses_a_password_and_goes_on_to_the_second_step(as_, manager):
    browser, answer = come_in(invite(as_(manager)))
    assert answer.url == "/accounts/second-step/"
    member = StaffMember.objects.get(user__username="wang-fang")
    assert (member.role, member.bank_id, member.is_demo) == (Role.CLERK, BANK, False)
    assert member.user.first_name == "王芳"
    assert not member.user.is_superuser
    # The password was given a moment ago, so the app is set up without another one.
    assert browser.get("/accounts/second-step/app/").status_code == 200
    assert list(StaffEvent.objects.values_list("action", "by_name", "bank_id")) == [
        ("joined", "wang-fang", BANK),
        ("invited", "manager", BANK),
    ]


def test_a_link_works_once(as_, manager):
    link = invite(as_(manager))
    come_in(link)
    _, again = come_in(link, "somebody-else")
    assert again.status_code == 404
    assert not User.objects.filter(username="somebody-else").exists()


def test_the_key_leaves_the_address_before_anything_is_typed(as_, manager):
    link = invite(as_(manager))
    opened = Client().get(link)
    assert opened.url == "/accounts/invitation/"
    assert link.rsplit("/", 2)[1] not in opened.url


def test_the_link_is_shown_once_and_kept_nowhere(as_, manager):
    browser = as_(manager)
    link = invite(browser)
    invitation = Invitation.objects.get()
    assert "/accounts/invitation/" not in browser.get(f"/staff/members/invitations/{invitation.pk}/").text
    assert link.rsplit("/", 2)[1] not in str(dict(browser.session))


def test_after_a_week_the_link_is_dead(as_, manager):
    link = invite(as_(manager))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert come_in(link)[1].status_code == 404


def test_a_withdrawn_link_is_dead_even_for_who_has_opened_it(as_, manager):
    browser, visitor = as_(manager), Client()
    visitor.get(invite(browser))
    assert visitor.get("/accounts/invitation/").status_code == 200
    browser.post(f"/staff/members/invitations/{Invitation.objects.get().pk}/withdraw/")
    form = {"username": "late", "password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post("/accounts/invitation/", form).status_code == 404
    assert not User.objects.filter(username="late").exists()


@pytest.mark.parametrize("made_up", ["x", "x:y:z", "%00", "a" * 3000])
def test_a_made_up_link_is_dead(client, db, made_up):
    assert client.get(f"/accounts/invitation/{made_up}/").status_code == 404


def test_a_signature_for_something_else_opens_nothing(client, as_, manager):
    invite(as_(manager))
    other = signing.dumps(str(Invitation.objects.get().pk), salt="something.else")
    assert client.get(f"/accounts/invitation/{other}/").status_code == 404


def test_links_are_not_tried_without_end(client, db, monkeypatch):
    monkeypatch.setattr(attempts, "LINK_ADDRESS", attempts.Limit("link-address", 3, 24 * 3600))
    given = [client.get("/accounts/invitation/x/").status_code for _ in range(4)]
    assert given == [404, 404, 404, 429]


def test_bad_choices_are_named_and_use_nothing_up(as_, manager):
    link = invite(as_(manager))
    browser = Client()
    form = browser.get(link).url
    for typed in (
        {},
        {"username": "MANAGER", "password1": PASSWORD, "password2": PASSWORD},
        {"username": "wang", "password1": "12345", "password2": "12345"},
        {"username": "wang", "password1": PASSWORD, "password2": "another"},
    ):
        answer = browser.post(form, typed)
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert Invitation.objects.get().used_at is None


def test_who_is_signed_in_does_not_use_up_the_link_of_another(as_, manager, clerk):
    link, browser = invite(as_(manager)), as_(clerk)
    assert browser.get(browser.get(link).url).status_code == 200
    browser.post("/accounts/invitation/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert Invitation.objects.get().used_at is None


def test_a_manager_invites_clerks_of_the_own_bank_whatever_is_sent(as_, manager):
    invite(as_(manager), role="administrator", bank=OTHER_BANK)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.bank_id) == (Role.CLERK, BANK)


def test_a_clerk_can_be_for_some_outlets_of_the_own_bank_only(as_, manager):
    own, other = Outlet.objects.filter(bank=BANK).first(), Outlet.objects.filter(bank=OTHER_BANK).first()
    some = {"name": "x", "whole_bank": "some"}
    refused = as_(manager).post("/staff/members/invite/", some | {"outlets": [other.code]})
    assert refused.status_code == 422
    come_in(invite(as_(manager), whole_bank="some", outlets=[own.code]))
    member = StaffMember.objects.get(user__username="wang-fang")
    assert (member.whole_bank, list(member.outlets.all())) == (False, [own])


@pytest.mark.parametrize(
    ("said", "field"),
    [({}, "whole_bank"), ({"whole_bank": "some"}, "outlets"), ({"whole_bank": "x"}, "whole_bank")],
)
def test_nobody_is_invited_for_a_whole_bank_by_leaving_something_out(as_, manager, said, field):
    answer = as_(manager).post("/staff/members/invite/", {"name": "x", **said})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Invitation.objects.exists()


def test_an_invited_clerk_of_outlets_that_are_gone_by_then_keeps_none(as_, manager):
    own = Outlet.objects.filter(bank=BANK).first()
    link = invite(as_(manager), whole_bank="some", outlets=[own.code])
    own.delete()
    come_in(link)
    assert not outlets_of(User.objects.get(username="wang-fang")).exists()


INVITED = [
    ("manager", BANK, 302),
    ("clerk", OTHER_BANK, 302),
    ("administrator", "", 302),
    ("administrator", BANK, 422),
    ("clerk", "", 422),
    ("manager", "nowhere", 422),
    ("", BANK, 422),
]


def test_an_administrator_invites_anybody_with_a_bank_that_fits(as_, administrator):
    browser, answered = as_(administrator), []
    for role, bank, _status in INVITED:
        said = {"name": "王芳", "role": role, "bank": bank}
        answered.append((role, bank, browser.post("/staff/members/invite/", said).status_code))
    assert answered == INVITED
    assert Invitation.objects.count() == sum(status == 302 for *_said, status in INVITED)


def test_an_invited_administrator_enters_the_administration(as_, administrator):
    browser, _ = come_in(invite(as_(administrator), role="administrator"))
    assert browser.get("/admin/").status_code == 200


def test_the_page_of_an_invited_person_names_role_and_bank(as_, manager):
    visitor = Client()
    page = words(visitor.get(invite(as_(manager)), follow=True))
    assert "王芳" in page
    assert Bank.objects.get(code=BANK).name in page


@pytest.fixture
def invited(transactional_db):
    load_sample(today=TODAY)
    by = User.objects.create(username="boss", is_superuser=True)
    return invitations.invite(by=by, name="王芳", role=Role.CLERK, bank=Bank.objects.get(code=BANK))


def test_of_two_who_open_one_link_at_once_one_comes_in(invited, race):
    key = invited.invitation.pk
    people = [User(username=f"user-{n}", password="!") for n in range(4)]
    given = race(*[lambda person=person: invitations.join(key, person) for person in people])
    assert sum(isinstance(one, StaffMember) for one in given) == 1
    assert sum(isinstance(one, invitations.LinkIsDeadError) for one in given) == 3
    assert StaffMember.objects.count() == 1


def test_looking_before_leaping_would_let_several_in(invited, race):
    # The control: the same race where the link is looked at first and marked afterwards.
    looked = threading.Barrier(4)

    def careless(person):
        invitation = invitations.usable(invited.invitation.pk)
        looked.wait(timeout=20)
        with transaction.atomic():
            person.save()
            Invitation.objects.filter(pk=invitation.pk).update(used_at=timezone.now())
        return True

    people = [User(username=f"user-{n}", password="!") for n in range(4)]
    given = race(*[lambda person=person: careless(person) for person in people])
    assert given.count(True) == 4


def test_an_account_that_cannot_be_made_leaves_the_link_as_it_was(invited):
    with pytest.raises(Exception, match=r"(?i)unique"):
        invitations.join(invited.invitation.pk, User(username="boss", password="!"))
    assert invitations.read_link(invited.signed).used_at is None
