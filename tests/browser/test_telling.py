"""Customers are told, by hand: drafted, stopped, changed, approved by somebody else, published, put right."""

from tests.browser.test_desk import CONTRAST, TOO_WIDE
from tests.browser.test_page import PHONE, declare, expect

STILL = {"reduced_motion": "reduce"}
PROMISES = "Card payments are declined at the checkout. It will be fixed in 20 minutes."
RIGHT = "Card payments are declined at the checkout. PayPal works. We write again at 23:59 UTC."
BETTER = "Card payments of one bank are declined at the checkout. PayPal works. We write again at 23:59 UTC."


def fills(page, name, text):
    dialog = page.get_by_role("dialog")
    dialog.locator(f"[name={name}]").fill(text)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()


def presses(page, name):
    page.locator("#posts").get_by_role("button", name=name, exact=True).last.click()


def approves(page):
    """By finger; what comes up below it must not move what it is on."""
    page.locator("#posts").get_by_role("button", name="Approve", exact=True).tap()


def looked_at(people, page, what):
    page.locator("#posts .card").last.scroll_into_view_if_needed()
    people.photograph(page, what)
    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(CONTRAST.read_text(), "#posts") == []


def test_customers_are_told_what_was_drafted_changed_approved_and_put_right(people):
    leo, mia = people.window("leo", **STILL), people.window("mia", **PHONE, **STILL)
    room = declare(leo)
    for page in (leo, mia):
        page.goto(f"{page.url.split('#')[0]}#{room}")
    mia.get_by_role("button", name=f"Join #{room}").click()
    presses(leo, "I'll be customer liaison")
    posts, phone = leo.locator("#posts"), mia.locator("#posts")

    presses(leo, "Tell customers")
    fills(leo, "symptom", PROMISES)
    expect(posts).to_contain_text("Stops it")
    expect(posts).to_contain_text("promises a repair time")
    looked_at(people, leo, "stopped")
    looked_at(people, mia, "stopped-phone")

    presses(leo, "Change the words")
    leo.get_by_role("dialog").wait_for()
    people.photograph(leo, "words")
    fills(leo, "text_en", RIGHT)
    expect(posts).not_to_contain_text("Stops it")
    presses(leo, "Approve")
    expect(posts).to_contain_text("is for the incident commander and team leads")
    expect(phone).to_contain_text(RIGHT)
    looked_at(people, mia, "changed-phone")
    approves(mia)
    expect(posts).to_contain_text("draft 1 for customers is approved")
    looked_at(people, leo, "approved")
    presses(leo, "Publish")
    expect(phone).to_contain_text("customers were told (1)")
    looked_at(people, leo, "published")

    presses(leo, "Correct it")
    expect(posts).to_contain_text("It puts number 1 right.")
    presses(leo, "Change the words")
    fills(leo, "text_en", BETTER)
    expect(phone).to_contain_text("of one bank")
    looked_at(people, mia, "correction-phone")
    approves(mia)
    expect(posts).to_contain_text("draft 2 for customers is approved")
    presses(leo, "Publish")
    expect(phone).to_contain_text("customers were told (2)")
    looked_at(people, leo, "corrected")
    looked_at(people, mia, "corrected-phone")

    for page, name in ((leo, "page"), (mia, "page-phone")):
        page.goto(f"{people.address}/status")
        expect(page.locator("main")).to_contain_text(BETTER)
        expect(page.locator("main")).not_to_contain_text(RIGHT)
        expect(page.locator("main")).to_contain_text("Corrected")
        people.photograph(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
