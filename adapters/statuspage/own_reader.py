"""For whom a page or a feed is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from adapters.statuspage.own_text import bare, spoken
from adapters.statuspage.own_when import When
from adapters.statuspage.own_words import Words
from bot.domain.status_page import ShownIncident


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one language, with the page's words for it, and its times.

    `others` are the page's languages in their order, the first being that of the settings; `suffix` keeps
    the language in links.
    """

    language: str
    others: Sequence[str]
    words: Words
    when: When
    suffix: str

    def spoken(self, texts: Mapping[str, str]) -> tuple[str, str]:
        return spoken(texts, self.language, self.others)

    def told(self, sentence: str, **fields: str) -> str:
        """A sentence of the page around what is HTML already."""
        return escape(sentence, quote=False).format(**fields)

    def note(self, code: str) -> str:
        """Says that a text is not in the language that was asked for."""
        return "" if code == self.language else f' <span class="note">{escape(self.words.only(code))}</span>'

    def marked(self, code: str) -> str:
        """The language of a text, where it is not that of the page."""
        return "" if code == self.words.code else f' lang="{bare(code)}"'

    def address(self, incident: ShownIncident) -> str:
        return f"/status/incidents/{escape(quote(incident.key, safe=''))}{self.suffix}"
