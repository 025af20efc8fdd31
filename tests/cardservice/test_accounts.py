"""Staff sign in through one door; there is no other way to an account."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

PASSWORD = "correct-horse-battery"


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("administrator", password=PASSWORD)


def test_staff_sign_in_and_come_to_the_admin(client, administrator):
    response = client.post("/accounts/login/", {"login": "administrator", "password": PASSWORD})
    assert response.status_code == 302
    assert response.url == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["administrator", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_one_answer(client, administrator, name):
    response = client.post("/accounts/login/", {"login": name, "password": "wrong"})
    assert response.status_code == 200
    assert response.context["form"].non_field_errors().as_data()[0].code == "username_password_mismatch"
    assert "wrong" not in response.text


def test_a_form_that_is_sent_from_elsewhere_is_refused(administrator):
    strict = Client(enforce_csrf_checks=True)
    assert (
        strict.post("/accounts/login/", {"login": "administrator", "password": PASSWORD}).status_code == 403
    )


def test_attempts_to_sign_in_are_limited(client, administrator):
    cache.clear()
    for _ in range(12):
        client.post("/accounts/login/", {"login": "administrator", "password": "wrong"})
    response = client.post("/accounts/login/", {"login": "administrator", "password": PASSWORD})
    assert response.status_code != 302
    cache.clear()


def test_signing_in_never_sends_anybody_to_another_site(client, administrator):
    response = client.post(
        "/accounts/login/?next=https://evil.example/",
        {"login": "administrator", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert response.url == "/admin/"


def test_the_admin_has_no_door_of_its_own(client, db):
    assert client.get("/admin/login/").url.startswith("/accounts/login/")


def test_an_account_without_staff_rights_does_not_enter_the_admin(client, db):
    client.force_login(get_user_model().objects.create_user("somebody"))
    assert client.get("/admin/").status_code in {302, 403}
    assert client.get("/admin/login/").status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_set_password",
        "account_reauthenticate",
    ],
)
def test_pages_that_nobody_needs_are_shut(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_password_is_changed_by_who_knows_the_old_one(client, administrator):
    client.force_login(administrator)
    new = "another-horse-battery"
    form = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", form).status_code == 200
    assert client.post("/accounts/password/change/", form | {"oldpassword": PASSWORD}).status_code == 302
    administrator.refresh_from_db()
    assert administrator.check_password(new)


def test_signing_out_needs_a_post(client, administrator):
    client.force_login(administrator)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/admin/").status_code == 302
