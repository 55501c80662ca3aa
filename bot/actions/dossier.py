"""Reads all that is known of an incident in one go."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.audit import AuditEntry
from bot.domain.dossier import Dossier
from bot.domain.incident import Incident, Status
from bot.domain.outgoing import Delivery
from bot.domain.wording import say
from bot.errors import NotFound
from bot.ports import Work
from bot.world import World

ENTRIES = 200
"""Timeline entries that a dossier holds at most."""


def read(world: World, work: Work, key: str) -> Dossier:
    """Everything of one incident; raises NotFound."""
    incident = work.incidents.get(key)
    if incident is None:
        raise NotFound(say("There is no incident {key}.", key=key))
    holders, tasks = work.roles.of(key), work.tasks.of(key)
    responders, handoffs = work.roles.responders(key), work.roles.open_handoffs(key)
    entries = work.timeline.of(key, limit=ENTRIES)
    failed = work.outbox.of(key, states=(Delivery.FAILED,))
    people = {
        incident.declared_by,
        *(holder.person for holder in holders),
        *(entry.by for entry in entries),
        *(person for task in tasks for person in (task.owner, task.done_by)),
        *(person for handoff in handoffs for person in (handoff.giver, handoff.taker)),
    }
    return replace(
        _bare(world, incident),
        holders=tuple(holders),
        responders=tuple(responders),
        handoffs=tuple(handoffs),
        rooms=tuple(work.rooms.of(key)),
        tasks=tuple(tasks),
        entries=tuple(entries),
        people=work.people.several(filter(None, people)),
        before=_before(incident, work.audit.of(key)),
        troubles=tuple(dict.fromkeys(row.error for row in failed)),
    )


def brief(world: World, work: Work, incidents: Sequence[Incident]) -> list[Dossier]:
    """What a list shows of each: the incident, its hats and its rooms; however many, asked for at once."""
    keys = [incident.key for incident in incidents]
    if not keys:
        return []
    holders, rooms = work.roles.of_several(keys), work.rooms.of_several(keys)
    people = work.people.several(holder.person for holder in holders)
    return [
        replace(
            _bare(world, incident),
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
        command=settings.command,
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
