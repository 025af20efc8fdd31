"""Following an application in a real browser: the steps, an address, a new photo, one’s own data."""

import pytest
from playwright.sync_api import expect

from locator.applications.moves import move
from locator.applications.secrecy import decrypted
from locator.applications.submit import Wanted, submit
from locator.models import Bank, MailApplication, OutgoingMessage, State
from locator.models.references import spelled
from tests.applications.people import PHONE, grown_up
from tests.applications.pictures import file, picture
from tests.thorough import one_in

from .conftest import follow, look_at

WAYS = [("", True), ("", False), ("/en", False), ("/en", True)]


@pytest.fixture
def application(sample):
    Bank.objects.filter(code="sample-a").update(mail_applications=True)
    consents = dict.fromkeys(("notice", "bank", "courier"), "1")
    wanted = Wanted(kind="first", bank="sample-a", language="zh-hans", consents=consents)
    return submit(grown_up(), wanted, token="t").application


@pytest.mark.long
@pytest.mark.parametrize(("language", "script"), one_in(4, WAYS))
def test_an_applicant_follows_changes_corrects_and_has_everything_erased(
    application, open_page, make_clerk, script, language
):
    clerk = make_clerk()
    page = open_page(
        f"{language}/follow/#{spelled(application.reference)}", width=360, script=script, staff=True
    )
    look_at(page, script=script, whole=False)
    if script:
        expect(page.locator("#id_reference")).to_have_value(spelled(application.reference))
    page.fill("#id_reference", spelled(application.reference))
    page.fill("#id_secret", "0000")
    follow(page.locator("main form button.main"))
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page, script=script)
    page.fill("#id_secret", PHONE[-4:])
    follow(page.locator("main form button.main"))
    assert application.reference not in page.url
    look_at(page, script=script, whole=False)

    follow(page.locator("a[href$='/follow/address/']"))
    page.fill("#id_recipient", "李梅")
    page.fill("#id_recipient_phone", PHONE)
    page.fill("#id_district", "西岗区")
    follow(page.locator("main form button.main"))
    look_at(page, script=script)
    page.fill("#id_address", "新开路9号")
    follow(page.locator("main form button.main"))
    expect(page.get_by_role("status").first).to_be_visible()

    looking = move(MailApplication.objects.get(), State.IN_REVIEW, by=clerk)
    move(looking, State.NEEDS_CORRECTION, by=clerk, reasons=["name", "photo"])
    follow(page.locator("a.site-name"))
    page.go_back()
    page.reload()
    look_at(page, script=script)
    follow(page.locator("a.button.main"))
    look_at(page, script=script)
    page.fill("#id_name", "张建民")
    page.set_input_files("#id_photo", {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": file(picture())})
    follow(page.locator("main form button.main"))
    expect(page.locator("figure img")).to_have_js_property("naturalWidth", 358) if script else None
    expect(page.locator("#id_name")).to_have_value("张建民")
    look_at(page, script=script)
    follow(page.locator("main form button.main"))
    assert MailApplication.objects.get().state == State.SUBMITTED

    follow(page.locator("a[href$='/follow/data/']"))
    look_at(page, script=script)
    follow(page.locator("[name=send]"))
    look_at(page, script=script)
    message = OutgoingMessage.objects.filter(topic="code").latest("id")
    page.fill("#code", decrypted(bytes(message.secret), "message-code").decode())
    follow(page.locator("main form button.main"))
    expect(page.locator("main")).to_contain_text(grown_up().number)
    look_at(page, script=script)
    page.check("#sure")
    follow(page.locator("form[action$='/erase/'] button"))
    look_at(page, script=script)
    assert MailApplication.objects.get().personal is None
