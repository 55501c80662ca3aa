"""The text in Teams' HTML: what messages look like when a message extension is shown one."""

from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "pre"})
_UNREAD = frozenset({"script", "style"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unread = 0
        self._link: tuple[str, int] = ("", 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        if tag in _BREAKS:
            self.words.append("\n")
        if tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.words))
        if tag == "img":
            self.words.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag in _BREAKS:
            self.words.append("\n")
        if tag == "a":
            self._end_link()

    def _end_link(self) -> None:
        """Where it leads is said, too, unless its words are the address already."""
        (href, start), self._link = self._link, ("", 0)
        label = "".join(self.words[start:])
        if href.startswith(("https://", "http://")) and href.rstrip("/") not in label:
            self.words.append(f" ({href})" if label.strip() else href)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.words.append(data)


def readable(html: str) -> str:
    """Lines as people see them; blank ones are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)
