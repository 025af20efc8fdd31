import pytest
from .conftest import assert_accessible, assert_fits, follow
PATHS = {"home":"/", "outlets":"/outlets/", "district":"/outlets/district/210204/", "guide":"/services/replace/", "towns":"/towns/210281/", "apply":"/apply/", "follow":"/follow/", "outlet":"/outlets/sample-a-01/", "report":"/outlets/sample-a-01/report/"}
@pytest.mark.parametrize("lang", ["/ko"])
def test_shots(open_page, lang):
    for name,p in PATHS.items():
        page = open_page(lang+p, width=360, staff=True)
        page.screenshot(path=f"/tmp/hl/shot_{lang[1:]}_{name}.png", full_page=True)
        print(lang,name)
        assert_fits(page)
        page.set_viewport_size({"width":320,"height":800})
        assert_fits(page)
        assert_accessible(page)
    page = open_page(lang+"/", width=360)
    page.check("[name=service][value=replace]")
    page.fill("#place","西安")
    page.wait_for_timeout(700)
    page.screenshot(path=f"/tmp/hl/shot_{lang[1:]}_suggest.png")
    page.fill("#place","西安路")
    page.wait_for_timeout(700)
    follow(page.locator("form button.main"))
    page.screenshot(path=f"/tmp/hl/shot_{lang[1:]}_results.png", full_page=True)
    assert_fits(page); assert_accessible(page)
    page.set_viewport_size({"width":1280,"height":800})
    page.screenshot(path=f"/tmp/hl/shot_{lang[1:]}_results_wide.png")
    follow(page.locator(".languages li[lang=en] button"))
    page.set_viewport_size({"width":360,"height":800})
    page.screenshot(path=f"/tmp/hl/shot_{lang[1:]}_to_en.png")
