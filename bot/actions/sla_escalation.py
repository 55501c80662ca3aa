"""Somebody asks for help with a ticket: who is asked, what they are shown, and whether they took it.

Who asked whom, why, and who accepted stands in the audit trail and nowhere else; that it happened, among
the updates of the ticket, so that a promise to accept escalations runs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.actions import identity, outgoing, sla_people
from bot.domain.audit import AuditEntry
from bot.domain.sla_case import Case, is_ticket
from bot.domain.sla_ladder import Audience
from bot.domain.sla_reminder import Escalation
from bot.ports import Work
from bot.world import World

ASKED, ACCEPTED = "escalated_to", "accepted_by"
"""What the audit trail calls them."""

VIEW = "escalated"


def last(work: Work, about: str) -> Escalation | None:
    """The newest one of this ticket."""
    return last_of(work.audit.of(about))


def last_of(audit: Iterable[AuditEntry]) -> Escalation | None:
    """As `last`, of what was read already."""
    found: Escalation | None = None
    for entry in audit:
        if ASKED in entry.after:
            found = Escalation(
                by=entry.by, to=str(entry.after[ASKED]), why=str(entry.after.get("why", "")), at=entry.at
            )
        elif found and ACCEPTED in entry.after:
            found = replace(found, accepted_by=str(entry.after[ACCEPTED]), accepted_at=entry.at)
    return found


def asked(world: World, work: Work, case: Case, me: str) -> str:
    """Who is to help: the team's lead, else its manager, else its channel, but never who asks.

    An empty string where there is nobody.
    """
    if case.ticket is None:
        return ""
    policy = next((one.policy for one in case.clocks if not one.state.is_over), "")
    people = sla_people.of_ticket(world, work, case.ticket, policy)
    return next(_others(world, work, people, me), "")


def _others(world: World, work: Work, people: sla_people.People, me: str) -> Iterator[str]:
    for kind in (Audience.LEAD, Audience.MANAGER, Audience.CHANNEL):
        yield from (one for one in people.get(kind, ()) if not identity.is_same(world, work, one, me))


def show(world: World, work: Work, about: str, one: Escalation) -> None:
    """The card of who was asked, now; or as it stands when it is drawn anew."""
    row, known = outgoing.straight(world.clock.now(), one.to, VIEW), work.people.get(one.to)
    workspace = known.workspace if known else ""
    work.outbox.add(replace(row, workspace=workspace, about=about, slot=slot(about, one)))


def slot(about: str, one: Escalation) -> str:
    return f"{VIEW}|{about}|{one.at.isoformat()}"


def redraw(world: World, work: Work, about: str) -> None:
    """Where somebody has it before their eyes, or will in a moment."""
    if not is_ticket(about) or (one := last(work, about)) is None:
        return
    comes = slot(about, one) in outgoing.on_its_way(work, about)
    there = work.rooms.slot(slot(about, one))
    if comes or (there and there.message):
        show(world, work, about, one)
