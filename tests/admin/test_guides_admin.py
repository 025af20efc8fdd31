"""Administrators take a shipped guide over and go on with it line by line; residents see it at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from locator.catalogue.guides import shipped_guides
from locator.catalogue.undo import undo
from locator.models import Act, GuideEntry, Service
from locator.search.current import current, forget

LIST = "/admin/locator/guideentry/"
TAKE_OVER = f"{LIST}take-over/"


def guide_page(service: str = "apply") -> str:
    forget()
    return Client().get(f"/services/{service}/").text


@pytest.mark.parametrize("service", list(Service))
def test_a_guide_that_was_taken_over_reads_as_before(administrator: Any, service: Service) -> None:
    before = shipped_guides()[service]
    assert administrator.post(TAKE_OVER, {"service": service}).status_code == 302
    forget()
    assert current().snapshot.guides[service] == before
    assert GuideEntry.objects.count() == len(before)
    others = [other for other in Service if other != service]
    assert [current().snapshot.guides[other] for other in others] == [shipped_guides()[one] for one in others]


def test_a_line_that_is_changed_is_what_residents_read(administrator: Any) -> None:
    administrator.post(TAKE_OVER, {"service": "apply"})
    entry = GuideEntry.objects.order_by("order")[0]
    sent = {
        "service": "apply", "section": "who", "audience": "everyone", "order": 1, "known": "on",
        "text": "凭身份证到网点即可申领。", "text_en": "Bring your identity card.", "source": "大连市人社局",
        "checked_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert administrator.post(f"{LIST}{entry.pk}/change/", sent).status_code == 302
    assert "凭身份证到网点即可申领。" in guide_page()


def test_without_its_lines_the_shipped_guide_is_shown_again(administrator: Any) -> None:
    administrator.post(TAKE_OVER, {"service": "apply"})
    keys = list(GuideEntry.objects.values_list("pk", flat=True))
    sent = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    assert administrator.post(LIST, sent).status_code == 302
    assert not GuideEntry.objects.exists()
    forget()
    assert current().snapshot.guides == shipped_guides()
    undo(Act.objects.order_by("-pk")[0], by=None)
    assert GuideEntry.objects.count() == len(keys)


def test_taking_over_is_one_act_and_is_undone_as_one(administrator: Any) -> None:
    administrator.post(TAKE_OVER, {"service": "pin"})
    undo(Act.objects.get(), by=None)
    assert not GuideEntry.objects.exists()


def test_a_guide_is_taken_over_once(administrator: Any) -> None:
    for _time in range(2):
        administrator.post(TAKE_OVER, {"service": "pin"})
    assert GuideEntry.objects.count() == len(shipped_guides()[Service.PIN])
    assert Act.objects.count() == 1
    assert f'value="{Service.PIN}"><button' not in administrator.get(LIST).text


@pytest.mark.parametrize("service", ["", "fly"])
def test_a_service_that_there_is_not_changes_nothing(administrator: Any, service: str) -> None:
    assert administrator.post(TAKE_OVER, {"service": service}).status_code == 302
    assert not Act.objects.exists()


def test_a_visit_alone_takes_nothing_over(administrator: Any) -> None:
    assert administrator.get(TAKE_OVER).status_code == 405
    assert not GuideEntry.objects.exists()
