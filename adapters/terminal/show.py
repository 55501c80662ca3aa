"""`caseline show INC-1`: everything that is recorded about one incident, with what could not be delivered."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from adapters.terminal import show_tickets as tickets
from adapters.terminal.plain import as_json, harmless, instant, record, table
from bot.domain.incident import Incident
from bot.domain.outgoing import Delivery
from bot.domain.role import spoken
from bot.errors import NotFound
from bot.ports import Work

Name = Callable[[str], str]
_MOST = 10_000
_STATES = tuple(Delivery)


def show(work: Work, key: str, *, as_data: bool) -> str:
    """Raises NotFound."""
    incident = work.incidents.get(key.upper())
    if incident is None:
        raise NotFound(f"There is no incident {key}; `caseline incidents` lists them.")
    return as_json(_data(work, incident)) if as_data else "\n".join(_lines(work, incident))


def _data(work: Work, incident: Incident) -> dict[str, Any]:
    key, bridge = incident.key, work.bridges.of(incident.key)
    return {
        "incident": record(incident),
        "rooms": [record(one) for one in work.rooms.of(key)],
        "bridge": record(bridge) if bridge else None,
        "roles": [record(one) for one in work.roles.of(key)],
        "responders": [record(one) for one in work.roles.responders(key)],
        "tasks": [record(one) for one in work.tasks.of(key)],
        "timeline": [record(one) for one in work.timeline.of(key, limit=_MOST)],
        "audit": [record(one) for one in work.audit.of(key)],
        "outbox": [record(one) for one in work.outbox.of(key, states=_STATES)],
        **tickets.data(work, incident),
    }


def _lines(work: Work, incident: Incident) -> list[str]:
    name = _names(work, incident)
    parts = {
        "War rooms": _rooms(work, incident),
        "Bridge": _bridge(work, incident),
        "Roles": _roles(work, incident, name),
        "Tasks": _tasks(work, incident, name),
        "Customers": tickets.customers(work, incident, name),
        "Tickets": tickets.tickets(work, incident, name),
        "Timeline": _timeline(work, incident, name),
        "Audit": _audit(work, incident, name),
        "Not delivered": _outbox(work, incident),
    }
    shown = [["", heading, *(f"  {line}" for line in table(rows))] for heading, rows in parts.items() if rows]
    return [*map(harmless, _heading(incident, name)), *chain.from_iterable(shown)]


def _heading(incident: Incident, name: Name) -> list[str]:
    marks = "".join(f" [{mark}]" for mark in ("drill", "private") if getattr(incident, mark))
    lines = [
        f"{incident.key} · {incident.severity} · {incident.status} · {incident.phase}{marks}",
        incident.title,
        f"declared {instant(incident.declared_at)} by {name(incident.declared_by)}",
    ]
    if incident.ended_at:
        lines.append(f"{incident.status} {instant(incident.ended_at)} by {name(incident.ended_by)}")
    if incident.next_update_due and incident.is_open:
        lines.append(f"next update due {instant(incident.next_update_due)}")
    return lines


def _rooms(work: Work, incident: Incident) -> list[tuple[str, ...]]:
    return [
        (one.chat, one.name or one.room or "–", str(one.state), one.url)
        for one in work.rooms.of(incident.key)
    ]


def _bridge(work: Work, incident: Incident) -> list[tuple[str, ...]]:
    one = work.bridges.of(incident.key)
    return [(one.name, str(one.state), one.url)] if one else []


def _roles(work: Work, incident: Incident, name: Name) -> list[tuple[str, ...]]:
    return [(spoken(one.role), name(one.person), instant(one.since)) for one in work.roles.of(incident.key)]


def _tasks(work: Work, incident: Incident, name: Name) -> list[tuple[str, ...]]:
    return [
        (
            f"#{one.number}",
            "done" if one.done_at else "open",
            name(one.owner) if one.owner else "nobody",
            one.text,
        )
        for one in work.tasks.of(incident.key)
    ]


def _timeline(work: Work, incident: Incident, name: Name) -> list[tuple[str, ...]]:
    entries = work.timeline.of(incident.key, limit=_MOST)
    return [(instant(one.at), str(one.kind), name(one.by), one.text) for one in entries]


def _audit(work: Work, incident: Incident, name: Name) -> list[tuple[str, ...]]:
    return [
        (instant(one.at), one.door, one.word, name(one.by), _changed(one.before, one.after))
        for one in work.audit.of(incident.key)
    ]


def _outbox(work: Work, incident: Incident) -> list[tuple[str, ...]]:
    states = [Delivery.FAILED, Delivery.WAITING, Delivery.TAKEN]
    return [
        (
            f"row {one.id}",
            str(one.state),
            f"{one.kind} {one.view or tickets.about(one)}".strip(),
            one.lane,
            "1 try" if one.tries == 1 else f"{one.tries} tries",
            one.error or f"due {instant(one.due_at)}",
        )
        for one in work.outbox.of(incident.key, states=states)
    ]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    names = sorted({*before, *after})
    return "; ".join(f"{n}: {before.get(n, '–')} → {after.get(n, '–')}" for n in names)


def _names(work: Work, incident: Incident) -> Name:
    ids = {incident.declared_by, incident.ended_by}
    ids |= {one.person for one in work.roles.of(incident.key)}
    ids |= {one.by for one in work.timeline.of(incident.key, limit=_MOST)}
    ids |= {one.by for one in work.audit.of(incident.key)}
    ids |= {one.owner for one in work.tasks.of(incident.key)}
    ids |= tickets.people(work, incident)
    known = work.people.several(ids - {""})

    def name(id: str) -> str:
        return f"{known[id].name} ({id})" if id in known else id or "–"

    return name
