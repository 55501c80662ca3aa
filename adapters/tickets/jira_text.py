"""Plain text as Jira wants it, which is a document of paragraphs.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LONGEST = 30_000
"""Characters; Jira refuses texts of more than 32,767, the marks of a document included."""

_LINK = re.compile(r"https?://[^\s<>\"'|]+[^\s<>\"'|.,;:!?)\]}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PAUSE = re.compile(r"\n[ \t]*\n\s*")


def document(text: str) -> dict[str, Any]:
    """An empty line ends a paragraph, addresses become links, and nothing else means anything."""
    paragraphs = filter(None, _PAUSE.split(_clean(text).strip()))
    content = [{"type": "paragraph", "content": list(_lines(paragraph))} for paragraph in paragraphs]
    return {"type": "doc", "version": 1, "content": content}


def harmless(text: str) -> str:
    """For comments of a service desk, which may read wiki markup: foreign words mention nobody."""
    return _clean(text).replace("[~", "[\u200b~")


def plain(node: Any) -> str:
    """The words of a document, one after the other."""
    if isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        said = node.get("text")
        return said if isinstance(said, str) else plain(node.get("content"))
    return "".join(map(plain, node)) if isinstance(node, Sequence) else ""


def label(tag: str) -> str:
    """Labels cannot hold spaces, and are no longer than 255 characters."""
    return re.sub(r"\s+", "-", tag.strip())[:255]


def _clean(text: str) -> str:
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return _CONTROL.sub("", cut.replace("\r\n", "\n").replace("\r", "\n"))


def _lines(paragraph: str) -> Iterator[dict[str, Any]]:
    for index, line in enumerate(paragraph.split("\n")):
        if index:
            yield {"type": "hardBreak"}
        yield from _pieces(line)


def _pieces(line: str) -> Iterator[dict[str, Any]]:
    """Jira refuses empty pieces of text."""
    end = 0
    for found in _LINK.finditer(line):
        if before := line[end : found.start()]:
            yield {"type": "text", "text": before}
        href = {"type": "link", "attrs": {"href": found.group()}}
        yield {"type": "text", "text": found.group(), "marks": [href]}
        end = found.end()
    if rest := line[end:]:
        yield {"type": "text", "text": rest}
