"""An administrator pastes the notice, sees which days change, and publishes what was shown."""

from __future__ import annotations

from typing import Any

import pytest

from locator.models import Act, CalendarDay, CalendarYear
from tests.hours.notices import NOTICE_2027

PAGE = "/admin/locator/calendaryear/arrangement/"


def shown(browser: Any, text: str = NOTICE_2027, **fields: str) -> Any:
    return browser.post(PAGE, {"text": text, "source": "", **fields})


def test_the_list_of_years_leads_to_it(administrator: Any) -> None:
    assert PAGE in administrator.get("/admin/locator/calendaryear/").text
    assert administrator.get(PAGE).status_code == 200


def test_the_days_are_shown_before_anything_is_written(administrator: Any) -> None:
    page = shown(administrator)
    assert page.status_code == 200
    assert "2027-02-06" in page.text
    assert "国办发明电〔2026〕99号" in page.text
    assert not CalendarYear.objects.exists()


def test_what_was_shown_is_published_as_one_act(administrator: Any) -> None:
    seen = shown(administrator).context["plan"].mark
    answer = shown(administrator, seen=seen, publish="yes")
    assert (answer.status_code, answer.url) == (302, "/admin/locator/calendaryear/")
    assert CalendarDay.objects.filter(year=2027).count() == 33
    act = Act.objects.get()
    assert (act.by_name, act.how) == ("administrator", "admin")
    again = shown(administrator)
    assert again.context["plan"].changes_nothing
    assert 'name="publish"' not in again.text


def test_a_text_that_was_changed_after_it_was_shown_is_shown_anew(administrator: Any) -> None:
    seen = shown(administrator).context["plan"].mark
    other = NOTICE_2027.replace("10月9日（周六）", "10月10日（周日）")
    page = shown(administrator, other, seen=seen, publish="yes")
    assert page.status_code == 200
    assert "2027-10-10" in page.text
    assert not CalendarYear.objects.exists()
    fresh = page.context["plan"].mark
    assert f'value="{fresh}"' in page.text
    assert shown(administrator, other, seen=fresh, publish="yes").status_code == 302


@pytest.mark.parametrize(
    ("text", "fields", "field"),
    [
        ("", {}, "text"),
        ("放假", {}, "text"),
        (NOTICE_2027.replace("1月1日（周五）", "1月1日（周一）"), {}, "text"),
        (NOTICE_2027.replace("国办发明电〔2026〕99号", ""), {}, "source"),
        (NOTICE_2027, {"source": "x" * 201}, "source"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    administrator: Any, text: str, fields: dict[str, str], field: str
) -> None:
    page = shown(administrator, text, publish="yes", **fields)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert not Act.objects.exists()


def test_what_was_pasted_is_still_there_when_something_is_wrong(administrator: Any) -> None:
    text = NOTICE_2027.replace("共3天", "共4天")
    assert "共4天" in shown(administrator, text).text
