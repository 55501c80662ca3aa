"""What customers were told, one entry for each update: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_text import paragraphs, printable, undirected
from adapters.statuspage.own_when import utc
from bot.domain.status_page import ShownIncident, ShownPage, ShownUpdate

ENTRIES = 50
"""The newest; who subscribes later reads the page."""


@dataclass(frozen=True, slots=True)
class Feed:
    """`address` is our own as the world sees it; without it, links are only paths."""

    title: str
    address: str
    reader: Reader

    def rss(self, shown: ShownPage) -> bytes:
        home = f"{self.address}/status{self.reader.suffix}"
        items = "".join(
            f"<item><title>{_xml(one.title)}</title><link>{_xml(one.link)}</link>"
            f'<guid isPermaLink="false">{_xml(one.id)}</guid>'
            f"<pubDate>{format_datetime(one.update.at)}</pubDate>"
            f"<description>{_xml(one.html)}</description></item>"
            for one in self._entries(shown)
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
            f"<title>{_xml(self.title)}</title><link>{_xml(home)}</link>"
            f'<atom:link rel="self" type="application/rss+xml" href="{_xml(self._own("rss"))}"/>'
            f"<description>{_xml(self.title)}</description><language>{self.reader.words.code}</language>"
            f"{items}</channel></rss>\n"
        ).encode()

    def atom(self, shown: ShownPage) -> bytes:
        home = f"{self.address}/status{self.reader.suffix}"
        found = list(self._entries(shown))
        entries = "".join(
            f'<entry><id>{_xml(one.id)}</id><title>{_xml(one.title)}</title><link href="{_xml(one.link)}"/>'
            f"<published>{utc(one.update.at)}</published><updated>{utc(one.changed)}</updated>"
            f'<content type="html">{_xml(one.html)}</content></entry>'
            for one in found
        )
        changed = max((one.changed for one in found), default=shown.at)
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{self.reader.words.code}">'
            f"<id>{_xml(self._own('atom'))}</id><title>{_xml(self.title)}</title>"
            f"<author><name>{_xml(self.title)}</name></author><updated>{utc(changed)}</updated>"
            f'<link href="{_xml(home)}"/><link rel="self" href="{_xml(self._own("atom"))}"/>'
            f"{entries}</feed>\n"
        ).encode()

    def json(self, shown: ShownPage) -> bytes:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": f"{self.address}/status{self.reader.suffix}",
            "feed_url": self._own("json"),
            "language": self.reader.words.code,
            "items": [
                {
                    "id": one.id,
                    "url": one.link,
                    "title": one.title,
                    "content_text": one.text,
                    "date_published": utc(one.update.at),
                    "date_modified": utc(one.changed),
                }
                for one in self._entries(shown)
            ],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode()

    def _own(self, kind: str) -> str:
        return f"{self.address}/status/feed.{kind}{self.reader.suffix}"

    def _entries(self, shown: ShownPage) -> Iterator["_Entry"]:
        said = [(update, one) for one in shown.incidents for update in one.updates]
        said.sort(key=lambda pair: (pair[0].at, pair[0].id), reverse=True)
        return (_entry(self, update, one) for update, one in said[:ENTRIES])


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    link: str
    title: str
    text: str
    html: str
    update: ShownUpdate
    changed: datetime


def _entry(feed: Feed, update: ShownUpdate, one: ShownIncident) -> _Entry:
    """An update keeps its id when it is put right or withdrawn, so that readers replace it."""
    reader = feed.reader
    code, text = reader.spoken(update.texts)
    if update.retracted_at:
        at = reader.when.plain_instant(update.retracted_at)
        code, text = reader.language, reader.words.retracted.format(at=at)
    if code != reader.language:
        text = f"{reader.words.only(code)}\n\n{text}"
    named = undirected(reader.spoken(one.titles)[1]) or one.key
    page = f"{feed.address}{reader.address(one)}"
    return _Entry(
        id=f"{page.partition('?')[0]}#update-{update.id}",
        link=page,
        title=f"{undirected(reader.words.phase(update.phase))} · {named}",
        text=printable(text),
        html=paragraphs(text),
        update=update,
        changed=max(at for at in (update.at, update.corrected_at, update.retracted_at) if at),
    )


def _xml(text: str) -> str:
    return escape(text)
