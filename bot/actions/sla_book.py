"""What is promised: the settings, and every edition of them that ever counted."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot import policies
from bot.calendars import Explained
from bot.domain import sla_book
from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.sla_book import Promises
from bot.domain.sla_edition import Edition, Of
from bot.domain.sla_policy import Book, Policy
from bot.ports import Work
from bot.settings_calendars import BusinessCalendar
from bot.world import World

EVER = datetime.min.replace(tzinfo=UTC)

Dated = list[tuple[datetime, Calendar]]


def current(world: World, work: Work) -> Promises:
    """As the database knows it; before anything was published, as the settings say."""
    number = work.editions.newest()
    known = world.shelf.get(number)
    if known is None:
        known = _read(world, work.editions.all(), number) if number else _as_set(world)
        world.shelf.clear()
        world.shelf[number] = known
    return known


_JUST_AFTER = timedelta(seconds=1)
"""An edition counts for whoever looks later than the instant from which it counts."""

PORTION = 1000
"""Clocks in one unit of work that are to be looked at because something else is promised now."""


def publish(world: World, explained: Mapping[str, Explained]) -> None:
    """What the settings say counts from now on, unless it is what counts already."""
    now = world.clock.now()
    if _add(world, explained, now):
        while _look_again(world, now) == PORTION:
            pass


def _add(world: World, explained: Mapping[str, Explained], now: datetime) -> bool:
    """Whether anything is new."""
    with world.store.change() as work:
        work.editions.turn()
        known = {(one.of, one.name): one.version for one in work.editions.all()}
        said = [
            _edition(Of.POLICIES, "", _version(_policies(world)), now, sla_book.written(_policies(world)))
        ]
        said += [
            _edition(Of.CALENDAR, name, one.calendar.version, now, _written(one))
            for name, one in explained.items()
            if name != ALWAYS.name
        ]
        new = [one for one in said if known.get((one.of, one.name)) != one.version]
        for edition in new:
            work.editions.add(edition)
    return bool(new)


def _look_again(world: World, now: datetime) -> int:
    """A desk that is open longer comes to every threshold sooner than was foreseen."""
    with world.store.change() as work:
        return work.clocks.bring_forward(now + _JUST_AFTER, limit=PORTION)


def _policies(world: World) -> tuple[Policy, ...]:
    return policies.policies(world.settings)


def _version(of: tuple[Policy, ...]) -> str:
    """Their order counts, too: the first that fits applies."""
    return "/".join(one.version for one in of)


def _edition(of: Of, name: str, version: str, since: datetime, body: dict[str, object]) -> Edition:
    return Edition(of=of, name=name, version=version, since=since, body=body)


def _written(one: Explained) -> dict[str, object]:
    """With every date that closes it: what was a public holiday then may be none in a later release."""
    said: dict[str, object] = one.written.model_dump(mode="json", exclude={"holidays"})
    return said | {"closed": list(dict.fromkeys(holiday.on for holiday in one.holidays))}


def _read(world: World, editions: list[Edition], number: int) -> Promises:
    calendars: dict[str, Dated] = {ALWAYS.name: [(EVER, ALWAYS)]}
    books: list[tuple[datetime, tuple[Policy, ...]]] = []
    for one in editions:
        if one.of is Of.POLICIES:
            books.append((one.since, sla_book.read(one.body)))
        else:
            calendars.setdefault(one.name, []).append((one.since, _calendar(one)))
    for name, calendar in world.calendars.items():
        calendars.setdefault(name, [(EVER, calendar)])
    return Promises(Book(tuple(books)), calendars, number)


def _calendar(edition: Edition) -> Calendar:
    said = dict(edition.body)
    closed = tuple(said.pop("closed"))
    return BusinessCalendar.model_validate(said).calendar(edition.name, closed)


def _as_set(world: World) -> Promises:
    calendars = {name: [(EVER, calendar)] for name, calendar in world.calendars.items()}
    return Promises(Book(((EVER, _policies(world)),)), {ALWAYS.name: [(EVER, ALWAYS)]} | calendars)
