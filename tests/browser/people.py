"""People in front of browser windows."""

from pathlib import Path

PATIENCE = 60_000
"""Milliseconds after which something that should appear counts as missing, on a machine that is very busy."""
LOST = "Failed to load resource: net::ERR_"
"""What a browser always writes when a server is gone; the page itself shows its banner."""


class People:
    """As many windows as are asked for; pictures are called like the test."""

    def __init__(self, browser, address: str, picture: Path) -> None:
        self._browser = browser
        self.address = address
        self._picture = picture
        self._contexts: list = []
        self.complaints: list[str] = []

    def window(self, who: str, room: str = "support", **how):
        """A new window as this person; `how` goes to the browser (viewport, color_scheme, …)."""
        context = self._browser.new_context(**{"viewport": {"width": 1280, "height": 820}, **how})
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{who}: {error}"))
        page.on("console", lambda said: self._heard(who, said))
        page.on("request", lambda asked: self._asked(who, asked))
        page.goto(f"{self.address}/?as={who}#{room}")
        page.wait_for_selector("html[data-ready]")
        return page

    def photograph(self, page, what: str) -> None:
        page.screenshot(path=f"{self._picture}-{what}.png")

    def leave(self) -> None:
        for context in self._contexts:
            context.close()

    def _heard(self, who: str, said) -> None:
        if said.type in {"error", "warning"} and LOST not in said.text:
            self.complaints.append(f"{who}: {said.text}")

    def _asked(self, who: str, asked) -> None:
        if not asked.url.startswith(self.address):
            self.complaints.append(f"{who}: fetched {asked.url}")
