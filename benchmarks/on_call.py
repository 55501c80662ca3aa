"""Who is on call, asked of 1,000 rotas at random instants of 90 days; making their tables is part of it.

Every other rota hands over twice a day, the others weekly; all have a layer in office hours above, and
somebody who stands in for a day each week. Before it is timed, some answers are compared with the list of
shifts. Seconds are those of the CPU.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random
from time import process_time

from benchmarks.figure import Figure
from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import WEEKDAYS
from bot.domain.rota import Schedule
from bot.domain.rota_layer import Layer
from bot.domain.rota_override import Override
from bot.domain.rota_rotation import Rotation, Unit

NAME, BOUND = "on_call_lookups", 10_000
ZONE = "Europe/Berlin"
ROTAS, DAYS = 1_000, 90
SINCE = datetime(2026, 1, 5, 8, tzinfo=UTC)
FIRST = datetime(2026, 3, 1, tzinfo=UTC)
"""So that clocks change within the ninety days."""

Question = tuple[Schedule, datetime]


def run(*, quick: bool) -> Iterator[Figure]:
    rotas, count = _rotas(), 100_000 if quick else 300_000
    questions = list(_questions(rotas, count))
    _agree(_rotas()[:20])
    first, again = _asked(questions), _asked(questions)
    yield Figure(
        NAME,
        count / first,
        BOUND,
        at_least=True,
        from_=f"{count:,} look-ups; {count / again:,.0f} a second once the tables are made",
    )


def _asked(questions: list[Question]) -> float:
    begun = process_time()
    for rota, at in questions:
        rota.on_call(at)
    return process_time() - begun


def _rotas() -> list[Schedule]:
    office = Calendar(ZONE, dict.fromkeys(WEEKDAYS[:5], (("09:00", "17:00"),)))
    return [_rota(number, office) for number in range(ROTAS)]


def _rota(number: int, office: Calendar) -> Schedule:
    people = tuple(f"person{number + place}" for place in range(5))
    day = Layer(
        name="day", people=people[:3], rotation=Rotation(1, Unit.DAYS, time(9)), since=SINCE, only=office
    )
    often = Rotation(12, Unit.HOURS, time(8)) if number % 2 else Rotation(1, Unit.WEEKS, time(9))
    base = Layer(name="base", people=people, rotation=often, since=SINCE)
    begun = [SINCE + timedelta(days=7 * week, hours=number % 48) for week in range(26)]
    overrides = [Override(person="stand-in", since=one, until=one + timedelta(days=1)) for one in begun]
    return Schedule(f"rota{number}", ZONE, [day, base], overrides)


def _questions(rotas: list[Schedule], count: int) -> Iterator[Question]:
    random = Random(5)
    for _ in range(count):
        yield random.choice(rotas), FIRST + timedelta(seconds=random.randrange(DAYS * 86400))


def _agree(rotas: list[Schedule]) -> None:
    for rota in rotas:
        for shift in rota.shifts(FIRST, FIRST + timedelta(days=DAYS))[1:-1]:
            assert rota.on_call(shift.since) == shift, (rota, shift)
            assert rota.on_call(shift.until - timedelta(seconds=1)) == shift, (rota, shift)
