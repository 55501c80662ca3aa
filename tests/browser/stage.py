"""The journey in the playground: people in real browser windows."""

from datetime import datetime

from bot.domain.form import Answer
from tests.browser.people import People
from tests.journeys.stage import DIRECT


class BrowserStage:
    """Keeps the promise of `tests.journeys.stage.Stage`."""

    def __init__(self, people: People) -> None:
        self._people = people

    def types(self, who: str, text: str, *, room: str) -> None:
        self._send(who, f"/case {text}", room)

    def mentions(self, who: str, other: str) -> str:
        return f"@{other.capitalize()}"

    def presses(self, who: str, label: str, *, room: str) -> None:
        page = self._at(who, room)
        button = page.locator("#posts .card button", has_text=label).last
        if not button.is_visible():
            button.locator("xpath=ancestor::*[contains(@class,'popup')]").locator(".opens").click()
        button.click()
        page.locator(".card button[aria-disabled=true]").wait_for(state="detached")

    def fills(self, who: str, **answers: Answer) -> None:
        page = self._window(who)
        page.wait_for_selector("dialog[open] form")
        for name, answer in answers.items():
            self._fill(page.locator(f'dialog [data-field="{name}"]'), answer)
        page.click("dialog button[type=submit]")
        page.locator("dialog[open]").wait_for(state="detached")

    def says(self, who: str, text: str, *, room: str) -> None:
        self._send(who, text, room)
        self._at(who, room).locator("#posts .said", has_text=text).wait_for()

    def marks(self, who: str, text: str, *, room: str) -> None:
        page = self._at(who, room)
        row = page.locator("#posts .post:has(.said)", has_text=text).last
        row.hover()
        row.get_by_role("button", name="Mark for the timeline").click()
        row.locator(".chip", has_text="Marked for the timeline").wait_for()

    def joins(self, who: str, *, room: str) -> None:
        self._at(who, room).get_by_role("button", name=f"Join #{room}").click()
        self._at(who, room).locator("#say").wait_for()

    def sees(self, who: str, *, room: str) -> str:
        """Messages, and the threads below them."""
        page = self._at(who, room)
        if page.locator("#where").inner_text().strip() not in {room, "Caseline"}:
            return ""
        seen = [page.locator("#posts").inner_text(), page.locator("#strip").inner_text()]
        for opener in page.locator("#posts .opens-thread").all():
            opener.click()
            seen.append(page.locator("#replies").inner_text())
            page.click("#thread-close")
        return "\n".join(seen)

    def wait(self) -> None:
        for page in self._people.windows():
            page.wait_for_timeout(60)
            return

    def home(self, who: str) -> str:
        page = self._people.at(who, "support")
        page = self._people.at(who, "home")
        page.wait_for_selector("#home .card")
        return page.locator("#home").inner_text()

    def _send(self, who: str, text: str, room: str) -> None:
        page = self._at(who, room)
        page.fill("#say", text)
        page.press("#say", "Escape")
        page.press("#say", "Enter")
        page.locator("#say:placeholder-shown").wait_for()

    def _at(self, who: str, room: str):
        return self._people.at(who, f"dm-{who}" if room == DIRECT else room)

    def _window(self, who: str):
        return self._people.own(who)

    def _fill(self, field, answer: Answer) -> None:
        assert not isinstance(answer, datetime), "the stage fills in no instants"
        if field.locator("input[type=radio]").count():
            field.locator(f'input[value="{answer}"]').check()
        elif field.locator("select").count():
            field.locator("select").select_option(str(answer))
        else:
            field.locator("input, textarea").fill(str(answer))
