"""旁, 对面, 附近, 北侧约150米: the place is found, and its radius grows by what is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.places import NotFound, Origin, WhichPlace, resolve
from locator.places.beside import FARTHEST_M, in_metres, read, whole_number
from tests.thorough import either

from .streets import door, place, road, town_of

WORDS = [
    "旁",
    "旁边",
    "附近",
    "对面",
    "斜对面",
    "对过",
    "北侧约150米",
    "往东200米",
    "东南角",
    "院内",
    "门口",
    "楼下",
    "底商",
    "以北",
    "一带",
    "周边",
    "隔壁",
    "约一百五十米",
    "往西两公里",
    "西侧5公里",
]
BASES = [
    "中山路222号",
    "星海广场",
    "沙河口区西安路",
    "锦绣小区",
    "大连理工大学",
    "沙河口区西安路107号",
    "西安路站",
    "甘井子区",
    "旅顺口区五一路",
    "沙河口区西安路与黄河路交叉口",
    "皮口镇",
    "庄河市徐岭镇徐岭村",
    "海军广场街道",
]


@pytest.mark.parametrize(
    ("text", "anchor", "wider"),
    [
        ("中山路222号对面", "中山路222号", 60),
        ("中山路222号斜对面", "中山路222号", 60),
        ("星海广场附近", "星海广场", 300),
        ("星海广场北侧约150米", "星海广场", 180),
        ("星海广场北侧约一百五十米处", "星海广场", 180),
        ("中山路222号往东200米左右", "中山路222号", 240),
        ("中山路222号往东200m", "中山路222号", 240),
        ("星海广场1公里", "星海广场", 1_200),
        ("星海广场往南半公里", "星海广场", 600),
        ("星海广场往南三里", "星海广场", 1_800),
        ("星海广场东南角", "星海广场", 100),
        ("星海广场路北", "星海广场", 60),
        ("中山路北", "中山路", 60),
        ("中山路路北", "中山路", 60),
        ("中山路222号门口对面", "中山路222号", 110),
        ("泡崖三里", "泡崖三里", 0),
        ("对面", "对面", 0),
        ("旁边", "旁边", 0),
        ("西安路", "西安路", 0),
    ],
)
def test_words_of_place_are_taken_off_and_counted(text, anchor, wider):
    said = read(text)
    assert (said.anchor, said.wider_m, said.too_far) == (anchor, wider, False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("150", 150),
        ("一百五十", 150),
        ("两百", 200),
        ("十五", 15),
        ("二百五", 250),
        ("一千零二十", 1_020),
        ("一千二", 1_200),
        ("二三", None),
        ("米", None),
    ],
)
def test_chinese_numerals_are_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("number", [*range(1, 130), 205, 250, 999, 1_001, 1_020, 1_100, 2_345, 9_999])
def test_every_numeral_is_read_back(number):
    digits, places, written = "零一二三四五六七八九", ("千", "百", "十", ""), ""
    for figure, unit in zip(f"{number:04}", places, strict=True):
        if figure != "0":
            written += digits[int(figure)] + unit
        elif written and not written.endswith("零"):
            written += "零"
    assert whole_number(written.rstrip("零")) == number


def test_a_part_of_a_kilometre_survives_the_folding(gazetteer):
    assert in_metres("西安路往东1.5公里") == "西安路往东1500米"
    near, far = (resolve(f"中山路222号往东{said}", gazetteer) for said in ("1.5公里", "1500米"))
    assert near == far


def test_too_great_a_distance_is_dropped_and_said_to_be(gazetteer):
    answer = resolve("中山路222号往东8公里", gazetteer)
    assert [remark.code for remark in answer.remarks] == ["detail-dropped"]
    assert answer.radius_m == resolve(f"中山路222号往东{FARTHEST_M}米", gazetteer).radius_m


@pytest.mark.parametrize("base", BASES)
@settings(max_examples=either(15, 5_000))
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_no_combination_of_such_words_narrows_the_radius_or_moves_the_point(gazetteer, base, words):
    plain, said = resolve(base, gazetteer), resolve(base + "".join(words), gazetteer)
    assert isinstance(plain, Origin)
    assert isinstance(said, Origin)
    assert said.radius_m >= plain.radius_m
    assert (said.label, said.point, said.district) == (plain.label, plain.point, plain.district)


@pytest.mark.parametrize("text", ["万达广场对面", "长江路123号旁"])
def test_every_place_of_a_question_grows(gazetteer, text):
    plain = resolve(text.rstrip("对面旁"), gazetteer)
    said = resolve(text, gazetteer)
    assert isinstance(plain, WhichPlace)
    assert isinstance(said, WhichPlace)
    for before, after in zip(plain.candidates, said.candidates, strict=True):
        assert after.radius_m > before.radius_m


def test_an_address_of_several_parts_is_its_door(gazetteer):
    answer = resolve("沙河口区中山路467号（对面）星海广场B口旁", gazetteer)
    assert (answer.label, answer.precision.value) == ("中山路467号", "door")
    assert answer.radius_m == 300 + 60 + 50


@pytest.mark.parametrize(
    "text",
    ["地铁西安路站C口", "西安路站C口", "西安路C出口", "西安路地铁站C口", "西安路站C出入口", "西安路站c口"],
)
def test_an_exit_is_found_where_it_is_known_and_else_its_station(gazetteer, text):
    assert resolve(text, gazetteer).label == "西安路站"
    station = place("西安路站", (0, 0), kind="station", radius_m=400)
    town = town_of(station, place("西安路站C口", (60, 40), kind="station", radius_m=40))
    answer = resolve(text, town)
    assert (answer.label, answer.radius_m) == ("西安路站C口", 40)


@pytest.mark.parametrize("text", ["学府花园12号楼3单元501", "学府花园B座", "学府花园3期", "学府花园7栋2单元"])
def test_a_building_of_an_estate_is_the_estate_a_little_wider(text):
    town = town_of(place("学府花园", (0, 0), kind="estate", radius_m=500))
    answer = resolve(text, town)
    assert (answer.label, answer.radius_m) == ("学府花园", 1_000)


@given(
    st.text(
        alphabet="路街与和旁对面大连中山西安东南西北米号0123456789站里口一二百千半座栋、（）-. ", max_size=70
    )
)
def test_whatever_is_typed_is_answered(gazetteer, text):
    assert isinstance(resolve(text, gazetteer), (Origin, WhichPlace, NotFound))


@pytest.fixture(scope="module")
def small_town():
    return town_of(
        road("甲路", (0, 0), (900, 0)),
        road("乙路", (300, -300), (300, 400)),
        doors=[door("甲路", "1", (10, 10)), door("甲路", "21", (310, 10)), door("乙路", "2", (290, 50))],
    )


@given(st.text(alphabet="甲乙路与交叉口12号旁对面附近", max_size=30))
def test_whatever_is_typed_is_answered_where_lines_and_doors_are_known(small_town, text):
    assert isinstance(resolve(text, small_town), (Origin, WhichPlace, NotFound))
