"""The static files can be collected under hashed names, and the pages find them there."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from tests.collected import collected_into

from . import ROOT


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    with collected_into(folder):
        yield folder


def test_every_static_file_is_found_under_its_hashed_name(collected):
    folder = ROOT / "locator" / "static"
    for path in (path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        hashed = static(name)
        assert hashed != f"/static/{name}"
        assert (collected / hashed.removeprefix("/static/")).exists()


def test_a_file_that_is_not_there_is_noticed(collected):
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        staticfiles_storage.url("locator/nothing.css")
