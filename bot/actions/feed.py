"""Calendar feeds: secret addresses by which a calendar program reads who is on call when."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import rotas
from bot.actions import cover
from bot.domain.audit import Actor, entry
from bot.domain.feed import Feed
from bot.domain.rota_shift import Shift
from bot.domain.wording import say
from bot.errors import NotFound
from bot.ports import Work
from bot.world import World

PERSON, ROTA = "person:", "rota:"
BACK, AHEAD = timedelta(days=14), timedelta(days=90)
"""How far a feed reaches."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """What a feed holds: shifts by rota, and how people are called."""

    title: str
    shifts: dict[str, list[Shift]]
    names: dict[str, str]
    at: datetime


def make(world: World, by: Actor, of: str) -> str:
    """The secret of its address, told this once; an earlier one of the same is good no longer."""
    secret = secrets.token_urlsafe(32)
    now = world.clock.now()
    with world.change(by) as work:
        work.feeds.add(Feed(digest=_digest(secret), of=of, by=by.person, at=now))
        work.audit.add(entry(by, f"feed/{of}", now, {}, {"feed": of}))
    return secret


def withdraw(world: World, by: Actor, of: str) -> None:
    """Raises NotFound where there is none."""
    with world.change(by) as work:
        if not work.feeds.withdraw(of, by.person):
            raise NotFound(say("You have no such feed."))
        work.audit.add(entry(by, f"feed/{of}", world.clock.now(), {"feed": of}, {"feed": ""}))


def read(world: World, secret: str) -> Timetable | None:
    """None for an address that nobody gave out, or that was withdrawn."""
    with world.store.read() as work:
        feed = work.feeds.with_digest(_digest(secret))
        return _timetable(world, work, feed.of) if feed else None


def _timetable(world: World, work: Work, of: str) -> Timetable:
    """What the settings have lost is empty, so that a calendar empties as well."""
    now = world.clock.now()
    since, until = now - BACK, now + AHEAD
    lent = work.stand_ins.since(since)
    person = of.removeprefix(PERSON) if of.startswith(PERSON) else ""
    wanted = list(world.settings.rotas) if person else [of.removeprefix(ROTA)]
    shifts: dict[str, list[Shift]] = {}
    for name in wanted:
        if name in world.settings.rotas:
            rota = rotas.rota(world.settings, name, lent)
            shifts[name] = rota.of_person(person, since, until) if person else rota.shifts(since, until)
    keys = {shift.person for several in shifts.values() for shift in several} | (
        {person} if person else set()
    )
    names = {key: cover.name(world, key) for key in keys}
    title = say("On call: {who}", who=names.get(person) or of.removeprefix(ROTA))
    return Timetable(title, shifts, names, now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
