"""What the clock does about pages: nobody has answered for as long as they had, so the next are paged.

What was planned before and still holds is carried out first; all others are looked at.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.actions import page_plan, page_steps
from bot.errors import Unavailable
from bot.world import World

log = logging.getLogger("caseline.pages")

BATCH = 200
"""Pages in one unit of work."""

BATCHES = 50
"""Units of work that one knock does at most; the rest is due at the next."""

PLANNED = 5_000
"""Pages in one unit of work that carries out what was planned."""

AHEAD = 5
"""Units of work in which one knock plans at most; the rest is planned at the next, or looked at."""

LATER = timedelta(minutes=1)
"""When a page is looked at again that could not be taken further because of a mistake of ours."""


def sweep(world: World) -> int:
    """Takes every page further that is due; how many those were. Safe to run in several replicas at once."""
    done = sum(_until_done(world, step) for step in (_planned, _batch))
    _plan_ahead(world)
    return done


def _until_done(world: World, step: Callable[[World], int]) -> int:
    """One unit of work after the other; nothing comes of one that leaves all to others."""
    looked = 0
    for _ in range(BATCHES):
        with world.store.read() as work:
            if not work.pages.is_any_due(world.clock.now()):
                break
        if not (some := step(world)):
            break
        looked += some
    return looked


def _planned(world: World) -> int:
    try:
        with world.store.change() as work:
            now = world.clock.now()
            made_of = page_plan.made_of(world, work.stand_ins.since(now))
            return work.page_plans.carry_out(now, made_of, limit=PLANNED)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours about plans must not keep anybody from looking
        log.warning("What was planned for pages is looked at instead: %s", type(error).__name__)
        return 0


def _plan_ahead(world: World) -> None:
    """What is due soon, as far as it can be foretold."""
    now = world.clock.now()
    until = now + page_plan.NEAR
    for _ in range(AHEAD):
        with world.store.read() as work:
            if not work.page_plans.is_any_near(now, until):
                break
        if not _plan(world, now, until):
            break


def _plan(world: World, now: datetime, until: datetime) -> bool:
    """False where nothing came of it: all of that is looked at, as ever."""
    try:
        with world.store.change() as work:
            pages = work.page_plans.near(now, until, limit=BATCH)
            page_plan.plan(world, work, pages)
    except Unavailable:
        raise
    except Exception:
        log.exception("Pages could not be planned for; they are looked at when they are due.")
        _leave(world, now, until)
        return False
    return bool(pages)


def _leave(world: World, now: datetime, until: datetime) -> None:
    """To the look, so that the same mistake is not made at every knock."""
    with world.store.change() as work:
        pages = work.page_plans.near(now, until, limit=BATCH)
        work.page_plans.put({one.id: None for one in pages}, "")


def _batch(world: World) -> int:
    try:
        return _take(world, BATCH)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours about one page must not silence all others
        log.warning("A batch of pages is looked at one by one: %s", type(error).__name__)
    return _one_by_one(world)


def _take(world: World, limit: int) -> int:
    with world.store.change() as work:
        due = work.pages.take_due(world.clock.now(), limit=limit)
        page_steps.walk(world, work).on(due)
    return len(due)


def _one_by_one(world: World) -> int:
    with world.store.read() as work:
        due = work.pages.due(world.clock.now(), limit=BATCH)
    for page in due:
        if _breaks(page.id, partial(_alone, world, page.id)):
            _put_off(world, page.id)
    return len(due)


def _alone(world: World, id: int) -> None:
    with world.store.change() as work:
        page = work.pages.lock(id)
        if page and page.look_at and page.look_at <= world.clock.now():
            page_steps.walk(world, work).on([page])


def _breaks(id: int, run: Callable[[], None]) -> bool:
    try:
        run()
    except Unavailable:
        raise
    except Exception:
        log.exception("A page could not be taken further; that is tried again.", extra={"page": id})
        return True
    return False


def _put_off(world: World, id: int) -> None:
    with world.store.change() as work:
        if page := work.pages.lock(id):
            work.pages.save([replace(page, look_at=world.clock.now() + LATER)])
