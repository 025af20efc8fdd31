"""What is typed is taken or refused, each refusal at its field, all at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.applications.facts import PersonalFacts
from locator.applications.rules import (
    NotAcceptableError,
    as_facts,
    look_over,
    needed_consents,
    needs_guardian,
)
from locator.applications.typed import tidy_phone

from .people import OTHER_PHONE, PHONE, TODAY, child, grown_up, number

CONSENTS = {"notice": "1", "bank": "1", "courier": "1", "child": "1"}


def taken(facts: PersonalFacts, **more: Any) -> PersonalFacts:
    given_ = {"kind": "first", "reissue_reason": "", "consents": CONSENTS, "has_photo": False, "today": TODAY}
    return look_over(facts, **given_ | more)


def refused(facts: PersonalFacts, **more: Any) -> set[str]:
    """Return the fields at which something is wrong."""
    with pytest.raises(NotAcceptableError) as caught:
        taken(facts, **more)
    assert all(said for said in caught.value.errors.values())
    return set(caught.value.errors)


def test_what_is_right_is_taken_as_it_is() -> None:
    assert taken(grown_up()) == grown_up()
    assert taken(child()) == child()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "张3"}, "name"),
        ({"name": "<b>张</b>"}, "name"),
        ({"name": "张" * 61}, "name"),
        ({"number": number()[:-1] + "0"}, "number"),
        ({"document": "library-card"}, "document"),
        ({"born": "1948-02-28"}, "born"),
        ({"born": "29.2.1948"}, "born"),
        ({"born": ""}, "born"),
        ({"born": "2026-11-25"}, "born"),
        ({"sex": "female"}, "sex"),
        ({"sex": ""}, "sex"),
        ({"valid_until": "2026-11-23"}, "valid_until"),
        ({"valid_until": "soon"}, "valid_until"),
        ({"phone": "0411-82345678"}, "phone"),
        ({"phone": "12800138000"}, "phone"),
        ({"recipient": ""}, "recipient"),
        ({"recipient_phone": "1380013800"}, "recipient_phone"),
        ({"province": ""}, "province"),
        ({"city": "x" * 31}, "city"),
        ({"district": " "}, "district"),
        ({"address": "中山路"}, "address"),
        ({"address": "中山路附近的楼"}, "address"),
        ({"address": "1" * 121}, "address"),
    ],
)
def test_each_field_is_looked_at(changes: dict[str, str], field: str) -> None:
    assert refused(grown_up(**changes)) == {field}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = refused(as_facts({}), consents={}, kind="gift")
    assert {
        "name",
        "document",
        "born",
        "sex",
        "phone",
        "recipient",
        "address",
        "kind",
        "consent_notice",
    } <= said


@pytest.mark.parametrize(
    "typed",
    [
        f"+86 {PHONE}", f"+86-{PHONE}", f"0086{PHONE}", f"86{PHONE}", "(+86) 138 0013 8000", "138 0013 8000",
        "138-0013-8000", "138.0013.8000", "８６ 138–0013–8000", "１３８００１３８０００",
        f"\u202a{PHONE}\u202c",
    ],
)  # fmt: skip
def test_a_mobile_number_is_read_however_it_is_typed(typed: str) -> None:
    assert taken(grown_up(phone=typed)).phone == PHONE


def test_text_is_kept_in_one_line_without_what_cannot_be_shown() -> None:
    facts = taken(grown_up(name=" 张\u200b建国 ", address="中山路\n1号\t301\0"))
    assert (facts.name, facts.address) == ("张建国", "中山路 1号 301")


@pytest.mark.parametrize("name", ["张三", "阿卜杜拉·买买提", "欧阳娜娜", "Jean-Luc O’Brien", "Müller"])
def test_names_of_all_people_are_names(name: str) -> None:
    assert taken(grown_up(name=name)).name == name


def test_a_child_needs_a_guardian_who_is_another_grown_up() -> None:
    assert refused(child(guardian_name="", guardian_phone="", guardian_relation="", guardian_number="")) == {
        "guardian_name", "guardian_phone", "guardian_relation", "guardian_number",
    }  # fmt: skip
    assert refused(child(guardian_number=child().number)) == {"guardian_number"}
    assert refused(child(guardian_number=number(born=date(2010, 1, 1)))) == {"guardian_number"}


def test_a_grown_up_s_guardian_is_not_kept() -> None:
    kept = taken(grown_up(guardian_name="李梅", guardian_phone=OTHER_PHONE, guardian_document="nonsense"))
    assert not any(value for name, value in asdict(kept).items() if name.startswith("guardian"))


def test_the_limits_of_age_are_birthdays_and_settings(settings: Any) -> None:
    born = date(2010, 11, 24)
    assert not needs_guardian(born, TODAY)
    assert needs_guardian(date(2010, 11, 25), TODAY)
    settings.GUARDIAN_BELOW_AGE = 18
    assert needs_guardian(born, TODAY)
    assert needed_consents(date(2012, 11, 24), TODAY) == ("notice", "bank", "courier")
    assert needed_consents(date(2012, 11, 25), TODAY) == ("notice", "bank", "courier", "child")


@pytest.mark.parametrize("consent", ["notice", "bank", "courier", "child"])
def test_without_a_consent_nothing_is_taken(consent: str) -> None:
    assert refused(child(), consents=CONSENTS | {consent: ""}) == {f"consent_{consent}"}


def test_a_photo_is_needed_where_the_authority_has_none(settings: Any) -> None:
    foreign = grown_up(document="passport", number="E12345678", born="1990-01-01")
    assert refused(foreign) == {"photo"}
    assert taken(foreign, has_photo=True)
    small = child(born="2022-01-01", document="passport", number="E12345678")
    assert taken(small), "younger than the age from which a card bears a photo"
    settings.PHOTO_FROM_AGE = 4
    assert refused(small) == {"photo"}


@pytest.mark.parametrize(
    ("kind", "reason", "wrong"),
    [
        ("first", "", set()),
        ("first", "lost", {"reissue_reason"}),
        ("reissue", "lost", set()),
        ("reissue", "", {"reissue_reason"}),
        ("reissue", "boredom", {"reissue_reason"}),
        ("gift", "", {"kind"}),
    ],
)
def test_a_replacement_has_a_reason_and_a_first_card_none(kind: str, reason: str, wrong: set[str]) -> None:
    if wrong:
        assert refused(grown_up(), kind=kind, reissue_reason=reason) == wrong
    else:
        assert taken(grown_up(), kind=kind, reissue_reason=reason)


def test_replacements_can_be_switched_off(settings: Any) -> None:
    settings.REISSUE_BY_POST = False
    assert refused(grown_up(), kind="reissue", reissue_reason="lost") == {"kind"}


def test_a_refusal_names_fields_and_never_what_was_typed() -> None:
    with pytest.raises(NotAcceptableError) as caught:
        taken(grown_up(name="张3", phone="138"))
    assert str(caught.value) == "name, phone"


@given(st.dictionaries(st.sampled_from(sorted(asdict(grown_up()))), st.text(max_size=30)))
def test_any_text_is_taken_or_refused(changes: dict[str, str]) -> None:
    facts = as_facts(asdict(grown_up()) | changes)
    with suppress(NotAcceptableError):
        kept = taken(facts)
        assert taken(kept) == kept, "what was taken is taken again as it is"


@given(st.text("0123456789+-() １２·.86", max_size=20))
def test_tidying_a_telephone_twice_changes_nothing_more(typed: str) -> None:
    once = tidy_phone(typed)
    assert tidy_phone(once) == once


def test_a_child_of_the_household_register_alone_has_no_photo_on_file() -> None:
    """A child's identity card ends after five years, so one without end is none."""
    assert refused(child(valid_until="")) == {"photo"}
    assert taken(child(valid_until=""), has_photo=True)
    assert taken(child())
    small = date(2020, 5, 1)
    assert taken(child(valid_until="", born=small.isoformat(), number=number(born=small, sequence=124)))
    assert taken(grown_up(valid_until=""))
