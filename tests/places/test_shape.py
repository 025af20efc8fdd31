"""What was searched in vain is told by its shape alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places import Gazetteer, NotFound, Origin, Shape, resolve
from locator.places.shape import shape_of

LOOKS_LIKE = {
    Shape.ROAD: [
        "无名路", "无名路12号", "中山区无名巷七号", "无名大街", "鹤大公路", "静安里777号", "站前街", "地铁路",
        "无名小学旁无名路口", "Wuming Road", "wuming lu 12 hao", "无名街3号2单元", "某段23-8号",
    ],
    Shape.ESTATE: [
        "无名小区", "无名花园12号楼", "无名路无名家园", "锦绣里", "王家村", "王家屯", "无名公寓3单元",
        "wuming xiaoqu",
        "Wuming Garden", "星海湾无名苑", "无名3栋2单元", "无名小区12号", "无名社区",
    ],
    Shape.STATION: [
        "无名站", "无名地铁站C口", "无名路地铁站", "无名轻轨", "无名站A出口", "wuming station", "Wuming Zhan",
        "无名站北出口",
    ],
    Shape.OTHER: [
        "无名", "无名街道", "无名大学", "无名公园", "wuming gongyuan", "旅顺口", "Wuming Hospital",
        "无名医院", "123",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("shape", "text"), [(shape, text) for shape in Shape for text in LOOKS_LIKE[shape]])
def test_a_text_has_the_shape_of_its_last_generic_word(shape, text):
    assert shape_of(text) is shape


@given(st.text(max_size=60))
def test_every_text_has_a_shape(text):
    assert shape_of(text) in set(Shape)


def test_a_text_that_names_nothing_carries_its_shape_and_no_word_of_itself():
    found = resolve("静安里无名巷七七七号谁也不认识的地方", Gazetteer.shipped())
    assert found == NotFound("unknown", shape="road")


def test_where_only_the_district_is_known_the_answer_says_what_was_missed():
    found = resolve("中山区无名巷七号", Gazetteer.shipped())
    assert isinstance(found, Origin)
    assert (found.district, found.missed) == ("210202", "road")


def test_a_district_chosen_beside_the_text_is_the_district_of_what_was_missed():
    found = resolve("谁也不认识的小区", Gazetteer.shipped(), "210204")
    assert isinstance(found, Origin)
    assert (found.district, found.missed) == ("210204", "estate")


@pytest.mark.parametrize("text", ["西安路", "中山区", "青泥洼桥", "西安路123号"])
def test_what_was_found_missed_nothing(text):
    found = resolve(text, Gazetteer.shipped())
    assert isinstance(found, Origin)
    assert found.missed == ""


@pytest.mark.parametrize("text", ["", "北京市天安门", "\0"])
def test_what_is_no_search_has_no_shape(text):
    assert resolve(text, Gazetteer.shipped()).shape == ""
