"""`caseline demo` as a newcomer meets it: one command, and a morning that has already begun."""

import re

from tests.browser.people import People
from tests.journeys.program import running


def test_the_demo_is_alive_at_first_sight_and_can_be_taken_over(browser, request, tmp_path):
    from playwright.sync_api import expect

    with running(["demo"], {}, tmp_path) as program:
        people = People(browser, program.address, request.config.rootpath / "artefacts" / "demo")
        page = people.window("ana")
        expect(page.locator("#posts .said").first).to_be_visible()
        expect(page.locator("#steps")).to_contain_text("You are Ana.")
        people.photograph(page, "first-sight")

        page.get_by_role("button", name="Take me there").click()
        expect(page.locator("#where")).to_contain_text("inc-1-")
        expect(page.locator("#posts .said").first).to_contain_text("Payments on-call")
        page.locator("#posts").get_by_role("button", name="I'll be customer liaison").first.click()
        expect(page.locator("#posts dd .mention", has_text="Ana").nth(1)).to_be_visible()
        expect(page.locator("#posts dd").get_by_role("link", name="Video call")).to_have_attribute(
            "href", re.compile("^https://meet.example.com/caseline-INC-1-")
        )
        expect(page.locator("#posts").get_by_role("link", name="Join", exact=True)).to_be_visible()
        people.photograph(page, "war-room")

        page.locator("#steps li.next").get_by_role("button", name="Type it for me").click()
        expect(page.locator("#say")).to_have_value(re.compile("link"))
        page.press("#say", "Escape")
        page.press("#say", "Enter")
        page.get_by_role("dialog").get_by_role("combobox").fill("48211")
        page.get_by_role("option", name="sandbox:48211").click()
        page.get_by_role("dialog").get_by_role("button", name="Link", exact=True).click()
        expect(page.locator("#posts dd", has_text="1 in one organisation")).to_be_visible(timeout=20_000)
        expect(page.locator("#posts")).to_contain_text("sound")
        people.photograph(page, "linked")

        expect(page.locator("#steps li.next")).to_contain_text("See who is hurt")
        page.locator("#steps li.next").get_by_role("button", name="Type it for me").click()
        expect(page.locator("#say")).to_have_value(re.compile("customers"))
        page.press("#say", "Escape")
        page.press("#say", "Enter")
        expect(page.locator("#steps li.next")).to_contain_text("Tell everybody")
        page.locator("#steps li.next").get_by_role("button", name="Type it for me").click()
        expect(page.locator("#say")).to_have_value(re.compile("paying by invoice", re.IGNORECASE))
        page.press("#say", "Escape")
        page.press("#say", "Enter")
        expect(
            page.locator("#posts .card", has_text=re.compile("paying by invoice", re.IGNORECASE)).first
        ).to_be_visible()
        keep_a_promise(people, page)
        people.leave()

    assert people.complaints == []


def keep_a_promise(people: People, page):
    """By then the reminder of a ticket has come; an answer from its card ends it, and stands at the desk."""
    from playwright.sync_api import expect

    expect(page.locator("#steps li.next")).to_contain_text("Keep a promise")
    expect(page.locator("#steps li")).to_have_count(9)
    assert page.locator("#steps").evaluate("one => one.scrollHeight <= one.clientHeight")
    page.locator("#steps li.next").get_by_role("button", name="Take me there").click()
    card = page.locator("#posts .card", has_text="48204")
    expect(card).to_contain_text("First reply is due soon")
    people.photograph(page, "reminder")
    card.get_by_role("button", name="Reply").click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Yes: choose CSV under Reports, Format.")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.locator("#steps li.next")).to_contain_text("Mark a message")
    expect(card.first).to_contain_text("Done: First reply")
    expect(card.first).to_contain_text("in time")
    people.photograph(page, "kept")

    card.first.get_by_role("link", name="sandbox:48204").click()
    expect(page.locator("#ticket-subject")).to_have_text("Monthly report as CSV")
    expect(page.locator("#desk")).to_contain_text("choose CSV under Reports")
    expect(page.locator(".about-due")).to_contain_text("First reply in time")
    people.photograph(page, "desk")
