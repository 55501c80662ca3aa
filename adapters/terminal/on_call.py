"""`caseline oncall [NAME]`: who is on call, who is next, and when nobody is, in the zone of each rota."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from adapters.terminal.plain import as_json, harmless, table
from bot.config import Settings
from bot.domain.rota_duty import Duty, Nobody
from bot.domain.rota_shift import Shift
from bot.errors import NotFound
from bot.rotas import StandIns, duties


def on_call(settings: Settings, name: str, at: datetime, lent: StandIns = (), *, as_data: bool) -> str:
    """By the rota of a team, or by this rota; by all of them for an empty name. Raises NotFound.

    `lent` are those who stand in besides the overrides of the settings.
    """
    told = duties(settings, name, at, lent)
    if as_data:
        return as_json({"at": at.isoformat(), "rotas": [_data(one) for one in told]})
    if not told:
        raise NotFound("There is no rota yet; write one under `rotas` in the settings, see docs/oncall.md.")
    return "\n\n".join("\n".join(map(harmless, _lines(one))) for one in told)


def _data(one: Duty) -> dict[str, Any]:
    return {
        "rota": one.rota.name,
        "timezone": one.rota.zone.key,
        "teams": one.teams,
        "around_the_clock": one.around_the_clock,
        "now": _shift(one, one.now),
        "next": _shift(one, one.next),
        "then": _shift(one, one.then),
        "nobody": [
            {"since": hole.since.isoformat(), "until": hole.until.isoformat() if hole.until else None}
            for hole in one.nobody
        ],
    }


def _shift(duty: Duty, shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    override = duty.override(shift)
    return {
        "person": shift.person,
        "since": shift.since.isoformat(),
        "until": shift.until.isoformat(),
        "layer": shift.layer,
        "stands_in": override is not None,
        "instead_of": override.instead_of if override else "",
    }


def _lines(one: Duty) -> Iterator[str]:
    teams = f" · for {', '.join(one.teams)}" if one.teams else ""
    yield f"{one.rota.name} · {one.rota.zone.key} · at {_wall(one, one.at)}{teams}"
    yield from (f"  {line}" for line in table(list(_rows(one))))


def _rows(one: Duty) -> Iterator[tuple[str, ...]]:
    """What is now, what is next, and every time without anybody, in their order."""
    rows = [(shift.since, (shift.person, *_row(one, shift))) for shift in one.shifts]
    rows += [(hole.since, ("nobody", *_hole(one, hole))) for hole in one.nobody]
    called = {shift.since: word for shift, word in ((one.next, "next"), (one.then, "then")) if shift}
    for since, row in sorted(rows):
        yield "now" if since <= one.at else called.get(since, ""), *row


def _hole(one: Duty, hole: Nobody) -> tuple[str, str, str]:
    return _wall(one, hole.since), f"to {_wall(one, hole.until)}" if hole.until else "on", ""


def _row(one: Duty, shift: Shift) -> tuple[str, str, str]:
    return _wall(one, shift.since), f"to {_wall(one, shift.until)}", _why(one, shift)


def _why(one: Duty, shift: Shift) -> str:
    override = one.override(shift)
    if override is None:
        return f"layer {shift.layer}"
    instead = f" for {override.instead_of}" if override.instead_of else ""
    return f"stands in{instead}" + (f", layer {shift.layer}" if shift.layer else "")


def _wall(one: Duty, at: datetime) -> str:
    """To the second only where it matters."""
    wall = at.astimezone(one.rota.zone)
    return f"{wall:%Y-%m-%d %H:%M}" + (f":{wall:%S}" if wall.second else "") + f" {wall:%Z}"
