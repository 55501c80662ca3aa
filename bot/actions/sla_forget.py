"""Tickets that nobody needs any more, and everything that was promised about them."""

from bot.world import World

PORTION = 500
"""Tickets in one unit of work, so that nobody waits for it."""

PORTIONS = 20
"""Units of work that one knock does at most; the rest goes at the next."""


def forget(world: World) -> int:
    """How many that were. What was missed stays to be counted, without what people said about it."""
    before = world.clock.now() - world.settings.keep_tickets
    forgotten = 0
    for _ in range(PORTIONS):
        with world.store.change() as work:
            work.tickets.turn()
            refs = work.tickets.forget_before(before, limit=PORTION)
            abouts = [str(one) for one in refs]
            for kept in (work.updates, work.clocks, work.notices, work.hushes):
                kept.forget(abouts)
            work.breaches.forget_words(abouts)
        forgotten += len(refs)
        if len(refs) < PORTION:
            break
    return forgotten
