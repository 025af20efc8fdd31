"""The start stops and names what is missing; a demonstration stays on one's own machine."""

import subprocess
import sys

import pytest

from tests.house import ROOT

from .conftest import SHOW, only

SOUND = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "sqlite:////nowhere/locator.sqlite3",
    "ALLOWED_HOSTS": "cards.example, ,www.cards.example",
    "FIELD_KEYS": "f" * 50 + ", ," + "e" * 50,
    "FINGERPRINT_KEYS": "p" * 50,
    "MESSAGE_BACKEND": "console",
    "OPERATOR_NAME": "大连某单位",
    "OPERATOR_CONTACT": "0411-12345678",
}


def test_a_process_that_is_begun_from_nothing_says_the_same(start):
    for environment in (SOUND, SOUND | {"ALLOWED_HOSTS": ""}):
        begun = subprocess.run(
            [sys.executable, "-c", SHOW.format("ALLOWED_HOSTS")],
            cwd=ROOT, env=only(environment), capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = start(**environment)
        assert (said.returncode, said.stdout) == (begun.returncode, begun.stdout)
        assert said.stderr.splitlines()[-1:] == begun.stderr.splitlines()[-1:]


@pytest.mark.parametrize("name", SOUND)
def test_a_missing_setting_stops_the_start_and_is_named(start, name):
    said = start(**{key: value for key, value in SOUND.items() if key != name})
    assert said.returncode != 0
    assert name in said.stderr.splitlines()[-1]


def test_blank_hosts_are_no_hosts(start):
    assert start(**SOUND).stdout.strip() == "['cards.example', 'www.cards.example']"
    said = start(**SOUND | {"ALLOWED_HOSTS": " , "})
    assert said.returncode != 0
    assert "ALLOWED_HOSTS" in said.stderr.splitlines()[-1]


def test_a_demonstration_needs_nothing_and_answers_to_this_machine_alone(start):
    said = start(DEMO="1", SECRET_KEY="made-up", DATABASE_URL="sqlite:////nowhere/x.sqlite3")
    assert said.stdout.strip() == "['localhost', '127.0.0.1']"


def test_a_demonstration_under_a_public_name_is_refused(start):
    said = start(**SOUND, DEMO="1")
    assert said.returncode != 0
    assert "DEMO" in said.stderr.splitlines()[-1]


@pytest.mark.parametrize("off", ["", "0", "false"])
def test_demo_is_off_unless_it_is_on(start, off):
    assert start("DEMO", **SOUND, DEMO=off).stdout.strip() == "False"


@pytest.mark.parametrize(
    "name", ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
)
def test_production_speaks_https_only(start, name):
    assert start(name, **SOUND).stdout.strip() not in {"False", "0"}


def test_nothing_is_debugged_anywhere(start):
    assert start("DEBUG", **SOUND).stdout.strip() == "False"
    assert start("DEBUG", DEMO="1", SECRET_KEY="x", DATABASE_URL="sqlite:////x").stdout.strip() == "False"


def test_what_the_database_url_asks_for_is_passed_on(start):
    url = "postgres://user:password@db.example/cards?sslmode=verify-full"
    said = start("DATABASES['default']['OPTIONS']", **SOUND | {"DATABASE_URL": url}).stdout
    assert "'sslmode': 'verify-full'" in said
    assert "'connect_timeout': 2" in said


def test_forwarded_headers_are_believed_only_behind_a_proxy(start):
    assert start("__dict__.get('SECURE_PROXY_SSL_HEADER')", **SOUND).stdout.strip() == "None"
    behind = start("SECURE_PROXY_SSL_HEADER", **SOUND, TRUSTED_PROXY_COUNT="1").stdout
    assert "HTTP_X_FORWARDED_PROTO" in behind


def test_the_keys_of_personal_facts_are_read_newest_first(start):
    assert start("FIELD_KEYS", **SOUND).stdout.strip() == str(["f" * 50, "e" * 50])


@pytest.mark.parametrize("name", ["FIELD_KEYS", "FINGERPRINT_KEYS"])
@pytest.mark.parametrize("value", ["", " , ", "short", "x" * 49, SOUND["SECRET_KEY"], "x" * 50 + ",short"])
def test_a_key_that_is_short_or_serves_the_sessions_too_stops_the_start(start, name, value):
    said = start(**SOUND | {name: value})
    assert said.returncode != 0
    assert name in said.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("backend", "missing"),
    [
        ("pigeon", "MESSAGE_BACKEND"),
        ("file", "MESSAGE_FILE"),
        ("gateway", "MESSAGE_GATEWAY_URL"),
    ],
)
def test_a_way_for_messages_without_what_it_needs_stops_the_start(start, backend, missing):
    said = start(**SOUND | {"MESSAGE_BACKEND": backend})
    assert said.returncode != 0
    assert missing in said.stderr.splitlines()[-1]


def test_messages_go_to_a_gateway_by_https_alone(start):
    gateway = {"MESSAGE_BACKEND": "gateway", "MESSAGE_GATEWAY_TOKEN": "x"}
    said = start(**SOUND | gateway | {"MESSAGE_GATEWAY_URL": "http://sms.example"})
    assert "https://" in said.stderr.splitlines()[-1]
    assert start(**SOUND | gateway | {"MESSAGE_GATEWAY_URL": "https://sms.example"}).returncode == 0
