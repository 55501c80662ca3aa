"""Plays a year: from one instant at which something may happen to the next, with two replicas that die."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from sqlalchemy import text

from adapters.holidays.connect import PublicHolidays
from adapters.likeness.connect import Likeness
from bot.actions import sla_book, sla_cases
from bot.actions.delivery import deliver_next, give_back
from bot.actions.desk import hinted
from bot.calendars import explained
from bot.domain.sla_notice import Hush, Notice, NoticeState, Wish
from bot.domain.sla_quiet import snooze
from bot.domain.ticket import Hint
from bot.jobs import forget, sweep
from bot.world import World
from storage.bell import Bell
from storage.types import Instant
from storage.unit_of_work import Database
from tests.fakes.clock import StoppedClock
from tests.fakes.teller import NoMeter
from tests.simulation.ear import Ear
from tests.simulation.lives import DAY, YEAR, Deed, Life
from tests.simulation.mortal import Killed, MortalStore
from tests.simulation.past_desk import PastDesk
from tests.simulation.teams import BEGIN, EDITED, Team, settings

TICK = 5
"""Seconds between two knocks."""
WEEK = 7 * DAY * 60
WEBHOOK = 3
"""Seconds after which a desk usually tells what happened."""
_NEXT_LOOK = text("SELECT min(look_at) AS at FROM sla_clocks WHERE look_at IS NOT NULL").columns(at=Instant)


def _deliver(world: World) -> bool:
    return deliver_next(world, "test/1")


def seconds(at: datetime) -> float:
    """Since the year began."""
    return (at - BEGIN).total_seconds()


@dataclass
class Play:
    """`wishes` are acknowledgements and snoozes with the second at which they were asked for."""

    database: Database
    bell: Bell
    team: Team
    lives: list[Life]
    seed: int
    one_in: int = 400
    down: list[tuple[int, int]] = field(default_factory=list)
    wishes: list[tuple[float, Hush]] = field(default_factory=list)
    deaths: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.clock = StoppedClock(BEGIN)
        self.desk = PastDesk(self.team.name, self.lives, self.clock.now, self.seed)
        self.ear = Ear(lambda: seconds(self.clock.now()))
        self._heap: list[tuple[float, int, Callable[[], object]]] = []
        self._order = count()
        self.replicas: list[World] = []
        self._edition(edited=False)

    def begin_at(self, when: float) -> None:
        """Nothing happens before."""
        self._to(when)

    # --- what is going to happen ------------------------------------------------------------

    def run(self, until: float = YEAR * 60) -> None:
        self.at(seconds(EDITED), lambda: self._edition(edited=True))
        for week in range(int(seconds(self.clock.now())) // WEEK + 1, YEAR * 60 // WEEK + 1):
            self.at(week * WEEK, lambda: self._do(forget))
        for _, end in self.down:
            self.at(end, self._sweep)
        for life in self.lives:
            for deed in life.deeds:
                self._expect(life, deed)
        while (now := self._next()) < until:
            self._to(now)
            self.steps += 1
            while self._heap and self._heap[0][0] <= now:
                heappop(self._heap)[2]()
                self._carry()
            if now % TICK == 0 and not self.is_down(now):
                self._sweep()

    def at(self, when: float, do: Callable[[], object]) -> None:
        heappush(self._heap, (when, next(self._order), do))

    def _expect(self, life: Life, deed: Deed) -> None:
        """Webhooks come at once, late, twice or not at all; those of a downtime come after it."""
        if deed.word in ("acknowledge", "snooze"):
            self.at(self._up(deed.at * 60 + WEBHOOK), lambda: self._wish(life, deed))
            return
        kind = self.chance.random()
        if kind < 0.02 and deed.word != "created":
            return
        late = self.chance.randrange(3600) if 0.02 <= kind < 0.08 else 0
        self._hint(life, deed, deed.at * 60 + WEBHOOK + late)
        if kind > 0.95:
            self._hint(life, deed, deed.at * 60 + WEBHOOK + self.chance.randrange(7200))

    def _hint(self, life: Life, deed: Deed, when: int) -> None:
        self.at(self._up(when), lambda: self._hinted(life, deed))

    def _hinted(self, life: Life, deed: Deed) -> None:
        hints = [("zendesk", Hint(f"{life.id}/{deed.number}", life.id))]
        deaths = -1
        while deaths != self.deaths:
            deaths = self.deaths
            self._do(lambda world: hinted(world, hints))

    def _up(self, when: int) -> int:
        return next(
            (end + self.chance.randrange(60) for start, end in self.down if start <= when < end), when
        )

    def is_down(self, when: float) -> bool:
        return any(start <= when < end for start, end in self.down)

    # --- one step ---------------------------------------------------------------------------

    def _next(self) -> float:
        """The next thing that happens, or the knock at which something is to be looked at."""
        with self.database.engine.connect() as connection:
            look = connection.execute(_NEXT_LOOK).scalar()
        happens = self._heap[0][0] if self._heap else float("inf")
        if look is None:
            return happens
        now = seconds(self.clock.now())
        tick = max(-(-seconds(look) // TICK) * TICK, now // TICK * TICK + TICK)
        return min(happens, self._first_knock(tick))

    def _first_knock(self, tick: float) -> float:
        return next((-(-end // TICK) * TICK for start, end in self.down if start <= tick < end), tick)

    def _to(self, when: float) -> None:
        self.clock.move(seconds=when - seconds(self.clock.now()))

    def _sweep(self) -> None:
        self._do(sweep)
        self._carry()

    def _carry(self) -> None:
        """As often as the bell was rung; after a death, which may swallow a ring, until nothing is due."""
        deaths = self.deaths
        while self.bell.wait(0):
            self._do(_deliver)
        while self.deaths > deaths:
            deaths = self.deaths
            while self._do(_deliver):
                pass

    def _do(self, what: Callable[[World], object]) -> bool:
        """By one of the replicas; False when it died of it, and what it held is released, or did nothing."""
        world = self.chance.choice(self.replicas)
        try:
            return bool(what(world))
        except Killed:
            self.deaths += 1
            give_back(self._world(self.database, world), "test/1")
            return False

    # --- what people and operators do ------------------------------------------------------

    def _edition(self, *, edited: bool) -> None:
        """Both replicas start again, with new settings."""
        self._settings = settings(self.team, edited=edited)
        known = explained(self._settings.calendars, PublicHolidays(), self.clock.now())
        self._calendars = {name: one.calendar for name, one in known.items()}
        mortal = MortalStore(self.database, self.chance, self.one_in)
        self.replicas = [self._world(mortal), self._world(mortal)]
        sla_book.publish(self._world(self.database), known)

    def _world(self, store: Database | MortalStore, like: World | None = None) -> World:
        return World(
            self.clock,
            store,
            self._settings,
            {"slack": self.ear},
            NoMeter(),
            Likeness(),
            {"zendesk": self.desk},
            calendars=self._calendars,
            shelf=like.shelf if like else {},
        )

    def _wish(self, life: Life, deed: Deed) -> None:
        """About the reminder that came last; nothing was asked for where none came."""
        about, now = f"zendesk:{life.id}", self.clock.now()
        with self.database.change() as work:
            sent = [one for one in self.notices(about) if one.state is NoticeState.SENT]
            case = sla_cases.read(self.replicas[0], work, [about], now).get(about)
            last = max(sent, key=lambda one: (one.sent_at, one.level), default=None)
            clock = case.clock(last.metric, last.instance) if case and last else None
            if not last or not clock:
                return
            is_snooze = deed.word == "snooze"
            asked = now + timedelta(minutes=self.chance.randrange(5, 600))
            hush = Hush(
                about=about,
                metric=last.metric,
                instance=last.instance,
                wish=Wish.SNOOZED if is_snooze else Wish.ACKNOWLEDGED,
                level=-1 if is_snooze else last.level,
                recipient=last.recipient if is_snooze else "",
                by=last.recipient,
                at=now,
                until=snooze(clock, asked) if is_snooze else None,
            )
            work.hushes.put(hush)
        self.wishes.append((seconds(now), hush))

    def notices(self, about: str) -> list[Notice]:
        with self.database.read() as work:
            return work.notices.of_several([about]).get(about, [])
