"""Hats: who wears them, who is asked to, and how they pass from one person to the next."""

from dataclasses import replace
from datetime import datetime

from bot.actions import checklist, hats, identity, mirror, outgoing, page_role, sla_incident
from bot.actions import handoff as handoffs
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.role import Handoff, Holder, Responder, spoken
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.world import World


def check_role(world: World, role: str) -> None:
    if role not in world.settings.roles:
        known = ", ".join(spoken(name) for name in world.settings.roles)
        raise BadInput(
            say("There is no role {role}; there are {known}.", role=spoken(role) or "—", known=known),
            field="role",
        )


def give(world: World, by: Actor, key: str, role: str, person: str, *, instead: bool = True) -> str:
    """This person wears the hat from now on; returns who wore it before, or an empty string.

    Unless `instead`, only a hat that nobody wears is given: two people may press at once.
    """
    check_role(world, role)
    with changing(world, by, key) as change:
        change.must_be_open()
        before = _holder(change, role)
        if before and not _is_same(change, before, person) and not instead:
            raise Conflict(_already(change, before, role))
        return put_on(change, role, person)


def _holder(change: Change, role: str) -> str:
    holders = change.work.roles.of(change.incident.key)
    return next((holder.person for holder in holders if holder.role == role), "")


def _is_same(change: Change, one: str, other: str) -> bool:
    return identity.is_same(change.world, change.work, one, other)


def _already(change: Change, person: str, role: str) -> str:
    who = _name(change, person)
    return say("{who} already is {role} of {key}.", who=who, role=spoken(role), key=change.incident.key)


def put_on(change: Change, role: str, person: str) -> str:
    """Within a change: the hat moves, clocks and open handoffs of that role follow, and they are briefed."""
    key = change.incident.key
    before = _holder(change, role)
    if _is_same(change, before, person):
        raise Conflict(_already(change, person, role))
    change.work.roles.give(Holder(key, role, person, change.now))
    change.work.roles.join(Responder(key, person, change.now, change.now))
    change.audit({role: before}, {role: person})
    handoffs.withdraw(change, role)
    change.save(liaison_ask_due=hats.ask_clock(change))
    page_role.found(change, role, person)
    checklist.give(change, role, person)
    name = _name(change, person)
    entry = change.happened(Kind.ROLE, say("{who} is now {role}", who=name, role=spoken(role)))
    if found := sla_incident.FOUND.get(role):
        sla_incident.happened(change, found, entry)
    _tell(change, role, person, before)
    return before


def _tell(change: Change, role: str, person: str, before: str) -> None:
    world, work, incident = change.world, change.work, change.incident
    for room in change.rooms:
        outgoing.invite(world, work, incident, room.chat, mirror.everyone(world, work, [person]))
    slot = f"{outgoing.briefing_slot(incident.key, role, person)}/{int(change.now.timestamp())}"
    outgoing.direct(world, work, incident, person=person, view="briefing", slot=slot, role=role)
    for one in filter(None, (person, before)):
        mirror.redraw_home(world, work, incident, one)


def take_off(world: World, by: Actor, key: str, role: str) -> str:
    """Nobody wears the hat; returns who did. A missing customer liaison is asked for again."""
    check_role(world, role)
    with changing(world, by, key) as change:
        change.must_be_open()
        before = _holder(change, role)
        if not before:
            raise Conflict(say("Nobody is {role} of {key}.", role=spoken(role), key=key))
        handoffs.withdraw(change, role)
        change.work.roles.take_away(key, role)
        change.audit({role: before}, {role: ""})
        change.save(liaison_ask_due=hats.ask_clock(change))
        name = _name(change, before)
        change.happened(Kind.ROLE, say("{who} is no longer {role}", who=name, role=spoken(role)))
        if role in sla_incident.FOUND:
            sla_incident.look_again(change)
        mirror.redraw_home(world, change.work, change.incident, before)
        return before


def offer(world: World, by: Actor, key: str, role: str, taker: str, briefing: str) -> Handoff:
    """Asks the next person to take over; the hat stays until they acknowledge."""
    check_role(world, role)
    with changing(world, by, key) as change:
        change.must_be_open()
        holder = _holder(change, role)
        if not holder:
            raise Conflict(
                say(
                    "Nobody is {role} of {key}; give the role instead of handing it over.",
                    role=spoken(role),
                    key=key,
                )
            )
        if _is_same(change, holder, taker):
            raise Conflict(_already(change, taker, role))
        handoffs.withdraw(change, role)
        handoff = Handoff(
            incident=key, role=role, giver=by.person, taker=taker, briefing=briefing, offered_at=change.now
        )
        handoff = replace(handoff, id=change.work.roles.offer(handoff))
        change.audit({}, {"handoff": role, "taker": taker})
        asked = say("{who} was asked to take over as {role}", who=_name(change, taker), role=spoken(role))
        change.happened(Kind.ROLE, asked)
        handoffs.show(change, handoff)
        return handoff


def settle(world: World, by: Actor, key: str, id: int, *, accept: bool, person: str) -> Handoff:
    """The asked person says yes, and wears the hat; or no, and it stays where it was."""
    with changing(world, by, key) as change:
        handoff = _open_handoff(change, id, person)
        if not accept:
            declined = replace(handoff, withdrawn_at=change.now)
            handoffs.settle(change, declined)
            text = say(
                "{who} cannot take over as {role}", who=_name(change, person), role=spoken(handoff.role)
            )
            change.happened(Kind.ROLE, text, aloud=True)
            change.audit({"handoff": handoff.role, "taker": person}, {"handoff": "", "taker": ""})
            _tell_giver(change, declined)
            return declined
        change.must_be_open()
        accepted = replace(handoff, acknowledged_at=change.now)
        handoffs.settle(change, accepted)
        put_on(change, handoff.role, person)
        return accepted


def _tell_giver(change: Change, declined: Handoff) -> None:
    """The hat stays where it was; whoever wants to go home has to know."""
    world, work, incident = change.world, change.work, change.incident
    outgoing.direct(world, work, incident, person=declined.giver, view="handoff", handoff=declined.id)


def _open_handoff(change: Change, id: int, person: str) -> Handoff:
    handoff = change.work.roles.handoff(id)
    if handoff is None or handoff.incident != change.incident.key:
        raise NotFound(say("There is no such handoff."))
    if not _is_same(change, handoff.taker, person):
        raise NotAllowed(say("Only {who} can answer this handoff.", who=_name(change, handoff.taker)))
    if handoff.acknowledged_at or handoff.withdrawn_at:
        raise Conflict(say("This handoff no longer stands; it was settled before."))
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
