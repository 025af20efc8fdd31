"""Applying for a card by post in a real browser: the whole way, with and without script, in two languages."""

import time

import pytest
from playwright.sync_api import expect

from locator.applications.secrecy import decrypted
from locator.models import MailApplication, OutgoingMessage
from locator.models.references import spelled
from tests.applications.people import grown_up
from tests.applications.pictures import file, picture
from tests.thorough import one_in

from .conftest import follow, look_at

WAYS = [("", True), ("", False), ("/en", False), ("/en", True)]
PLACE = ("district", "address")


def go_on(page):
    follow(page.locator("main form button.main"))


@pytest.mark.long
@pytest.mark.parametrize(("language", "script"), one_in(4, WAYS))
def test_a_grown_up_applies_in_under_three_minutes(open_page, script, language):
    began = time.monotonic()
    page = open_page(f"{language}/apply/", width=360, script=script, staff=True)
    apply(page, script=script)
    assert time.monotonic() - began < 180


def apply(page, *, script):
    """Go all the way from the first page to the reference."""
    facts = grown_up()
    look_at(page, script=script, whole=False)
    go_on(page)
    go_on(page)
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page, script=script)
    page.check("[name=kind][value=first]")
    go_on(page)
    page.fill("#id_name", facts.name)
    page.select_option("#id_document", "resident")
    page.fill("#id_number", facts.number)
    page.check("#id_long_term")
    look_at(page, script=script)
    go_on(page)
    look_at(page, script=script)
    page.check("[name=photo_source][value=upload]")
    page.set_input_files("#id_photo", {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": file(picture())})
    go_on(page)
    expect(page.locator("figure img")).to_have_js_property("naturalWidth", 358) if script else None
    look_at(page, script=script)
    go_on(page)
    page.check("[name=bank][value=sample-a]")
    look_at(page, script=script)
    go_on(page)
    page.fill("#id_recipient", facts.recipient)
    page.fill("#id_recipient_phone", facts.recipient_phone)
    for name in PLACE:
        page.fill(f"#id_{name}", getattr(facts, name))
    look_at(page, script=script)
    go_on(page)
    for name in ("notice", "bank", "courier"):
        page.check(f"[name=consent_{name}]")
    look_at(page, script=script)
    go_on(page)
    page.fill("#id_phone", facts.phone)
    look_at(page, script=script)
    go_on(page)
    look_at(page, script=script)
    message = OutgoingMessage.objects.filter(topic="code").latest("id")
    page.fill("#code", decrypted(bytes(message.secret), "message-code").decode())
    go_on(page)
    expect(page.locator("main")).to_contain_text(facts.number)
    look_at(page, script=script)
    go_on(page)
    expect(page.locator(".reference")).to_have_text(spelled(MailApplication.objects.get().reference))
    look_at(page, script=script)
