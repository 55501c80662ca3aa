"""Words, as Slack wants them: cleaned, cut, and unable to format, link, mention or page.

Two ways of writing. *Literal* is for `plain_text` and `rich_text`, where Slack parses nothing;
*escaped* is for `mrkdwn`, top-level `text` and topics, where `&`, `<` and `>` mean something.
Sizes are counted in UTF-16 units, the most cautious reading of "characters".
https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Callable
from typing import Any, assert_never

from adapters.doors.text import BREAKS, WORD_JOINER, cut, fallback, isolated, size
from adapters.slack import ids
from bot.domain.card import Bold, Code, Line, Link, Mention, Moment, RoomLink, Show, Span, Struck

Json = dict[str, Any]

# Controls, explicit direction marks and lone surrogates: nobody types them to be read.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CALL = re.compile(r"@(?=channel|here|everyone|group)", re.IGNORECASE)
_OPENING = re.compile(r"<(?=[^\s<])")
_ORDINARY = re.compile("[ !-%'-;=?A-~\u00a1-\u024f\u2010-\u2027]*").fullmatch
"""Nothing in it needs to be cleaned, broken, escaped or counted with care: most text there is."""
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)

_FORMAT = {Show.TIME: "{time}", Show.DATE_TIME: "{date_short_pretty} {time}", Show.RELATIVE: "{ago}"}


def clean(text: str) -> str:
    """Without what is unseen and would change how the rest is shown."""
    return _UNSEEN.sub("", BREAKS.sub("\n", text))


def literal(text: str, at_most: int) -> str:
    """For places where nothing is parsed; what would be markup elsewhere is broken all the same."""
    if len(text) <= at_most and _ORDINARY(text):
        return text
    return _fit(text, at_most, lambda kept: isolated(_disarmed(_OPENING.sub(f"<{WORD_JOINER}", kept))))


def escaped(text: str, at_most: int) -> str:
    """For places where Slack parses; never with `link_names` or `parse`."""
    if len(text) <= at_most and _ORDINARY(text):
        return text
    return _fit(text, at_most, lambda kept: isolated(_disarmed(_entities(kept))))


def address(url: str) -> str:
    """A web address that can stand in a link, or an empty string when it is none."""
    url = re.sub(r"\s", "", clean(url))
    if not _WEB.match(url) or size(url) > 2900:
        return ""
    return url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C").replace('"', "%22")


def _fit(text: str, at_most: int, write: Callable[[str], str]) -> str:
    """Cut before writing, counted after it: an entity is never cut."""
    text, keep = clean(text), at_most
    while size(written := write(cut(text, keep))) > at_most and keep > 1:
        keep = max(1, keep - max(1, (size(written) - at_most) // 5))
    return written


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _disarmed(text: str) -> str:
    return _CALL.sub(f"@{WORD_JOINER}", text)


def plain(text: str, at_most: int) -> Json:
    """A `plain_text` object; it may not be empty."""
    return {"type": "plain_text", "text": literal(text, at_most).strip() or "–", "emoji": False}


def words(span: Span) -> str:
    """A span as bare words."""
    match span:
        case str():
            return span
        case Bold() | Code() | Struck():
            return span.text
        case Mention():
            return span.name or span.person
        case RoomLink():
            return f"#{span.name.removeprefix('#')}"
        case Moment():
            return fallback(span.at)
        case Link():
            return span.label
        case _:
            assert_never(span)


# --- rich_text -----------------------------------------------------------------------------


def rich(line: Line, at_most: int = 3000) -> list[Json]:
    """Elements of a `rich_text_section`; never none, since Slack refuses an empty one."""
    elements: list[Json] = []
    for span in line:
        if at_most < 1:
            break
        element = _rich(span, at_most)
        text = element.get("text")
        at_most -= size(words(span) if text is None else text)
        if text != "":
            elements.append(element)
    return elements or [{"type": "text", "text": " "}]


def section(line: Line, at_most: int = 3000) -> Json:
    return {"type": "rich_text_section", "elements": rich(line, at_most)}


def _rich(span: Span, at_most: int) -> Json:  # noqa: C901, PLR0911 - one case for every span
    text: Json = {"type": "text", "text": literal(words(span), at_most)}
    match span:
        case str():
            return text
        case Bold():
            return text | {"style": {"bold": True}}
        case Code():
            return text | {"style": {"code": True}}
        case Struck():
            return text | {"style": {"strike": True}}
        case Mention():
            known = ids.person(span.person)
            return {"type": "user", "user_id": known} if known else text
        case RoomLink():
            known = ids.room(span.room)
            return {"type": "channel", "channel_id": known} if known else text
        case Moment():
            date = {"type": "date", "timestamp": int(span.at.timestamp()), "format": _FORMAT[span.show]}
            return date | {"fallback": fallback(span.at)}
        case Link():
            url = address(span.url)
            return text | {"type": "link", "url": url} if url else text
        case _:
            assert_never(span)


# --- mrkdwn --------------------------------------------------------------------------------

_FORMATS = re.compile(r"[*_~`]|^\s*>|:[a-z0-9_+-]+:", re.MULTILINE | re.IGNORECASE)


def can_be_mrkdwn(line: Line) -> bool:
    """Whether `mrkdwn` would show these words as they are; it has no escape for `*`, `_`, `~`."""
    if len(line) == 1 and isinstance(line[0], str):
        return not _FORMATS.search(line[0])
    if any(_FORMATS.search(words(span)) for span in line):
        return False
    for before, span, after in zip(("", *line), line, (*line[1:], ""), strict=False):
        if isinstance(span, Bold | Code | Struck) and not (
            span.text
            and span.text == span.text.strip()
            and "\n" not in span.text
            and not words(before)[-1:].isalnum()
            and not words(after)[:1].isalnum()
        ):
            return False
    return True


def mrkdwn(line: Line, at_most: int) -> str:
    """The line in Slack's own markup; what does not fit any more is left away."""
    if len(line) == 1 and isinstance(line[0], str):
        return escaped(line[0], at_most)
    written = ""
    for span in line:
        left = at_most - size(written)
        if left < 1:
            break
        piece = _mrkdwn(span, left)
        written += piece if size(piece) <= left else escaped(words(span), left)
    return _fitting_calls(written, at_most) if "@" in written else written


def _fitting_calls(written: str, at_most: int) -> str:
    """A call that two spans make together is broken too, if there is room for the joiner."""
    disarmed = _disarmed(written)
    return disarmed if size(disarmed) <= at_most else _CALL.sub("＠", written)


def _mrkdwn(span: Span, at_most: int) -> str:  # noqa: C901, PLR0911 - one case for every span
    text = escaped(words(span), at_most)
    match span:
        case str():
            return text
        case Bold():
            return f"*{text}*" if text else ""
        case Code():
            return f"`{text}`" if text else ""
        case Struck():
            return f"~{text}~" if text else ""
        case Mention():
            known = ids.person(span.person)
            return f"<@{known}>" if known else text
        case RoomLink():
            known = ids.room(span.room)
            return f"<#{known}>" if known else text
        case Moment():
            return f"<!date^{int(span.at.timestamp())}^{_FORMAT[span.show]}|{fallback(span.at)}>"
        case Link():
            url = _entities(address(span.url))
            return f"<{url}|{text.replace('|', '¦')}>" if url else text
        case _:
            assert_never(span)
