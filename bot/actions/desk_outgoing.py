"""Writes down what a system of tickets is to be asked.

A ticket has its own order: all that is about it goes through one of a few lanes of its system,
chosen by its id. So one slow answer holds up a part of them, and no more requests are under way
at once than there are lanes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4
from zlib import crc32

from bot.domain.outgoing import Outgoing
from bot.domain.ticket import Ref
from bot.ports import Work
from bot.world import World

LANES = 4
"""Requests that are under way at one system at most, besides the one that asks for changes."""


def lane_of(ref: Ref) -> str:
    return f"{ref.system}/{crc32(ref.id.encode()) % LANES}"


def put(  # noqa: PLR0913 - what a row for a desk consists of
    world: World,
    work: Work,
    kind: str,
    system: str,
    *,
    lane: str,
    about: str = "",
    slot: str = "",
    due_at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Into the outbox, due now unless it is said when."""
    now = world.clock.now()
    row = _row(kind, system, lane=lane, about=about, now=now, data=data or {})
    work.outbox.add(replace(row, slot=slot, due_at=due_at or now))


def _row(
    kind: str, system: str, *, lane: str, about: str, now: datetime, data: Mapping[str, Any]
) -> Outgoing:
    return Outgoing(
        lane=lane,
        kind=kind,
        chat=system,
        about=about,
        data=data,
        key=uuid4().hex,
        due_at=now,
        created_at=now,
    )


def about_ticket(world: World, work: Work, kind: str, ref: Ref, *, incident: str, **data: Any) -> None:
    """Behind everything else that is to be asked about this ticket."""
    told = {"ticket": ref.id, **data}
    put(world, work, kind, ref.system, lane=lane_of(ref), about=incident, data=told)


def links(world: World, work: Work, refs: Sequence[Ref], incident: str) -> None:
    """Many tickets at once are to be linked; people wait for it."""
    now = world.clock.now()
    work.outbox.add_all(
        [
            _row(
                "ticket_link", one.system, lane=lane_of(one), about=incident, now=now, data={"ticket": one.id}
            )
            for one in refs
        ]
    )


def reads(world: World, work: Work, refs: Sequence[Ref]) -> None:
    """How they stand there now; asking once is enough, however many hints came."""
    now = world.clock.now()
    rows = (
        (one, _row("ticket_read", one.system, lane=lane_of(one), about="", now=now, data={"ticket": one.id}))
        for one in refs
    )
    work.outbox.add_all([replace(row, slot=f"read/{one}") for one, row in rows])


def poll(world: World, work: Work, system: str) -> None:
    """What changed there since the last time."""
    put(world, work, "desk_poll", system, lane=f"{system}/poll", slot=f"poll/{system}")


def list_open(world: World, work: Work, system: str) -> None:
    """Every open ticket there, once."""
    put(world, work, "desk_list", system, lane=f"{system}/search", slot=f"list/{system}")


def ref_of(row: Outgoing) -> Ref:
    return Ref(row.chat, str(row.data["ticket"]))


def steps(
    world: World, work: Work, incident: str, text: str, *, systems: Sequence[str], after: Ref | None = None
) -> None:
    """A note with this text on every linked ticket of these systems, page by page."""
    data: dict[str, Any] = {"text": text, "systems": list(systems)}
    if after:
        data |= {"system": after.system, "after": after.id}
    put(world, work, "ticket_steps", "desk", lane=f"{incident}/steps", about=incident, data=data)
