"""The bridge of an incident: asked for once, and shown wherever the incident is worked on."""

from dataclasses import replace
from datetime import datetime

from bot.actions import outgoing
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.bridge import Bridge, BridgeState
from bot.domain.incident import Incident
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.wording import say
from bot.errors import BadInput
from bot.ports import Work
from bot.world import World

KIND = "open_bridge"


def of(_world: World, work: Work, key: str) -> Bridge | None:
    """The one that can be joined now."""
    bridge = work.bridges.of(key)
    return bridge if bridge and bridge.is_open else None


def ask_if_due(world: World, work: Work, incident: Incident, by: str) -> None:
    """When its severity says so; once, whatever becomes of the severity later.

    A drill fills nobody's account with meetings: whoever wants a real one asks for it.
    """
    rehearsed = incident.drill and world.settings.bridge.leaves_meetings
    if world.settings.opens_bridge(incident.severity) and not rehearsed:
        _begin(world, work, incident, by)


def ask(world: World, by: Actor, key: str) -> Bridge:
    """Opens one where there is none, and tries again where it could not be opened."""
    with changing(world, by, key) as change:
        bridge = change.work.bridges.of(key)
        if bridge and bridge.state is not BridgeState.FAILED:
            return bridge
        change.must_be_open()
        _must_have_provider(world)
        change.audit({"bridge": bridge.state if bridge else ""}, {"bridge": BridgeState.OPENING})
        if bridge is None:
            return _begin(world, change.work, change.incident, by.person)
        return _begin_again(change, bridge)


def _must_have_provider(world: World) -> None:
    if not world.settings.bridge.provider:
        raise BadInput(say("No bridges are set up here."))


def _begin(world: World, work: Work, incident: Incident, by: str) -> Bridge:
    provider = world.settings.bridge.provider
    bridge = Bridge(
        incident=incident.key, provider=provider, state=BridgeState.OPENING, asked_at=world.clock.now()
    )
    if work.bridges.add(bridge):
        _put(world, work, incident, by)
    return bridge


def _put(world: World, work: Work, incident: Incident, by: str) -> None:
    """In a lane of its own: neither the war room nor another incident waits for a provider."""
    provider = world.settings.bridge.provider
    lane = f"{incident.key}/bridge"
    outgoing.put(world, work, incident, outgoing.Order(KIND, provider, lane=lane, data={"by": by}))


def _begin_again(change: Change, bridge: Bridge) -> Bridge:
    """By the row that failed, so that what it may have left at the provider is found by its key."""
    work, provider = change.work, change.world.settings.bridge.provider
    again = replace(bridge, provider=provider, state=BridgeState.OPENING, asked_at=change.now)
    work.bridges.save(again)
    failed = [row for row in work.outbox.of(bridge.incident, states=(Delivery.FAILED,)) if row.kind == KIND]
    same = next((row for row in reversed(failed) if row.chat == provider), None)
    for row in failed:
        if row is not same:
            work.outbox.save(replace(row, state=Delivery.DROPPED))
    if same:
        work.outbox.save(_waiting(same, change.now))
    else:
        _put(change.world, work, change.incident, change.by.person)
    return again


def _waiting(row: Outgoing, now: datetime) -> Outgoing:
    fresh = replace(row, state=Delivery.WAITING, tries=0, due_at=now, created_at=now)
    return replace(fresh, doubtful=True, error="", done_at=None)
