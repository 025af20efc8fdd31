"""What every answer lets a browser do, and whose pages may use it."""

import pytest

from cardservice import headers
from cardservice import settings as production

PAGES = ["/", "/en/outlets/", "/accounts/login/", "/admin/", "/nowhere/", "/service-worker.js"]
READ_ELSEWHERE = [
    "/api/v1/banks/",
    "/api/v1/nowhere/",
    "/open-data/",
    "/en/open-data/",
    "/open-data/outlets.csv",
]
OF_ONE_PERSON = ["/api/v1/applications/status/", "/follow/", "/apply/"]


@pytest.mark.parametrize("path", PAGES + READ_ELSEWHERE + OF_ONE_PERSON)
def test_every_answer_says_what_a_browser_may_do(client, db, path):
    answer = client.get(path)
    allowed = dict(part.split("=") for part in answer.headers["Permissions-Policy"].split(", "))
    assert {name for name, whose in allowed.items() if whose == "(self)"} == set(headers.OURS)
    assert {"camera", "microphone", "payment", "usb"} <= {n for n, whose in allowed.items() if whose == "()"}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", PAGES + OF_ONE_PERSON)
def test_no_page_of_another_site_takes_a_page_of_ours_into_its_process(client, db, path):
    assert client.get(path).headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", READ_ELSEWHERE)
def test_what_other_sites_may_read_they_may_load(client, db, path):
    assert client.get(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/embed/", "/en/embed/outlets/none/"])
def test_what_others_show_in_a_frame_also_loads_in_a_page_that_isolates_itself(client, db, settings, path):
    assert client.get(path).headers["Cross-Origin-Resource-Policy"] == "same-origin"
    settings.EMBED_ORIGINS = ("https://www.example.org",)
    assert client.get(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_it_comes_before_whatever_answers_by_itself():
    # Files are answered by WhiteNoise, preflights by corsheaders: both below.
    order = production.MIDDLEWARE
    ours = order.index("cardservice.headers.BrowserLimits")
    assert ours < order.index("whitenoise.middleware.WhiteNoiseMiddleware")
    assert ours < order.index("corsheaders.middleware.CorsMiddleware")
