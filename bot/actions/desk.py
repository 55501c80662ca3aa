"""A system of tickets as a whole: hints that arrive, changes asked for, trouble told once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import desk_outgoing, outgoing, sla_ticket
from bot.domain.desk import DeskState
from bot.domain.ticket import Hint, Ref
from bot.ports import Work
from bot.world import World


def hinted(world: World, hints: Sequence[tuple[str, Hint]]) -> int:
    """Hints by system, all at once; how many of them were new. Raises Unavailable when none was kept."""
    now = world.clock.now()
    with world.store.change() as work:
        # In one order for everybody, so that two replicas with the same hints never wait for each other.
        told = {f"{system}/{hint.event}": Ref(system, hint.ticket) for system, hint in hints}
        fresh = work.interactions.claim_all(sorted(told), now)
        desk_outgoing.reads(world, work, sorted({told[id] for id in fresh}))
    return len(fresh)


def poll_due(world: World, system: str) -> None:
    """Asks for what no webhook told, when it is time; the same knock twice asks once."""
    now = world.clock.now()
    with world.store.read() as work:
        if not _is_due(work.desks.get(system), world):
            return
    with world.store.change() as work:
        state = work.desks.lock(system)
        if _is_due(state, world):
            every = world.settings.tickets.poll_every(system)
            promised = sla_ticket.watches(world, work, system)
            listed_at = state.listed_at if promised else None
            work.desks.put(replace(state, poll_due=now + every, listed_at=listed_at))
            desk_outgoing.poll(world, work, system)
            if promised and listed_at is None:
                desk_outgoing.list_open(world, work, system)


def _is_due(state: DeskState, world: World) -> bool:
    """Also when it is due later than it can be: the clock was put back."""
    due, now = state.poll_due, world.clock.now()
    return due is None or due <= now or due > now + world.settings.tickets.poll_every(state.system)


def locked_out(world: World, work: Work, system: str, why: str) -> None:
    """Only the operator can mend it, and hears of it once."""
    state = work.desks.lock(system)
    if state.trouble:
        return
    work.desks.put(replace(state, trouble=why))
    _tell_operators(world, work, system, why)


def works(world: World, work: Work, system: str) -> None:
    """It answered; what was wrong with it is over."""
    if work.desks.get(system).trouble:
        work.desks.put(replace(work.desks.lock(system), trouble=""))
        _tell_operators(world, work, system, "")


def _tell_operators(world: World, work: Work, system: str, why: str) -> None:
    to = world.settings.operators
    chat = to.partition(":")[0]
    if not to or chat not in world.voices:
        return
    row = outgoing.straight(world.clock.now(), to, "desk_trouble")
    work.outbox.add(replace(row, data={"system": system, "why": why}))
