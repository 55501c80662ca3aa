"""The desk of the playground, worked at with the page's own means, in a window of its own."""

from playwright.sync_api import Locator, Page

from tests.journeys.browser_stage import BrowserStage
from tests.journeys.stage import CUSTOMERS


class SandboxDesk:
    """Keeps the promise of `Desk`; `agent` works there, and plays the customers, too."""

    name = "sandbox"

    def __init__(self, stage: BrowserStage, address: str, agent: str = "otto") -> None:
        self._stage = stage
        self._agent = agent
        self._address = address

    def files(self, customer: str, subject: str) -> str:
        who, page = CUSTOMERS[customer], self._queue()
        page.locator("#new-ticket").click()
        page.fill("#new-name", who.name)
        page.fill("#new-email", who.email)
        page.fill("#new-organisation", who.organisation)
        page.select_option("#new-tier", who.tier)
        page.fill("#new-subject", subject)
        page.fill("#new-text", f"{subject}. Please help.")
        page.locator("#dialog button[type=submit]").click()
        row = page.locator("#desk a.row", has_text=subject).first
        row.wait_for()
        return str(row.get_attribute("href")).partition("/")[2]

    def writes_again(self, ticket: str, text: str) -> None:
        page = self._open(ticket)
        page.locator(".answer-way", has_text="As the customer").click()
        page.fill("#answer-text", text)
        page.click("#answer-send")
        page.locator(".letter-text", has_text=text).wait_for()

    def tags(self, ticket: str, tag: str) -> None:
        page = self._open(ticket)
        page.click("#ticket-tag")
        page.fill("#tag-incident", tag.partition(":")[2])
        page.keyboard.press("Enter")
        page.locator(".incident-chip").wait_for()

    def takes(self, ticket: str) -> None:
        page = self._open(ticket)
        page.click("#ticket-take")
        page.locator("#ticket-take").wait_for(state="hidden")

    def solves(self, ticket: str) -> None:
        page = self._open(ticket)
        page.click("#ticket-solve")
        page.locator("#ticket-reopen").wait_for()

    def merges(self, ticket: str, into: str) -> None:
        page = self._from_menu(ticket, "Merge")
        page.fill("#merge-into", into)
        page.keyboard.press("Enter")
        page.get_by_role("link", name=f"Go to {into}").wait_for()

    def deletes(self, ticket: str) -> None:
        page = self._from_menu(ticket, "Delete")
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        page.locator("#desk .queue").wait_for()

    def address(self, ticket: str) -> str:
        return f"{self._address}/desk/{ticket}"

    def called(self, subject: str) -> str:
        page = self._queue()
        page.click("#filter-all")
        row = page.locator("#desk a.row", has_text=subject)
        return str(row.first.get_attribute("href")).partition("/")[2] if row.count() else ""

    def notes(self, ticket: str) -> list[str]:
        return self._open(ticket).locator(".letter.note .letter-text").all_inner_texts()

    def replies(self, ticket: str) -> list[str]:
        return self._open(ticket).locator(".letter.agent .letter-text").all_inner_texts()

    def tagged(self, ticket: str) -> set[str]:
        shown = self._open(ticket).locator("#desk .incident-chip").all_inner_texts()
        return {f"incident:{chip.strip().casefold()}" for chip in shown}

    def falls_silent(self) -> None:
        page = self._queue()
        page.click("#desk-more")
        page.click("#desk-outage")
        page.locator("#desk-answers").wait_for()

    def answers_again(self) -> None:
        page = self._queue()
        page.click("#desk-answers")
        page.locator("#desk-answers").wait_for(state="hidden")

    def _queue(self) -> Page:
        return self._at("", "#new-ticket")

    def _open(self, ticket: str) -> Page:
        page = self._at(f"/{ticket}", "#ticket-subject")
        self._row(page, ticket).wait_for()
        return page

    def _at(self, where: str, shown: str) -> Page:
        page = self._stage.page(self._agent)
        if page.evaluate("location.hash") != f"#desk{where}":
            page.evaluate(f"location.hash = '#desk{where}'")
        page.locator(shown).wait_for()
        return page

    def _row(self, page: Page, ticket: str) -> Locator:
        return page.locator(".ticket-line", has_text=f"Ticket {ticket}")

    def _from_menu(self, ticket: str, item: str) -> Page:
        page = self._open(ticket)
        page.click("#ticket-more")
        page.get_by_role("menuitem", name=item).click()
        return page
