"""The open data in a browser: the page for everybody, the points in a reader that is not ours."""

from pathlib import Path

import js_lib_leaflet
import pytest

from locator.models import Bank, Outlet
from locator.search.current import forget
from tests.thorough import one_in

from .conftest import assert_accessible, assert_fits

LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet" / "leaflet.js"
READ = """async () => {
  const answer = await fetch("/open-data/outlets.geojson");
  const found = [];
  L.geoJSON(await answer.json(), {
    onEachFeature: ({properties}, layer) => {
      const {lat, lng} = layer.getLatLng();
      found.push([properties.code, lat, lng, properties.name]);
    }
  });
  return found;
}"""


def test_a_map_library_reads_every_point_where_it_is(open_page):
    page = open_page("/open-data/")
    page.evaluate(LEAFLET.read_text(encoding="utf-8"))
    found = {code: (latitude, longitude, name) for code, latitude, longitude, name in page.evaluate(READ)}
    placed = Outlet.objects.open_to_public().exclude(latitude=None)
    assert len(found) == len(placed) > 40
    for outlet in placed:
        latitude, longitude, name = found[outlet.code]
        assert (latitude, longitude) == pytest.approx((outlet.latitude, outlet.longitude), abs=1e-6)
        assert name == outlet.name


@pytest.mark.long
@pytest.mark.parametrize(("path", "width"), one_in(2, [("/en/open-data/", 320), ("/open-data/", 1280)]))
def test_the_page_fits_and_everybody_can_use_it(open_page, path, width):
    page = open_page(path, width=width)
    assert_fits(page, 320, 1280)
    assert_accessible(page)


def test_a_file_is_saved_under_its_name(open_page):
    page = open_page("/en/open-data/")
    with page.expect_download() as saving:
        page.get_by_role("link", name="outlets.csv", exact=True).click()
    assert saving.value.suggested_filename == "sample-outlets.csv"
    assert "示例银行甲" in Path(saving.value.path()).read_text(encoding="utf-8-sig")


def test_structured_data_breaks_neither_the_policy_nor_the_page(open_page):
    Bank.objects.update(is_sample=False)
    outlet = Outlet.objects.exclude(latitude=None).first()
    Outlet.objects.filter(pk=outlet.pk).update(name="</script><script>document.title='bad'</script>")
    forget()
    page = open_page(f"/outlets/{outlet.pk}/")
    kept = page.locator('script[type="application/ld+json"]')
    assert page.evaluate("text => JSON.parse(text).name", kept.text_content()).startswith("</script>")
    assert page.title() != "bad"
    assert_accessible(page)
