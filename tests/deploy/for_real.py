"""The units and the file of nginx, tried by systemd's own checks and by nginx: ``make test-deploy``.

The site is started as its unit says and asked through nginx, all of it below one folder of its own.
"""

from __future__ import annotations

import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import DEPLOY, ROOT, SYSTEMD
from .units import environment

HOST = "cards.example.org"
MARKED = "wobbly-marker"
MOST_EXPOSED = 2.0


def program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"{name} is missing. On Debian: apt-get install {package}"
    return found


@pytest.fixture(scope="module")
def machine() -> Iterator[Path]:
    """Yield the root folder of a machine on which the units lie where the guide puts them."""
    analyze = program("systemd-analyze", "systemd")
    assert analyze
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
        shutil.copytree(SYSTEMD, root / "etc/systemd/system")
        for path in ("opt/card-service-points/.venv/bin/python", "usr/bin/logger"):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(program("true", "coreutils"), root / path)
        yield root


def analyzed(machine: Path, *words: str) -> str:
    line = [program("systemd-analyze", "systemd"), f"--root={machine}", "--no-pager", *words]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_systemd_finds_nothing_wrong_with_the_units(machine):
    units = [path.name for path in (machine / "etc/systemd/system").iterdir() if path.is_file()]
    assert analyzed(machine, "verify", *units) == ""


def test_systemd_would_find_what_is_wrong(machine):
    wrong = machine / "etc/systemd/system" / "wrong.service"
    wrong.write_text("[Service]\nExecStart=/no/such/program\n")
    assert "not executable" in analyzed(machine, "verify", wrong.name)
    wrong.unlink()


@pytest.mark.parametrize("name", sorted(path.name for path in SYSTEMD.glob("card-service-*.service")))
def test_systemd_calls_each_service_well_guarded(machine, name):
    said = analyzed(machine, "security", "--offline=true", name)
    assert float(re.search(r"exposure level for \S+: ([\d.]+)", said)[1]) <= MOST_EXPOSED


@dataclass
class Site:
    folder: Path
    port: int
    stand_in: dict[str, str]

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None
    ) -> tuple[int, dict[str, str], str]:
        trust = ssl.create_default_context(cafile=str(self.folder / "tls/fullchain.pem"))
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        with closing(http.client.HTTPSConnection(HOST, timeout=60)) as connection:
            connection.sock = trust.wrap_socket(plain, server_hostname=HOST)
            connection.request(method, path, body, {"X-Forwarded-For": MARKED, "Referer": f"https://{HOST}/"})
            answer = connection.getresponse()
            return (
                answer.status,
                {name.lower(): value for name, value in answer.getheaders()},
                answer.read().decode(),
            )

    def systemctl(self, *words: str) -> int:
        line = [sys.executable, "-m", "tests.deploy.stand_in", *words]
        return subprocess.run(line, cwd=ROOT, env=os.environ | self.stand_in, check=False).returncode

    def manage(self, *words: str) -> None:
        line = [sys.executable, "manage.py", *words]
        env = {"PATH": os.environ["PATH"], **environment(self.folder / "env")}
        subprocess.run(line, cwd=ROOT, env=env, check=True, capture_output=True)

    def logged(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    nginx, openssl = program("nginx", "nginx"), program("openssl", "openssl")
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    folder.chmod(0o755)
    port, plain_port = free_port(), free_port()
    for name in ("card-service-points", "tls", "state"):
        (folder / name).mkdir()
    moved = {
        "/opt/card-service-points": str(ROOT),
        "/etc/card-service-points": str(folder),
        "/var/lib/card-service-points": str(folder / "card-service-points"),
        "/var/log/nginx": str(folder),
        "/run/card-service-points": str(folder / "run"),
        "User=cardpoints": "User=",
        "listen 80;": f"listen {plain_port};",
        "listen 443 ": f"listen {port} ",
    }

    def moved_from(path: Path) -> str:
        text = re.sub(r" *listen \[::\].*", "", path.read_text(encoding="utf-8"))
        for old, new in moved.items():
            text = text.replace(old, new)
        return text

    for path in SYSTEMD.rglob("*.*"):
        if path.is_file():
            there = folder / "units" / path.relative_to(SYSTEMD)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_text(moved_from(path))
    settings = moved_from(DEPLOY / "env.example")
    settings = re.sub(r"=''", lambda _: f"='{secrets.token_urlsafe(64)}'", settings)
    settings = re.sub(r"DATABASE_URL=.*", f"DATABASE_URL='sqlite:///{folder}/site.sqlite3'", settings)
    (folder / "env").write_text(settings)
    (folder / "site.conf").write_text(moved_from(DEPLOY / "nginx" / "card-service-points.conf"))
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n"
        f"events {{}} http {{ access_log off; include /etc/nginx/mime.types;\n"
        + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
        + f"include {folder}/site.conf; }}"
    )
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", folder / "tls/privkey.pem", "-out", folder / "tls/fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    stand_in = {"UNITS": str(folder / "units"), "STATE": str(folder / "state"), "HOME": str(folder)}
    made = Site(folder, port, {f"STAND_IN_{name}": value for name, value in stand_in.items()})
    made.manage("migrate")
    made.manage("load_sample")
    made.manage("collectstatic", "--no-input")
    try:
        assert made.systemctl("enable", "--now", "card-service-points.service") == 0
        subprocess.run([nginx, "-c", folder / "nginx.conf"], check=True)
        yield made
    finally:
        made.systemctl("stop", "card-service-points.service")
        if (folder / "nginx.pid").exists():
            os.kill(int((folder / "nginx.pid").read_text()), signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


def test_pages_forms_and_files_come_through_nginx(site):
    status, headers, page = site.ask("/")
    assert status == 200
    assert "max-age" in headers["strict-transport-security"]
    name = re.search(r"/static/[^\"]*\.[0-9a-f]{12}\.css", page)[0]
    status, headers, _sheet = site.ask(name)
    assert (status, "immutable" in headers["cache-control"]) == (200, True)
    assert site.ask("/apply/")[0] == 200
    assert site.ask("/staff/")[0] == 302


def test_what_people_ask_for_and_where_they_come_from_is_written_down_nowhere(site):
    for path in (f"/?place={MARKED}", f"/near/{MARKED}/", f"/{MARKED}", f"/apply/?x={MARKED}"):
        site.ask(path)
    site.ask("/results/", "POST", f"place={MARKED}".encode())
    said = site.logged()
    assert "GET /near 404" in said
    assert MARKED not in said
    assert "127.0.0.1" not in said


def test_too_large_a_body_is_refused_in_words(site):
    status, _headers, page = site.ask("/results/", "POST", b"x" * (11 * 1024 * 1024 + 1))
    assert (status, "文件过大" in page) == (413, True)


def test_the_commands_of_the_night_run_as_their_units_say(site):
    assert site.systemctl("start", "card-service-points-redact.service") == 0
    assert site.systemctl("enable", "--now", "card-service-points-messages.service") == 0
    assert site.systemctl("stop", "card-service-points-messages.service") == 0


def test_while_the_site_does_not_answer_nginx_says_so_in_words(site):
    site.systemctl("stop", "card-service-points.service")
    status, headers, page = site.ask(f"/?place={MARKED}")
    assert (status, headers["retry-after"], "12333" in page) == (503, "30", True)
    assert MARKED not in site.logged()
    assert site.systemctl("start", "card-service-points.service") == 0
    assert site.ask("/")[0] == 200
