"""Rotas that nobody would think of, close to where clocks change, and a slow answer to who is on call."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as some

from bot.domain.calendar import Calendar
from bot.domain.rota import Schedule
from bot.domain.rota_layer import Layer
from bot.domain.rota_override import Override
from bot.domain.rota_rotation import Rotation, Unit
from bot.domain.rota_shift import Shift
from tests.bot.domain.calendars import instants, times, written

PEOPLE = ("ana", "leo", "mia", "eve")
MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""Nine o'clock in Berlin."""

FEW_ZONES = ("Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo")
"""One that changes at night, one that skipped a date, and one that changes at midnight."""

EVERY = {
    Unit.HOURS: some.integers(1, 100),
    Unit.DAYS: some.integers(1, 10),
    Unit.WEEKS: some.integers(1, 4),
}


def utc(text: str) -> datetime:
    """`2026-03-29 01:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(at: str = "09:00", *, every: int = 1) -> Rotation:
    return Rotation(every, Unit.DAYS, time.fromisoformat(at))


def weekly(at: str = "09:00", *, every: int = 1, weekday: int = 0) -> Rotation:
    return Rotation(every, Unit.WEEKS, time.fromisoformat(at), weekday)


def hourly(every: int, at: str = "08:00") -> Rotation:
    return Rotation(every, Unit.HOURS, time.fromisoformat(at))


def layer(name: str = "base", people: str = "ana leo mia", **more: Any) -> Layer:
    given: dict[str, Any] = {"rotation": daily(), "since": MONDAY} | more
    return Layer(name=name, people=tuple(people.split()), **given)


def schedule(*layers: Layer, zone: str = "Europe/Berlin", overrides: tuple[Override, ...] = ()) -> Schedule:
    return Schedule("support", zone, layers or (layer(),), overrides)


def on_call(rota: Schedule, at: datetime) -> Shift:
    """The shift of an instant at which somebody is on call."""
    shift = rota.on_call(at)
    assert shift is not None
    return shift


@cache
def rotations() -> some.SearchStrategy[Rotation]:
    return some.sampled_from(Unit).flatmap(
        lambda unit: some.builds(
            Rotation, EVERY[unit], some.just(unit), times().map(time.fromisoformat), some.integers(0, 6)
        )
    )


@cache
def crews() -> some.SearchStrategy[list[str]]:
    return some.lists(some.sampled_from(PEOPLE), min_size=1, max_size=4)


@some.composite
def layers(draw: some.DrawFn, zone: str, name: str, *, restricted: bool | None = None) -> Layer:
    """From some day in 2011 on, so that instants of 2012 lie in it; now and then only until later."""
    since = utc("2011-09-01 00:00") + timedelta(minutes=draw(some.integers(0, 90 * 1440)))
    closed = draw(some.booleans()) if restricted is None else restricted
    return Layer(
        name=name,
        people=tuple(draw(crews())),
        rotation=draw(rotations()),
        since=since,
        only=Calendar(**(draw(written()) | {"timezone": zone})) if closed else None,
    )


@some.composite
def overrides(draw: some.DrawFn) -> Override:
    since = draw(instants())
    return Override(
        person=draw(some.sampled_from(("zoe", "ana", "leo"))),
        since=since,
        until=since + timedelta(seconds=draw(some.integers(1, 12 * 86400))),
        instead_of=draw(some.sampled_from(("", "ana", "mia"))),
        layer=draw(some.sampled_from(("", "first"))),
    )


@some.composite
def schedules(draw: some.DrawFn, zones: Sequence[str] = FEW_ZONES) -> Schedule:
    """One to three layers, and up to three overrides."""
    zone = draw(some.sampled_from(zones))
    names = draw(some.sampled_from((("first",), ("first", "second"), ("first", "second", "third"))))
    several = [draw(layers(zone, name)) for name in names]
    return Schedule("support", zone, several, draw(some.lists(overrides(), max_size=3)))


def stood_in_for(rota: Schedule, *overrides: Override) -> Schedule:
    """The same rota, with these overrides behind its own."""
    return Schedule(rota.name, rota.zone.key, rota.layers, (*rota.overrides, *overrides))


def turn(rota: Schedule, one: Layer, at: datetime) -> str:
    """Whose turn it is in a layer, counted hand-over by hand-over from its start; empty before that."""
    if at < one.since:
        return ""
    wall = one.rotation.anchor(one.since.astimezone(rota.zone).replace(tzinfo=None))
    number = 0
    while (wall + one.rotation.step).replace(tzinfo=rota.zone).astimezone(UTC) <= at:
        wall, number = wall + one.rotation.step, number + 1
    return one.people[number % len(one.people)] if one.only is None or one.only.is_open(at) else ""


def who(rota: Schedule, at: datetime) -> str:
    """Who is on call, asked of every layer and override one after the other; empty if nobody is."""
    now = [one for one in rota.overrides if one.since <= at < one.until]
    found = ""
    for one in rota.layers:
        person = turn(rota, one, at)
        for override in now:
            if override.layer == one.name and person and override.instead_of in ("", person):
                person = override.person
        found = found or person
    for override in now:
        if not override.layer and (override.instead_of == "" or (found and override.instead_of == found)):
            found = override.person
    return found
