"""A number that can be one is read as people type it; any that cannot is refused with what to do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from locator.applications.identity import DocumentError, age_on, read_document
from locator.models.application import DocumentKind, Sex

from .people import ABOLISHED, BIRTHS, RESIDENTS, TODAY, number

RESIDENT = DocumentKind.RESIDENT


def read(typed: str, kind: DocumentKind = RESIDENT) -> object:
    return read_document(kind, typed, TODAY)


def refused(typed: str, kind: DocumentKind = RESIDENT) -> str:
    with pytest.raises(DocumentError) as caught:
        read(typed, kind)
    return str(caught.value)


@given(RESIDENTS)
def test_every_number_with_a_fitting_check_sign_is_read(typed: str) -> None:
    found = read_document(RESIDENT, typed, TODAY)
    assert (found.number, f"{found.born:%Y%m%d}") == (typed, typed[6:14])
    assert found.sex is (Sex.MALE if int(typed[16]) % 2 else Sex.FEMALE)


@given(typed=RESIDENTS, place=st.integers(0, 17), digit=st.sampled_from("0123456789X"))
def test_one_wrong_sign_anywhere_is_noticed(typed: str, place: int, digit: str) -> None:
    wrong = typed[:place] + digit + typed[place + 1 :]
    assume(wrong != typed)
    refused(wrong)


@given(typed=RESIDENTS, place=st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_noticed(typed: str, place: int) -> None:
    wrong = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
    assume(wrong != typed)
    refused(wrong)


@given(typed=RESIDENTS, between=st.sampled_from([" ", "-", "\u3000", "\u200b", "·", " – "]))
def test_a_number_is_read_however_it_is_typed(typed: str, between: str) -> None:
    wide = typed.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789X"})
    grouped = between.join((typed[:6], typed[6:14], typed[14:]))
    for text in (typed.lower(), wide, grouped, f"\n{typed}\t"):
        assert read_document(RESIDENT, text, TODAY).number == typed


def test_a_number_with_a_published_check_sign_is_read() -> None:
    assert read_document(RESIDENT, "11010519491231002X", TODAY).born == date(1949, 12, 31)


def test_old_people_of_areas_that_were_abolished_are_not_sent_away() -> None:
    for born in (date(1931, 5, 1), date(1958, 12, 31), date(1982, 1, 1)):
        for area in (ABOLISHED, "210202", "210211", "220100"):
            read(number(area, born))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "号码"),
        (" \u200b", "号码"),
        ("123", "18"),
        (number()[:-1], "17"),
        (number() + "1", "19"),
        ("210202480229123", "15"),
        (number()[:-1] + "Y", "X"),
        (number(born=date(1990, 1, 1)).replace("19900101", "19901301"), "出生"),
        (number(born=date(2026, 11, 25)), "出生"),
        (number(born=date(1889, 12, 31)), "出生"),
        (number("810000"), "居住证"),
        (number("932682"), "永久居留"),
        ("٢١٠٢٠٢١٩٤٨٠٢٢٩١٢٣٤", ""),
    ],
)
def test_what_cannot_be_a_resident_s_number_is_refused_with_what_to_do(typed: str, said: str) -> None:
    assert said in refused(typed)


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_are_read_by_their_areas(area: str) -> None:
    found = read_document(DocumentKind.RESIDENCE_PERMIT, number(area), TODAY)
    assert found.born == date(1948, 2, 29)
    refused(number(area), RESIDENT)


def test_another_area_is_no_residence_permit() -> None:
    assert "810000" in refused(number("710000"), DocumentKind.RESIDENCE_PERMIT)


def test_permanent_residence_cards_are_read_in_both_forms() -> None:
    new = read_document(DocumentKind.PERMANENT_RESIDENT, "932682198501010017", TODAY)
    assert (new.born, new.sex) == (date(1985, 1, 1), None), "nobody publishes what the sequence says"
    old = read_document(DocumentKind.PERMANENT_RESIDENT, "kaz 110090123105", TODAY)
    assert (old.number, old.born) == ("KAZ110090123105", None)
    for wrong in ("932682198501010018", number(), "KA1110090123105", "KAZ11009012310"):
        refused(wrong, DocumentKind.PERMANENT_RESIDENT)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (DocumentKind.HK_MACAO_PERMIT, "H12345678"),
        (DocumentKind.HK_MACAO_PERMIT, "m1234567890"),
        (DocumentKind.TAIWAN_PERMIT, "12345678"),
        (DocumentKind.PASSPORT, "E12345678"),
        (DocumentKind.PASSPORT, "12 ab 345"),
    ],
)
def test_travel_documents_are_looked_at_loosely(kind: DocumentKind, typed: str) -> None:
    assert read_document(kind, typed, TODAY).born is None


@pytest.mark.parametrize(
    "kind", [DocumentKind.HK_MACAO_PERMIT, DocumentKind.TAIWAN_PERMIT, DocumentKind.PASSPORT]
)
@pytest.mark.parametrize("typed", ["", "A", "没有", "x" * 30, "E1234<script>", "PASSPORT"])
def test_what_is_no_number_at_all_is_refused(kind: DocumentKind, typed: str) -> None:
    refused(typed, kind)


@given(st.sampled_from(list(DocumentKind)), st.text(max_size=40))
def test_any_text_is_read_or_refused(kind: DocumentKind, typed: str) -> None:
    try:
        found = read_document(kind, typed, TODAY)
    except DocumentError:
        return
    assert found.number.isascii()
    assert read_document(kind, found.number, TODAY) == found


@given(BIRTHS)
def test_people_are_a_year_older_from_their_birthday_on(born: date) -> None:
    assert age_on(born, born) == 0
    birthday = (
        date(born.year + 16, 3, 1) if (born.month, born.day) == (2, 29) and (born.year + 16) % 4 else None
    )
    birthday = birthday or born.replace(year=born.year + 16)
    assert age_on(born, birthday) == 16
    assert age_on(born, date.fromordinal(birthday.toordinal() - 1)) == 15


def test_who_was_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14
