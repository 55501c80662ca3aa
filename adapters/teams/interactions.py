"""Messages, buttons, dialogs and forms, read into wishes."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from adapters.doors.payload import Payload, part_at, parts_at, text_at, whole
from adapters.teams import ids, render
from adapters.teams.form_data import ONCE
from adapters.teams.places import thread_of, without_thread
from adapters.teams.render_press import Pressed, Sent
from adapters.teams.wish import Shape, Wish, wish, wish_id
from adapters.teams.words import said, typed
from bot.domain.form import Answer
from bot.domain.interaction import Message

HOME = "home"
_ATTACHED = "/v3/attachments/"
"""In addresses that only bots can open, with their token."""


def message(raw: Payload, root: str) -> Wish | None:
    """What was said to us; None for what was said among others, and for other machines."""
    if is_a_machine(raw):
        return None
    if (sent := meant(raw, part_at(raw, "value"), Shape.SUBMITTED)) is not None:
        return sent
    told = said(raw)
    base = wish(raw, "", Shape.SAID)
    if not (base.where.alone or told.called or base.where.targeted):
        return None
    word, words = typed(told.text, root)
    if base.where.alone and word.casefold() == HOME and not words:
        word = "home_opened"
    return replace(base, command=word, words=words, mentions=told.mentions)


def is_a_machine(raw: Payload) -> bool:
    """Ourselves and other bots."""
    who = text_at(raw, "from", "id")
    return who.startswith("28:") or text_at(raw, "from", "role") == "bot"


def meant(raw: Payload, data: Payload, shape: Shape) -> Wish | None:
    """The wish in the data of a button or a form; None for data that is none of ours."""
    found = render.decode(dict(data))
    if found is None:
        return None
    base = replace(wish(raw, found.does, shape), about=found.about, words=found.words)
    return _sent(base, found, data) if isinstance(found, Sent) else _pressed(base, found, data)


def _pressed(base: Wish, found: Pressed, data: Payload) -> Wish:
    """A button for one use is known by where it stands; any other press is a wish of its own."""
    if not found.once:
        return base
    where = base.where
    told = json.dumps({name: data.get(name) for name in ("does", "about", "words")}, sort_keys=True)
    digest = sha256(told.encode()).hexdigest()[:16]
    return replace(base, id=wish_id(without_thread(where.conversation), where.card, digest) or base.id)


def _sent(base: Wish, found: Sent, data: Payload) -> Wish:
    """A form that was sent twice is one wish, as long as the first of them was granted."""
    fields = {whole(name): _whole(answer) for name, answer in render.answers(dict(data)).items()}
    once = found.also.get(ONCE, "")
    base = replace(base, fields=fields, where=replace(base.where, also=found.also))
    return replace(base, id=wish_id("form", once) or base.id)


def _whole(answer: Answer) -> Answer:
    if isinstance(answer, tuple):
        return tuple(map(whole, answer))
    return whole(answer) if isinstance(answer, str) else answer


def message_of(raw: Payload) -> Message | None:
    """The message that an activity is: edited, deleted or just said. The first of a thread is in none."""
    if not (id := text_at(raw, "id")):
        return None
    thread = thread_of(text_at(raw, "conversation", "id"))
    return Message(
        id=id,
        text=said(raw).text,
        author=ids.ours(text_at(raw, "from", "id")),
        thread="" if thread == id else thread,
        at=instant(text_at(raw, "timestamp")),
        files=files_of(raw),
    )


def files_of(raw: Payload) -> dict[str, str]:
    """Names of attached files by the address under which people open them."""
    found = [one for one in parts_at(raw, "attachments") if _is_a_file(one)]
    return {text_at(one, "contentUrl"): whole(text_at(one, "name")) or "file" for one in found}


def _is_a_file(attachment: Payload) -> bool:
    kind = text_at(attachment, "contentType")
    is_file = kind == "application/vnd.microsoft.teams.file.download.info" or kind.startswith("image/")
    url = text_at(attachment, "contentUrl")
    return is_file and url.startswith("https://") and _ATTACHED not in url


def instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
