"""The second step: an app, a key or a recovery code; each code works once, and guessing ends soon."""

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from cardservice import second_step
from cardservice.second_step import accept, bring_under_the_newest_key, cleaned

PASSWORD = "correct-horse-battery"
NONSENSE = ("", "{}", "[]", '"x"', '{"id": 1}', '{"id": "AA", "rawId": "AA", "response": {}}')
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("administrator", password=PASSWORD)


@pytest.fixture
def app(administrator):
    return totp.TOTP.activate(administrator, SECRET).instance


def code(secret=SECRET, off=0):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + off))


def give_password(client):
    return client.post("/accounts/login/", {"login": "administrator", "password": PASSWORD})


def give_code(client, given):
    return client.post("/accounts/login/code/", {"code": given})


def test_a_password_alone_does_not_sign_in(client, app):
    assert give_password(client).url == "/accounts/login/code/"
    assert client.get("/admin/").status_code == 302
    assert give_code(client, code()).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_code_is_read_as_people_type_it(client, app):
    give_password(client)
    wide = code().translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    assert give_code(client, f" {wide[:3]} {wide[3:]} ").status_code == 302


def test_a_wrong_code_says_what_to_do(client, app):
    give_password(client)
    response = give_code(client, "000000")
    assert response.status_code in {200, 422}
    assert 'role="alert"' in response.text


def test_six_wrong_codes_end_the_guessing(client, app):
    give_password(client)
    wrong = "000000" if code() != "000000" else "111111"
    given = [give_code(client, wrong).status_code for _ in range(7)]
    assert given[-1] == 429
    assert 429 not in given[:6]
    assert give_code(client, code()).status_code == 429


def test_a_code_works_once(app):
    shown = code()
    assert accept(app, shown)
    assert not accept(app, shown)
    assert not accept(app, code(off=-1))  # nor an older one
    assert accept(app, code(off=1))


def test_of_two_who_give_one_code_at_once_one_comes_in(race):
    user = get_user_model().objects.create_user("somebody")
    row = totp.TOTP.activate(user, SECRET).instance
    shown = code()
    assert sorted(race(*[lambda: accept(row, shown)] * 4)) == [False, False, False, True]


def test_without_the_mark_of_the_last_code_both_would_come_in(race, monkeypatch):
    # The control: the same race where nothing is remembered.
    monkeypatch.setattr(second_step, "LAST_USED", "")
    user = get_user_model().objects.create_user("somebody")
    row = totp.TOTP.activate(user, SECRET).instance
    shown = code()
    assert all(race(*[lambda: totp.validate_totp_code(totp.decrypt(row.data["secret"]), shown)] * 4))


def test_a_recovery_code_works_once_in_place_of_the_app(client, app, administrator):
    spare = RecoveryCodes.activate(administrator).get_unused_codes()[0]
    give_password(client)
    assert give_code(client, spare).status_code == 302
    client.post("/accounts/logout/")
    give_password(client)
    assert give_code(client, spare).status_code != 302


def test_the_app_is_set_up_and_recovery_codes_are_shown_once(client, administrator):
    give_password(client)
    page = client.get("/accounts/second-step/app/")
    secret = client.session[totp.SECRET_SESSION_KEY]
    assert secret in page.text  # as text, for an app that cannot scan
    assert "<svg" in page.text
    assert "data:image" not in page.text
    done = client.post("/accounts/second-step/app/", {"code": code(secret)})
    assert done.url == "/accounts/second-step/codes/"
    spare = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[3]
    assert spare in client.get(done.url).text
    assert spare not in client.get(done.url).text
    assert client.get("/admin/").status_code == 200


def test_a_wrong_first_code_keeps_the_secret(client, administrator):
    give_password(client)
    client.get("/accounts/second-step/app/")
    secret = client.session[totp.SECRET_SESSION_KEY]
    response = client.post("/accounts/second-step/app/", {"code": "12345"})
    assert response.status_code == 422
    assert secret in response.text


def test_under_a_new_key_app_and_recovery_codes_go_on(app, administrator, settings):
    RecoveryCodes.activate(administrator)
    settings.FIELD_KEYS = ["n" * 50, *settings.FIELD_KEYS]
    before = [str(row.data) for row in Authenticator.objects.order_by("pk")]
    assert bring_under_the_newest_key() == Authenticator.objects.count() > 0
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    rows = list(Authenticator.objects.order_by("pk"))
    assert [str(row.data) for row in rows] != before
    for row in rows:
        for name in {"secret", "seed"} & row.data.keys():
            assert get_adapter().decrypt(row.data[name])


def test_the_secret_is_not_in_the_database_in_the_clear(app):
    assert SECRET not in str(Authenticator.objects.get().data)


@given(st.text(max_size=60))
def test_of_a_code_only_digits_are_left(text):
    assert all(sign in "0123456789" for sign in cleaned(text))


def test_changing_the_second_step_asks_for_the_password_unless_just_given(client, app, administrator):
    client.force_login(administrator)  # no password was given in this session
    asked = client.get("/accounts/second-step/app/remove/")
    assert asked.url.startswith("/accounts/password/?next=")
    assert client.post(asked.url, {"password": "wrong"}).status_code == 422
    assert client.post(asked.url, {"password": PASSWORD}).status_code == 302
    assert client.post("/accounts/second-step/app/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").url == "/accounts/second-step/"


def test_new_recovery_codes_end_the_old_ones(client, app, administrator):
    give_password(client)
    give_code(client, code())
    before = RecoveryCodes.activate(administrator).get_unused_codes()
    assert client.post("/accounts/second-step/codes/new/").url == "/accounts/second-step/codes/"
    after = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert set(before).isdisjoint(after)


@pytest.mark.parametrize("path", ["", "app/", "key/", "codes/", "codes/new/", "app/remove/"])
def test_a_stranger_is_asked_to_sign_in(client, db, path):
    assert client.get(f"/accounts/second-step/{path}").url.startswith("/accounts/login/")


def test_a_key_of_somebody_else_is_not_there(client, app, administrator):
    other = get_user_model().objects.create_user("other")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "blue"})
    give_password(client)
    give_code(client, code())
    assert client.post(f"/accounts/second-step/key/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_key_that_says_nonsense_is_refused(client, administrator):
    give_password(client)
    client.get("/accounts/second-step/key/")
    for nonsense in NONSENSE:
        response = client.post("/accounts/second-step/key/", {"name": "blue", "credential": nonsense})
        assert response.status_code == 422, nonsense


def test_nonsense_in_place_of_a_known_key_does_not_sign_in(client, app):
    give_password(client)
    client.get("/accounts/login/code/")
    for nonsense in NONSENSE:
        assert client.post("/accounts/login/code/", {"credential": nonsense}).status_code in {200, 422}
    assert client.get("/admin/").status_code == 302
