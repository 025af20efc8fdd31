"""A position is read as maps, telephones and receivers give it, and never guessed."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from locator.places.pasted import UnreadablePositionError, read_pasted

LATITUDE, LONGITUDE = 38.913962, 121.614786
latitudes = st.floats(38.6, 40.2).map(lambda degrees: round(degrees, 6))
longitudes = st.floats(120.8, 123.6).map(lambda degrees: round(degrees, 6))


@pytest.mark.parametrize(
    "text",
    [
        "121.614786,38.913962", "38.913962, 121.614786", "121.614786 38.913962", "121.614786，38.913962",
        "１２１．６１４７８６，３８．９１３９６２", "(38.913962, 121.614786)", "38.913962°N 121.614786°E",
        "N38.913962 E121.614786", "E121.614786°, N38.913962°", "38.913962n121.614786e",
        "北纬38.913962 东经121.614786", "東經121.614786°，北緯38.913962°", "经度：121.614786 纬度：38.913962",
        "lat=38.913962, lng=121.614786", "longitude: 121.614786; latitude: 38.913962",
        "38°54'50.2632\"N 121°36'53.2296\"E", "38° 54′ 50.2632″, 121° 36′ 53.2296″",
        "东经121度36分53.2296秒 北纬38度54分50.2632秒", "121º36’53.2296” 38º54’50.2632”",
        "38°54.83772'N, 121°36.88716'E", "38°54'50.2632''N 121°36'53.2296''E",
        " 121.614786 , 38.913962 \u200b", "121.614786、38.913962", "121.614786\t38.913962",
    ],
)  # fmt: skip
def test_a_position_is_read_as_people_paste_it(text):
    pasted = read_pasted(text)
    assert pasted.latitude == pytest.approx(LATITUDE, abs=1e-9)
    assert pasted.longitude == pytest.approx(LONGITUDE, abs=1e-9)
    assert pasted.rounding_m < 5


@given(latitudes, longitudes, st.booleans(), st.sampled_from([",", "，", ", ", " ", "、", "\n", ";"]))
def test_the_order_need_not_be_known(latitude, longitude, swapped, between):
    pair = [f"{latitude:.6f}", f"{longitude:.6f}"]
    pasted = read_pasted(between.join(reversed(pair) if swapped else pair))
    assert (pasted.latitude, pasted.longitude) == (latitude, longitude)


@given(latitudes, longitudes)
def test_degrees_minutes_and_seconds_come_back(latitude, longitude):
    def written(degrees):
        minutes = degrees % 1 * 60
        return f"{int(degrees)}°{int(minutes)}'{min(minutes % 1 * 60, 59.9999):.4f}\""

    pasted = read_pasted(f"{written(latitude)} {written(longitude)}")
    assert (pasted.latitude, pasted.longitude) == pytest.approx((latitude, longitude), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a pair"),
        ("西安路", "not a pair"),
        ("121.614786", "not a pair"),
        ("121.614786-38.913962", "not a pair"),
        ("-38.913962, 121.614786", "not a pair"),
        ("121.61478638.913962", "not a pair"),
        ("121.6, 38.9, 12", "not a pair"),
        ("38 54 50, 121 36 53", "not a pair"),
        ("38.9°N 121.6°N", "same direction"),
        ("38°61'00\"N 121°36'00\"E", "up to 59"),
        ("38.9, 12.16", "digit is missing"),
        ("121.6, 121.6", "digit is missing"),
        ("38.9, 38.9", "digit is missing"),
        ("nan, inf", "not a pair"),
    ],
)
def test_what_is_no_position_is_refused_with_what_to_do(text, said):
    with override("en"), pytest.raises(UnreadablePositionError, match=said):
        read_pasted(text)


@pytest.mark.parametrize(
    ("text", "metres"),
    [("121.6, 38.9", 5560), ("121.61, 38.9123", 556), ("121.61478, 38.91396", 0.6), ("38°54'N 121°36'E", 927),
     ("38°54'50\"N 121°36'53\"E", 15)],
)  # fmt: skip
def test_figures_that_are_rounded_say_by_how_much(text, metres):
    assert read_pasted(text).rounding_m == pytest.approx(metres, rel=0.1)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    try:
        pasted = read_pasted(text)
    except UnreadablePositionError:
        return
    assert 0 <= pasted.latitude <= 90 < pasted.longitude <= 180
