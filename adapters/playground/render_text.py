"""What people type: links, `code`, *bold*, mentions and channels are seen; the rest stays as typed."""

import re

from adapters.playground.render_span import draw_span, link, mention, plain, room_link
from bot.domain.card import Bold, Code

_SPECIAL = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<link>https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}])"
    r"|(?<![\w*])\*(?P<bold>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])"
    r"|(?<![\w@/])@(?P<person>[A-Za-z][A-Za-z0-9]{0,31})\b"
    r"|(?<![\w#/&])#(?P<room>[a-z0-9][a-z0-9_-]{0,79})\b"
)


def draw_text(text: str) -> str:
    """HTML of a person's message; lines are kept, foreign mark-up is shown as text."""
    here, pieces = 0, []
    for found in _SPECIAL.finditer(text):
        pieces += [plain(text[here : found.start()]), _special(found)]
        here = found.end()
    return '<p class="said" dir="auto">' + "".join([*pieces, plain(text[here:])]) + "</p>"


def _special(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "code":
            return draw_span(Code(found[0][1:-1]))
        case "link":
            return link(found[0], found[0])
        case "bold":
            return draw_span(Bold(found["bold"]))
        case "person":
            return mention(found["person"].casefold(), found["person"])
        case _:
            return room_link(found["room"], found["room"])
