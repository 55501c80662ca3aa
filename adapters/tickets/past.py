"""What desks tell of a ticket's past, where it can be believed, and in which order it happened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.sla_update import YEARS, Author, History, Said, Update, What, ordered
from bot.domain.ticket import TicketStatus


def told(  # noqa: PLR0913 - what an update is made of
    source: str,
    id: str,
    moment: datetime | None,
    *,
    what: What = What.CHANGED,
    by: Author = Author.SYSTEM,
    said: Said = Said.NOTHING,
    status: TicketStatus | None = None,
    sequence: int | None = None,
    words: str = "",
) -> tuple[Update, ...]:
    """One update; none where its instant is missing or impossible, or its id ends with the `/`."""
    if moment is None or moment.year not in YEARS or not id.partition("/")[2]:
        return ()
    return (
        Update(
            source=source,
            id=id,
            at=moment,
            what=what,
            by=by,
            said=said,
            status=status,
            sequence=sequence,
            words=words,
        ),
    )


def past(updates: Iterable[Update], *, statuses: bool) -> History:
    """Each once, the beginning first; nothing at all of a ticket that does not tell when it began."""
    known = ordered(updates)
    return History(known, statuses=statuses and bool(known))


def place(id: str) -> int | None:
    """Where in a second an id stands that is counted up; None for one that is no number."""
    return int(id) if id.isascii() and id.isdecimal() and len(id) < 19 else None


def numbered(updates: Iterable[Update]) -> tuple[Update, ...]:
    """In the order of time, each once; those of one second are numbered in the order in which they came."""
    counted: Counter[datetime] = Counter()
    found: list[Update] = []
    once: dict[str, Update] = {}
    for one in updates:
        once.setdefault(one.id, one)
    for one in sorted(once.values(), key=_second):
        second = _second(one)
        found.append(replace(one, sequence=counted[second]))
        counted[second] += 1
    return tuple(found)


def _second(update: Update) -> datetime:
    return update.at.replace(microsecond=0)
