"""Who is on call by the pagers: asked now, or as they told it last."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait

from bot.domain.pager import Contact
from bot.domain.pager_on_call import OnCallThere
from bot.errors import AdapterError
from bot.world import World

PATIENCE = 2.0
"""Seconds that all pagers together have, before what they told last is shown."""


def ask(world: World, services: Iterable[str]) -> list[OnCallThere]:
    """All at the same time; whoever does not answer in time is answered for from memory."""
    known = world.settings.paging.services()
    wanted = [(name, known[name]) for name in services if known[name] in world.pagers]
    if not wanted:
        return []
    pool = ThreadPoolExecutor(max_workers=min(8, len(wanted)))
    asked = {name: pool.submit(world.pagers[pager].on_call, name) for name, pager in wanted}
    done, _ = wait(asked.values(), timeout=PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    told: dict[str, tuple[Contact, ...]] = {}
    for name, one in asked.items():
        if one in done and not isinstance(one.exception(), AdapterError):
            told[name] = tuple(one.result())
    return _kept(world, wanted, told)


def _kept(
    world: World, wanted: Sequence[tuple[str, str]], told: dict[str, tuple[Contact, ...]]
) -> list[OnCallThere]:
    now, found = world.clock.now(), []
    with world.store.change() as work:
        for name, pager in sorted(wanted):
            if name in told:
                work.on_calls.put(pager, name, told[name], now)
                found.append(OnCallThere(name, pager, told[name], now, is_now=True))
                continue
            before = work.on_calls.get(pager, name)
            contacts, at = before or ((), None)
            found.append(OnCallThere(name, pager, contacts, at, is_now=False))
    return found


def remember(world: World) -> None:
    """So that there is an answer when it is needed and the pager is down."""
    ask(world, world.settings.paging.services())
