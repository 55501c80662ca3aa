"""Hats: who wears them, who is asked to, and how they pass from one person to the next."""

from dataclasses import replace
from datetime import datetime

from bot.actions import outgoing
from bot.actions.change import Change, changing
from bot.actions.incident import liaison_clock
from bot.domain.audit import Actor
from bot.domain.role import CUSTOMER_LIAISON, Handoff, Holder, Responder, spoken
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.world import World


def check_role(world: World, role: str) -> None:
    if role not in world.settings.roles:
        known = ", ".join(spoken(name) for name in world.settings.roles)
        raise BadInput(f"There is no role {spoken(role) or '(none)'}; there are {known}.", field="role")


def give(world: World, by: Actor, key: str, role: str, person: str) -> str:
    """This person wears the hat from now on; returns who wore it before, or an empty string."""
    check_role(world, role)
    with changing(world, by, key) as change:
        change.must_be_open()
        return put_on(change, role, person)


def put_on(change: Change, role: str, person: str) -> str:
    """Within a change: the hat moves, clocks and open handoffs of that role follow, and they are briefed."""
    key = change.incident.key
    before = next((h.person for h in change.work.roles.of(key) if h.role == role), "")
    if before == person:
        raise Conflict(f"{_name(change, person)} already is {spoken(role)} of {key}.")
    change.work.roles.give(Holder(key, role, person, change.now))
    change.work.roles.join(Responder(key, person, change.now, change.now))
    change.audit({role: before}, {role: person})
    _withdraw(change, role)
    if role == CUSTOMER_LIAISON:
        change.save(liaison_ask_due=liaison_clock(change))
    name = _name(change, person)
    change.happened(Kind.ROLE, say("{who} is now {role}", who=name, role=spoken(role)))
    _tell(change, role, person, before)
    return before


def _tell(change: Change, role: str, person: str, before: str) -> None:
    world, work, incident = change.world, change.work, change.incident
    for room in change.rooms:
        outgoing.invite(world, work, incident, room.chat, [person])
    outgoing.direct(world, work, incident, person=person, view="briefing", role=role)
    for one in filter(None, (person, before)):
        outgoing.home(world, work, incident, one)


def _withdraw(change: Change, role: str) -> None:
    for handoff in change.work.roles.open_handoffs(change.incident.key):
        if handoff.role == role:
            _settle(change, replace(handoff, withdrawn_at=change.now))


def _settle(change: Change, handoff: Handoff) -> None:
    change.work.roles.settle(handoff)
    _show(change, handoff)


def _show(change: Change, handoff: Handoff) -> None:
    slot = outgoing.handoff_slot(change.incident.key, handoff.id)
    outgoing.direct(
        change.world,
        change.work,
        change.incident,
        person=handoff.taker,
        view="handoff",
        slot=slot,
        handoff=handoff.id,
    )


def take_off(world: World, by: Actor, key: str, role: str) -> str:
    """Nobody wears the hat; returns who did. A missing customer liaison is asked for again."""
    check_role(world, role)
    with changing(world, by, key) as change:
        change.must_be_open()
        before = next((h.person for h in change.work.roles.of(key) if h.role == role), "")
        if not before:
            raise Conflict(f"Nobody is {spoken(role)} of {key}.")
        change.work.roles.take_away(key, role)
        change.audit({role: before}, {role: ""})
        if role == CUSTOMER_LIAISON:
            change.save(liaison_ask_due=liaison_clock(change))
        name = _name(change, before)
        change.happened(Kind.ROLE, say("{who} is no longer {role}", who=name, role=spoken(role)))
        outgoing.home(world, change.work, change.incident, before)
        return before


def offer(world: World, by: Actor, key: str, role: str, taker: str, briefing: str) -> Handoff:
    """Asks the next person to take over; the hat stays until they acknowledge."""
    check_role(world, role)
    with changing(world, by, key) as change:
        change.must_be_open()
        holder = next((h.person for h in change.work.roles.of(key) if h.role == role), "")
        if not holder:
            raise Conflict(f"Nobody is {spoken(role)} of {key}; give the role instead of handing it over.")
        if holder == taker:
            raise Conflict(f"{_name(change, taker)} already is {spoken(role)} of {key}.")
        _withdraw(change, role)
        handoff = Handoff(
            incident=key, role=role, giver=by.person, taker=taker, briefing=briefing, offered_at=change.now
        )
        handoff = replace(handoff, id=change.work.roles.offer(handoff))
        change.audit({}, {"handoff": role, "taker": taker})
        asked = say("{who} was asked to take over as {role}", who=_name(change, taker), role=spoken(role))
        change.happened(Kind.ROLE, asked)
        _show(change, handoff)
        return handoff


def settle(world: World, by: Actor, key: str, id: int, *, accept: bool, person: str) -> Handoff:
    """The asked person says yes, and wears the hat; or no, and it stays where it was."""
    with changing(world, by, key) as change:
        handoff = _open_handoff(change, id, person)
        if not accept:
            declined = replace(handoff, withdrawn_at=change.now)
            _settle(change, declined)
            text = say(
                "{who} cannot take over as {role}", who=_name(change, person), role=spoken(handoff.role)
            )
            change.happened(Kind.ROLE, text, aloud=True)
            return declined
        change.must_be_open()
        accepted = replace(handoff, acknowledged_at=change.now)
        _settle(change, accepted)
        put_on(change, handoff.role, person)
        return accepted


def _open_handoff(change: Change, id: int, person: str) -> Handoff:
    handoff = change.work.roles.handoff(id)
    if handoff is None or handoff.incident != change.incident.key:
        raise NotFound("There is no such handoff.")
    if handoff.taker != person:
        raise NotAllowed(f"Only {_name(change, handoff.taker)} can answer this handoff.")
    if handoff.acknowledged_at or handoff.withdrawn_at:
        raise Conflict("This handoff was settled before.")
    return handoff


def _name(change: Change, person: str) -> str:
    known = change.work.people.get(person)
    return known.name if known else person.partition(":")[2]


def ask_for_liaison(world: World, by: Actor, key: str, *, due: datetime) -> bool:
    """Asks the war room once more; False when somebody was found meanwhile, or asked at `due` already."""
    with world.change(by) as work:
        incident = work.incidents.lock(key)
        if incident is None or incident.liaison_ask_due is None or incident.liaison_ask_due > due:
            return False
        change = Change(world, work, by, incident, world.clock.now(), work.rooms.of(key))
        change.save(liaison_ask_due=change.now + world.settings.liaison_ask_every)
        number = int(change.now.timestamp())
        for room in change.rooms:
            slot = outgoing.ask_slot(key, number, room.chat)
            lane = f"{room.chat}:{key}"
            outgoing.put(
                world,
                work,
                incident,
                outgoing.Order("show", room.chat, lane=lane, view="liaison_wanted", slot=slot),
            )
        return True
