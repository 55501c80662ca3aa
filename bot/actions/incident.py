"""What can be done with an incident as a whole."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import (
    bridge,
    follow_rules,
    hats,
    lookalike,
    mirror,
    outgoing,
    pace,
    sla_incident,
    staffing,
    ticket,
)
from bot.actions.change import Change, changing, changing_within
from bot.domain.audit import Actor, AuditEntry, entry
from bot.domain.incident import Incident, Status, key_of
from bot.domain.likeness import Similar
from bot.domain.role import Responder
from bot.domain.room import Room, RoomState, WarRoom
from bot.domain.sla_update import What
from bot.domain.ticket import Ref
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.errors import AlreadyDone, BadInput, Conflict
from bot.ports import Work
from bot.world import World

COMPARED = 200
"""Open incidents that a new title is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a person said when declaring.

    `here` makes the room they are in the war room. `tickets` are linked at once. `once` is equal
    for the same words typed twice in a row, which is one wish. `chat` is where the war room opens
    when nobody of that chat declares it.
    """

    title: str
    severity: str
    description: str = ""
    private: bool = False
    drill: bool = False
    here: bool = False
    workspace: str = ""
    once: str = ""
    tickets: tuple[Ref, ...] = ()
    chat: str = ""


OFFERED = 5


def alike(world: World, work: Work, title: str, *, drill: bool) -> list[Similar]:
    """Open incidents whose title speaks of the same thing, most alike first; private ones are not told."""
    known = {
        incident.key: incident
        for incident in work.incidents.with_status(Status.OPEN, limit=COMPARED)
        if not incident.private and incident.drill == drill
    }
    titles = {key: incident.title for key, incident in known.items()}
    return [
        Similar(known[one.name], one.terms)
        for one in world.alike.among(title, titles, limit=OFFERED)
        if one.score >= world.settings.duplicate_likeness
    ]


def declare(world: World, by: Actor, said: Declaration, room: Room | None) -> Incident:
    """A new incident with its war room on the way; all of it or nothing."""
    check_severity(world, said.severity)
    with world.change(by) as work:
        if said.once and not work.interactions.claim(said.once, world.clock.now()):
            _stop_if_open(work, work.interactions.made(said.once))
        incident = declare_within(world, work, by, said, room)
        for id in filter(None, (by.interaction, said.once)):
            work.interactions.record(id, incident.key)
    return incident


def declare_within(world: World, work: Work, by: Actor, said: Declaration, room: Room | None) -> Incident:
    """As `declare`, in a unit of work that does something else as well; the severity must be one."""
    now = world.clock.now()
    if said.tickets:
        work.tickets.turn()
    incident = _new(world, work.incidents.next_number(), by, said, room, now)
    work.incidents.add(incident)
    if not said.chat:
        work.roles.join(Responder(incident.key, by.person, now, now))
    entry = work.timeline.add(_declared(incident, by, now))
    work.audit.add(_audited(incident, by, now))
    incident = sla_incident.declared(world, work, incident, entry)
    _open(world, work, incident, said, room)
    bridge.ask_if_due(world, work, incident, by.person)
    lookalike.ask(world, work, incident)
    follow_rules.severe(world, work, incident)
    if said.tickets or hats.role_pages(world.settings, said.severity):
        with changing_within(world, work, replace(by, interaction=""), incident.key) as change:
            ticket.link_within(change, said.tickets)
            staffing.page_missing(change)
    return incident


def _stop_if_open(work: Work, made: str) -> None:
    """The same words again are the same wish, unless what they made is over already."""
    earlier = work.incidents.get(made)
    if earlier is None or earlier.is_open:
        raise AlreadyDone(made)


def _new(
    world: World, number: int, by: Actor, said: Declaration, room: Room | None, now: datetime
) -> Incident:
    return Incident(
        key=key_of(number),
        number=number,
        title=said.title,
        description=said.description,
        severity=said.severity,
        phase=world.settings.phases[0],
        declared_by=by.person,
        declared_at=now,
        private=said.private,
        drill=said.drill,
        relay=world.settings.rooms.relay,
        chat=said.chat or by.person.partition(":")[0],
        workspace=said.workspace,
        origin=room.id if room else "",
        liaison_ask_due=now if hats.wanted(world.settings, said.severity) else None,
    )


def _declared(incident: Incident, by: Actor, now: datetime) -> TimelineEntry:
    text = say("Declared {severity}: {title}", severity=incident.severity, title=incident.title)
    return TimelineEntry(
        incident=incident.key, at=now, recorded_at=now, kind=Kind.DECLARED, text=text, by=by.person
    )


def _audited(incident: Incident, by: Actor, now: datetime) -> AuditEntry:
    after = {"title": incident.title, "severity": incident.severity, "status": incident.status.value}
    flags = {name: True for name in ("private", "drill") if getattr(incident, name)}
    return entry(by, incident.key, now, {}, after | flags)


def _open(world: World, work: Work, incident: Incident, said: Declaration, room: Room | None) -> None:
    """The war room, a new channel or the room they are in; and one in every other chat that has a part."""
    _open_here(world, work, incident, said, room)
    mirror.open_others(world, work, incident)


def _open_here(world: World, work: Work, incident: Incident, said: Declaration, room: Room | None) -> None:
    here = said.here and room is not None and not room.direct
    if room is not None and here:
        if work.rooms.at(room.id) is not None:
            raise Conflict(say("This channel already is the war room of an incident."))
        adopted = WarRoom(
            incident.key,
            incident.chat,
            room.workspace,
            room.id,
            room.name,
            state=RoomState.OPEN,
            adopted=True,
        )
        work.rooms.add(adopted)
        outgoing.war_room_card(world, work, incident, incident.chat)
        outgoing.announce(world, work, incident)
        return
    work.rooms.add(WarRoom(incident.key, incident.chat, incident.workspace))
    outgoing.open_room(world, work, incident, incident.chat)


def check_severity(world: World, severity: str) -> None:
    if severity not in world.settings.severities:
        known = ", ".join(world.settings.severities)
        raise BadInput(
            say("There is no severity {severity}; there are {known}.", severity=severity or "—", known=known),
            field="severity",
        )


def change_severity(world: World, by: Actor, key: str, severity: str, *, why: str = "") -> Incident:
    """Another severity; clocks that hang on it start or stop."""
    check_severity(world, severity)
    with changing(world, by, key) as change:
        change.must_be_open()
        before = change.incident.severity
        if before == severity:
            raise Conflict(say("{key} already is {severity}.", key=key, severity=severity))
        change.save(severity=severity)
        change.save(liaison_ask_due=hats.ask_clock(change))
        staffing.page_missing(change)
        because = say(": {why}", why=why) if why else ""
        moved = say("Severity {before} → {after}{why}", before=before, after=severity, why=because)
        what = pace.after_severity(change, before)
        if what is What.USUAL:
            moved = say("{moved}. Customers hear as often as usual again", moved=moved)
        sla_incident.happened(change, what, change.happened(Kind.SEVERITY, moved))
        pace.redraw(change)
        bridge.ask_if_due(world, change.work, change.incident, by.person)
        follow_rules.severe(world, change.work, change.incident)
        return change.incident


def change_phase(world: World, by: Actor, key: str, phase: str) -> Incident:
    with changing(world, by, key) as change:
        change.must_be_open()
        set_phase(change, phase)
        return change.incident


def set_phase(change: Change, phase: str) -> None:
    phases = change.world.settings.phases
    if phase not in phases:
        known = ", ".join(phases)
        raise BadInput(
            say("There is no phase {phase}; there are {known}.", phase=phase or "—", known=known),
            field="phase",
        )
    before = change.incident.phase
    if before == phase:
        raise Conflict(say("{key} already is in phase {phase}.", key=change.incident.key, phase=phase))
    change.save(phase=phase)
    entry = change.happened(Kind.PHASE, say("Phase {before} → {after}", before=before, after=phase))
    sla_incident.happened(change, What.CHANGED, entry)
    ticket.step(change, "phase", say("{before} → {after}", before=before, after=phase))
