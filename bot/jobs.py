"""What the clock may ask, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.actions import role
from bot.domain.audit import Actor
from bot.world import World

BATCH = 100
"""Incidents that one knock looks after at most; the rest is due at the next."""


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is called every `every`; it must be safe to run in several replicas at once."""

    name: str
    every: timedelta
    run: Callable[[World], None]


def ask_for_liaisons(world: World) -> None:
    """Major incidents whose customer liaison is missing, and that were not asked about lately."""
    now = world.clock.now()
    with world.store.read() as work:
        keys = work.incidents.liaison_asks_due(now, limit=BATCH)
    for key in keys:
        role.ask_for_liaison(world, Actor("", "clock", "liaison"), key, due=now)


def forget(world: World) -> None:
    """Delivered rows, seen interactions and relayed words that are older than the settings keep them."""
    before = world.clock.now() - world.settings.keep_delivered
    with world.store.change() as work:
        work.outbox.forget_before(before)
        work.interactions.forget_before(before)
        work.relays.forget_before(before)
        work.identities.forget_codes(world.clock.now())


JOBS = (
    Job("ask_for_liaisons", timedelta(seconds=5), ask_for_liaisons),
    Job("forget", timedelta(hours=1), forget),
)
