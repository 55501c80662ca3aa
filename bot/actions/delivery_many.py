"""Carries many reminders at once, when many are due: one claim, one look at how things stand, one record.

Each is called for itself, with no transaction open, exactly as `delivery.py` does it alone; what goes
wrong with one is its own matter. After a crash all that one worker held are in doubt, so those are few.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

from bot.actions import behind, delivery, sla_nag, sla_nag_errand, sla_nag_record
from bot.actions.sla_nag_record import Going
from bot.domain.outgoing import Delivery, Outgoing
from bot.errors import BotError, Unavailable
from bot.world import World

log = logging.getLogger("caseline.delivery")

MANY = 32
"""Rows that one worker takes at once at most."""

FEW = 20
"""Of so many of the oldest one can be carried, as long as nobody takes many."""

SHARE = 8
"""As many workers a process has: each takes its part of what is due, so that none of them is idle."""

PATIENCE = 0.5
"""Seconds after which what was not called yet is given back: how it stands has to be looked at again."""


def deliver(world: World, worker: str) -> bool:
    """As `deliver_next`, of one row or of several reminders."""
    rows = _claim(world, worker)
    if len(rows) < 2:
        for row in rows:
            delivery.carry(world, row)
        return bool(rows)
    if goings := _looked_at(world, rows):
        _carry(world, goings)
    else:
        for row in rows:
            delivery.carry(world, row)
    return True


def _claim(world: World, worker: str) -> list[Outgoing]:
    """The oldest that is due; if that is a reminder, this worker's part of the others, too."""
    now = world.clock.now()
    with world.store.change() as work:
        due = work.outbox.are_due(now, limit=MANY * SHARE)
        first = work.outbox.claim(now, worker, among=max(FEW, due)) if due else None
        if first is None:
            return []
        part = due // SHARE if first.kind == sla_nag.KIND else 0
        return [first, *(work.outbox.claim_more(now, worker, sla_nag.KIND, limit=part) if part else ())]


def _looked_at(world: World, rows: Sequence[Outgoing]) -> list[Going]:
    """None where a mistake of ours about one of them shows: then each is looked at alone."""
    try:
        with world.store.read() as work:
            return sla_nag_errand.goings(world, work, rows)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - the others must not fail with it; alone it says what is wrong
        log.warning("Reminders are carried one by one: %s", type(error).__name__)
        return []


def _carry(world: World, goings: Sequence[Going]) -> None:
    started = perf_counter()
    gone: list[tuple[Going, Any]] = []
    for place, going in enumerate(goings):
        if place and perf_counter() - started > PATIENCE:
            _give_back(world, [one.row for one in goings[place:]])
            break
        gone += _called(world, going)
    try:
        _record(world, gone)
    except BotError:
        raise
    except Exception as error:  # noqa: BLE001 - recorded one by one, each says for itself what is wrong
        log.warning("Reminders are recorded one by one: %s", type(error).__name__)
        for going, result in gone:
            delivery.record(world, going.row, sla_nag_errand.errand(going), result)


def _called(world: World, going: Going) -> list[tuple[Going, Any]]:
    """With what came of it, to be recorded with others; nothing of what was recorded by itself."""
    started, row = perf_counter(), going.row
    asked = delivery.attempt(world, row, lambda: [(going, _asked(world, going))])
    outcome = asked if isinstance(asked, str) else _state(going).value
    world.meter.delivery(row.chat, row.kind, outcome, perf_counter() - started)
    return [] if isinstance(asked, str) else asked


def _asked(world: World, going: Going) -> Any:
    errand = sla_nag_errand.errand(going)
    return errand.run(world, going.row) if errand else None


def _record(world: World, gone: Sequence[tuple[Going, Any]]) -> None:
    with world.store.change() as work:
        sla_nag_record.record(world, work, gone)
        work.outbox.save_all([_over(world, going) for going, _ in gone])
        for going, _ in gone:
            behind.carried(world, work, going.row)


def _state(going: Going) -> Delivery:
    return Delivery.DONE if going.is_left else Delivery.DROPPED


def _over(world: World, going: Going) -> Outgoing:
    now = world.clock.now()
    return replace(going.row, state=_state(going), error="", doubtful=False, done_at=now)


def _give_back(world: World, rows: Sequence[Outgoing]) -> None:
    """Nobody has called for them, so that nothing is in doubt that was not before."""
    with world.store.change() as work:
        for row in rows:
            work.outbox.save(replace(row, state=Delivery.WAITING, taken_by=""))
