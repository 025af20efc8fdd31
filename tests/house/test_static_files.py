"""The static files can be collected under hashed names, and the pages find them there."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.templatetags.static import static
from django.test import override_settings

from cardservice import settings as ours

from . import ROOT


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    # Files packed as well are another matter, and take twice as long.
    unpacked = {
        "WHITENOISE_SKIP_COMPRESS_EXTENSIONS": ["js", "css", "svg", "json", "txt", "html", "map", "md"]
    }
    with override_settings(STORAGES=ours.STORAGES, STATIC_ROOT=folder, **unpacked):
        # A style sheet that names a missing picture stops the collecting.
        call_command("collectstatic", verbosity=0, interactive=False)
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
