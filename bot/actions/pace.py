"""Customers of an incident that lasts hear of it less often: offered once, decided by a person."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.actions import outgoing, sla_alone, sla_incident, sla_pace
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.incident import Incident, Status
from bot.domain.room import RoomState, WarRoom
from bot.domain.sla_pace import FIRST_HOUR, Rhythm
from bot.domain.sla_update import What
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import Conflict
from bot.ports import Work
from bot.world import World

VIEW = "pace"

LOOKED_AT = 1000
"""Open incidents, the newest first, among which those are found that have lasted."""


def slow_down(world: World, by: Actor, key: str) -> Rhythm:
    """From the next word to customers on; what they were promised before stays."""
    with changing(world, by, key) as change:
        change.must_be_open()
        rhythm = _rhythm(change)
        _must_be_slower(change, rhythm)
        _must_have_lasted(change, rhythm)
        if rhythm.pace.is_slow:
            raise Conflict(say("Customers of {key} hear every {slower} already.", key=key, **_spans(rhythm)))
        said = say(
            "Customers hear every {slower} instead of {usual}, from their next word on", **_spans(rhythm)
        )
        return _decided(change, What.SLOWER, said, rhythm)


def as_usual(world: World, by: Actor, key: str) -> Rhythm:
    """From the next word on, too; where nobody slowed down, that it stays so is a decision as well."""
    with changing(world, by, key) as change:
        change.must_be_open()
        rhythm = _rhythm(change)
        if not rhythm.usual:
            raise Conflict(say("Customers of {key} are promised no regular word.", key=key))
        if not rhythm.pace.is_slow and rhythm.pace.decided_at:
            raise Conflict(say("Customers of {key} hear every {usual} already.", key=key, **_spans(rhythm)))
        sentence = "Customers go on to hear every {usual}"
        if rhythm.pace.is_slow:
            sentence = "Customers hear every {usual} again, from their next word on"
        return _decided(change, What.USUAL, say(sentence, **_spans(rhythm)), rhythm)


def _decided(change: Change, what: What, said: str, before: Rhythm) -> Rhythm:
    entry = change.happened(Kind.CADENCE, said)
    sla_incident.happened(change, what, entry)
    after = _rhythm(change)
    change.audit({"pace": before.seconds}, {"pace": after.seconds})
    redraw(change)
    return after


def _rhythm(change: Change) -> Rhythm:
    return sla_pace.rhythm(change.world, change.work, change.incident)


def _spans(rhythm: Rhythm) -> dict[str, str]:
    return {name: say("{count} min", count=str(getattr(rhythm, name) // 60)) for name in ("usual", "slower")}


def _must_be_slower(change: Change, rhythm: Rhythm) -> None:
    if not rhythm.has_slower:
        sentence = "For {severity} there is no slower pace.\nNothing was changed."
        raise Conflict(say(sentence, severity=change.incident.severity))


def _must_have_lasted(change: Change, rhythm: Rhythm) -> None:
    """Nobody decides it within the first hour, when too little is known."""
    began = rhythm.pace.began or change.incident.declared_at
    left = began + FIRST_HOUR - change.now
    if left.total_seconds() > 0:
        raise Conflict(
            say(
                "{key} has lasted less than an hour, and in the first hour customers hear every {usual}.\n"
                "Nothing was changed. Ask again in {left} min.",
                key=change.incident.key,
                left=str(-(-int(left.total_seconds()) // 60)),
                **_spans(rhythm),
            )
        )


def after_severity(change: Change, before: str) -> What:
    """What another severity is to the promises: one that is worse ends the slower pace at once."""
    rhythm = _rhythm(change)
    worse = sla_pace.is_worse(change.world.settings, before, change.incident.severity)
    return What.USUAL if worse and rhythm.pace.is_slow else What.CHANGED


def sweep(world: World) -> None:
    """Incidents that have lasted are asked about in their war rooms, once, unless somebody decided."""
    now = world.clock.now()
    with world.store.read() as work:
        lasting = work.incidents.with_status(Status.OPEN, limit=LOOKED_AT)
        keys = [one.key for one in lasting if _lasts(world, one.severity, one.declared_at, now)]
        due = [key for key in keys if _is_due(world, work, key, now)]
    for key in due:
        sla_alone.breaks(key, partial(_ask, world, key))


def _lasts(world: World, severity: str, began: datetime, now: datetime) -> bool:
    known = world.settings.severities.get(severity)
    return known is not None and known.long_after is not None and began + known.long_after <= now


def _is_due(world: World, work: Work, key: str, now: datetime) -> bool:
    incident = work.incidents.get(key)
    if incident is None or not incident.is_open:
        return False
    rhythm = sla_pace.rhythm(world, work, incident)
    began = rhythm.pace.began or incident.declared_at
    if rhythm.pace.decided_at or not rhythm.has_slower or not _lasts(world, incident.severity, began, now):
        return False
    return not _shown(work, key, began)


def _ask(world: World, key: str) -> None:
    """Whether it is still to be asked is looked at again, behind whoever asked at the same time."""
    with world.change(Actor("", "clock", VIEW)) as work:
        incident = work.incidents.lock(key)
        if incident and _is_due(world, work, key, world.clock.now()):
            rhythm = sla_pace.rhythm(world, work, incident)
            began = rhythm.pace.began or incident.declared_at
            _show(world, work, incident, work.rooms.of(key), began)


def redraw(change: Change) -> None:
    """The question, wherever it was asked."""
    began = _rhythm(change).pace.began or change.incident.declared_at
    if _shown(change.work, change.incident.key, began):
        _show(change.world, change.work, change.incident, change.rooms, began)


def _shown(work: Work, key: str, began: datetime) -> bool:
    prefix = _slot(key, began, "")
    known = {one.name for one in work.rooms.slots(key)} | outgoing.on_its_way(work, key)
    return any(name.startswith(prefix) for name in known)


def _show(world: World, work: Work, incident: Incident, rooms: Sequence[WarRoom], began: datetime) -> None:
    key = incident.key
    for room in rooms:
        if room.state is RoomState.CLOSED:
            continue
        order = outgoing.Order(
            "show",
            room.chat,
            lane=outgoing.lane_of(key, room.chat),
            view=VIEW,
            slot=_slot(key, began, room.chat),
        )
        outgoing.put(world, work, incident, order)


def _slot(key: str, began: datetime, chat: str) -> str:
    """Who reopens it is asked anew."""
    return f"{key}/pace/{began:%Y%m%d%H%M%S}/{chat}"
