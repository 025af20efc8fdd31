"""Addresses as people write them."""

import pytest

from locator.places import NotFound, Origin, Precision, WhichPlace, resolve
from locator.places.entry import metres_between


def codes(answer):
    return {remark.code for remark in answer.remarks}


@pytest.mark.parametrize(
    ("text", "label", "precision"),
    [
        ("辽宁省大连市沙河口区西安路107号", "西安路", "road"),
        ("西安路107号中央大道B1", "中央大道（大连电子城）", "landmark"),
        ("开发区金马路", "金马路", "road"),
        ("大連站", "大连站", "landmark"),
        ("ｘｉａｎｌｕ", "西安路", "road"),
        ("xi'an lu", "西安路", "road"),
        ("Xī'ān Lù", "西安路", "road"),
        ("Xi'an Road", "西安路", "road"),
        ("zhongshan square", "中山广场", "landmark"),
        ("大连理工", "大连理工大学", "landmark"),
        ("青泥洼桥地铁站C口", "青泥洼桥站", "landmark"),
        ("青泥洼桥附近", "青泥洼桥站", "landmark"),
        ("中山", "中山区", "district"),
        ("旅顺", "旅顺口区", "district"),
        ("lüshun", "旅顺口区", "district"),
        ("changhaixian", "长海县", "district"),
        ("普兰店市皮口镇", "皮口街道", "town"),
        ("庄河市徐岭镇不知名村东屯", "徐岭镇", "town"),
        ("旅顺铁山街道陈家村", "陈家村委会", "town"),
        ("长海县大长山岛镇", "大长山岛镇", "town"),
        ("普兰店安波温泉", "安波街道", "town"),
        ("锦绣小区12号楼3单元501", "锦绣社区", "community"),
        ("中山路222号", "中山路222号", "door"),
        ("大连市沙河口区中山路467号 大连医科大学附属第二医院", "中山路467号", "door"),
        ("五四路66号", "五四路66号", "door"),
        ("甘井子区没有这条路5号", "甘井子区", "district"),
        ("高新园区七贤岭黄浦路", "黄浦路", "road"),
        ("长兴岛经济区", "长兴岛", "district"),
        ("学苑广场地铁站", "学苑广场站", "landmark"),
        ("长春路", "长春路", "road"),
        ("上海路12号", "上海路", "road"),
        ("西按路", "西安路", "road"),
        ("小长山乡", "小长山岛镇", "town"),
        ("大工", "大连理工大学", "landmark"),
        ("复县", "瓦房店市", "district"),
        ("甘井子区政府", "甘井子区人民政府", "landmark"),
    ],
)
def test_an_address_is_answered_as_a_resident_means_it(gazetteer, text, label, precision):
    answer = resolve(text, gazetteer)
    assert isinstance(answer, Origin), answer
    assert (answer.label, answer.precision.value) == (label, precision)


@pytest.mark.parametrize(
    "text", ["新华街道", "得胜街道", "五一路", "长江路123号", "星巴克", "万达广场", "泡崖八区"]
)
def test_places_of_one_name_give_a_question(gazetteer, text):
    answer = resolve(text, gazetteer)
    assert isinstance(answer, WhichPlace)
    assert len(answer.candidates) > 1
    told = [(origin.label, origin.district) for origin in answer.candidates]
    assert len(set(told)) == len(told), "a reader cannot tell them apart"


@pytest.mark.parametrize(("district", "code"), [("瓦房店市", "210281"), ("庄河", "210283")])
def test_the_district_in_the_text_decides_between_namesakes(gazetteer, district, code):
    answer = resolve(f"{district}新华街道", gazetteer)
    assert isinstance(answer, Origin)
    assert answer.district == code


def test_the_district_chosen_beside_the_text_decides_too(gazetteer):
    assert resolve("新华街道", gazetteer, "210283").district == "210283"
    assert resolve("五一路", gazetteer, "210212").district == "210212"


def test_a_district_in_the_text_goes_before_the_one_chosen_beside_it(gazetteer):
    answer = resolve("瓦房店市新华街道", gazetteer, "210283")
    assert answer.district == "210281"


@pytest.mark.parametrize(
    "text",
    [
        "北京", "丹东", "沈阳市和平区南京街", "沈阳和平区", "辽宁省沈阳市", "上海市中山区", "中山市",
        "朝阳市双塔区", "青岛市南区", "四川省成都市", "日本东京", "鲅鱼圈区", "北京海淀区中关村", "长春",
        "吉林省长春市",
    ],
)  # fmt: skip
def test_a_place_outside_dalian_is_refused_and_never_moved(gazetteer, text):
    assert resolve(text, gazetteer).reason == "outside"


@pytest.mark.parametrize(
    "text", ["长春路", "上海路", "鞍山路", "天津街", "太原街", "抚顺街", "桂林街", "昆明街", "重庆路"]
)
def test_a_road_named_after_a_city_is_not_that_city(gazetteer, text):
    answer = resolve(text, gazetteer)
    assert not (isinstance(answer, NotFound) and answer.reason == "outside")


def test_a_place_elsewhere_than_the_named_district_is_said_to_be(gazetteer):
    answer = resolve("沙河口区大连理工大学", gazetteer)
    assert answer.district == "210211"
    differs = next(remark for remark in answer.remarks if remark.code == "district-differs")
    assert dict(differs.params) == {"named": "沙河口区", "actual": "甘井子区"}


def test_a_park_of_another_district_does_not_answer_for_this_one(gazetteer):
    answer = resolve("甘井子区炮台山公园", gazetteer)
    assert (answer.district, answer.precision) == ("210211", Precision.DISTRICT)


def test_a_village_of_another_town_does_not_answer_for_this_one(gazetteer):
    assert resolve("庄河市黑岛镇栗子房村", gazetteer).label == "黑岛镇"


def test_a_road_that_runs_into_the_named_district_is_that_road(gazetteer):
    answer = resolve("中山区长江路99号", gazetteer)
    assert answer.label == "长江路"
    assert {"district-differs", "number-dropped"} <= codes(answer)


def test_a_community_without_a_point_is_no_finer_than_its_town(gazetteer):
    answer = resolve("徐岭镇", gazetteer)
    community = resolve("庄河市徐岭镇徐岭村", gazetteer)
    assert community.precision is Precision.TOWN
    assert community.radius_m >= answer.radius_m


def test_a_station_said_without_station_means_the_quarter_around_it(gazetteer):
    assert resolve("金石滩", gazetteer).radius_m > resolve("金石滩站", gazetteer).radius_m


def test_a_look_alike_is_asked_about_and_never_taken(gazetteer):
    answer = resolve("港东三街", gazetteer)
    assert isinstance(answer, WhichPlace)


@pytest.mark.parametrize(
    "text", ["西安路107号", "西安路１０７号", "西安路 107 号", "西安路107號", "  西安路107号  "]
)
def test_spelling_of_one_address_makes_no_difference(gazetteer, text):
    assert resolve(text, gazetteer) == resolve("西安路107号", gazetteer)


def test_a_mall_of_several_buildings_is_one_circle(gazetteer):
    behind_the_number = resolve("西安路107号中央大道B1", gazetteer)
    mall = resolve("中央大道购物广场", gazetteer)
    assert metres_between(behind_the_number.point, mall.point) < behind_the_number.radius_m


@pytest.mark.parametrize("text", ["大连市", "辽宁省大连市", "辽宁省"])
def test_the_city_alone_asks_for_more(gazetteer, text):
    assert resolve(text, gazetteer) == NotFound("empty")
