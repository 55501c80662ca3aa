"""A line as an element of a card.

Most lines become a `RichTextBlock`, where nothing is parsed. A line that mentions somebody has to be
a `TextBlock`, since only there (and in facts) Teams turns `<at>` into a mention; it reads Markdown.
A line with a struck value stays rich: Markdown in Teams has no strikethrough, and what is over
needs to notify nobody.
"""

from collections.abc import Iterator
from typing import Any, assert_never

from adapters.doors.text import WORD_JOINER, size
from adapters.teams import ids
from adapters.teams.render_text import (
    Json,
    address,
    clean,
    escaped,
    literal,
    moment,
    one_line,
    words,
    written,
)
from bot.domain.card import Bold, Code, Line, Link, Mention, Moment, RoomLink, Span, Struck
from bot.domain.wording import say

NAME = 100
_SPEAKING = str.maketrans("<>&*_`~[]\\{}|", "‹›＆∗＿'∼()＼()¦")
"""Names stand between `<at>` and `</at>`, where no client promises to undo an escape."""


class Mentioned:
    """Who is mentioned on one card. Two people of one name get texts that differ, unseen."""

    def __init__(self, *, silent: bool = False) -> None:
        """`silent`: people are named and nobody is notified."""
        self._texts: dict[str, str] = {}
        self._silent = silent

    def text(self, one: Mention) -> str:
        """`<at>Ana</at>`, or an empty string for somebody whom Teams does not know."""
        person = "" if self._silent else ids.person(one.person)
        if person and person not in self._texts:
            name = one_line(clean(one.name or person).translate(_SPEAKING), NAME)
            while f"<at>{name}</at>" in self._texts.values():
                name += WORD_JOINER
            self._texts[person] = f"<at>{name}</at>"
        return self._texts.get(person, "")

    def everybody(self) -> list[Json]:
        """Everybody who may be on the card."""
        return [
            {"type": "mention", "text": text, "mentioned": {"id": person, "name": text[4:-5]}}
            for person, text in self._texts.items()
        ]

    def entities(self, body: list[Json]) -> list[Json]:
        """For `msteams.entities`: those whose mention is really on the card."""
        shown = written(body) if self._texts else ""
        return [one for one in self.everybody() if written(one["text"])[1:-1] in shown]


def blocks(line: Line, mentioned: Mentioned, at_most: int = 3000, **look: Any) -> Iterator[Json]:
    """One element for every line that people see; a line break means little inside an element."""
    for n, one in enumerate(_broken(line)):
        if at_most < 1:
            return
        yield block(one, mentioned, at_most, **look, **({"spacing": "None"} if n else {}))
        at_most -= sum(size(words(span)) for span in one)


def block(line: Line, mentioned: Mentioned, at_most: int = 3000, **look: Any) -> Json:
    """`look` is how the whole of it looks: `size`, `isSubtle`, `weight`, `spacing`."""
    kinds = {type(span) for span in line}
    speaking = any(isinstance(span, Mention) and mentioned.text(span) for span in line)
    if speaking and Struck not in kinds:
        text = markdown(line, mentioned, at_most).strip() or "–"
        return {"type": "TextBlock", "text": text, "wrap": True, **look}
    spacing = {"spacing": look.pop("spacing")} if "spacing" in look else {}
    runs = [run | look for run in _runs(line, at_most)]
    return {"type": "RichTextBlock", "inlines": runs or [{"type": "TextRun", "text": "–"}], **spacing}


def _broken(line: Line) -> Iterator[Line]:
    """The line at its breaks; empty ones are left out, and a text of a thousand lines is not kept."""
    current: list[Span] = []
    for span in line:
        if not isinstance(span, str) or not _breaks(span):
            current.append(span)
            continue
        first, *rest = clean(span).split("\n")
        current.append(first)
        for piece in rest[:40]:
            if any(words(one).strip() for one in current):
                yield tuple(current)
            current = [piece]
        current += [" " + " ".join(rest[40:])] if len(rest) > 40 else []
    if any(words(one).strip() for one in current) or not line:
        yield tuple(current)


def _breaks(text: str) -> bool:
    return not text.isprintable() and "\n" in clean(text)


def _flat(text: str) -> str:
    """On one line."""
    return " ".join(clean(text).split("\n")) if _breaks(text) else text


# --- Nothing is parsed ----------------------------------------------------------------------


def _runs(line: Line, at_most: int) -> list[Json]:
    runs: list[Json] = []
    for span in line:
        if at_most < 1:
            break
        run = _run(span, at_most)
        at_most -= size(words(span))
        if runs and run.keys() == runs[-1].keys() == {"type", "text"}:
            runs[-1]["text"] = _apart(runs[-1]["text"], run["text"])
        elif run["text"]:
            runs.append(run)
    return runs


def _apart(before: str, text: str) -> str:
    """One after the other, without making up what each was kept from being: `{{` or `<at`."""
    joiner = WORD_JOINER if before[-1:] in {"{", "<"} else ""
    return before + joiner + text


def _run(span: Span, at_most: int) -> Json:  # noqa: PLR0911 - one case for every span
    text = literal(_flat(words(span)), at_most)
    run: Json = {"type": "TextRun", "text": text}
    match span:
        case str():
            return run
        case Bold() | Mention():
            return run | {"weight": "Bolder"}
        case Code():
            return run | {"fontType": "Monospace"}
        case Struck():
            return run | {"strikethrough": True, "isSubtle": True}
        case RoomLink():
            return run | _opening(ids.room_link(span.room))
        case Moment():
            return run | {"text": moment(span)}
        case Link():
            return run | _opening(address(span.url))
        case _:
            assert_never(span)


def _opening(url: str) -> Json:
    return {"selectAction": {"type": "Action.OpenUrl", "url": url}} if url else {}


# --- Markdown is read -----------------------------------------------------------------------


def markdown(line: Line, mentioned: Mentioned, at_most: int) -> str:
    """The line for a `TextBlock` or a fact; a value that was true before is put behind the others."""
    spans = [span for span in line if not isinstance(span, Struck)]
    struck = [span.text for span in line if isinstance(span, Struck)]
    while spans and spans[0] == " ":
        del spans[0]
    if struck:
        spans.append(" " + say("(before: {values})", values=", ".join(struck)))
    marked = ""
    for span in spans:
        if at_most < 1:
            break
        marked += _marked(span, mentioned, at_most, before=marked)
        at_most -= size(words(span))
    return marked


def _marked(span: Span, mentioned: Mentioned, at_most: int, *, before: str) -> str:
    text = escaped(_flat(words(span)), at_most, begins=not before.strip())
    match span:
        case str() | Code() | Struck():
            return text
        case Bold():
            return _strong(text, before)
        case Mention():
            return mentioned.text(span) or _strong(text, before)
        case RoomLink():
            return _link(text, ids.room_link(span.room))
        case Moment():
            return moment(span)
        case Link():
            return _link(text, address(span.url))
        case _:
            assert_never(span)


def _strong(text: str, before: str) -> str:
    """Bold where Markdown takes it for bold: two stars beside a blank or a mark are stars."""
    if not text or not (text[0].isalnum() and text[-1].isalnum()) or before[-1:].isalnum():
        return text
    return f"**{text}**"


def _link(text: str, url: str) -> str:
    return f"[{text}]({url})" if url and text.strip() else text
