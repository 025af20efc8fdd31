"""The units agree with the program, with one another and with the settings that they are given."""

import re
import shlex

import pytest
from django.core.management import get_commands

from tests.house.test_docs import OPERATING, settings_read

from . import DEPLOY, ROOT, SYSTEMD
from .units import environment, read

HOME = "/opt/card-service-points"
STATE = "/var/lib/card-service-points"
UNITS = sorted(path.name for path in SYSTEMD.iterdir() if path.is_file())
SERVICES = [name for name in UNITS if name.startswith("card-service-") and name.endswith(".service")]
TIMERS = [name for name in UNITS if name.endswith(".timer")]

GUARDS = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "MemoryDenyWriteExecute": "yes",
    "RestrictNamespaces": "yes",
    "User": "cardpoints",
    "EnvironmentFile": "/etc/card-service-points/env",
    "WorkingDirectory": HOME,
    "StateDirectory": "card-service-points",
}


def text_of(name: str) -> str:
    return (SYSTEMD / name).read_text(encoding="utf-8")


def test_the_units_are_found():
    assert len(SERVICES) >= 7
    assert len(TIMERS) >= 5


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_a_command_of_this_program(name):
    program, *words = shlex.split(read(SYSTEMD, name)["ExecStart"][-1])
    assert program == f"{HOME}/.venv/bin/python"
    if words[0] == "-m":
        assert words[1:] == ["gunicorn", "-c", "python:cardservice.gunicorn", "cardservice.wsgi"]
    else:
        assert words[0] == "manage.py"
        assert words[1] in get_commands()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_no_more_than_it_needs(name):
    unit = read(SYSTEMD, name)
    assert {key: unit[key][-1] for key in GUARDS} == GUARDS
    assert unit["CapabilityBoundingSet"] == unit["AmbientCapabilities"] == []
    assert unit["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]
    assert "MemoryMax" in unit
    assert unit["OnFailure"] == ["failed-card-service@%n.service"]


def test_what_tells_of_a_failure_is_not_told_of_its_own():
    assert "OnFailure" not in read(SYSTEMD, "failed-card-service@card-service-points.service.service")


@pytest.mark.parametrize("name", TIMERS)
def test_a_timer_has_its_service_and_goes_by_the_clock_of_dalian(name):
    service = read(SYSTEMD, name.replace(".timer", ".service"))
    assert service["Type"] == ["oneshot"]
    for when in read(SYSTEMD, name)["OnCalendar"]:
        assert when.endswith(" Asia/Shanghai") or when == "*:0/10"


@pytest.mark.parametrize("name", SERVICES)
def test_what_runs_once_has_a_timer_and_what_runs_on_has_none(name):
    once = read(SYSTEMD, name).get("Type") == ["oneshot"]
    assert once == (name.replace(".service", ".timer") in TIMERS)


def test_what_is_erased_at_night_is_not_in_the_backup_after_it():
    at = {name: read(SYSTEMD, f"card-service-points-{name}.timer") for name in ("redact", "backup")}
    assert at["redact"]["OnCalendar"] < at["backup"]["OnCalendar"]


def test_what_is_tried_out_is_the_backup_of_the_same_night_and_the_role_may_make_the_scratch_database():
    backup, drill = (read(SYSTEMD, f"card-service-points-{name}.timer") for name in ("backup", "drill"))
    assert backup["OnCalendar"][0].split()[1:] < drill["OnCalendar"][0].split()[2:]
    assert (
        "card-service-points-backup.service" in read(SYSTEMD, "card-service-points-drill.service")["After"][0]
    )
    assert re.search(r"^runuser -u postgres -- createuser --createdb cardpoints$", OPERATING, re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in UNITS if name in TIMERS or "[Install]" in text_of(name)])
def test_the_guide_turns_every_unit_on(name):
    assert re.search(rf"^systemctl enable --now .*{re.escape(name)}", OPERATING, re.MULTILINE)
    assert re.search(rf"^systemctl disable --now .*{re.escape(name)}", OPERATING, re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in UNITS if name in TIMERS or "[Install]" in text_of(name)])
def test_the_guide_starts_again_what_it_stops_to_restore(name):
    restoring = OPERATING.partition("### Restoring\n")[2].partition("\n### ")[0]
    assert "systemctl stop 'card-service-points*'" in restoring
    assert re.search(rf"systemctl start [^\n]*{re.escape(name)}", restoring)


def test_the_example_of_settings_has_settings_alone_and_all_without_which_the_start_stops():
    example = environment(DEPLOY / "env.example")
    needed = set(re.findall(r"^\| `([A-Z_]+)` \| the start stops(?: \||;)", OPERATING, re.MULTILINE))
    assert set(example) <= settings_read()
    assert needed <= set(example)
    assert {name for name, value in example.items() if not value} == {
        "SECRET_KEY", "FIELD_KEYS", "FINGERPRINT_KEYS", "OPERATOR_NAME", "OPERATOR_CONTACT",
    }  # fmt: skip


def test_what_the_site_writes_lies_where_it_may_write():
    example = environment(DEPLOY / "env.example")
    places = {
        value for name, value in example.items() if value.startswith("/") or name.endswith(("_PATH", "_DIR"))
    }
    assert places
    assert {place for place in places if not place.startswith(f"{STATE}/")} == set()


def test_every_value_of_the_example_reads_the_same_for_systemd_and_for_a_shell():
    for line in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines():
        assert not line or re.fullmatch(r"#.*|[A-Z_]+='[^']*'", line), line


@pytest.mark.parametrize("text", [OPERATING, (DEPLOY / "nginx" / "card-service-points.conf").read_text()])
def test_every_file_of_the_program_that_is_named_is_there(text):
    named = set(re.findall(rf"{HOME}/((?:deploy|docs|\.ci)[\w./-]*\w)", text))
    named |= set(re.findall(r"(?<![\w/])(deploy/[\w./-]*\w)", text))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_a_drop_in_of_a_shorter_name_holds_and_an_empty_value_takes_back(tmp_path):
    (tmp_path / "a-b-c.service").write_text("[Service]\nUser=one\nNice=1\nNice=2\n")
    (tmp_path / "a-b-.service.d").mkdir()
    (tmp_path / "a-b-.service.d" / "x.conf").write_text("[Service]\nUser=two\nNice=\n")
    assert read(tmp_path, "a-b-c.service") == {"User": ["one", "two"], "Nice": []}
