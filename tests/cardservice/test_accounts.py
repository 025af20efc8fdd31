"""Staff sign in through one door; there is no other way to an account."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cardservice import attempts
from locator.models import RateCounter, Role, StaffMember

PASSWORD = "correct-horse-battery"


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("administrator", password=PASSWORD)


def sign_in(client, password=PASSWORD, name="administrator", **more):
    return client.post("/accounts/login/", {"login": name, "password": password}, **more)


def test_staff_sign_in_and_come_to_the_staff_pages(client, administrator):
    response = sign_in(client)
    assert response.status_code == 302
    assert response.url == "/staff/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["administrator", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_one_answer(client, administrator, name):
    response = client.post("/accounts/login/", {"login": name, "password": "wrong"})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors().as_data()[0].code == "username_password_mismatch"
    assert "wrong" not in response.text


def test_a_form_that_is_sent_from_elsewhere_is_refused(administrator):
    strict = Client(enforce_csrf_checks=True)
    assert (
        strict.post("/accounts/login/", {"login": "administrator", "password": PASSWORD}).status_code == 403
    )


def test_after_ten_wrong_passwords_even_the_right_one_waits(client, administrator):
    assert [sign_in(client, "wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    refused = sign_in(client, name="Administrator")  # no other spelling begins anew
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert "分钟" in refused.text or "minutes" in refused.text


def test_a_name_that_does_not_exist_is_limited_alike(client, db):
    assert [sign_in(client, "wrong").status_code for _ in range(11)] == [422] * 10 + [429]


def test_one_address_cannot_try_many_accounts(client, administrator, monkeypatch):
    monkeypatch.setattr(attempts, "PASSWORD_ADDRESS", attempts.Limit("password-address", 3, 900))
    given = [sign_in(client, "wrong", name=f"somebody-{n}").status_code for n in range(4)]
    assert given == [422, 422, 422, 429]
    assert sign_in(client, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_whole_bank_signs_in_from_one_address(client, administrator, monkeypatch):
    monkeypatch.setattr(attempts, "PASSWORD_ADDRESS", attempts.Limit("password-address", 2, 900))
    for _ in range(4):
        assert sign_in(client).status_code == 302
        client.post("/accounts/logout/")
    assert set(RateCounter.objects.values_list("hits", flat=True)) == {0}


def test_the_old_password_is_not_tried_without_end(client, administrator):
    client.force_login(administrator)
    form = {"oldpassword": "wrong", "password1": "another-horse-1", "password2": "another-horse-1"}
    given = [client.post("/accounts/password/change/", form).status_code for _ in range(11)]
    assert given == [422] * 10 + [429]


@pytest.fixture
def demo_account(administrator):
    StaffMember.objects.create(user=administrator, role=Role.ADMINISTRATOR, is_demo=True)
    return administrator


def test_a_demo_account_signs_in_only_where_there_is_a_demonstration(client, demo_account, settings):
    settings.DEMO = False
    assert sign_in(client).status_code == 422
    settings.DEMO = True
    assert sign_in(client).status_code == 302


def test_a_demo_account_that_is_signed_in_is_out_when_the_demonstration_ends(client, demo_account, settings):
    client.force_login(demo_account)
    assert client.get("/admin/").status_code == 200
    settings.DEMO = False
    assert client.get("/admin/").status_code == 302


def test_signing_in_never_sends_anybody_to_another_site(client, administrator):
    response = client.post(
        "/accounts/login/?next=https://evil.example/",
        {"login": "administrator", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert response.url == "/staff/"


def test_the_admin_has_no_door_of_its_own(client, db):
    assert client.get("/admin/login/").url.startswith("/accounts/login/")


def test_to_an_account_without_staff_rights_the_admin_is_not_there(client, db):
    client.force_login(get_user_model().objects.create_user("somebody", is_staff=True))
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/login/").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_set_password",
        "mfa_reauthenticate",
        "mfa_login_webauthn",
    ],
)
def test_pages_that_nobody_needs_are_shut(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_password_is_changed_by_who_knows_the_old_one(client, administrator):
    client.force_login(administrator)
    new = "another-horse-battery"
    form = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", form).status_code == 422
    assert client.post("/accounts/password/change/", form | {"oldpassword": PASSWORD}).status_code == 302
    administrator.refresh_from_db()
    assert administrator.check_password(new)


def test_a_new_password_ends_every_other_session(client, administrator):
    client.force_login(administrator)
    elsewhere = Client()
    elsewhere.force_login(administrator)
    new = "another-horse-battery"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_signing_out_needs_a_post(client, administrator):
    client.force_login(administrator)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/admin/").status_code == 302
