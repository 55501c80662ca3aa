"""Once the end was told: how many customers know, who asks for the cause, and who was forgotten.

It is looked at again and again while tickets are still being told, by one row that waits, and then said
once, aloud, on the timeline. The cards go on counting after it.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.actions import ledger, outgoing
from bot.actions.change import Change, changing_within
from bot.actions.errand import AnyErrand, Chore
from bot.actions.status_tickets import HAND_OUT
from bot.cards.ledger import told_in_the_end
from bot.domain.audit import Actor
from bot.domain.ledger import Group
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.status_update import Audience, StatusUpdate, Telling, UpdateState
from bot.domain.timeline import Kind
from bot.ports import Work
from bot.world import World

KIND = "status_closing"
SOON, LATER = timedelta(seconds=10), timedelta(minutes=1)
"""How often it is looked at, and how often while people have to decide first."""


def begin(change: Change, update: StatusUpdate) -> None:
    """Of the last word to tickets, as soon as all of them were told who can be."""
    if update.tells_the_end and Audience.TICKETS in update.audiences:
        _look(change.world, change.work, change.incident.key, update.id, SOON)


def ended(change: Change) -> None:
    """Where tickets never heard a word no last one follows: who was forgotten is said at once."""
    key = change.incident.key
    if not change.world.desks or change.incident.private or ledger.that_counts(change.work, key):
        return
    known = change.work.ledgers.of(key, None)
    if known.customers:
        forgotten = ledger.listed(change.world, change.work, key, Group.UNTOLD)
        change.happened(Kind.CUSTOMERS, told_in_the_end(known, forgotten), aloud=True)


def _look(world: World, work: Work, key: str, update: int, wait: timedelta) -> None:
    if incident := work.incidents.get(key):
        data = {"status_update": update}
        order = outgoing.Order(KIND, "desk", f"{key}/closing", slot=f"closing/{update}", data=data)
        outgoing.put(world, work, incident, order, due_at=world.clock.now() + wait)


def closing(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """None once other words count, or it is open again."""
    update, incident = work.status_updates.get(int(row.data["status_update"])), work.incidents.get(row.about)
    counts = ledger.that_counts(work, row.about)
    if update is None or counts is None or incident is None or incident.is_open:
        return None
    return Chore(_closed) if counts.id == update.id and update.state is UpdateState.PUBLISHED else None


def _closed(world: World, work: Work, row: Outgoing, _: object) -> None:
    update = work.status_updates.get(int(row.data["status_update"]))
    if update is None:
        return
    if _goes_on(work, update):
        wait = LATER if _waits_for_people(work, update) else SOON
        _look(world, work, row.about, update.id, wait)
        return
    if not work.interactions.claim(f"closing/{update.id}", world.clock.now()):
        return
    work.tickets.turn()
    with changing_within(world, work, Actor("", "clock", "closing"), row.about) as change:
        known = work.ledgers.of(row.about, update)
        forgotten = ledger.listed(world, work, row.about, Group.UNTOLD) if known.untold else []
        if known.customers:
            change.happened(Kind.CUSTOMERS, told_in_the_end(known, forgotten), aloud=True)


def _goes_on(work: Work, update: StatusUpdate) -> bool:
    """Whether tickets are still being told, or handed out to be, or wait for somebody's word."""
    if _waits_for_people(work, update):
        return True
    on_the_way = (Delivery.WAITING, Delivery.TAKEN)
    handed_out = work.outbox.of_several({update.incident}, HAND_OUT, states=on_the_way)
    return bool(handed_out) or work.tellings.count(update.id).get((Audience.TICKETS, Telling.WAITING), 0) > 0


def _waits_for_people(work: Work, update: StatusUpdate) -> bool:
    """Until it goes on again, or until premium customers get their personal words."""
    held = work.tellings.count(update.id).get((Audience.TICKETS, Telling.HELD), 0)
    return bool(update.paused_at or held)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {KIND: closing}
