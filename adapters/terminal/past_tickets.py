"""Past tickets as JSON Lines, read one by one; docs/sla.md, "Trying policies", says how they are written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.terminal import past_fields as fields
from bot.domain.sla_conditions import Subject
from bot.domain.sla_trial import PastTicket
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.ticket import Priority
from bot.errors import SettingsError

LONGEST = 4_000_000
"""Bytes of a line; a ticket of 20,000 entries fits."""

_WORDS = ("tier", "system", "group", "organisation", "type")
_ABOUT = (*_WORDS, "priority", "tags")
_TICKET = ("id", "created", "opened_by", "status", *_ABOUT, "assignee", "history")
_ENTRY = ("at", "what", "status", *_ABOUT, "assignee")

_OPENED = {
    "customer": (Author.CUSTOMER, Said.PUBLIC),
    "agent": (Author.AGENT, Said.PUBLIC),
    "agent_in_private": (Author.AGENT, Said.INTERNAL),
}
_WHAT = {
    "public_reply": (What.CHANGED, Author.AGENT, Said.PUBLIC),
    "internal_note": (What.CHANGED, Author.AGENT, Said.INTERNAL),
    "customer_comment": (What.CHANGED, Author.CUSTOMER, Said.PUBLIC),
    "merged": (What.MERGED, Author.SYSTEM, Said.NOTHING),
    "deleted": (What.DELETED, Author.SYSTEM, Said.NOTHING),
    "spam": (What.SPAM, Author.SYSTEM, Said.NOTHING),
    "escalated": (What.ESCALATED, Author.AGENT, Said.NOTHING),
    "accepted": (What.ACCEPTED, Author.AGENT, Said.NOTHING),
}
_SAID = ("public_reply", "internal_note", "customer_comment")
_CHANGED = (What.CHANGED, Author.SYSTEM, Said.NOTHING)


def past_tickets(path: Path) -> Iterator[PastTicket]:
    """Raises SettingsError, with the number of the line, at the first one that cannot be used."""
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LONGEST + 1):
                number += 1
                if line.strip():
                    yield _ticket_in(line, f"{path}:{number}")
    except OSError as error:
        raise SettingsError([f"{path}: {error.strerror or error}"]) from error


def _ticket_in(line: bytes, where: str) -> PastTicket:
    try:
        return _ticket(fields.braces(_parsed(line), _TICKET, "a ticket"))
    except ValueError as error:
        raise SettingsError([f"{where}: {error}"]) from error


def _parsed(line: bytes) -> Any:
    if len(line) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} bytes")
    try:
        value = json.loads(line.decode("utf-8-sig"))
        if b"\\u" in line:
            json.dumps(value, ensure_ascii=False).encode()  # half a character cannot be printed later
    except UnicodeError:
        raise ValueError("is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise ValueError("is not JSON that can be read") from None
    return value


def _ticket(given: Mapping[str, Any]) -> PastTicket:
    id = given.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int) or id == "":
        raise ValueError("id: expected the ticket's id")
    by, said = _OPENED[fields.one_of(given, "opened_by", tuple(_OPENED), "customer")]
    about = _about(Subject(), given)
    created = Update(
        source="past",
        id="created",
        at=fields.instant(given, "created"),
        what=What.CREATED,
        by=by,
        said=said,
        status=fields.status(given),
        about=about,
    )
    return PastTicket(str(id), (created, *_history(given.get("history", []), created.at, about)))


def _history(entries: Any, created: datetime, about: Subject) -> list[Update]:
    """In the order in which it counts, so that each change is made to what the ticket was by then."""
    if not isinstance(entries, list):
        raise ValueError("history: expected a list")  # noqa: TRY004 -- wrong input, not a wrong call
    dated = []
    for place, one in enumerate(entries):
        try:
            entry = fields.braces(one, _ENTRY, "an entry")
            at = max(fields.instant(entry, "at"), created)
            dated.append((at.replace(microsecond=0), entry.get("what") not in _SAID, at, place, entry))
        except ValueError as error:
            raise ValueError(f"history[{place}]: {error}") from None
    made: list[Update] = []
    for _, _, at, place, entry in sorted(dated, key=lambda one: one[:4]):
        try:
            changed = _about(about, entry)
            made.append(_update(at, len(made), entry, changed if changed != about else None))
        except ValueError as error:
            raise ValueError(f"history[{place}]: {error}") from None
        about = changed
    return made


def _update(at: datetime, number: int, entry: Mapping[str, Any], about: Subject | None) -> Update:
    """Numbers order what happened within a second."""
    if len(entry) < 2:
        raise ValueError("says nothing")
    what, by, said = _WHAT[fields.one_of(entry, "what", tuple(_WHAT))] if "what" in entry else _CHANGED
    return Update(
        source="past",
        id=f"{number:08}",
        at=at,
        what=what,
        by=by,
        said=said,
        status=fields.status(entry),
        about=about,
    )


def _about(before: Subject, given: Mapping[str, Any]) -> Subject:
    """What an entry does not name stays."""
    changed: dict[str, Any] = {name: fields.text(given, name) for name in _WORDS if name in given}
    if "organisation" in changed:
        changed["organisations"] = (changed.pop("organisation"),)
    if "priority" in given:
        words = tuple(one.value for one in Priority if one)
        changed["priority"] = Priority(fields.one_of(given, "priority", words) if given["priority"] else "")
    if "tags" in given:
        tags = given["tags"]
        if not isinstance(tags, list) or not all(isinstance(one, str) for one in tags):
            raise ValueError("tags: expected a list of texts")
        changed["tags"] = tuple(tags)
    return replace(before, **changed) if changed else before
