"""What must have been heard, and what never: by the words of docs/sla.md, after the year is over."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from bot.domain.sla_notice import Hush, Notice, NoticeState, Wish
from bot.domain.ticket import Priority
from tests.simulation.ear import Heard
from tests.simulation.known import HOUR, Clock, Promise, Standing, standings
from tests.simulation.lives import YEAR
from tests.simulation.minutes import Minutes, always, desk_hours, midnights, mornings, quiet_hours
from tests.simulation.play import TICK, Play, seconds
from tests.simulation.teams import Team, quiet_of

GRACE = 8 * TICK
"""Seconds: a knock, another one when a replica died of the first, and what a restart takes."""
WINDOW, AT_MOST = 300, 6
"""So many messages in five minutes: four alone, and a digest of each of the two windows that it touches."""
AUDIENCE = {0: (), 1: ("assignee",), 2: ("assignee", "channel"), 3: ("assignee", "lead"), 4: ("manager",)}
DAILY = 5


@dataclass(frozen=True)
class Rung:
    """`level` is reached at `at`; of a daily one `day` says which it is."""

    level: int
    at: float
    day: str = ""

    @property
    def order(self) -> tuple[int, str]:
        return self.level, self.day


class Oracle:
    """`wrong` finds every sentence that does not hold; there should be none."""

    def __init__(self, play: Play) -> None:
        self.play, self.team = play, play.team
        self.hours = {"24x7": always(), self.team.calendar: desk_hours(self.team)}
        utc = Team("always", "24x7")
        self._mornings = {
            "24x7": mornings(utc, self.hours["24x7"]),
            self.team.calendar: mornings(self.team, self.hours[self.team.calendar]),
        }
        self._allowed: dict[tuple[str, bool], Minutes] = {}
        with play.database.read() as work:
            self.heard = {one.id: one for one in play.ear.heard_by_key.values()}
            abouts = [f"zendesk:{one.id}" for one in play.lives]
            self.notices: dict[str, list[Notice]] = work.notices.of_several(abouts)
            slots = {one.slot for some in self.notices.values() for one in some if one.slot}
            self.slots = {slot: there for slot in slots if (there := work.rooms.slot(slot))}
        self.wishes: dict[str, list[tuple[float, Hush]]] = defaultdict(list)
        for at, hush in play.wishes:
            self.wishes[hush.about].append((at, hush))

    @cached_property
    def sent(self) -> list[Notice]:
        return [one for some in self.notices.values() for one in some if one.state is NoticeState.SENT]

    def wrong(self) -> Iterator[str]:
        yield from self.messages()
        yield from self.floods()
        for life in self.play.lives:
            about = f"zendesk:{life.id}"
            known = standings(life, self.team, self.play.desk.shown.get(life.id, []))
            sent = [one for one in self.notices.get(about, []) if one.state is NoticeState.SENT]
            yield from self.not_in_order(about, sent)
            for one in sent:
                if why := self.unsound(known, one):
                    yield f"{one.key} at {self.when(one)}: {why}"
            for standing in known:
                yield from self.missing(about, standing, sent)

    # --- each once --------------------------------------------------------------------------

    def messages(self) -> Iterator[str]:
        """Every message stands in one slot, every nag on one message of its recipient."""
        places: dict[str, list[str]] = defaultdict(list)
        for slot, there in self.slots.items():
            places[there.message].append(slot)
        yield from (f"{id} is no nag's, or two slots'" for id in self.heard if len(places[id]) != 1)
        on = Counter(one.slot for one in self.sent)
        yield from (f"{slot} has several" for slot, n in on.items() if n > 1 and "digest" not in slot)
        for one in self.sent:
            stands = self.slots.get(one.slot)
            if stands is None or self.heard[stands.message].to != one.recipient:
                yield f"{one.key} was sent and not heard"

    def floods(self) -> Iterator[str]:
        by_recipient: dict[str, list[Heard]] = defaultdict(list)
        for one in self.heard.values():
            by_recipient[one.to].append(one)
        for to, messages in by_recipient.items():
            for first, last in zip(messages, messages[AT_MOST:], strict=False):
                if last.at - first.at < WINDOW:
                    yield f"{to} gets more than {AT_MOST} messages in five minutes, at {first.at}"

    def not_in_order(self, about: str, sent: list[Notice]) -> Iterator[str]:
        runs = defaultdict(list)
        for one in sent:
            runs[one.metric, one.instance, one.seconds, one.calendar, one.recipient].append(one)
        for some in runs.values():
            some.sort(key=self.when)
            for before, after in pairwise(some):
                if (before.level, _day(before)) >= (after.level, _day(after)):
                    yield f"{after.key} came after {before.threshold}"

    # --- none that should not be ----------------------------------------------------------

    def when(self, one: Notice) -> float:
        """When its recipient got it: of a message that is its own, when that came."""
        assert one.sent_at
        there = self.slots.get(one.slot)
        own = there and "digest" not in one.slot
        return self.heard[there.message].at if there and own else seconds(one.sent_at)

    def unsound(self, known: list[Standing], one: Notice) -> str:
        """Why it should not have been heard; nothing where it is right by what was known then."""
        at = self.when(one)
        whys = [self._unsound(two, one, at) for two in known if two.since <= at <= two.until]
        return "" if "" in whys else "; ".join(whys) or "nothing was known"

    def _unsound(self, standing: Standing, one: Notice, at: float) -> str:
        run = (one.metric, one.instance)
        clock = next((c for c in standing.clocks if (c.metric, c.instance) == run), None)
        if clock is None or not clock.runs or not clock.promised:
            return "the clock does not run"
        if (clock.promised.seconds, clock.promised.calendar) != (one.seconds, one.calendar):
            return "something else is promised"
        order = one.level, _day(one)
        rung = next((r for r in self.rungs(clock, at) if r.order == order), None)
        if rung is None:
            return "the level is not reached"
        if one.recipient not in self.audience(standing, one.level):
            return "it is not for them"
        return self._untimely(standing, clock, rung, one, at)

    def _untimely(self, standing: Standing, clock: Clock, rung: Rung, one: Notice, at: float) -> str:
        assert clock.promised
        assert one.sent_at
        allowed = self.allowed(standing, clock.promised, one.recipient)
        earliest = max(rung.at, self._snoozed_until(one.about, clock, one.recipient, at))
        late = at - allowed.next_open(earliest)
        whys = {
            "they are left in peace": not allowed.is_open(at),
            "somebody has it": self._acknowledged(one, at),
            "it was snoozed": earliest > at,
            f"it is late by {late} and does not say so": late > 60 + GRACE
            and not one.nag.late_by(one.sent_at),
        }
        return next((why for why, holds in whys.items() if holds), "")

    # --- none missing ---------------------------------------------------------------------

    def missing(self, about: str, standing: Standing, sent: list[Notice]) -> Iterator[str]:
        """Whatever was reached while this was known, for whoever is to hear of it."""
        for clock in standing.clocks:
            if clock.runs and clock.promised:
                rungs = list(self.rungs(clock, min(standing.until, YEAR * 60)))
                for recipient in self.people(standing):
                    theirs = [r for r in rungs if recipient in self.audience(standing, r.level)]
                    yield from self._missing(about, standing, clock, recipient, theirs, sent)

    def _missing(self, about, standing, clock, recipient, theirs, sent) -> Iterator[str]:
        ends = [*(one.at for one in theirs[1:]), standing.until][: len(theirs)]
        for rung, end in zip(theirs, ends, strict=True):
            until = min(end, standing.until, YEAR * 60)
            at = self._first_chance(about, standing, clock, recipient, max(rung.at, standing.since))
            if at + GRACE >= until or self._is_told(clock, recipient, rung, sent, at + GRACE):
                continue
            if not self._has_it(about, clock, rung.level, at + GRACE):
                yield f"{about} {clock.metric} {rung} was not told to {recipient} at {at}"

    def _first_chance(self, about, standing, clock, recipient, at: float) -> float:
        allowed = self.allowed(standing, clock.promised, recipient)
        while True:
            snoozed = self._snoozed_until(about, clock, recipient, at)
            chance = allowed.next_open(max(at, snoozed))
            chance = next((end for start, end in self.play.down if start <= chance < end), chance)
            if chance == at:
                return at
            at = chance

    def _is_told(self, clock: Clock, recipient: str, rung: Rung, sent: list[Notice], by: float) -> bool:
        promised = clock.promised
        assert promised
        return any(
            (one.metric, one.instance, one.recipient) == (clock.metric, clock.instance, recipient)
            and (one.seconds, one.calendar) == (promised.seconds, promised.calendar)
            and (one.level, _day(one)) >= rung.order
            and self.when(one) <= by
            for one in sent
        )

    # --- rules ----------------------------------------------------------------------------

    def rungs(self, clock: Clock, until: float) -> Iterator[Rung]:
        """In order, as far as they are reached by then."""
        promised = clock.promised
        assert promised
        last = 0.0
        for level, needed in _needed(promised):
            last = clock.reach(needed, self.hours)
            if last > until:
                return
            yield Rung(level, last)
        mornings = self._mornings[promised.calendar]
        begun = next((day for at, day in reversed(self._days(promised)) if at <= last), date.min)
        for at, day in mornings:
            if last < at <= until and day > begun:
                yield Rung(DAILY, at, f"{day}")

    def _days(self, promised: Promise) -> list[tuple[float, date]]:
        """The midnight before each day."""
        return self._midnights[promised.calendar]

    @cached_property
    def _midnights(self) -> dict[str, list[tuple[float, date]]]:
        return {"24x7": midnights("UTC"), self.team.calendar: midnights(self.team.zone)}

    def people(self, standing: Standing) -> list[str]:
        who = standing.assignee or "owner"
        return [f"slack:{one}" for one in dict.fromkeys((who, self.team.name, "lead", "manager"))]

    def audience(self, standing: Standing, level: int) -> set[str]:
        roles = AUDIENCE.get(level, ("assignee", "manager"))
        named = {"assignee": standing.assignee or "owner", "channel": self.team.name}
        return {f"slack:{named.get(one, one)}" for one in roles}

    def allowed(self, standing: Standing, promised: Promise, recipient: str) -> Minutes:
        """When this person may hear of it; the desk's hours alone where theirs never meet them."""
        person = recipient.removeprefix("slack:")
        never = standing.priority is Priority.URGENT or promised.calendar == "24x7"
        quiet = "" if person == self.team.name else quiet_of(person)
        if (quiet, never) not in self._allowed:
            desk = self.hours["24x7"] if never else self.hours[self.team.calendar]
            both = desk.without(quiet_hours(self.team.zone, quiet)) if quiet else desk
            self._allowed[quiet, never] = both if any(both.is_open(h * HOUR) for h in range(240)) else desk
        return self._allowed[quiet, never]

    def _snoozed_until(self, about: str, clock: Clock, recipient: str, at: float) -> float:
        until = 0.0
        for asked, hush in self.wishes.get(about, ()):
            ours = (hush.metric, hush.instance, hush.recipient) == (clock.metric, clock.instance, recipient)
            if hush.wish is Wish.SNOOZED and ours and asked <= at and hush.until:
                until = seconds(hush.until)
        return until

    def _acknowledged(self, one: Notice, at: float) -> bool:
        """Not in the very second in which somebody said so."""
        return any(
            hush.wish is Wish.ACKNOWLEDGED
            and (hush.metric, hush.instance, hush.level) == (one.metric, one.instance, one.level)
            and asked < at
            for asked, hush in self.wishes.get(one.about, ())
        )

    def _has_it(self, about: str, clock: Clock, level: int, by: float) -> bool:
        return any(
            hush.wish is Wish.ACKNOWLEDGED
            and (hush.metric, hush.instance, hush.level) == (clock.metric, clock.instance, level)
            and asked <= by
            for asked, hush in self.wishes.get(about, ())
        )


def _day(one: Notice) -> str:
    return one.threshold.partition("daily:")[2]


def _needed(promised: Promise) -> list[tuple[int, float]]:
    """Open seconds from the start at which each level is reached."""
    whole = promised.seconds
    if promised.policy == "urgent":
        first = whole / 2
        second = whole - 600 if whole - 600 > first else -(-whole * 90 // 100)
        return [(1, first), (2, second), (3, whole + 1), (4, whole + HOUR)]
    first = -(-whole * 75 // 100)
    second = whole - 1800 if whole - 1800 > first else -(-whole * 90 // 100)
    return [(0, whole / 2), (1, first), (2, second), (3, whole + 1), (4, whole + HOUR)]
