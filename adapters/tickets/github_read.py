"""GitHub's JSON in our words, and which issues are ours. It may lack anything, and hold more than we know."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.tickets.address import at_home
from adapters.tickets.values import at, chosen, instant, names, status, text
from bot.domain.ticket import Priority, Ticket, TicketStatus
from bot.settings_tickets import GitHub

STATUSES = {
    "open": TicketStatus.OPEN,
    "reopened": TicketStatus.OPEN,
    "closed": TicketStatus.SOLVED,
    "completed": TicketStatus.SOLVED,
    "not_planned": TicketStatus.CLOSED,
    "duplicate": TicketStatus.CLOSED,
}
_ID = re.compile(r"([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)#([1-9][0-9]{0,9})")
_PATH = re.compile(r"/([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)/issues/([1-9][0-9]{0,9})(?:/.*)?")


def repository(name: Any, settings: GitHub) -> str:
    """As the settings write it; empty for one that does not count."""
    wanted = name.casefold() if isinstance(name, str) else ""
    return next((own for own in settings.repositories if own.casefold() == wanted), "")


def parts(id: str, settings: GitHub) -> tuple[str, str] | None:
    """Repository and number, of an id that can be one of ours."""
    found = _ID.fullmatch(id)
    own = repository(found[1], settings) if found else ""
    return (own, found[2]) if found and own else None


def ref_in(address: str, settings: GitHub) -> str:
    there = at_home(address, settings.web_url)
    named = _PATH.fullmatch(there.path) if there else None
    own = repository(named[1], settings) if named else ""
    return f"{own}#{named[2]}" if named and own else ""


def is_issue(raw: Any) -> bool:
    """To GitHub every pull request is an issue as well."""
    return isinstance(raw, Mapping) and not raw.get("pull_request")


def ticket(raw: Any, repository: str, settings: GitHub, number: str = "") -> Ticket:
    """`number` is what was asked for."""
    number = text(at(raw, "number")) or number
    word = word_of(raw)
    labels = names(at(raw, "labels"))
    return Ticket(
        system="github",
        id=f"{repository}#{number}",
        subject=text(at(raw, "title")),
        url=f"{settings.web_url.rstrip('/')}/{repository}/issues/{number}",
        status=status(word, settings.statuses, STATUSES),
        desk_status=word,
        priority=_priority(labels, settings.priorities),
        requester=text(at(raw, "user.login")),
        requester_name=text(at(raw, "user.login")),
        assignee=text(at(raw, "assignee.login") or at(raw, "assignees.0.login")),
        assignee_id=text(at(raw, "assignee.login") or at(raw, "assignees.0.login")),
        group=repository,
        created_at=instant(at(raw, "created_at")),
        updated_at=instant(at(raw, "updated_at")),
        tags=labels,
        fields=chosen(raw, settings.fields),
    )


def word_of(raw: Any) -> str:
    """Why it is closed or open again says more than that it is."""
    return text(at(raw, "state_reason")) or text(at(raw, "state"))


def _priority(labels: Iterable[str], own: Mapping[str, Priority]) -> Priority:
    """GitHub has none; labels may stand for them."""
    named = {name.casefold(): value for name, value in own.items()}
    return next((named[label.casefold()] for label in labels if label.casefold() in named), Priority.NONE)
