"""The desk in a real browser: as customer and as agent, in two windows, by keyboard, on a phone."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.playground.desk_nouns import Customer
from tests.browser.test_page import PHONE, declare, expect

TOO_WIDE = (
    "[document.documentElement, document.querySelector('#scroll')].some((e) => e.scrollWidth > innerWidth)"
)
CONTRAST = Path(__file__).parent / "contrast.js"
PRIYA = Customer(
    name="Priya Nair",
    email="priya@acme.test",
    organisation="Acme",
    tier="premium",
    region="eu",
    product="Checkout",
)
INES = Customer(
    name="Inês Carvalho", email="ines@solmar.test", organisation="Solmar", tier="vip", region="eu"
)
HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\"> <script>alert(1)</script> \u202e [x](javascript:alert(1))"
)


@pytest.fixture
def desk(served):
    desk = served.page.desk
    began = datetime.now(UTC) - timedelta(minutes=20)
    desk.file(PRIYA, "Card declined at the checkout", "Three cards, all declined.", id="48214", at=began)
    desk.file(INES, "Guests cannot pay", "They stand at the desk.", id="48215")
    return desk


def open_ticket(people, who, id="48214", **how):
    page = people.window(who, f"desk/{id}", **how)
    page.locator("#answer-text").wait_for()
    return page


def write(page, way, text):
    page.locator(".answer-way", has_text=way).click()
    page.fill("#answer-text", text)
    page.click("#answer-send")
    expect(page.locator("#answer-text")).to_have_value("")


def test_the_queue_shows_the_newest_first_with_customer_tier_and_what_is_due(people, desk):
    page = people.window("ana")
    page.locator("#places a", has_text="Desk").click()

    rows = page.locator("a.row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Guests cannot pay")
    expect(rows.first.locator(".tier")).to_have_text("VIP")
    expect(rows.last).to_contain_text("Priya Nair, Acme")
    expect(rows.last.locator(".due")).to_contain_text("First reply in")
    expect(rows.last.locator("[data-state=soon]")).to_be_visible()
    expect(page.locator("#places a", has_text="Desk")).to_have_attribute("aria-current", "page")
    expect(page).to_have_title(re.compile("Desk – Caseline playground"))
    people.photograph(page, "queue")


def test_agent_and_customer_see_each_other_s_words_live(people, desk):
    agent, other = open_ticket(people, "ana"), open_ticket(people, "leo")

    write(agent, "Reply", "Which bank?")
    expect(other.locator(".letter.agent .letter-text")).to_have_text("Which bank?")
    expect(other.locator(".ticket-line .state")).to_have_text("Pending")

    write(other, "As the customer", "The blue one.")
    expect(agent.locator(".letter.customer .letter-text").last).to_have_text("The blue one.")
    expect(agent.locator(".ticket-line .state")).to_have_text("Open")

    write(agent, "Internal note", "Ask Eve.")
    expect(other.locator(".letter.note")).to_contain_text("internal note")
    people.photograph(other, "talk")
    assert [said.by.value for said in desk.book.get("48214").said] == [
        "customer",
        "agent",
        "customer",
        "note",
    ]


def test_a_ticket_is_taken_linked_solved_and_opened_again(people, desk):
    page, queue = people.window("ana"), people.window("leo", "desk")
    declare(page)
    page.goto(f"{page.url.split('#')[0]}#desk/48214")
    page.click("#ticket-take")
    expect(page.locator("#ticket-take")).to_have_count(0)
    page.click("#ticket-tag")
    expect(page.locator("#tag-incident")).to_have_value("INC-1")
    page.keyboard.press("Enter")

    expect(page.locator(".incident-chip")).to_have_text("INC-1")
    row = queue.locator("#ticket-48214")
    expect(row.locator(".incident-chip")).to_have_text("INC-1")
    expect(row).to_contain_text("Ana")

    page.click("#ticket-solve")
    expect(page.locator("#ticket-reopen")).to_be_visible()
    expect(queue.locator("a.row")).to_have_count(1)
    page.click("#ticket-reopen")
    expect(queue.locator("a.row")).to_have_count(2)
    assert desk.fetch("48214").tags == ("incident:inc-1",)


def test_a_new_ticket_comes_into_an_open_queue_by_itself(people, desk):
    page = people.window("mia", "desk")
    expect(page.locator("a.row")).to_have_count(2)
    desk.file(PRIYA, "Still declined", "And again.")

    expect(page.locator("a.row").first).to_contain_text("Still declined")
    expect(page.locator("#places a", has_text="Desk").locator(".badge")).to_contain_text("3")


def test_everything_at_the_desk_can_be_done_by_keyboard(people, desk):
    page = people.window("ana", "desk")
    expect(page.locator("a.row").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#ticket-48214")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#ticket-subject")).to_be_focused()

    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "way":
            break
    page.keyboard.press("ArrowRight")
    expect(page.locator("#answer-says")).to_contain_text("Only the team")
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".letter.note .letter-text")).to_have_text("By keyboard")
    expect(page.locator("#answer-text")).to_be_focused()

    page.locator(".back").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ticket-48214")).to_be_focused()


def test_an_action_keeps_the_focus_where_it_was(people, desk):
    page = open_ticket(people, "ana")
    page.locator("#ticket-tag").focus()
    desk.reply("48214", "From elsewhere", key="k")

    expect(page.locator(".letter.agent")).to_be_visible()
    expect(page.locator("#ticket-tag")).to_be_focused()


def test_what_is_being_typed_survives_what_others_do(people, desk):
    page = open_ticket(people, "ana")
    page.locator("#answer-text").click()
    page.keyboard.type("Half a ")
    desk.note("48214", "Meanwhile", key="k")
    expect(page.locator(".letter.note")).to_be_visible()
    page.keyboard.type("sentence")

    expect(page.locator("#answer-text")).to_have_value("Half a sentence")


def test_foreign_text_is_shown_and_never_run(people, desk):
    evil = Customer(name=HOSTILE[:80], email="x@x.test", organisation=HOSTILE[:80], product=HOSTILE[:60])
    desk.file(evil, HOSTILE, HOSTILE, id="48300")
    page = people.window("ana", "desk")
    expect(page.locator("#ticket-48300 .row-subject")).to_have_text(HOSTILE)
    page.locator("#ticket-48300").click()

    expect(page.locator(".letter-text")).to_have_text(HOSTILE)
    assert page.locator("#desk img, #desk script, #desk a[href^=javascript]").count() == 0
    expect(page).to_have_title(re.compile("Desk – Caseline playground"))


def test_a_ticket_s_address_in_a_channel_opens_it_in_both_ways_of_writing(people, desk, served):
    page = people.window("ana")
    for address in (f"{served.address}/desk/48214", f"{served.address}/?as=leo#desk/48214"):
        page.fill("#say", f"Look at {address} please")
        page.press("#say", "Enter")
        page.locator("#posts .said a", has_text=address).last.click()
        expect(page.locator("#ticket-subject")).to_have_text("Card declined at the checkout")
        assert page.url == f"{served.address}/?as=ana#desk/48214"
        page.go_back()


def test_a_ticket_s_own_address_opens_the_page_at_it(people, desk, served):
    page = people.window("ana")
    page.goto(f"{served.address}/desk/48214")

    expect(page.locator("#ticket-subject")).to_have_text("Card declined at the checkout")


def test_a_ticket_is_merged_and_another_deleted_after_a_question(people, desk):
    page = open_ticket(people, "ana", "48215")
    page.click("#ticket-more")
    page.get_by_role("menuitem", name="Merge").click()
    page.fill("#merge-into", "48214")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Go to 48214")).to_be_visible()
    expect(page.locator("#answer")).to_be_hidden()
    page.get_by_role("link", name="Go to 48214").click()
    expect(page.locator(".letter.note")).to_contain_text("48215")

    page.click("#ticket-more")
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".empty")).to_contain_text("Nothing is open")


def test_a_customer_files_a_ticket_from_the_page(people, desk):
    page = people.window("ana", "desk")
    page.click("#new-ticket")
    page.fill("#new-name", "Bo")
    page.fill("#new-email", "bo@x.test")
    page.fill("#new-organisation", "Globex")
    page.select_option("#new-tier", "vip")
    page.fill("#new-subject", "It is down")
    page.fill("#new-text", "Everything.")
    page.get_by_role("dialog").get_by_role("button", name="File it").click()

    expect(page.locator("a.row").first).to_contain_text("It is down")
    expect(page.locator("a.row").first).to_contain_text("Bo, Globex")
    expect(page.locator("a.row").first.locator(".tier")).to_have_text("VIP")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_outage_is_played_seen_by_everybody_and_ended(people, desk, scheme):
    page, other = people.window("ana", "desk", color_scheme=scheme), people.window("leo", "desk", **PHONE)
    expect(page.locator(".desk-head")).to_have_text(re.compile(r"New ticket\W*Play an outage of the desk$"))
    page.click("#desk-more")
    page.click("#desk-outage")

    for window in (page, other):
        expect(window.locator(".silence")).to_contain_text("does not answer Caseline")
    assert desk.silent
    assert page.evaluate(CONTRAST.read_text(), "#desk") == []
    assert not other.evaluate(TOO_WIDE)
    people.photograph(page, f"outage-{scheme}")
    people.photograph(other, "outage-phone")

    other.locator("#desk-answers").tap()
    for window in (page, other):
        expect(window.locator(".silence")).to_have_count(0)
    assert not desk.silent


def test_on_a_phone_nothing_of_the_desk_sticks_out(people, desk):
    page = people.window("ana", "desk", **PHONE)
    assert not page.evaluate(TOO_WIDE)
    people.photograph(page, "queue")
    page.locator("#ticket-48214").tap()
    page.locator("#answer-text").wait_for()
    assert not page.evaluate(TOO_WIDE)
    write(page, "Reply", "From the train.")

    expect(page.locator(".letter.agent .letter-text")).to_have_text("From the train.")
    people.photograph(page, "ticket")
    page.locator(".back").tap()
    expect(page.locator("a.row")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_of_the_desk_stands_out_from_its_ground(people, desk, scheme):
    page = open_ticket(people, "ana", color_scheme=scheme)
    for way, text in (("Reply", "Hello"), ("Internal note", "Hm"), ("As the customer", "Yes")):
        write(page, way, text)
        expect(page.locator(".letter-text", has_text=text)).to_be_visible()
    desk.mark("48214", "incident:inc-1", on=True)
    expect(page.locator(".incident-chip")).to_be_visible()
    assert page.evaluate(CONTRAST.read_text(), "#desk") == []
    people.photograph(page, f"ticket-{scheme}")

    page.locator(".back").click()
    expect(page.locator("a.row")).to_have_count(2)
    assert page.evaluate(CONTRAST.read_text(), "#desk") == []
    people.photograph(page, f"queue-{scheme}")
