"""Stands in for systemctl where systemd does not run: starts what a unit says, as its user.

It has neither the sandbox nor the clock of timers. STAND_IN_UNITS is the folder of the units, systemd's own
without it, and STAND_IN_STATE one to keep the numbers of processes in.
"""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.deploy.units import Unit, environment, read

UNITS = Path(os.environ.get("STAND_IN_UNITS", "/etc/systemd/system"))
STATE = Path(os.environ["STAND_IN_STATE"])
# Where StateDirectory= lies.
STATE_HOME = Path(os.environ.get("STAND_IN_HOME", "/var/lib"))
READY_SECONDS = 120
SECONDS_TO_STOP = 40


def start(name: str) -> int:
    """Start a unit as its Type says, and return what it ended with."""
    if name in {"nginx", "nginx.service"}:
        return reload_nginx()
    if name in {"postgresql", "postgresql.service"}:
        # Started already by who calls, on a socket of their choice.
        return 0
    if not name.endswith(".service"):
        return 0 if read(UNITS, name) else 1
    unit = read(UNITS, name)
    for folder in unit.get("StateDirectory", []):
        assert (STATE_HOME / folder).is_dir(), folder
    kind = unit.get("Type", ["simple"])[-1]
    if kind == "oneshot":
        code = subprocess.run(check=False, **_call(name, unit, [])).returncode
        if code:
            for other in unit.get("OnFailure", []):
                start(other.replace("%n", name))
        return code
    stop(name)
    return _serve(name, unit, notifies=kind == "notify")


def _serve(name: str, unit: Unit, *, notifies: bool) -> int:
    held = [_socket(address) for needed in unit.get("Requires", []) for address in _addresses(needed)]
    told = STATE / f"{name}.notify"
    told.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
        ready.bind(str(told))
        told.chmod(0o666)
        ready.settimeout(0.2)
        call = _call(name, unit, held)
        call["env"]["NOTIFY_SOCKET"] = str(told)
        with (STATE / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(**call, stdout=log, stderr=log, start_new_session=True)
        (STATE / f"{name}.pid").write_text(str(process.pid))
        deadline = time.monotonic() + (READY_SECONDS if notifies else 1)
        while process.poll() is None and time.monotonic() < deadline:
            try:
                if b"READY=1" in ready.recv(4096):
                    return 0
            except TimeoutError:
                continue
    return (process.poll() or 0) if not notifies else 1


def _call(name: str, unit: Unit, held: list[socket.socket]) -> dict:
    """Return how subprocess is to start what the unit says."""
    env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    for path in unit.get("EnvironmentFile", []):
        env |= environment(Path(path))
    who = {}
    account = unit.get("User", [""])[-1]
    if account and os.geteuid() == 0:
        found = pwd.getpwnam(account)
        who = {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
        env |= {"USER": account, "HOME": found.pw_dir}
    line = unit["ExecStart"][-1].replace("%i", name.partition("@")[2].removesuffix(".service"))
    if held:
        # The first descriptor after those that every process has, and for which process it is meant.
        line = f"exec 3<&{held[0].fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; exec {line}"
    return {
        "args": ["/bin/sh", "-c", line if held else f"exec {line}"],
        "cwd": unit.get("WorkingDirectory", ["/"])[-1],
        "env": env,
        "umask": int(unit.get("UMask", ["0022"])[-1], 8),
        "pass_fds": [each.fileno() for each in held],
        **who,
    }


def _addresses(name: str) -> list[str]:
    return read(UNITS, name).get("ListenStream", []) if name.endswith(".socket") else []


def _socket(address: str) -> socket.socket:
    Path(address).unlink(missing_ok=True)
    held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    held.bind(address)
    Path(address).chmod(0o666)
    held.listen(128)
    return held


def stop(name: str) -> int:
    path = STATE / f"{name}.pid"
    if path.exists():
        number = int(path.read_text())
        path.unlink()
        try:
            os.kill(number, signal.SIGTERM)
            deadline = time.monotonic() + SECONDS_TO_STOP
            while Path(f"/proc/{number}").exists() and time.monotonic() < deadline:
                time.sleep(0.1)
        except ProcessLookupError:
            pass
    return 0


def reload_nginx() -> int:
    running = Path(os.environ.get("STAND_IN_NGINX_PID", "/run/nginx.pid"))
    alive = running.exists() and running.read_text().strip()
    configured = os.environ.get("STAND_IN_NGINX", "").split()
    return subprocess.run(
        ["nginx", *configured, *(["-s", "reload"] if alive else [])], check=False
    ).returncode


def main(verb: str, *rest: str) -> int:
    names = [word for word in rest if not word.startswith("-")]
    if verb in {"start", "restart"} or (verb == "enable" and "--now" in rest):
        return max(map(start, names))
    if verb == "stop" or (verb == "disable" and "--now" in rest):
        return max(map(stop, names))
    if verb == "reload":
        return reload_nginx()
    return 0 if verb in {"enable", "disable", "daemon-reload", "list-timers", "status", "reset-failed"} else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
