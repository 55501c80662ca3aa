"""What happened to an issue on GitHub: its comments, and when it was closed and opened again."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from adapters.http import Answer
from adapters.tickets.github_read import word_of
from adapters.tickets.github_text import NOTED, OURS
from adapters.tickets.past import past, place, told
from adapters.tickets.values import at, instant, rows, text
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus

PAGE = 100
MOST = 5
"""Pages that are read from the beginning on; of longer ones the last two, too."""

INSIDE = ("OWNER", "MEMBER", "COLLABORATOR")
OPEN = "open"
TURNS = ("closed", "reopened")
_LAST = re.compile(r'[?&]page=([0-9]{1,6})[^>]*>;\s*rel="last"')

Status = Callable[[str], TicketStatus]


def timeline(answer: Callable[..., Answer], path: str) -> tuple[list[Any], bool]:
    """What happened, the oldest first, and whether this is everything. GitHub names the last page."""
    found: list[Any] = []
    last = 0
    for page in range(1, MOST + 1):
        told_last, events = _page(answer, path, page)
        last = max(last, told_last)
        found += events
        if len(events) < PAGE and page >= last:
            return found, True
    for page in range(max(MOST + 1, last - 1), last + 1):
        found += _page(answer, path, page)[1]
    return found, MOST <= last <= MOST + 2


def _page(answer: Callable[..., Answer], path: str, page: int) -> tuple[int, Sequence[Any]]:
    asked = {"per_page": PAGE, "page": page}
    got = answer("GET", f"{path}/timeline", ticket=True, params=asked)
    last = _LAST.search(got.headers.get("link", ""))
    return (int(last[1]) if last else 0), rows(got.said)


def history(issue: Any, id: str, events: Sequence[Any], status: Status, *, whole: bool) -> History:
    """`id` is the one that was asked for; `status` normalises a word of GitHub's."""
    began, opener = instant(at(issue, "created_at")), _speaker(issue, at(issue, "user"))
    by = Author.AGENT if opener is not Author.CUSTOMER and OURS.search(_body(issue)) else opener
    begun = told(
        "github",
        f"created/{text(at(issue, 'id')) or id}",
        began,
        what=What.CREATED,
        by=by,
        said=Said.PUBLIC,
        status=status(OPEN),
        words=_body(issue),
    )
    return past([*begun, *_later(issue, events, status)], statuses=whole)


def _later(issue: Any, events: Sequence[Any], status: Status) -> Iterator[Update]:
    turns = [event for event in events if at(event, "event") in TURNS]
    for event in events:
        if at(event, "event") == "commented":
            yield from _comment(event)
        elif at(event, "event") in TURNS:
            word = text(at(event, "state_reason")) or text(at(event, "event"))
            if event is turns[-1] and _fits(issue, event):
                word = word_of(issue) or word
            yield from _turn(event, issue, status(word))


def _fits(issue: Any, event: Any) -> bool:
    """Whether the issue still is what this event made of it; then it says best why."""
    return (at(issue, "state") == "closed") is (at(event, "event") == "closed")


def _turn(event: Any, issue: Any, status: TicketStatus) -> tuple[Update, ...]:
    """Nobody but its opener and those who work there closes an issue."""
    id, moment = text(at(event, "id")), instant(at(event, "created_at"))
    opener = _speaker(issue, at(issue, "user"))
    own = at(event, "actor.login") == at(issue, "user.login")
    by = Author.SYSTEM if _is_machine(at(event, "actor")) else opener if own else Author.AGENT
    return told("github", f"change/{id}", moment, by=by, status=status, sequence=place(id))


def _comment(event: Any) -> tuple[Update, ...]:
    """Ours are known by their key, which is believed of nobody from outside: there it is a quotation."""
    by, said = _speaker(event, at(event, "user") or at(event, "actor")), Said.PUBLIC
    if by is not Author.CUSTOMER and NOTED.search(_body(event)):
        by, said = Author.SYSTEM, Said.INTERNAL
    elif by is not Author.CUSTOMER and OURS.search(_body(event)):
        by = Author.AGENT
    id, moment = text(at(event, "id")), instant(at(event, "created_at"))
    return told("github", f"comment/{id}", moment, by=by, said=said, words=_body(event))


def _body(raw: Any) -> str:
    return text(at(raw, "body"))


def _speaker(raw: Any, who: Any) -> Author:
    if _is_machine(who):
        return Author.SYSTEM
    return Author.AGENT if at(raw, "author_association") in INSIDE else Author.CUSTOMER


def _is_machine(who: Any) -> bool:
    return at(who, "type") == "Bot" or text(at(who, "login")).endswith("[bot]")
