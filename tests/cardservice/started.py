"""Runs pieces of code, each in a process of its own with an environment of its own, as if begun from nothing.

``python -m tests.cardservice.started`` has read what the settings are made with, but not the settings; each
line on its input is a piece of code and an environment, and each on its output is what became of it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback

import django.conf.global_settings
import django.core.management.utils
import django.utils.translation
import environ
import whitenoise

assert django
assert environ
assert whitenoise


def run(code: str, environment: dict[str, str]) -> dict[str, object]:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = os.fork()
        if not child:
            _run_here(code, environment, out.fileno(), err.fileno())
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return {"returncode": status, "stdout": out.read(), "stderr": err.read()}


def _run_here(code: str, environment: dict[str, str], out: int, err: int) -> None:
    status = 1
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.environ.clear()
        os.environ.update(environment)
        exec(code, {})
        status = 0
    except BaseException:  # noqa: BLE001 - whatever ends a start is told
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    assert not [name for name in sys.modules if name.startswith("cardservice")]
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(run(*json.loads(line)))}\n")
        sys.stdout.flush()
