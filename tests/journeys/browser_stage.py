"""The journey in the playground: a real browser, one window a person."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize

from bot.domain.form import Answer
from tests.browser.seeking import seeking
from tests.journeys.stage import DIRECT, WAR_ROOM

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
LOOKS: Mapping[str, Any] = {
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
}


class BrowserStage:
    """Keeps the promise of `Stage`; everything is done with the page's own means."""

    war_room = WAR_ROOM

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._pages: dict[str, Page] = {}

    def page(self, who: str) -> Page:
        """This person's window, opened when first needed."""
        if who not in self._pages:
            page = self._browser.new_page(viewport=WIDE)
            page.goto(f"{self._address}/?as={who}")
            page.locator("#places a").first.wait_for()
            self._pages[who] = page
        return self._pages[who]

    def photograph(self, folder: Path) -> None:
        """What every window shows now, to be looked at."""
        folder.mkdir(parents=True, exist_ok=True)
        for who, page in self._pages.items():
            page.screenshot(path=folder / f"{who}.png")

    def photograph_anew(self, folder: Path, who: str, *places: str) -> None:
        """These places on a phone and in the dark, from the first letter on."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, look in LOOKS.items():
            page = self._browser.new_page(**look)
            page.goto(f"{self._address}/?as={who}")
            for place in places:
                page.evaluate(f"location.hash = '#{place}'")
                page.locator("#desk .queue, #posts > li").first.wait_for()
                page.screenshot(path=folder / f"{name}-{place}.png")
            page.close()

    def types(self, who: str, text: str, *, room: str) -> None:
        self.says(who, f"/case {text}", room=room)

    def mentions(self, _who: str, other: str) -> str:
        return f"@{other}"

    def presses(self, who: str, label: str, *, room: str) -> None:
        posts = self._enter(who, room)
        button = posts.get_by_role("button", name=label, exact=True)
        item = posts.locator("[role=menuitem]").filter(has_text=re.compile(f"^{re.escape(label)}$"))
        if not button.count() and item.count():
            item.last.locator("xpath=ancestor::*[contains(@class, 'popup')]/button").click()
            return item.last.click()
        return button.last.click()

    def searches(self, who: str, text: str, *, take: str) -> str:
        dialog = self.page(who).locator("#dialog")
        with seeking(self.page(who), text):
            dialog.get_by_role("combobox").fill(text)
        found = dialog.get_by_role("option").filter(has_text=take)
        found.first.wait_for()
        offered = "\n".join(dialog.get_by_role("option").all_inner_texts())
        found.first.click()
        dialog.locator(".chip").first.wait_for()
        return offered

    def fills(self, who: str, **answers: Answer) -> None:
        dialog = self.page(who).locator("#dialog")
        for name, answer in answers.items():
            field = dialog.locator(f'[name="{name}"]')
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                dialog.locator(f'[name="{name}"][value="{answer}"]').check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(str(answer))
            else:
                field.fill(str(answer))
        dialog.locator("button[type=submit]").click()
        dialog.wait_for(state="hidden")

    def says(self, who: str, text: str, *, room: str) -> None:
        self._enter(who, room)
        page = self.page(who)
        page.locator("#say").fill(text)
        if page.locator("#say-offers").is_visible():
            page.locator("#say").press("Escape")
        page.locator("#say").press("Enter")

    def marks(self, who: str, text: str, *, room: str) -> None:
        post = self._enter(who, room).locator("li.post", has_text=text).last
        post.hover()
        post.get_by_role("button", name="Mark for the timeline").click()

    def joins(self, who: str, *, room: str) -> None:
        self._enter(who, room)
        self.page(who).locator("#composer").get_by_role("button", name=f"Join #{room}").click()

    def sees(self, who: str, *, room: str) -> str:
        if not self._place(who, room).count():
            return ""
        posts = self._enter(who, room)
        return "\n".join([posts.inner_text(), *self._threads(who, posts)])

    def is_loud(self, who: str, text: str, *, room: str) -> bool:
        loud = self._enter(who, room).locator('.card[data-tone="urgent"]', has_text=text)
        return bool(loud.count())

    def home(self, who: str) -> str:
        page = self.page(who)
        page.locator('#places a[title="Home"]').click()
        return page.locator("#home").inner_text()

    def wait(self) -> None:
        """Lets the browser work; the windows share its thread with us."""
        next(iter(self._pages.values())).wait_for_timeout(50)

    def _place(self, who: str, room: str) -> Locator:
        shown = "Caseline" if room == DIRECT else room
        return self.page(who).locator(f'#places a[title="{shown}"]')

    def _enter(self, who: str, room: str) -> Locator:
        place = self._place(who, room)
        place.wait_for()
        if place.get_attribute("aria-current") != "page":
            place.click()
            place.and_(self.page(who).locator("[aria-current=page]")).wait_for()
        return self.page(who).locator("#posts")

    def _threads(self, who: str, posts: Locator) -> list[str]:
        page, seen = self.page(who), []
        for chip in posts.locator(".opens-thread").all():
            chip.click()
            seen.append(page.locator("#replies").inner_text())
            page.locator("#thread-close").click()
        return seen
