"""A real incident is played again in a war room: what its vendor told the public comes when it came then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.actions import outgoing
from bot.actions.incident import Declaration, check_severity, declare_within
from bot.domain.audit import Actor
from bot.domain.incident import Incident
from bot.domain.rehearsal import Rehearsal
from bot.domain.room import Room
from bot.ports import Work
from bot.world import World

VIEW = "rehearsed"
NOBODY = "replay:caseline"
"""Whoever starts it from a terminal is nobody in a chat."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What comes so many minutes after the beginning of the history; `who` says it under this `heading`."""

    minute: float
    who: str
    heading: str
    text: str


def begin(
    world: World, room: Room, rehearsal: Rehearsal, heard: Sequence[Heard], severity: str = ""
) -> Incident:
    """A drill with this room as its war room; all of it waits in the outbox, so a restart loses nothing."""
    chosen = severity or next(iter(world.settings.severities))
    check_severity(world, chosen)
    by = Actor(NOBODY, "terminal", "replay")
    said = Declaration(title=rehearsal.title[:200], severity=chosen, drill=True, here=True, chat=room.chat)
    with world.change(by) as work:
        where = replace(room, workspace=room.workspace or _workspace(work, room.chat))
        incident = declare_within(world, work, by, replace(said, workspace=where.workspace), where)
        work.rehearsals.add(replace(rehearsal, incident=incident.key))
        for one in heard:
            _plan(world, work, incident, rehearsal, one)
    return incident


def _plan(world: World, work: Work, incident: Incident, rehearsal: Rehearsal, one: Heard) -> None:
    order = outgoing.Order(
        "show",
        incident.chat,
        lane=f"{incident.chat}:{incident.key}/rehearsed",
        view=VIEW,
        data={"who": one.who, "heading": one.heading, "text": one.text},
    )
    due_at = rehearsal.began_at + timedelta(minutes=one.minute / rehearsal.speed)
    outgoing.put(world, work, incident, order, due_at=due_at)


def _workspace(work: Work, chat: str) -> str:
    """As the latest incident of this chat has it; empty where a chat has only one."""
    recent = work.incidents.recent(limit=100)
    return next((one.workspace for one in recent if one.chat == chat and one.workspace), "")
