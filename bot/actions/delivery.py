"""Carries one row of the outbox: claim, draw, call, record.

No transaction is open while the outside is called. A row that may work later waits in its
lane, which holds up that lane alone; one that will not work is marked failed, shown on the
war room's card, and can be tried again by people.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, TypeVar

from bot.actions import behind, desk, errands, outgoing, pager_wake
from bot.actions import room as rooms
from bot.actions.change import changing
from bot.actions.errand import AnyErrand, DeskErrand, PagerErrand
from bot.cards.delivery import trouble
from bot.domain.audit import Actor
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.room import RoomState
from bot.domain.wording import say
from bot.errors import BotError, Conflict, NotFound, NotLetIn, Refused, RoomGone, TryLater, Unavailable
from bot.world import World

log = logging.getLogger("caseline.delivery")

T = TypeVar("T")

GIVE_UP_AFTER = timedelta(hours=24)
"""How long a delivery is tried when the other side does not answer."""

LONGEST_WAIT = 60.0
"""Seconds between two tries at most, unless the other side asks for more."""


OUR_MISTAKE = "Caseline made a mistake; whoever runs it finds the reason in the log."


def deliver_next(world: World, worker: str) -> bool:
    """Carries the next due row; False when none is due. Raises Unavailable when storage is down."""
    with world.store.change() as work:
        row = work.outbox.claim(world.clock.now(), worker)
    if row is None:
        return False
    carry(world, row)
    return True


def carry(world: World, row: Outgoing) -> None:
    """A row that was claimed, to its end or until it has to wait."""
    started = perf_counter()
    outcome = _carry(world, row)
    world.meter.delivery(row.chat, row.kind, outcome, perf_counter() - started)


def next_due(world: World) -> datetime | None:
    """When the next row is due, as far as is known now."""
    with world.store.read() as work:
        return work.outbox.next_due()


def give_back(world: World, worker: str) -> int:
    """After storage failed between call and record: what this worker holds is tried again, with care."""
    with world.store.change() as work:
        return work.outbox.give_back(worker)


def _carry(world: World, row: Outgoing) -> str:
    def ask() -> tuple[AnyErrand | None, Any]:
        with world.store.read() as work:
            errand = errands.prepare(world, work, row)
        return errand, errand.run(world, row) if errand else None

    asked = attempt(world, row, ask)
    return asked if isinstance(asked, str) else record(world, row, *asked)


def attempt(world: World, row: Outgoing, ask: Callable[[], T]) -> T | str:
    """What came of it, or in one word what became of the row, which is then recorded."""
    try:
        return ask()
    except TryLater as error:
        return _wait(world, row, error)
    except RoomGone as error:
        return _elsewhere(world, row) if _war_room_is_gone(world, row) else _fail(world, row, str(error))
    except (Refused, NotFound) as error:
        return _fail(world, row, str(error), locked_out=isinstance(error, NotLetIn))
    except Unavailable:
        raise
    except Exception:  # A bug in one delivery must not stop its lane silently.
        log.exception("A delivery broke.", extra=_named(row))
        return _fail(world, row, say(OUR_MISTAKE))


def record(world: World, row: Outgoing, errand: AnyErrand | None, result: Any) -> str:
    """After it was carried: in one word, what became of the row."""
    try:
        return _record(world, row, errand, result)
    except BotError:
        raise
    except Exception:  # It was carried; carrying it again and again because of our bug would be worse.
        log.exception("A delivery was not recorded.", extra=_named(row))
        return _fail(world, row, say(OUR_MISTAKE))


def _record(world: World, row: Outgoing, errand: AnyErrand | None, result: Any) -> str:
    state = Delivery.DONE if errand else Delivery.DROPPED
    with world.store.change() as work:
        work.outbox.save(replace(row, state=state, error="", doubtful=False, done_at=world.clock.now()))
        if errand:
            errand.record(world, work, row, result)
        if isinstance(errand, DeskErrand | PagerErrand):
            desk.works(world, work, row.chat)
        behind.carried(world, work, row)
    return state.value


def _war_room_is_gone(world: World, row: Outgoing) -> bool:
    """Notes that the war room can no longer be used; False when the row was not meant for it."""
    with world.store.read() as work:
        there = next((one for one in work.rooms.of(row.about) if one.chat == row.chat), None)
    if row.to or there is None or there.state is not RoomState.OPEN or row.kind == "close_room":
        return False
    rooms.gone(world, Actor("", "delivery", row.kind), there)
    return True


def _elsewhere(world: World, row: Outgoing) -> str:
    """At once: the row now goes to where messages go that have no war room."""
    with world.store.change() as work:
        work.outbox.save(replace(row, state=Delivery.WAITING, due_at=world.clock.now(), taken_by=""))
    return "elsewhere"


def _wait(world: World, row: Outgoing, error: TryLater) -> str:
    now = world.clock.now()
    if now - row.created_at > GIVE_UP_AFTER:
        return _fail(world, row, str(error))
    wait = _backoff(row.tries) if error.after is None else error.after
    waiting = replace(
        row,
        state=Delivery.WAITING,
        tries=row.tries + 1,
        due_at=now + timedelta(seconds=wait),
        error=trouble(row, str(error)),
        doubtful=row.doubtful or error.unsure,
        taken_by="",
    )
    with world.store.change() as work:
        work.outbox.save(waiting)
        if behind.is_late(waiting, now):
            behind.tell_others(world, work, waiting)
            pager_wake.waits(world, work, waiting, now)
    log.warning("A delivery waits: %s", error, extra=_named(row) | {"seconds": round(wait)})
    return "later"


def _backoff(tries: int) -> float:
    """Seconds; a day of tries is no reason to compute with a power of 1440."""
    return min(0.5 * (1 << min(tries, 10)), LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311  # Spreads load.


def _fail(world: World, row: Outgoing, why: str, *, locked_out: bool = False) -> str:
    """`locked_out` says that nothing works there until the operator mends it."""
    failed = replace(
        row, state=Delivery.FAILED, error=trouble(row, why), taken_by="", done_at=world.clock.now()
    )
    with world.store.change() as work:
        work.outbox.save(failed)
        errands.record_failure(world, work, failed, why)
        if locked_out:
            desk.locked_out(world, work, row.chat, why)
    log.error("A delivery failed for good: %s", why, extra=_named(row))
    return "failed"


def _named(row: Outgoing) -> dict[str, object]:
    """What the log says of a row: ids, never what is in it."""
    return {"incident": row.about, "row": row.id, "kind": row.kind, "chat": row.chat}


def retry(world: World, by: Actor, key: str) -> int:
    """Everything of this incident that failed for good waits again; returns how many rows."""
    with changing(world, by, key) as change:
        failed = change.work.outbox.of(key, states=(Delivery.FAILED,))
        if not failed:
            raise Conflict(say("Nothing of {key} has failed.", key=key))
        outgoing.wait_again(change.work, failed, change.now)
        for room in change.rooms:
            if room.state is RoomState.FAILED:
                change.work.rooms.save(replace(room, state=RoomState.OPENING))
        change.audit({}, {"retried": len(failed)})
        return len(failed)
