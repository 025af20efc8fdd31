"""Hold what the lock file names against the known weaknesses: ``make audit``.

pip-audit counts what its feed does not know as skipped, and ends as if all were well. Here that is a failure
to look, and said so: the versions are listed instead, for somebody to look up where there is a network.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
NOT_LOOKED_UP, WEAK = 3, 1


@dataclass(frozen=True)
class Audit:
    """What is weak, what was looked up and found sound, and what nobody could look up."""

    weak: dict[str, list[str]]
    sound: list[str]
    unknown: list[str]


def judged(report: dict[str, Any]) -> Audit:
    """Sort what pip-audit reports; what it skipped was not looked up."""
    weak, sound, unknown = {}, [], []
    for one in report["dependencies"]:
        named = f"{one['name']} {one.get('version', '')}".strip()
        if "skip_reason" in one:
            unknown.append(named)
        elif one["vulns"]:
            weak[named] = [vuln["id"] for vuln in one["vulns"]]
        else:
            sound.append(named)
    return Audit(weak, sound, unknown)


def pinned() -> list[str]:
    return [f"{name} {version}" for name, version in PINNED.findall(LOCK.read_text(encoding="utf-8"))]


def look() -> Audit:
    """Ask the feed; where there is none, everything is unknown."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--no-deps", "--disable-pip", "-f", "json",
         "--progress-spinner", "off"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    try:
        return judged(json.loads(asked.stdout))
    except (json.JSONDecodeError, KeyError):
        return Audit({}, [], pinned())


def said(audit: Audit) -> tuple[str, int]:
    """Return what is printed, and how the command ends."""
    lines = [f"WEAK: {named}: {', '.join(ids)}" for named, ids in audit.weak.items()]
    if audit.unknown:
        lines += [
            f"NOT AUDITED: {len(audit.unknown)} versions could not be looked up. Run this where the feed of",
            "known weaknesses is within reach, or look these up:",
            *(f"  {named}" for named in audit.unknown),
        ]
    lines.append(
        f"{len(audit.sound)} looked up and sound, {len(audit.weak)} weak, {len(audit.unknown)} unknown."
    )
    return "\n".join(lines), WEAK if audit.weak else NOT_LOOKED_UP if audit.unknown else 0


if __name__ == "__main__":
    text, end = said(look())
    print(text)  # noqa: T201
    sys.exit(end)
