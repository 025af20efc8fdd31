"""What leaves the screen: labels, hand-over lists and tables, each an event of every application in it."""

import csv
import io
import re
import zipfile
from functools import partial

import pytest

from locator.applications.batches import make_together, post_together
from locator.applications.facts import FIELDS, sealed
from locator.applications.moves import move
from locator.catalogue.transfer.armour import without_armour
from locator.models import ApplicationEvent, MailApplication, State
from locator.models.references import spelled
from locator.staff.applications.export import COLUMNS
from tests.applications.people import PHONE, child, grown_up, number
from tests.house import ROOT
from tests.staff.conftest import BANK, words

from .conftest import queries_of

PARCELS = ("EA123456785CN", "1234567890123")
EVENTS = {
    "labels/": "label-printed",
    "hand-over/": "list-printed",
    "table/": "exported",
    "photos/": "photos-taken",
}


@pytest.fixture
def batch(clerk, apply):
    made = [apply(1, state=State.ACCEPTED, photo=b"a photo"), apply(2, state=State.ACCEPTED)]
    seen = {one.pk: one.revision for one in made}
    return make_together(seen, bank=BANK, by=clerk).batch


def get(browser, batch, way):
    answer = browser.post(f"/en/staff/applications/batches/{batch.pk}/{way}")
    assert answer.status_code == 200
    return answer


def table(answer):
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("way", "action"), EVENTS.items())
def test_each_paper_is_an_event_of_every_application_and_kept_by_nobody(clerk, as_, batch, way, action):
    answer = get(as_(clerk), batch, way)
    assert "no-store" in answer.headers["Cache-Control"]
    events = ApplicationEvent.objects.filter(action=action)
    assert {event.application_id for event in events} == set(batch.applications.values_list("pk", flat=True))
    assert {(event.by_name, str(event.fields), event.state) for event in events} == {
        ("clerk", "[]", "making")
    }
    assert as_(clerk).get(f"/en/staff/applications/batches/{batch.pk}/{way}").status_code in {302, 405}
    assert ApplicationEvent.objects.filter(action=action).count() == 2


def test_a_label_says_to_whom_and_from_whom_and_nothing_of_the_document(clerk, as_, batch):
    said = words(get(as_(clerk), batch, "labels/"))
    for one in batch.applications.all():
        assert spelled(one.reference) in said
    for part in (
        "张建国",
        PHONE,
        "辽宁省大连市中山区中山路1号2单元301室",
        batch.bank.name,
    ):
        assert part in said
    assert number(sequence=1) not in said


def test_one_label_alone(clerk, as_, apply):
    one, browser = apply(1, state=State.ACCEPTED), as_(clerk)
    answer = browser.post(f"/en/staff/applications/{one.pk}/label/")
    assert answer.text.count('<article class="label"') == 1
    assert "no-store" in answer.headers["Cache-Control"]
    assert ApplicationEvent.objects.get(action="label-printed").application == one


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW, State.DELIVERED, State.REJECTED])
def test_there_is_no_label_before_anything_is_posted_nor_afterwards(clerk, as_, apply, state):
    one = apply(1, state=state)
    assert as_(clerk).post(f"/en/staff/applications/{one.pk}/label/").status_code == 404


def test_the_hand_over_list_has_what_the_courier_signs_for(clerk, as_, batch):
    held = list(batch.applications.order_by("pk"))
    seen = {one.pk: one.revision for one in held}
    typed = dict(zip(seen, PARCELS, strict=True))
    posted = post_together(seen, typed, bank=BANK, by=clerk).batch
    said = words(get(as_(clerk), posted, "hand-over/"))
    for part in (
        *PARCELS,
        *(spelled(one.reference) for one in held),
        "大连市中山区",
        "Taken over by the post",
    ):
        assert part in said
    assert PHONE not in said


def test_what_has_ended_is_left_out_and_named(clerk, as_, batch):
    first, second = batch.applications.order_by("pk")
    failed = move(first, State.FAILED, by=clerk)
    move(failed, State.REJECTED, by=clerk, reasons=["counter"])
    answer = get(as_(clerk), batch, "labels/")
    assert answer.text.count('<article class="label"') == 1
    assert f"have ended or cannot be read: {spelled(first.reference)}" in words(answer)
    rows = table(get(as_(clerk), batch, "table/"))
    assert [row["reference"] for row in rows] == [second.reference]
    assert not first.events.filter(action__in=EVENTS.values()).exists()


def test_the_table_says_what_the_applications_say(clerk, as_, batch):
    answer = get(as_(clerk), batch, "table/")
    assert 'filename="batch-' in answer.headers["Content-Disposition"]
    rows = table(answer)
    assert tuple(rows[0]) == COLUMNS
    facts = grown_up(number=number(sequence=1))
    for name in FIELDS:
        expected = getattr(facts, name) or ("2099-12-31" if name == "valid_until" else "")
        assert rows[0][name] == expected, name
    first = batch.applications.order_by("pk")[0]
    assert [row["photo"] for row in rows] == [f"{first.reference}.jpg", ""]


def test_no_cell_becomes_a_formula_and_each_is_read_back_as_it_was(clerk, as_, batch):
    browser = as_(clerk)
    for name in ("=cmd|' /C calc'!A0", "+1", "-2", "@SUM(1)", "\t=1", "＝1", "'=1"):
        facts = child(name=name, address='中山路1号,"2单元"\n301')
        MailApplication.objects.update(personal=sealed(facts))
        row = table(get(browser, batch, "table/"))[0]
        assert row["name"] == f"'{name}"
        assert without_armour(row["name"]) == name
        assert row["address"] == facts.address
        assert row["guardian_name"] == "李梅"


def test_the_photos_lie_beside_the_table_under_their_references(clerk, as_, batch):
    answer = get(as_(clerk), batch, "photos/")
    first = batch.applications.order_by("pk")[0]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert set(archive.namelist()) == {"applications.csv", f"{first.reference}.jpg"}
        assert archive.read(f"{first.reference}.jpg") == b"a photo"
        assert archive.read("applications.csv").startswith(b"\xef\xbb\xbf")


def test_without_photos_no_archive_is_offered(clerk, as_, batch):
    address = f"/en/staff/applications/batches/{batch.pk}/"
    assert "zip" in words(as_(clerk).get(address))
    MailApplication.objects.update(photo=None)
    assert "zip" not in words(as_(clerk).get(address))


@pytest.mark.parametrize("number_", [2, 12])
def test_a_paper_asks_as_often_for_many_as_for_few(clerk, as_, apply, number_):
    seen = {one.pk: 0 for one in (apply(sequence, state=State.ACCEPTED) for sequence in range(number_))}
    batch, browser = make_together(seen, bank=BANK, by=clerk).batch, as_(clerk)
    asked = {way: queries_of(partial(get, browser, batch, way)) for way in EVENTS}
    assert asked == dict.fromkeys(EVENTS, 5)


def test_the_operating_guide_names_every_column():
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    start = guide.index("| column |")
    table_ = guide[start : guide.index("\n## ", start)]
    assert set(
        re.findall(
            r"`([a-z_]+)`", "".join(row.split("|")[1] for row in table_.splitlines() if row[:1] == "|")
        )
    ) == set(COLUMNS)
