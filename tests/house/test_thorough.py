"""The usual run tries some of many alike, the long run each of them, and what differs is marked as such."""

import pytest
from hypothesis import settings

from tests.thorough import either, one_in

from . import files


@pytest.fixture(params=["suite", "long"])
def profile(request):
    before = settings.get_current_profile_name()
    settings.load_profile(request.param)
    yield request.param
    settings.load_profile(before)


def test_some_are_tried_in_the_usual_run_and_all_in_the_long_one(profile):
    everything = list(range(100))
    assert one_in(7, everything) == (everything if profile == "long" else everything[::7])
    assert either(40, 1_000) == (1_000 if profile == "long" else 40)


def test_whatever_is_tried_in_part_is_in_the_long_run():
    """That run takes properties and what is marked; anything else would be tried in full by nobody."""
    sources = {path: path.read_text(encoding="utf-8") for path in files(".py", under=("tests",))}
    in_part = {
        path
        for path, text in sources.items()
        if path.name.startswith("test_")
        and "from tests.thorough import" in text
        and path.parent.name != "house"
    }
    assert len(in_part) > 5
    assert [p for p in in_part if "@given" not in sources[p] and "mark.long" not in sources[p]] == []
