"""The audit of the dependencies never says that all is well where nobody has looked."""

from __future__ import annotations

from tests.audit import NOT_LOOKED_UP, WEAK, judged, pinned, said

SOUND = {"name": "django", "version": "5.2.9", "vulns": []}
UNKNOWN = {"name": "scipy", "skip_reason": "not found"}
HOLE = {"name": "pillow", "version": "1.0", "vulns": [{"id": "CVE-2099-1"}]}


def test_what_was_skipped_is_not_sound() -> None:
    text, end = said(judged({"dependencies": [SOUND, UNKNOWN]}))
    assert end == NOT_LOOKED_UP
    assert "NOT AUDITED: 1" in text
    assert "scipy" in text


def test_a_known_weakness_is_named_before_all_else() -> None:
    text, end = said(judged({"dependencies": [SOUND, UNKNOWN, HOLE]}))
    assert end == WEAK
    assert text.startswith("WEAK: pillow 1.0: CVE-2099-1")


def test_where_all_was_looked_up_it_ends_well() -> None:
    assert said(judged({"dependencies": [SOUND]})) == ("1 looked up and sound, 0 weak, 0 unknown.", 0)


def test_every_version_of_the_lock_file_is_listed() -> None:
    assert len(pinned()) > 100
    assert any(one.startswith("django 5.2") for one in pinned())
