"""Print what of requirements.lock a machine needs that serves the site, without what only tests need.

The lock says for each package who asked for it; what the site asks for is in, and all that this asks for.
"""

import re
import sys
from pathlib import Path

SITE = "card-service-points (pyproject.toml)"


def packages(lock: str) -> list[str]:
    """Return the parts of a lock, one for each package, hashes and comments with it."""
    return [part for part in re.split(r"\n(?=[a-z0-9])", lock) if part.strip()]


def name(package: str) -> str:
    return re.split(r"[=\[ ;]", package, maxsplit=1)[0]


def asked_by(package: str) -> set[str]:
    comments = re.findall(r"^ +# +(?:via)? *(.*)$", package, re.MULTILINE)
    return {comment.strip() for comment in comments if comment.strip()}


def serving(lock: str) -> str:
    """Return the lock of a machine that serves; raises ValueError where the lock does not say who asked."""
    parts = packages(lock)
    if not any(SITE in asked_by(part) for part in parts):
        raise ValueError(f"No package of the lock says that it is there for {SITE}.")
    wanted = {SITE}
    while True:
        more = {name(part) for part in parts if asked_by(part) & wanted} - wanted
        if not more:
            return "\n".join(part.rstrip("\n") for part in parts if name(part) in wanted) + "\n"
        wanted |= more


if __name__ == "__main__":
    sys.stdout.write(serving(Path("requirements.lock").read_text(encoding="utf-8")))
