"""A reminder in a real browser: it comes by itself, is answered where it stands, and crosses itself out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.clock.ticker import SystemClock
from adapters.playground.desk_nouns import Customer
from bot.config import Settings
from tests.browser.serving import playground_on
from tests.browser.test_desk import CONTRAST, HOSTILE, TOO_WIDE
from tests.browser.test_page import PHONE, expect

PATIENCE = 30_000
"""Milliseconds until what the clock brings is there."""
WITHIN = (
    "one => { const { left, right } = one.getBoundingClientRect(); return left >= 0 && right <= innerWidth; }"
)
KIM = Customer(name="Kim O'Hara", email="kim@acme.test", organisation="Acme", tier="premium", region="eu")
PROMISED = {"sla": [{"name": "premium", "targets": {"first_reply": "1h"}}]}


@pytest.fixture
def served(sqlite_database, bell):
    settings = Settings.model_validate(PROMISED)
    with playground_on(sqlite_database, bell, SystemClock(), settings=settings) as served:
        yield served


def waiting(served, minutes: int, subject: str) -> None:
    """A ticket that is Ana's, filed so many minutes ago."""
    desk = served.page.desk
    began = datetime.now(UTC) - timedelta(minutes=minutes)
    desk.file(KIM, subject, "Please help.", id="48211", at=began)
    desk.book.change("48211", lambda one: replace(one, assignee="ana"))


def test_a_reminder_is_answered_where_it_stands_and_crosses_itself_out(people, served):
    waiting(served, 50, "Card declined")
    page = people.window("ana", "dm-ana")
    card = page.locator(".card", has_text="First reply is due soon")
    expect(card).to_be_visible(timeout=PATIENCE)
    people.photograph(page, "soon")

    card.get_by_role("button", name="I'm on it", exact=True).click()
    expect(page.locator(".card", has_text="You are on it")).to_be_visible()
    expect(card).to_contain_text("is on it until")
    people.photograph(page, "taken")

    card.get_by_role("button", name="Reply").click()
    page.locator("#dialog textarea").fill("We are looking into it.")
    people.photograph(page, "reply")
    page.locator("#dialog button[type=submit]").click()
    expect(page.locator(".card", has_text="Done: First reply")).to_contain_text("in time", timeout=PATIENCE)
    people.photograph(page, "done")
    assert served.page.desk.book.get("48211").said[-1].text == "We are looking into it."


def test_a_reminder_fits_a_phone_and_can_be_read_in_light_and_dark(people, served):
    waiting(served, 50, HOSTILE)
    page = people.window("ana", "dm-ana", color_scheme="light", **PHONE)
    card = page.locator(".card", has_text="First reply is due soon")
    expect(card).to_be_visible(timeout=PATIENCE)

    more = card.get_by_role("button", name="More")
    more.focus()
    page.keyboard.press("Enter")
    items = card.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    people.photograph(page, "menu")
    for item in items.all():
        assert item.evaluate(WITHIN), item.inner_text()
    page.keyboard.press("Escape")

    expect(more).to_be_focused()
    assert not page.evaluate(TOO_WIDE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        people.photograph(page, scheme)
        assert page.evaluate(CONTRAST.read_text(), "#posts") == []


def test_a_breach_asks_why_and_hostile_words_stay_words(people, served):
    waiting(served, 75, HOSTILE)
    page = people.window("mia", "dm-mia")
    card = page.locator(".card", has_text="First reply is late")
    expect(card).to_be_visible(timeout=PATIENCE)
    people.photograph(page, "late")

    card.get_by_role("button", name="Say why").click()
    expect(page.get_by_role("dialog")).to_contain_text("First reply of sandbox:48211")
    page.locator("#dialog select").select_option("no_staff")
    people.photograph(page, "why")
    page.locator("#dialog button[type=submit]").click()

    expect(card).to_contain_text("Nobody was free to work on it.")
    assert "owned" not in page.title()
    people.photograph(page, "explained")
