"""Caseline's own public status page: what stands under each of its addresses, ready to be sent."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from adapters.statuspage import own_html, own_past
from adapters.statuspage.own_feed import Feed
from adapters.statuspage.own_frame import Frame
from adapters.statuspage.own_history import month_of
from adapters.statuspage.own_logo import Logo, logo
from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_spoken import words_of
from adapters.statuspage.own_style import proof
from adapters.statuspage.own_subscribe import SubscribePages
from adapters.statuspage.own_text import undirected
from adapters.statuspage.own_when import When
from bot.domain.status_page import ShownPage
from bot.settings_page import PublicPage


class OwnPage:
    """A `adapters.web.status_snapshot.Pen`. The first of the languages is the one texts fall back to.

    `address` is ours as the world sees it, without a slash at its end; feeds need it. Raises
    SettingsError when the logo cannot be used.
    """

    def __init__(self, page: PublicPage, languages: Sequence[str], address: str = "") -> None:
        self.languages = tuple(languages)
        self.logo: Logo | None = logo(page.logo)
        self._page = page
        self._address = address.rstrip("/")
        self._frame = Frame(page, self.languages, self._address, self.logo)
        self._readers: Mapping[str, Reader] = {one: self._reader(one) for one in self.languages}
        self.style_proof = proof(self._frame.style)
        self.subscribing = SubscribePages(page, self._frame, self._readers) if page.subscribe else None

    def draw(self, shown: ShownPage, path: str, language: str, *, stale: bool) -> bytes | None:
        """What stands under this path, which begins with `/status`; None when nothing does.

        `stale` lets the page say as of when it is, because nothing newer could be read.
        """
        reader = self._readers[language]
        section, _, rest = path.removeprefix("/status").removeprefix("/").partition("/")
        if section == "incidents":
            return own_html.incident(shown, self._frame, reader, rest, stale=stale)
        if section == "history":
            first = month_of(rest)
            return own_past.month(shown, self._frame, reader, first, stale=stale) if first else None
        if path == "/status":
            days = self._page.history_days
            return own_html.current(shown, self._frame, reader, history_days=days, stale=stale)
        if path == "/status/subscribe":
            return self.subscribing.form(language) if self.subscribing else None
        return self._feed(shown, path, reader)

    def missing(self, language: str) -> bytes:
        return own_html.missing(self._frame, self._readers[language])

    def silent(self, language: str) -> bytes:
        return own_html.silent(self._frame, self._readers[language])

    def _feed(self, shown: ShownPage, path: str, reader: Reader) -> bytes | None:
        feed = Feed(undirected(self._page.title), self._address, reader)
        draw = {
            "/status/feed.rss": feed.rss,
            "/status/feed.atom": feed.atom,
            "/status/feed.json": feed.json,
        }.get(path)
        return draw(shown) if draw else None

    def _reader(self, language: str) -> Reader:
        words = words_of(language)
        suffix = f"?lang={language}" if len(self.languages) > 1 else ""
        return Reader(language, self.languages, words, When(words, ZoneInfo(self._page.timezone)), suffix)
