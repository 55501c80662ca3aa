"""What the clock may ask, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.actions import (
    desk,
    digest,
    impact,
    on_call_there,
    pace,
    page_sweep,
    pager_hints,
    role,
    shift_change,
    sla_forget,
    sla_sweep,
    subscriber,
    summary_remind,
    ticket_digest,
)
from bot.domain.audit import Actor
from bot.world import World

BATCH = 100
"""Incidents that one knock looks after at most; the rest is due at the next."""


OLD_PAGES = 500
"""Pages that one knock forgets at most."""


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


def poll_desks(world: World) -> None:
    """Systems of tickets are asked what changed, each as often as the settings say."""
    for system in world.desks:
        desk.poll_due(world, system)


def tell_of_tickets(world: World) -> None:
    """What happened to linked tickets, and cards whose numbers changed."""
    now = world.clock.now()
    with world.store.read() as work:
        tickets = work.tickets.digests_due(now, limit=BATCH)
        boards = work.impacts.redraws_due(now, limit=BATCH)
    if tickets:
        ticket_digest.tell(world, tickets)
    for incident, drawn_at in boards:
        impact.redraw(world, incident, drawn_at)


def sweep(world: World) -> None:
    """Promises that come near, or are broken: whoever can keep them hears of it."""
    sla_sweep.sweep(world)


def ask_for_paces(world: World) -> None:
    """Incidents that have lasted: may their customers hear less often?"""
    pace.sweep(world)


def page_on(world: World) -> None:
    """Pages that nobody has answered go on to the next."""
    page_sweep.sweep(world)


def ask_pagers(world: World) -> None:
    """Incidents of pagers that are open and that no webhook told of lately."""
    for pager in world.pagers:
        pager_hints.poll_due(world, pager)


def remember_on_call(world: World) -> None:
    """Who is on call by the pagers, for when they are down."""
    on_call_there.remember(world)


def hand_over(world: World) -> None:
    """Hats whose wearer is on call no longer: who is now is asked to take over."""
    shift_change.offer(world)


def remind_of_summaries(world: World) -> None:
    """People inside the company who wait for a word about an incident."""
    summary_remind.remind(world)


def send_digests(world: World) -> None:
    """One message a day, to whoever asked for one."""
    digest.send_due(world)


def forget(world: World) -> None:
    """Delivered rows, seen interactions, relayed words, pages, tickets: as long as the settings keep them.

    Also whoever asked for letters and never confirmed it.
    """
    before = world.clock.now() - world.settings.keep_delivered
    with world.store.change() as work:
        work.outbox.forget_before(before)
        work.interactions.forget_before(before)
        work.relays.forget_before(before)
        work.identities.forget_codes(world.clock.now())
        subscriber.forget(world, work)
        work.pages.forget_before(world.clock.now() - world.settings.keep_tickets, limit=OLD_PAGES)
    sla_forget.forget(world)


JOBS = (
    Job("ask_for_liaisons", timedelta(seconds=5), ask_for_liaisons),
    Job("poll_desks", timedelta(seconds=5), poll_desks),
    Job("tell_of_tickets", timedelta(seconds=2), tell_of_tickets),
    Job("sweep", timedelta(seconds=5), sweep),
    Job("page_on", timedelta(seconds=2), page_on),
    Job("ask_pagers", timedelta(seconds=2), ask_pagers),
    Job("remember_on_call", timedelta(minutes=10), remember_on_call),
    Job("hand_over", timedelta(seconds=60), hand_over),
    Job("ask_for_paces", timedelta(seconds=60), ask_for_paces),
    Job("remind_of_summaries", timedelta(seconds=30), remind_of_summaries),
    Job("send_digests", timedelta(seconds=20), send_digests),
    Job("forget", timedelta(hours=1), forget),
)
