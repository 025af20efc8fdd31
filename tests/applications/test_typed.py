"""What people type is understood as they mean it, and nothing of a name is lost on the way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.applications.typed import tidy_day, tidy_name

from .people import TODAY, grown_up
from .test_rules import refused, taken

# Of extensions B, G, H and I, the last two younger than the Unicode of Python 3.11.
RARE = ["\U00020bb7", "\U00030edd", "\U00031350", "\U000323af", "\U0002ebf0", "\U0002ee5d"]


@pytest.mark.parametrize("sign", RARE)
def test_a_rare_sign_stays_in_a_name_and_an_address(sign: str) -> None:
    kept = taken(grown_up(name=f"王{sign}", address=f"{sign}家沟1号"))
    assert (kept.name, kept.address) == (f"王{sign}", f"{sign}家沟1号")


@pytest.mark.parametrize("sign", ["\ue863", "\U000f0001", "\U0010fffd"])
@pytest.mark.parametrize("field", ["name", "recipient", "address", "city", "district"])
def test_a_sign_of_one_s_own_device_is_refused_rather_than_dropped(sign: str, field: str) -> None:
    assert refused(grown_up(**{field: f"王家沟{sign}1号" if field == "address" else f"王{sign}"})) == {field}


@pytest.mark.parametrize("nothing", ["\U0002fffe", "\U0003ffff", "\uffff", "\u0378"])
def test_what_is_no_sign_at_all_is_dropped(nothing: str) -> None:
    assert taken(grown_up(name=f"王{nothing}五")).name == "王五"


WAYS = [
    "{0:04}-{1:02}-{2:02}",
    "{0:04}{1:02}{2:02}",
    "{0}.{1}.{2}",
    "{0}/{1:02}/{2}",
    "{0}年{1}月{2}日",
    "{0} . {1} . {2}",
]


@given(day=st.dates(TODAY, date(2099, 12, 31)), way=st.sampled_from(WAYS), wide=st.booleans())
def test_a_day_is_kept_in_one_form_however_it_is_typed(day: date, way: str, wide: bool) -> None:
    typed = way.format(day.year, day.month, day.day)
    if wide:
        typed = typed.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789./-"})
    assert taken(grown_up(valid_until=typed)).valid_until == day.isoformat()


@pytest.mark.parametrize(
    "typed",
    ["2031-W10-3", "2031-061", "2031123", "2031-123", "203111", "3.2.2031", "2031-2", "2031年", "20311-2-3"],
)
def test_what_could_be_another_day_is_no_day(typed: str) -> None:
    assert refused(grown_up(valid_until=typed)) == {"valid_until"}


@given(st.text("0123456789-./年月日 ０", max_size=12))
def test_tidying_a_day_twice_changes_nothing_more(typed: str) -> None:
    assert tidy_day(tidy_day(typed)) == tidy_day(typed)


@pytest.mark.parametrize("dot", ["•", "・", "．", "‧", "∙", "･", " · ", " •"])
def test_the_sign_between_the_parts_of_a_name_is_one(dot: str) -> None:
    name = f"阿卜杜拉{dot}买买提"
    kept = taken(grown_up(name=name, recipient=name))
    assert (kept.name, kept.recipient) == ("阿卜杜拉·买买提",) * 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ＡＮＮＡ　Ｓｍｉｔｈ", "ANNA Smith"),
        ("Mu\u0308ller", "Müller"),
        ("Ｏ＇Ｂｒｉｅｎ", "O'Brien"),
        ("Jean－Luc", "Jean-Luc"),
    ],
)
def test_a_foreign_name_is_kept_as_its_document_prints_it(typed: str, kept: str) -> None:
    assert taken(grown_up(name=typed)).name == kept


@pytest.mark.parametrize("sign", ["\ufa19", "\uf9d1", "\U0002f80f", "﨑", "〇", "㐂"])
def test_a_chinese_sign_is_never_exchanged_for_another(sign: str) -> None:
    assert taken(grown_up(name=f"王{sign}")).name == f"王{sign}"


@given(st.text(st.one_of(st.characters(), st.sampled_from("王·•．\ufa19 Ａe\u0308-")), max_size=12))
def test_a_name_that_is_kept_is_kept_again_as_it_is(typed: str) -> None:
    assert tidy_name(tidy_name(typed)) == tidy_name(typed)
