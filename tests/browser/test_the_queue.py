"""A clerk's way with an application by post, on a telephone: claim, open, accept, make and post a batch."""

import pytest
from playwright.sync_api import expect

from locator.applications.submit import Wanted, submit
from locator.models import ApplicationEvent, MailApplication
from locator.models.references import spelled
from tests.applications.people import grown_up, number
from tests.applications.pictures import file, picture
from tests.thorough import one_in

from .conftest import follow, look_at


def apply(sequence, **more):
    wanted = Wanted(kind="first", bank="sample-a", language="zh-hans", consents={"notice": "1"})
    facts = grown_up(number=number(sequence=sequence))
    return submit(facts, wanted, token=f"t-{sequence}", **more).application


@pytest.mark.long
@pytest.mark.parametrize("script", one_in(2, [True, False]))
def test_a_clerk_claims_opens_accepts_makes_and_posts(sample, sign_in, script):
    one, other = apply(1, photo=file(picture((358, 441)))), apply(2)
    page = sign_in(width=360, script=script)

    def look(*, whole=True):
        look_at(page, script=script, whole=whole)

    look()
    follow(page.get_by_role("link", name="Applications by post wait for the bank"))
    look()
    follow(page.get_by_role("link", name=spelled(one.reference)))
    look(whole=False)
    expect(page.locator("main")).not_to_contain_text("张建国")
    follow(page.get_by_role("button", name="Take it on"))
    follow(page.get_by_role("button", name="Show what is personal"))
    expect(page.locator("main")).to_contain_text("张建国")
    expect(page.locator("figure img")).to_have_js_property("naturalWidth", 358)
    page.locator("summary", has_text="End it without a card").click()
    expect(page.get_by_text("Somebody else applied in this name.")).to_be_visible()
    look()
    follow(page.get_by_role("button", name="Accept"))
    expect(page.locator("main")).not_to_contain_text("张建国")
    MailApplication.objects.filter(pk=other.pk).update(state="accepted")

    page.goto("/en/staff/applications/batches/making/")
    look()
    follow(page.get_by_role("button", name="These cards are being made"))
    look(whole=False)
    follow(page.get_by_role("button", name="Labels for the parcels"))
    expect(page.locator(".label")).to_have_count(2)
    look()

    page.goto("/en/staff/applications/batches/posting/")
    look(whole=False)
    # A scanner types the number and presses Enter: that checks, and moves on to the next.
    page.fill(f"#number-{one.pk}", "EA123456784CN")
    with page.expect_navigation():
        page.press(f"#number-{one.pk}", "Enter")
    expect(page.locator(f"#error-{one.pk}")).to_contain_text("A digit is wrong")
    look()
    page.fill(f"#number-{one.pk}", "EA123456785CN")
    with page.expect_navigation():
        page.press(f"#number-{one.pk}", "Enter")
    expect(page.locator(f"#number-{other.pk}")).to_be_focused()
    page.fill(f"#number-{other.pk}", "1234567890123")
    follow(page.get_by_role("button", name="The parcels with a number are in the post"))
    look()
    follow(page.get_by_role("button", name="Hand-over list"))
    expect(page.locator("main")).to_contain_text("EA123456785CN")
    look()

    assert set(MailApplication.objects.values_list("state", flat=True)) == {"posted"}
    done = list(ApplicationEvent.objects.filter(application=one).values_list("action", flat=True))
    assert done == [
        "submitted", "in-review", "opened", "accepted", "making", "label-printed", "posted", "list-printed",
    ]  # fmt: skip
