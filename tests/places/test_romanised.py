"""Names and addresses in letters, as somebody would write them who cannot ask for the English name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places.romanised import romanised, with_chinese


@pytest.mark.parametrize(
    ("chinese", "letters"),
    [
        ("兴工网点", "Xinggong Wangdian"),
        ("大连银行西安路支行", "Dalian Yinhang Xi'an Lu Zhihang"),
        ("沙河口区兴工街4号", "Shahekou Qu Xinggong Jie 4 Hao"),
        ("金州区友谊街道五一路98-2号", "Jinzhou Qu Youyi Jiedao Wuyi Lu 98-2 Hao"),
        ("旅顺口区得胜街14号楼2单元", "Lüshunkou Qu Desheng Jie 14 Haolou 2 Danyuan"),
        ("高新园区", "Gaoxin Yuan Qu"),
        ("长海县", "Changhai Xian"),
        ("HSBC", "HSBC"),
        ("", ""),
    ],
)
def test_each_word_has_a_capital_and_stands_alone(chinese, letters):
    assert romanised(chinese) == letters


def test_pinyin_has_the_chinese_beside_it_and_an_english_name_stands_alone():
    assert with_chinese("兴工网点", "") == "Xinggong Wangdian (兴工网点)"
    assert with_chinese("兴工网点", "Xinggong outlet") == "Xinggong outlet"
    assert with_chinese("HSBC", "") == "HSBC"
    assert with_chinese("", "") == ""


@given(st.text(st.sampled_from("大连市中山区路街道号楼0123456789-（）· Ab银行支"), max_size=60))
def test_no_character_of_a_name_is_lost(text):
    letters = romanised(text)
    assert not any("\u3400" <= sign <= "\u9fff" for sign in letters)
    assert sum(sign.isdigit() for sign in letters) == sum(sign.isdigit() for sign in text)
