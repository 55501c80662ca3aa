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
        people.leave()

    assert people.complaints == []
