"""The message extension: declaring from a message or from the compose box, and searching incidents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.doors.payload import Payload, part_at, parts_at, text_at, whole
from adapters.teams import ids, render
from adapters.teams.interactions import instant
from adapters.teams.plain_html import readable
from adapters.teams.wish import Shape, Wish, wish
from bot.domain.card import Card
from bot.domain.incident import KEY, key_of
from bot.domain.interaction import Message
from bot.domain.person import Person
from bot.domain.wording import say

COMMANDS = {
    "declare": "declare",
    "declare_from": "declare_from",
    "note_from": "note_from",
    "link_from": "link_from",
    "ticket_from": "ticket_from",
}
"""Ids of the manifest's action commands, and the words they stand for."""
_NO_TAGS = str.maketrans("<>&", "‹›＆")
INITIAL = "initialRun"
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Found:
    """An incident that a search found, and how it looks when it is put into a message."""

    key: str
    title: str
    card: Card


Search = Callable[[Person, str], Sequence[Found]]
"""Incidents that may be shown to anybody, since they are put where anybody reads."""


def opened(raw: Payload) -> Wish | None:
    """The form; from a message's menu it is filled with that message."""
    value = part_at(raw, "value")
    command = COMMANDS.get(text_at(value, "commandId"), "")
    message = message_in(part_at(value, "messagePayload"))
    if message and command == "declare":
        command = "declare_from"
    if not command:
        return None
    return replace(wish(raw, command, Shape.DIALOG), message=message)


def message_in(payload: Payload) -> Message | None:
    if not (id := text_at(payload, "id")):
        return None
    is_html = text_at(payload, "body", "contentType") == "html"
    content = text_at(payload, "body", "content")
    return Message(
        id=id,
        text=whole(readable(content) if is_html else content).strip(),
        author=ids.ours(text_at(payload, "from", "user", "id")),
        url=text_at(payload, "linkToMessage"),
        thread=text_at(payload, "replyToId"),
        at=instant(text_at(payload, "createdDateTime")),
    )


def searched(raw: Payload) -> str:
    """What is looked for; empty when the list is only just opened."""
    asked = {text_at(one, "name"): text_at(one, "value") for one in parts_at(raw, "value", "parameters")}
    asked.pop(INITIAL, None)
    return whole(" ".join(asked.values())).strip()


def linked(raw: Payload, pages: str) -> str:
    """The key of the incident whose page this is; empty for any other address."""
    url = text_at(raw, "value", "url")
    if not pages or not url.startswith(pages):
        return ""
    found = KEY.search(url.removeprefix(pages))
    return key_of(int(found[1])) if found else ""


def results(found: Sequence[Found]) -> dict[str, Any]:
    """As a list; choosing one puts its card into the message that is being written."""
    if not found:
        return words(say("No incident was found."))
    attachments = [attachment(one) for one in found[:SHOWN]]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}}


def attachment(one: Found) -> dict[str, Any]:
    """The preview is a card of an older kind, whose text is read as HTML."""
    shown = {"title": one.title[:200].translate(_NO_TAGS), "text": one.key}
    preview = {"contentType": "application/vnd.microsoft.card.thumbnail", "content": shown}
    return {"contentType": render.CONTENT, "content": render.card(one.card), "preview": preview}


def words(text: str) -> dict[str, Any]:
    return {"composeExtension": {"type": "message", "text": text}}


def nothing() -> dict[str, Any]:
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": []}}
