"""What the clock does about pages: nobody has answered for as long as they had, so the next are paged."""

from bot.actions import page_steps
from bot.world import World

BATCH = 200
"""Pages in one unit of work."""

BATCHES = 50
"""Units of work that one knock does at most; the rest is due at the next."""


def sweep(world: World) -> int:
    """Takes every page further that is due; how many those were. Safe to run in several replicas at once."""
    looked = 0
    for _ in range(BATCHES):
        with world.store.read() as work:
            if not work.pages.is_any_due(world.clock.now()):
                break
        if not (some := _batch(world, BATCH)):
            break  # Another replica is at work on them.
        looked += some
    return looked


def _batch(world: World, limit: int) -> int:
    with world.store.change() as work:
        due = work.pages.take_due(world.clock.now(), limit=limit)
        page_steps.walk(world, work).on(due)
    return len(due)
