"""Numbers for Prometheus: of routes, never of paths; of states, never of persons."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import path

from cardservice.gauges import Gauges
from cardservice.urls import urlpatterns as ours
from cardservice.worker_counts import _remove, new_folder
from locator.models import OutgoingMessage
from locator.search.counting import SEARCHES
from tests.house import ROOT

MARKED = "R7XK2M9QTP"
OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}


def breaks(request, reference):
    raise RuntimeError(reference)


urlpatterns = [
    path("own/<str:reference>/", lambda request, reference: HttpResponse(), name="own"),
    path("breaks/<str:reference>/", breaks, name="breaks"),
    *ours,
]


def numbers(client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    lines = [line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def requests(numbers, **labels) -> float:
    wanted = {f'{name}="{value}"' for name, value in labels.items()}
    return sum(
        value
        for name, value in numbers.items()
        if name.startswith("cards_request_duration_seconds_count") and all(label in name for label in wanted)
    )


@pytest.mark.urls(__name__)
def test_requests_are_counted_by_the_name_of_their_route(client, sample):
    before = numbers(client)
    client.raise_request_exception = False
    client.get(f"/own/{MARKED}/?q={MARKED}")
    client.get(f"/breaks/{MARKED}/")
    client.get(f"/{MARKED}/")
    after = numbers(client)
    for labels in (
        {"route": "own", "method": "GET", "status": 200},
        {"route": "breaks", "method": "GET", "status": 500},
        {"route": "unmatched", "method": "GET", "status": 404},
    ):
        assert requests(after, **labels) == requests(before, **labels) + 1
    assert MARKED not in str(after)


def test_names_of_methods_that_somebody_makes_up_make_no_series(client, sample):
    for method in ("BREW", "STEEP", MARKED):
        client.generic(method, "/robots.txt")
    after = numbers(client)
    assert requests(after, method="other") >= 3
    assert MARKED not in str(after)


def test_probes_are_not_counted(client, sample):
    before = numbers(client)
    client.get("/healthz")
    assert requests(numbers(client)) == requests(before)


def test_searches_are_counted_by_what_they_answered(client, sample):
    before = {outcome: SEARCHES.labels(outcome)._value.get() for outcome in ("found", "unknown", "outside")}
    for place in ("青泥洼桥", "谁也不认识巷七七七号", "北京市天安门"):
        client.post("/results/", {"place": place})
    found = numbers(client)
    for outcome, number in before.items():
        assert found[f'cards_searches_total{{outcome="{outcome}"}}'] == number + 1


def test_what_stands_in_the_database_is_asked_when_somebody_looks(
    client, sample, django_assert_max_num_queries
):
    OutgoingMessage.objects.create(
        topic="received", language="en", telephone=b"x", next_try_at="2026-11-24T10:00+08:00"
    )
    found = numbers(client)
    assert found["cards_database_up"] == 1
    assert found["cards_outbox_waiting"] == 1
    assert found["cards_outlets"] == 53
    assert found["cards_snapshot_stale"] == 0
    assert found['cards_applications{state="submitted"}'] == 0
    with django_assert_max_num_queries(0):
        client.get("/metrics")  # on a connection of its own, which nobody has to wait for


def test_without_the_database_the_rest_is_still_told(client, sample, away):
    assert client.get("/outlets/").status_code == 200
    with away():
        found = numbers(client)
    assert found["cards_database_up"] == 0
    assert found["cards_outlets"] == 53
    assert "cards_outbox_waiting" not in found


def test_for_others_there_is_nothing(client, sample):
    assert client.get("/metrics", **OUTSIDE).status_code == 404
    assert client.post("/metrics").status_code == 404


def test_every_family_stands_in_the_guide(client, sample):
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    families = {metric.name for metric in Gauges().collect()}
    families |= {"cards_request_duration_seconds", "cards_searches", "cards_geocoder_failures"}
    rows = "\n".join(line.split(" | ")[0] for line in guide.splitlines() if line.startswith("| `cards_"))
    assert families == {name.removesuffix("_total") for name in re.findall(r"`(cards_\w+)`", rows)}


def test_the_folder_of_counts_is_new_private_and_gone_at_the_end():
    folder = Path(new_folder())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []
    _remove(str(folder), os.getpid() + 1)  # as a worker, which is not its maker
    assert folder.is_dir()
    _remove(str(folder), os.getpid())
    assert not folder.exists()
