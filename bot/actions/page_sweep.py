"""What the clock does about pages: nobody has answered for as long as they had, so the next are paged."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.actions import page_steps
from bot.errors import Unavailable
from bot.world import World

log = logging.getLogger("caseline.pages")

BATCH = 200
"""Pages in one unit of work."""

BATCHES = 50
"""Units of work that one knock does at most; the rest is due at the next."""

LATER = timedelta(minutes=1)
"""When a page is looked at again that could not be taken further because of a mistake of ours."""


def sweep(world: World) -> int:
    """Takes every page further that is due; how many those were. Safe to run in several replicas at once."""
    looked = 0
    for _ in range(BATCHES):
        with world.store.read() as work:
            if not work.pages.is_any_due(world.clock.now()):
                break
        if not (some := _batch(world)):
            break  # Another replica is at work on them.
        looked += some
    return looked


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
