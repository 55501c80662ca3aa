"""A pager as a whole: hints that arrive, and looking by ourselves where none did."""

from collections.abc import Sequence

from bot.actions import page_pagers
from bot.domain.pager import PagerHint
from bot.world import World

POLLED = 100
"""Incidents of one pager that are looked at for one knock; the rest is due at the next."""


def hinted(world: World, hints: Sequence[tuple[str, PagerHint]]) -> int:
    """Hints by pager, all at once; how many of them were new. Raises Unavailable when none was kept."""
    now = world.clock.now()
    with world.store.change() as work:
        # In one order for everybody, so that two replicas with the same hints never wait for each other.
        told = {f"{pager}/{hint.event}": (pager, hint.incident) for pager, hint in hints}
        fresh = work.interactions.claim_all(sorted(told), now)
        for pager in sorted({told[id][0] for id in fresh}):
            page_pagers.read(work, pager, (told[id][1] for id in fresh if told[id][0] == pager), now)
    return len(fresh)


def poll_due(world: World, pager: str) -> None:
    """Asks how those stand that are open and were not read for as long as the settings say.

    While the pager refuses us, one is enough to find out when it does not any more.
    """
    configured = world.settings.paging.pagers().get(pager)
    if configured is None:
        return
    now = world.clock.now()
    with world.store.read() as work:
        limit = 1 if work.desks.get(pager).trouble else POLLED
        due = work.pager_links.unresolved(pager, now - configured.poll_every, limit=limit)
    if due:
        with world.store.change() as work:
            page_pagers.read(work, pager, (one.id for one in due), now)
