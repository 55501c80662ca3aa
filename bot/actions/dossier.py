"""Reads all that is known of an incident in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.actions import behind, hats, identity, ledger, sla_pace
from bot.actions.status_cadence import cadence
from bot.actions.status_counts import only_published
from bot.domain.audit import AuditEntry
from bot.domain.dossier import Dossier
from bot.domain.impact import Board
from bot.domain.incident import Incident, Status
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.status_brief import Cadence
from bot.domain.wording import say
from bot.errors import NotFound
from bot.ports import Work
from bot.world import World

ENTRIES = 200
"""Timeline entries that a dossier holds at most."""


def read(world: World, work: Work, key: str, *, chat: str = "") -> Dossier:
    """Everything of one incident, for readers in this chat; raises NotFound."""
    incident = work.incidents.get(key)
    if incident is None:
        raise NotFound(say("There is no incident {key}.", key=key))
    holders, tasks = work.roles.of(key), work.tasks.of(key)
    responders, handoffs = work.roles.responders(key), work.roles.open_handoffs(key)
    entries = work.timeline.of(key, limit=ENTRIES)
    failed = work.outbox.of(key, states=(Delivery.FAILED,))
    rooms = work.rooms.of(key)
    people = {
        incident.declared_by,
        *(holder.person for holder in holders),
        *(entry.by for entry in entries),
        *(person for task in tasks for person in (task.owner, task.done_by)),
        *(person for handoff in handoffs for person in (handoff.giver, handoff.taker)),
    }
    here = _here(world, work, filter(None, people), chat)
    return replace(
        _bare(world, incident),
        chat=chat,
        here=here,
        behind=(*behind.found(work, rooms, world.clock.now()), *behind.desks(world, work, key)),
        holders=tuple(holders),
        responders=tuple(responders),
        handoffs=tuple(handoffs),
        rooms=tuple(rooms),
        tasks=tuple(tasks),
        entries=tuple(entries),
        people=work.people.several(filter(None, (*people, *here.values()))),
        before=_before(incident, work.audit.of(key)),
        board=_board(world, work, key),
        impact=work.impacts.of(key) if world.desks else None,
        ledger=ledger.of(world, work, incident),
        bridge=work.bridges.of(key),
        only_published=only_published(world, work, incident),
        rhythm=sla_pace.rhythm(world, work, incident),
        cadence=Cadence() if incident.is_open else cadence(world, work, key),
        tiers=world.settings.customers.ranked(),
        troubles=tuple(dict.fromkeys(_trouble(row, several=len(rooms) > 1) for row in failed)),
    )


def _board(world: World, work: Work, key: str) -> Board:
    """Where no system of tickets is connected nothing is asked."""
    if not world.desks:
        return Board()
    customers = world.settings.customers
    return work.impacts.board(key, world.clock.now(), top=customers.ranked()[0], cut_by=customers.cut_by)


def _here(world: World, work: Work, people: Iterable[str], chat: str) -> dict[str, str]:
    """By which ids this chat knows people of other chats."""
    if not chat or len(world.voices) < 2:
        return {}
    foreign = [person for person in people if not person.startswith(f"{chat}:")]
    return {one: found for one in foreign if (found := identity.in_chat(world, work, one, chat))}


def _trouble(row: Outgoing, *, several: bool) -> str:
    return say("{chat}: {trouble}", chat=row.chat.capitalize(), trouble=row.error) if several else row.error


def brief(world: World, work: Work, incidents: Sequence[Incident], *, chat: str = "") -> list[Dossier]:
    """What a list shows of each: the incident, its hats and its rooms; however many, asked for at once."""
    keys = [incident.key for incident in incidents]
    if not keys:
        return []
    holders, rooms = work.roles.of_several(keys), work.rooms.of_several(keys)
    people = work.people.several(holder.person for holder in holders)
    return [
        replace(
            _bare(world, incident),
            chat=chat,
            holders=tuple(holder for holder in holders if holder.incident == incident.key),
            rooms=tuple(room for room in rooms if room.incident == incident.key),
            people=people,
        )
        for incident in incidents
    ]


def _bare(world: World, incident: Incident) -> Dossier:
    settings = world.settings
    severity = settings.severities.get(incident.severity)
    return Dossier(
        incident=incident,
        now=world.clock.now(),
        severities=tuple(settings.severities),
        major=severity.major if severity else False,
        roles=settings.roles,
        wanted=hats.wanted(settings, incident.severity),
        command=settings.command,
        offers_bridge=bool(settings.bridge.provider),
    )


def _before(incident: Incident, audit: Sequence[AuditEntry]) -> dict[str, str]:
    """The latest earlier value of each field that changed, for striking through.

    `state` is what cards show as one: the phase while it is open, else how it ended.
    """
    found: dict[str, str] = {}
    for entry in audit:
        found.update({name: str(value) for name, value in entry.before.items() if name in entry.after})
        if "phase" in entry.after:
            found["state"] = str(entry.before["phase"])
        elif "status" in entry.after and entry.before:
            was_open = entry.before["status"] == Status.OPEN
            found["state"] = incident.phase if was_open else str(entry.before["status"])
    return found
