"""Pages drawn and read back by a real parser of HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from adapters.statuspage.own import OwnPage
from bot.settings_page import PublicPage

ADDRESS = "https://bot.acme.test"
VOID = {"meta", "link", "br", "img", "path", "circle", "rect", "use"}


def pen(*languages, address=ADDRESS, **settings):
    settings.setdefault("title", "Acme status")
    return OwnPage(PublicPage(**settings), languages or ("en",), address)


def html(shown, path="/status", language="en", *, languages=("en", "de"), stale=False, **settings):
    return pen(*languages, **settings).draw(shown, path, language, stale=stale).decode()


@dataclass
class Read(HTMLParser):
    """What a browser would find: the words that are seen, the tags with their attributes."""

    markup: str
    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict]] = field(default_factory=list)
    still_open: list[str] = field(default_factory=list)
    within: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self):
        super().__init__()
        self.feed(self.markup)
        self.close()

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    def all_of(self, tag):
        """The words within all tags of this name."""
        return "".join(self.within.get(tag, []))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"time", "bdi", "em"}:
            self.words.append(" ")
        if tag not in VOID:
            self.still_open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.still_open.pop() == tag

    def handle_data(self, data):
        for tag in self.still_open:
            self.within.setdefault(tag, []).append(data)
        if self.still_open and self.still_open[-1] not in {"style", "title"}:
            self.words.append(data)


def read(*args, **how):
    return Read(html(*args, **how))


def xml(body):
    """Our own feed, read by expat."""
    return ET.fromstring(body)  # noqa: S314
