"""What keeps people out of a page is noticed, and so is a page wider than its window."""

import pytest

from .conftest import assert_accessible, assert_fits


def test_what_axe_forbids_fails_a_test(open_page):
    page = open_page("/en/")
    assert_accessible(page)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    page.evaluate("document.querySelector('main').style.color = '#ccc'")
    with pytest.raises(AssertionError) as failure:
        assert_accessible(page)
    assert [rule for rule in ("button-name", "color-contrast") if rule not in str(failure.value)] == []


def test_a_page_that_is_too_wide_fails_a_test(open_page):
    page = open_page("/en/", width=360)
    assert_fits(page)
    page.evaluate("document.querySelector('main').style.width = '900px'")
    with pytest.raises(AssertionError, match="too wide"):
        assert_fits(page)
