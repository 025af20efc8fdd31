"""How typed texts are read aloud, and that nothing of them stays."""

from __future__ import annotations

from locator.places import Gazetteer, resolve
from locator.places.pinyin import _syllables, read, shipped_readings


def test_what_somebody_typed_is_read_and_not_kept() -> None:
    gazetteer = Gazetteer.shipped()
    resolve("尕尕亲家客栈", gazetteer)
    gazetteer.suggest("尕尕亲家")
    before = _syllables.cache_info().currsize
    resolve("犇犇亲家客栈", gazetteer)
    gazetteer.suggest("犇犇亲家")
    assert _syllables.cache_info().currsize == before


def test_what_is_typed_is_read_as_names_are() -> None:
    readings = shipped_readings()
    for name in ("西安路", "大连理工大学", "长兴岛"):
        assert readings.sound(name) == "".join(readings.best(name))
    assert read("西安路") == ["xi", "an", "lu"]
