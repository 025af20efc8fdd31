"""Loading the sample, loading it again, and taking it out."""

from datetime import date
from io import StringIO
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from locator.catalogue.sample import load_sample
from locator.catalogue.sample_tables import SAMPLE
from locator.models import Bank, CatalogueVersion, HoursException, Offer, Outlet
from tests import sample_rows
from tests.thorough import one_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_sample", *arguments, "--today", TODAY.isoformat(), stdout=out)
    return out.getvalue()


def real_outlet() -> Outlet:
    bank = Bank.objects.create(code="real", name="真实银行", short_name="真实")
    return Outlet.objects.create(
        code="real-1",
        bank=bank,
        district_id="210202",
        name="真实网点",
        address="一路1号",
        hours="Mo-Fr 09:00-17:00",
    )


def test_loading_puts_fifty_three_outlets_with_six_offers_each_into_the_database():
    assert "53" in run()
    assert Outlet.objects.sample().count() == 53
    assert Offer.objects.count() == 53 * 6
    assert HoursException.objects.exists()


@pytest.fixture
def loaded():
    """Have the rows that loading writes."""
    sample_rows.load(today=TODAY)


@pytest.mark.long
@pytest.mark.usefixtures("loaded")
def test_every_row_that_was_loaded_satisfies_its_own_validators():
    # An outlet offers six services: one offer in five is one of each in turn.
    rows = [*Bank.objects.all(), *Outlet.objects.all(), *HoursException.objects.all()]
    for row in (*rows, *one_in(5, Offer.objects.order_by("pk"))):
        row.full_clean()


@pytest.mark.usefixtures("loaded")
def test_loading_twice_on_a_day_changes_nothing_the_second_time():
    number = CatalogueVersion.objects.get().number
    run()
    assert CatalogueVersion.objects.get().number == number


@pytest.mark.usefixtures("loaded")
def test_loading_again_puts_right_what_was_changed_added_or_deleted():
    Outlet.objects.filter(code="sample-a-01").update(name="别的", hours="24/7")
    Outlet.objects.filter(code="sample-a-02").delete()
    HoursException.objects.all().delete()
    Outlet.objects.create(
        code="sample-a-99", bank_id="sample-a", district_id="210202", name="多的", address="x", hours="24/7"
    )
    run()
    assert Outlet.objects.get(code="sample-a-01").name == "示例银行甲青泥洼桥网点"
    assert Outlet.objects.count() == 53
    assert Offer.objects.count() == 53 * 6
    assert HoursException.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_the_dates_move_with_the_day_of_loading():
    before = Outlet.objects.get(status=Outlet.Status.SUSPENDED, status_from__lt=TODAY).status_until
    load_sample(today=date(2027, 3, 1))
    after = Outlet.objects.get(status=Outlet.Status.SUSPENDED, status_from__lt=date(2027, 3, 1)).status_until
    assert (after - before).days == (date(2027, 3, 1) - TODAY).days


def test_the_sample_is_refused_beside_real_outlets():
    real_outlet()
    with pytest.raises(CommandError):
        run()
    assert list(Outlet.objects.values_list("code", flat=True)) == ["real-1"]


@pytest.mark.parametrize("taken", [{"code": "sample-a", "name": "真"}, {"code": "x", "name": "示例银行甲"}])
def test_the_sample_does_not_take_over_a_bank_that_is_not_fictional(taken):
    Bank.objects.create(**taken, short_name="真")
    with pytest.raises(CommandError):
        run()
    assert not Bank.objects.filter(is_sample=True).exists()


def test_a_sample_that_breaks_a_rule_half_way_leaves_nothing_behind(tmp_path):
    folder = copytree(SAMPLE, tmp_path / "sample")
    table = folder / "exceptions.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("09:00-15:00", "nine to three", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="sample-a-04"):
        load_sample(today=TODAY, folder=folder)
    assert not Bank.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_removing_takes_out_the_sample_and_nothing_else():
    real_outlet()
    assert "53" in run("--remove")
    assert list(Outlet.objects.values_list("code", flat=True)) == ["real-1"]
    assert list(Bank.objects.values_list("code", flat=True)) == ["real"]
    assert Offer.objects.count() == 6


def test_removing_what_is_not_there_is_no_error():
    assert "0" in run("--remove")
