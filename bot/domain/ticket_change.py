"""What happened to a ticket in its desk, as far as an incident's people should know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ticket import Gone, Ticket


class Change(StrEnum):
    """SPOKE is a new word of the customer; BACK that it can be seen again."""

    STATUS = "status"
    PRIORITY = "priority"
    ASSIGNEE = "assignee"
    SPOKE = "spoke"
    MERGED = "merged"
    DELETED = "deleted"
    FORBIDDEN = "forbidden"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChange:
    system: str
    ticket: str
    what: Change
    before: str
    after: str
    at: datetime
    id: int = 0


def changes(before: Ticket, after: Ticket, at: datetime) -> list[TicketChange]:
    """What became different; a ticket that is gone changes in nothing else."""

    def change(what: Change, old: object = "", new: object = "") -> TicketChange:
        return TicketChange(
            system=after.system, ticket=after.id, what=what, before=str(old), after=str(new), at=at
        )

    if after.gone is not before.gone:
        gone = {Gone.DELETED: Change.DELETED, Gone.FORBIDDEN: Change.FORBIDDEN}
        return [change(gone.get(after.gone, Change.BACK))]
    found = []
    if (before.desk_status, before.status) != (after.desk_status, after.status):
        found.append(change(Change.STATUS, _status(before), _status(after)))
    if before.priority is not after.priority:
        found.append(change(Change.PRIORITY, before.priority, after.priority))
    if (before.assignee, before.group) != (after.assignee, after.group):
        found.append(change(Change.ASSIGNEE, before.assignee or before.group, after.assignee or after.group))
    if _later(before.customer_spoke_at, after.customer_spoke_at):
        found.append(change(Change.SPOKE))
    if after.merged_into and after.merged_into != before.merged_into:
        found.append(change(Change.MERGED, "", after.merged_into))
    return found


def _status(ticket: Ticket) -> str:
    return ticket.desk_status or ticket.status.value


def _later(before: datetime | None, after: datetime | None) -> bool:
    return after is not None and (before is None or after > before)


def digest(told: list[TicketChange]) -> list[TicketChange]:
    """One a kind, from its first value to its last; what ended where it began is left out."""
    by_kind: dict[Change, TicketChange] = {}
    for one in told:
        first = by_kind.get(one.what, one)
        by_kind[one.what] = TicketChange(
            system=one.system,
            ticket=one.ticket,
            what=one.what,
            before=first.before,
            after=one.after,
            at=one.at,
            id=one.id,
        )
    return [one for one in by_kind.values() if not one.before or one.before != one.after]
