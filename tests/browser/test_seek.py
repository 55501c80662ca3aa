"""Finding tickets while typing, in a real browser: by mouse, by keyboard, on a phone."""

from collections.abc import Iterator

import pytest

from adapters.clock.ticker import SystemClock
from bot.domain.ticket import TicketStatus
from bot.errors import TryLater
from tests.browser.people import People
from tests.browser.seeking import seeking
from tests.browser.serving import Served, playground_on
from tests.browser.test_page import PHONE, declare, expect
from tests.fakes.desk import Desk


@pytest.fixture
def desks() -> dict[str, Desk]:
    zendesk = Desk()
    zendesk.has("48211", "Card declined at the checkout", organisation_name="Acme")
    zendesk.has("48214", "Card declined <b>twice</b> <img src=x onerror=alert(1)>", requester_name="Kim")
    zendesk.has("48219", "Card · payment declined", status=TicketStatus.PENDING)
    return {"zendesk": zendesk, "github": Desk("github")}


@pytest.fixture
def served(sqlite_database, bell, desks) -> Iterator[Served]:
    with playground_on(sqlite_database, bell, SystemClock(), desks) as served:
        yield served


def opened(people: People, **how):
    """The form that links, in the war room of a new incident; and the box that is typed into."""
    page = people.window("ana", **how)
    room = declare(page)
    page.goto(f"{page.url.split('#')[0]}#{room}")
    page.wait_for_selector("html[data-ready]")
    page.fill("#say", "/case link INC-1")
    page.press("#say", "Enter")
    dialog = page.get_by_role("dialog", name="Link tickets")
    expect(dialog).to_be_visible()
    return page, dialog, dialog.get_by_role("combobox")


def test_tickets_are_found_chosen_and_linked_by_keyboard_alone(people, desks):
    page, dialog, box = opened(people)
    expect(box).to_be_focused()

    with seeking(page, "declined"):
        page.keyboard.type("declined")
    options = dialog.get_by_role("option")
    expect(options).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    people.photograph(page, "found")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_class("active")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(dialog.locator(".chip")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog.locator(".chip")).to_have_count(2)
    people.photograph(page, "chosen")
    page.keyboard.press("Backspace")
    expect(dialog.locator(".chip")).to_have_count(1)

    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    expect(options).to_have_count(0)
    dialog.get_by_role("button", name="Link", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#posts")).to_contain_text("zendesk:48211 is being linked to INC-1")


def test_one_press_sends_the_form_while_the_list_is_open(people):
    page, dialog, box = opened(people)

    box.fill("declined")
    dialog.get_by_role("option").first.click()
    expect(dialog.get_by_role("option").first).to_be_visible()
    dialog.get_by_role("button", name="Link", exact=True).click()

    expect(dialog).to_be_hidden()
    expect(page.locator("#posts")).to_contain_text("is being linked to INC-1")


def test_a_form_that_is_sent_while_a_search_is_under_way_closes_without_a_word(people):
    page, dialog, box = opened(people)
    box.fill("declined")
    expect(dialog.get_by_role("option")).to_have_count(3)
    held = []

    def hold(route):
        held.append(route)

    page.route("**/playground/seek", hold)

    with page.expect_request("**/playground/seek"):
        box.fill("48211")
    dialog.get_by_role("option", name="zendesk:48211").click()
    dialog.get_by_role("button", name="Link", exact=True).click()
    expect(dialog).to_be_hidden()
    with page.expect_response("**/playground/seek") as late:
        held[0].continue_()

    assert late.value.ok
    expect(page.locator("#posts")).to_contain_text("zendesk:48211 is being linked to INC-1")


def test_what_was_typed_and_not_chosen_is_not_lost_in_silence(people):
    page, dialog, box = opened(people)

    box.fill("nothing of the kind")
    expect(dialog.locator(".seek-says")).to_contain_text("Nothing was found")
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Link", exact=True).click()

    expect(dialog.locator("[data-wrong=tickets]")).to_contain_text("names no ticket")
    expect(box).to_be_focused()
    expect(box).to_have_value("nothing of the kind")
    people.photograph(page, "wrong")


def test_an_address_that_is_pasted_is_offered_as_it_is(people):
    _, dialog, box = opened(people)

    box.fill("https://zendesk.test/tickets/77")
    dialog.get_by_role("option", name="zendesk:77").click()

    expect(dialog.locator(".chip")).to_contain_text("zendesk:77")


def test_a_desk_that_does_not_answer_is_named_and_cannot_be_chosen(people, desks):
    desks["github"].trouble["search"] = TryLater("GitHub does not answer.", after=30)
    page, dialog, box = opened(people)

    box.fill("declined")
    silent = dialog.get_by_role("option", name="github does not answer")
    expect(silent).to_have_attribute("aria-disabled", "true")
    silent.click(force=True)

    expect(dialog.locator(".chip")).to_have_count(0)
    people.photograph(page, "silent")


def test_the_search_fits_on_a_phone(people):
    page, dialog, box = opened(people, **PHONE)

    box.fill("declined")
    expect(dialog.get_by_role("option")).to_have_count(3)
    dialog.get_by_role("option").first.click()
    expect(dialog.locator(".chip")).to_have_count(1)

    people.photograph(page, "phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_message_is_searched_for_or_its_tickets_are_linked_from_its_menu(people):
    page = people.window("ana")
    room = declare(page)
    page.goto(f"{page.url.split('#')[0]}#{room}")
    for said, item in (
        ("Card declined at the checkout", "Link its tickets"),
        ("https://zendesk.test/tickets/48214", "Link its tickets"),
    ):
        page.fill("#say", said)
        page.press("#say", "Enter")
        # A card about a ticket that sounds alike may say the same.
        post = page.locator("#posts .post", has_text=said, has_not=page.locator(".card")).last
        post.hover()
        post.get_by_role("button", name="More").click()
        page.get_by_role("menuitem", name=item).click()
        if said.startswith("Card"):
            dialog = page.get_by_role("dialog", name="Link tickets")
            expect(dialog.get_by_role("combobox")).to_have_value(said)
            expect(dialog.get_by_role("option")).to_have_count(1)
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
            expect(dialog).to_be_hidden()

    expect(page.locator("#posts")).to_contain_text("zendesk:48214 is being linked to INC-1")
