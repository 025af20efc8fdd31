"""What places are called besides their names, by rule."""

from __future__ import annotations

import re

from .answer import Kind

BRACKETS = re.compile(r"[（(][^）)]*[）)]")


def other_names(name: str, kind: Kind) -> tuple[str, ...]:
    """Return what a place of a kind is called besides its name."""
    stem = BRACKETS.sub("", name)
    names = [stem] if stem != name else []
    if kind is Kind.STATION:
        bare = name.removesuffix("站")
        # 大连 said alone is the whole city, not its railway station.
        names += [bare] if bare != "大连" else []
        names += [f"{bare}地铁站", f"地铁{bare}站", f"{bare}轻轨站"]
    if stem.endswith("人民政府"):
        names.append(stem.replace("人民政府", "政府"))
    if stem.startswith("大连市") and len(stem) > 5:
        names.append(stem.removeprefix("大连市"))
    elif stem.startswith("大连") and len(stem) > 5:
        names.append(stem.removeprefix("大连"))
    return tuple(names)
