"""What stands around every page: its head, the choice of a language, and where to subscribe."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from adapters.statuspage.own_logo import Logo
from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_spoken import name_of
from adapters.statuspage.own_style import sheet, symbols
from adapters.statuspage.own_text import bare, inline
from adapters.statuspage.subscribe_spoken import subscribe_words
from bot.settings_page import PublicPage

FEEDS = (
    ("RSS", "/status/feed.rss", "application/rss+xml"),
    ("Atom", "/status/feed.atom", "application/atom+xml"),
    ("JSON", "/status/feed.json", "application/feed+json"),
)


class Frame:
    """For one page of the settings; `address` is our own as the world sees it, or nothing."""

    def __init__(self, page: PublicPage, languages: Sequence[str], address: str, logo: Logo | None) -> None:
        self.intro = page.intro
        self.style = sheet(page.theme, forms=page.subscribe)
        self._page = page
        self._languages = languages
        self._address = address
        self._logo = '<img src="/status/logo" alt="">' if logo else ""

    def document(
        self,
        reader: Reader,
        path: str,
        title: str,
        body: str,
        *,
        as_of: datetime | None = None,
        escaped: bool = False,
    ) -> bytes:
        """`body` is HTML; `as_of` says that nothing newer could be read."""
        words = reader.words
        name = title if escaped else escape(title)
        old = ""
        if as_of:
            told = reader.told(words.as_of, at=reader.when.instant(as_of))
            old = f'<p class="old" role="status">{told}</p>'
        text = (
            f'<!doctype html><html lang="{words.code}" dir="ltr"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{name} · {bare(self._page.title)}</title>{self._links(reader, path)}"
            f"<style>{self.style}</style></head><body>{symbols()}"
            f'<a class="skip" href="#content">{escape(words.skip)}</a>'
            f"<header>{self._brand(reader)}{self._choice(reader, path)}</header>"
            f'<main id="content" tabindex="-1">{old}{body}</main>{self._end(reader)}</body></html>\n'
        )
        return text.encode()

    def back(self, reader: Reader) -> str:
        where = f"/status{reader.suffix}"
        return f'<p class="pages"><a class="whole" href="{where}">{escape(reader.words.back)}</a></p>'

    def invitation(self, reader: Reader, tag: str) -> str:
        """Where to subscribe by e-mail; nothing where nobody can."""
        if not self._page.subscribe:
            return ""
        words = subscribe_words(reader.words)
        link = f'<a class="whole" href="/status/subscribe{reader.suffix}">{escape(words.invite)}</a>'
        return f"<{tag}>{link}</{tag}>"

    def _links(self, reader: Reader, path: str) -> str:
        feeds = "".join(
            f'<link rel="alternate" type="{kind}" title="{name}" href="{where}{reader.suffix}">'
            for name, where, kind in FEEDS
        )
        languages = "".join(
            f'<link rel="alternate" hreflang="{escape(one)}" href="{self._address}{path}?lang={escape(one)}">'
            for one in self._languages
            if self._address and reader.suffix
        )
        return f'<link rel="icon" href="data:,">{feeds}{languages}'

    def _brand(self, reader: Reader) -> str:
        return f'<a class="brand" href="/status{reader.suffix}">{self._logo}{inline(self._page.title)}</a>'

    def _choice(self, reader: Reader, path: str) -> str:
        """Plain links to this same page."""
        if not reader.suffix:
            return ""
        links = "".join(
            f'<li><a href="{path}?lang={escape(one)}" lang="{escape(one)}" hreflang="{escape(one)}"'
            f"{' aria-current=true' if one == reader.language else ''}>{escape(name_of(one))}</a></li>"
            for one in self._languages
        )
        return f'<nav aria-label="{escape(reader.words.languages)}"><ul>{links}</ul></nav>'

    def _end(self, reader: Reader) -> str:
        words = reader.words
        feeds = self.invitation(reader, "li") + "".join(
            f'<li><a href="{where}{reader.suffix}" type="{kind}">{name}</a></li>'
            for name, where, kind in FEEDS
        )
        home = ""
        if self._page.link:
            home = f'<p><a class="whole" href="{escape(self._page.link)}">{escape(words.homepage)}</a></p>'
        times = reader.told(words.times, zone=escape(self._page.timezone))
        return (
            f'<footer><h2>{escape(words.subscribe)}</h2><ul class="feeds">{feeds}</ul>'
            f'{home}<p class="soft">{times}</p></footer>'
        )
