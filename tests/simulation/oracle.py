"""What must have been heard, and what never: by the words of docs/sla.md, after the year is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.sla_notice import Notice
from tests.simulation.asking import seconds
from tests.simulation.known import Standing, standings
from tests.simulation.lives import YEAR
from tests.simulation.once import Sent, order
from tests.simulation.play import TICK, Play
from tests.simulation.promised import Clock
from tests.simulation.rules import Rules, Rung
from tests.simulation.wishes import Run, Wishes

GRACE = 8 * TICK
"""Seconds: a knock, another one when a replica died of the first, and what a restart takes."""


class Oracle:
    """`wrong` finds every sentence that does not hold; there should be none."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.sent = Sent(play)
        self.rules = Rules(play.team)
        self.wishes = Wishes(play.wishes)

    def wrong(self) -> Iterator[str]:
        yield from self.sent.wrong()
        for life in self.play.lives:
            about = f"zendesk:{life.id}"
            known = standings(life, self.play.team, self.play.desk.shown.get(life.id, []))
            for one in self.sent.of(about):
                if why := self.unsound(known, one):
                    yield f"{one.key} at {self.sent.when(one)}: {why}"
            for standing in known:
                yield from self.missing(about, standing)

    # --- none that should not be ----------------------------------------------------------

    def unsound(self, known: list[Standing], one: Notice) -> str:
        """Why it should not have been heard; nothing where it is right by what was known then."""
        at = self.sent.when(one)
        whys = [self._unsound(two, one, at) for two in known if two.since <= at <= two.until]
        return "" if "" in whys else "; ".join(whys) or "nothing was known"

    def _unsound(self, standing: Standing, one: Notice, at: float) -> str:
        run = (one.metric, one.instance)
        clock = next((c for c in standing.clocks if (c.metric, c.instance) == run), None)
        if clock is None or not clock.runs or not clock.promised:
            return "the clock does not run"
        if (clock.promised.seconds, clock.promised.calendar) != (one.seconds, one.calendar):
            return "something else is promised"
        level, day, again = order(one)
        rung = next((r for r in self.rules.rungs(clock, at) if r.order == (level, day)), None)
        if rung is None:
            return "the level is not reached"
        if one.recipient not in self.rules.audience(standing, level):
            return "it is not for them"
        since = _instant(again) if again else rung.at
        if again and (why := self._needless(one, rung, since, at)):
            return why
        return self._untimely(standing, clock, since, one, at)

    def _needless(self, one: Notice, rung: Rung, ended: float, at: float) -> str:
        """Why it should not have come once more."""
        level, day, _ = order(one)
        ends = self.wishes.ended(_run(one), level, one.recipient)
        before = [
            self.sent.when(two)
            for two in self.sent.of(one.about)
            if two.key != one.key
            and (two.metric, two.instance, two.recipient) == (one.metric, one.instance, one.recipient)
            and (two.seconds, two.calendar) == (one.seconds, one.calendar)
            and order(two)[:2] == (level, day)
        ]
        whys = {
            "nobody was left alone until then": ended not in ends,
            "it was reached only afterwards": rung.at > ended,
            "it was not said before": not any(when <= ended for when in before),
            "it was said since then": any(ended < when < at for when in before),
        }
        return next((why for why, holds in whys.items() if holds), "")

    def _untimely(self, standing: Standing, clock: Clock, since: float, one: Notice, at: float) -> str:
        assert clock.promised
        assert one.sent_at
        allowed = self.rules.allowed(standing, clock.promised, one.recipient)
        earliest = max(since, self.wishes.snoozed_until(_run(one), one.recipient, at))
        late = at - allowed.next_open(earliest)
        whys = {
            "they are left in peace": not allowed.is_open(at),
            "somebody has it": self.wishes.is_taken(_run(one), one.level, at),
            "it was snoozed": earliest > at,
            f"it is late by {late} and does not say so": late > 60 + GRACE
            and not one.nag.late_by(one.sent_at),
        }
        return next((why for why, holds in whys.items() if holds), "")

    # --- none missing ---------------------------------------------------------------------

    def missing(self, about: str, standing: Standing) -> Iterator[str]:
        """Whatever was reached while this was known, for whoever is to hear of it."""
        for clock in standing.clocks:
            if clock.runs and clock.promised:
                rungs = list(self.rules.rungs(clock, min(standing.until, YEAR * 60)))
                for recipient in self.rules.people(standing):
                    theirs = [r for r in rungs if recipient in self.rules.audience(standing, r.level)]
                    yield from self._missing(_Ear(about, standing, clock, recipient), theirs)

    def _missing(self, ear: "_Ear", theirs: list[Rung]) -> Iterator[str]:
        ends = [*(one.at for one in theirs[1:]), ear.standing.until][: len(theirs)]
        for rung, end in zip(theirs, ends, strict=True):
            until = min(end, ear.standing.until, YEAR * 60)
            if self._is_missing(ear, rung, rung.at, until, again=False):
                yield f"{ear} was not told of {rung}"
            for ended in self.wishes.ended(ear.run, rung.level, ear.recipient):
                if rung.at <= ended < until and self._is_missing(ear, rung, ended, until, again=True):
                    yield f"{ear} was not told of {rung} once more at {ended}"

    def _is_missing(self, ear: "_Ear", rung: Rung, since: float, until: float, *, again: bool) -> bool:
        at = self._first_chance(ear, max(since, ear.standing.since))
        if at + GRACE >= until or self.wishes.is_taken_at_all(ear.run, rung.level, at, at + GRACE):
            return False
        return not any((since if again else 0) <= when <= at + GRACE for when in self._told(ear, rung))

    def _first_chance(self, ear: "_Ear", at: float) -> float:
        assert ear.clock.promised
        allowed = self.rules.allowed(ear.standing, ear.clock.promised, ear.recipient)
        while True:
            snoozed = self.wishes.snoozed_until(ear.run, ear.recipient, at)
            chance = allowed.next_open(max(at, snoozed))
            chance = next((end for start, end in self.play.down if start <= chance < end), chance)
            if chance == at:
                return at
            at = chance

    def _told(self, ear: "_Ear", rung: Rung) -> Iterator[float]:
        """When they heard of this level of this promise, or of a higher one."""
        promised = ear.clock.promised
        assert promised
        for one in self.sent.of(ear.about):
            ours = (_run(one), one.recipient) == (ear.run, ear.recipient)
            same = (one.seconds, one.calendar) == (promised.seconds, promised.calendar)
            if ours and same and order(one)[:2] >= rung.order:
                yield self.sent.when(one)


@dataclass(frozen=True)
class _Ear:
    """Somebody who is to hear of a clock while it stands like this."""

    about: str
    standing: Standing
    clock: Clock
    recipient: str

    @property
    def run(self) -> Run:
        return self.about, self.clock.metric, self.clock.instance

    def __str__(self) -> str:
        return f"{self.recipient} of {self.about} {self.clock.metric} {self.clock.instance}"


def _run(one: Notice) -> Run:
    return one.about, str(one.metric), one.instance


def _instant(written: str) -> float:
    return seconds(datetime.strptime(written, "%Y%m%dT%H%M%S").replace(tzinfo=UTC))
