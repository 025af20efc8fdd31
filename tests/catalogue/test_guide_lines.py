"""The lines of the service guides: sourced, dated, in two languages, and silent about what is not known."""

import re
from datetime import date

import pytest

from locator.catalogue.guides import Audience, GuideLine, Section, shipped_guides
from locator.models import Service

LINES = [line for lines in shipped_guides().values() for line in lines]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WEAK_SOURCES = (
    "huaxiashiwen",
    "jiusongjiankang",
    "feimao666",
    "gitblog",
    "minzuwang",
    "xttaihang",
    "wenxiaobai",
)


def lines(service: Service, section: Section) -> list[GuideLine]:
    return [line for line in shipped_guides()[service] if line.section is section]


@pytest.mark.parametrize(
    "section", [Section.WHO, Section.BRING, Section.BANK_PART, Section.SOCIAL_PART, Section.FEE]
)
@pytest.mark.parametrize("service", list(Service))
def test_every_service_says_who_what_to_bring_both_parts_and_the_fee(service, section):
    assert lines(service, section)


def test_every_line_is_in_both_languages():
    assert all(CHINESE.search(line.text) and not CHINESE.search(line.text_en) for line in LINES)


def test_every_line_names_its_source_and_the_day_it_was_checked():
    assert all(line.source and date(2026, 1, 1) <= line.checked_on for line in LINES)
    assert all("http" in line.source or "2021年春" in line.source for line in LINES if line.known)


def test_no_line_rests_on_a_source_that_is_too_weak_to_publish():
    assert not [line.source for line in LINES if any(weak in line.source for weak in WEAK_SOURCES)]


def test_what_is_not_known_sends_people_to_12333():
    unknown = [line for line in LINES if not line.known]
    assert unknown
    assert all("12333" in line.text and "12333" in line.text_en for line in unknown)


def test_no_amount_of_money_is_named():
    money = re.compile(r"\d+\s*(元|块|yuan|RMB)|[¥￥]|[一二三四五六七八九十百]+\s*元", re.IGNORECASE)
    assert not [line.text for line in LINES if money.search(f"{line.text} {line.text_en}")]


@pytest.mark.parametrize(
    ("service", "section", "word"),
    [
        (Service.REPLACE, Section.FEE, "收多少"),
        (Service.REPORT_LOSS, Section.TIME, "几天后失效"),
        (Service.CANCEL_LOSS, Section.WHO, "正式挂失"),
        (Service.ACTIVATE, Section.CHANNEL, "电话或网上"),
        (Service.APPLY, Section.CHANNEL, "寄到家"),
    ],
)
def test_what_dalian_has_not_told_us_is_marked_as_not_known(service, section, word):
    assert [line.known for line in lines(service, section) if word in line.text] == [False]


@pytest.mark.parametrize("service", list(Service))
def test_whether_somebody_else_may_come_is_never_guessed(service):
    by_proxy = [line for line in shipped_guides()[service] if line.audience is Audience.PROXY]
    assert by_proxy
    assert not any(line.known for line in by_proxy)


def test_a_loss_is_reported_by_telephone_first():
    first = lines(Service.REPORT_LOSS, Section.CHANNEL)[0]
    assert first.known
    assert "拨12333" in first.text


def test_no_line_is_said_twice_in_one_service():
    for service in Service:
        texts = [line.text for line in shipped_guides()[service]]
        assert len(set(texts)) == len(texts)
