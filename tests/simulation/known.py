"""Clocks by the words of docs/sla.md, from what the desk had shown by an instant. Knows no code of ours."""

from dataclasses import dataclass, field, replace

from bot.domain.ticket import Priority, TicketStatus
from tests.simulation.lives import Deed, Life
from tests.simulation.minutes import Minutes
from tests.simulation.play import seconds
from tests.simulation.teams import EDITED, Team

HOUR = 3600


@dataclass(frozen=True)
class Promise:
    """`calendar` and `seconds` make it the same promise, whoever makes it."""

    policy: str
    seconds: int
    calendar: str
    pauses: tuple[TicketStatus, ...] = ()


def promise(team: Team, metric: str, priority: Priority, at: float) -> Promise | None:
    """What the settings said at that instant, read off by hand."""
    if priority is Priority.URGENT:
        span = {"first_reply": HOUR // 2, "next_reply": HOUR, "resolution": 8 * HOUR}.get(metric)
        return Promise("urgent", span, "24x7") if span else None
    high = priority is Priority.HIGH
    usual = 3 * HOUR if at >= seconds(EDITED) else 4 * HOUR
    span = {
        "first_reply": 2 * HOUR if high else usual,
        "next_reply": 2 * HOUR if high else 4 * HOUR,
        "pausable_update": 12 * HOUR,
        "resolution": (12 if high else 24) * HOUR,
    }[metric]
    pauses = {
        "pausable_update": (TicketStatus.PENDING,),
        "resolution": (TicketStatus.PENDING, TicketStatus.ON_HOLD),
    }
    return Promise("standard", span, team.calendar, pauses.get(metric, ()))


@dataclass
class Clock:
    """`stretches` are (since, until, calendar) in which it ran; the last has no end while it runs."""

    metric: str
    instance: int
    promised: Promise | None = None
    runs: bool = False
    stretches: list[tuple[float, float | None, str]] = field(default_factory=list)
    calendar: str = ""
    first_calendar: str = ""

    def turn(self, at: float, runs: bool, calendar: str) -> None:
        if self.stretches and self.stretches[-1][1] is None:
            since, _, name = self.stretches[-1]
            if runs and name == calendar:
                return
            self.stretches[-1] = (since, at, name)
        self.runs = runs
        if runs:
            self.stretches.append((at, None, calendar))

    def reach(self, needed: float, hours: dict[str, Minutes]) -> float:
        """When so many open seconds had been, or will have been, counted; for ever where that never comes."""
        for since, until, name in self.stretches:
            ours = hours[name or self.first_calendar]
            counted = ours.between(since, until) if until is not None else float("inf")
            if counted >= needed:
                return ours.reach(since, needed)
            needed -= counted
        return float("inf")


@dataclass
class Standing:
    """A ticket as it was known from `since` until `until`; of its clocks those that go on."""

    since: float
    until: float
    clocks: list[Clock]
    priority: Priority
    assignee: str


def standings(life: Life, team: Team, shown: list[tuple[float, int]]) -> list[Standing]:
    """All that was ever known, in order."""
    reading, found = Reading(life, team), list[Standing]()
    for at, minute in shown:
        if reading.show(minute, at):
            if found:
                found[-1].until = at
            going_on = [replace(one, stretches=list(one.stretches)) for one in reading.open.values()]
            found.append(Standing(at, float("inf"), going_on, reading.priority, reading.assignee))
    return found


class Reading:
    """Goes through what was shown, one showing after the other."""

    def __init__(self, life: Life, team: Team) -> None:
        self._deeds, self._team = life.at_the_desk, team
        self.clocks: list[Clock] = []
        self.open: dict[str, Clock] = {}
        self.status = TicketStatus.NEW
        self.priority = Priority.NORMAL
        self.assignee = ""
        self._done = 0
        self._final = False

    def show(self, minute: int, at: float) -> bool:
        """Whatever happened up to this minute is known now; whether that was anything new."""
        fresh = [one for one in self._deeds[self._done :] if one.at <= minute]
        if not fresh:
            return False
        gone = fresh[-1].word == "deleted"
        first = self._done == 0
        status = next((one.status for one in reversed(fresh) if one.status), self.status)
        if first and (gone or status in (TicketStatus.SOLVED, TicketStatus.CLOSED)):
            return False
        self._done += len(fresh)
        urgency = next((one.priority for one in reversed(fresh) if one.priority), self.priority)
        if first:
            self.priority = urgency
        for deed in fresh:
            if not self._final and deed.word not in ("priority", "assign", "merged", "deleted"):
                self._happened(deed)
        self.assignee = next(
            (one.assignee for one in reversed(fresh) if one.assignee is not None), self.assignee
        )
        self._changed(urgency, fresh[-1], at)
        return True

    def _changed(self, urgency: Priority, last: Deed, at: float) -> None:
        """What no history tells is noticed, and counts from the last thing that happened."""
        if last.word == "deleted":
            self._end_all(at)
            self._final = True
        elif not self._final and (urgency is not self.priority or last.word == "merged"):
            self.priority = urgency
            self._settle(last.at * 60)
            if last.word == "merged":
                self._end_all(last.at * 60)

    def _happened(self, deed: Deed) -> None:
        at = deed.at * 60
        if deed.word == "created":
            self._start("first_reply", at)
            self._start("resolution", at)
        elif deed.word == "reply":
            for metric in ("first_reply", "next_reply", "pausable_update"):
                self._end(metric, at)
            if deed.status not in (TicketStatus.SOLVED, TicketStatus.CLOSED):
                self._start("pausable_update", at)
        elif deed.word == "question" and "first_reply" not in self.open:
            self._start("next_reply", at)
        if deed.status and deed.word != "created":
            self._became(deed.status, at)
        self._settle(at)

    def _became(self, status: TicketStatus, at: float) -> None:
        was_over = self.status in (TicketStatus.SOLVED, TicketStatus.CLOSED)
        is_over = status in (TicketStatus.SOLVED, TicketStatus.CLOSED)
        self.status = status
        if is_over:
            self._end_all(at)
            self._final = status is TicketStatus.CLOSED
        elif was_over:
            if self._team.name == "york" and self.priority is not Priority.URGENT:
                self._start("resolution", at)
                return
            last = [one for one in self.clocks if one.metric == "resolution"][-1]
            self.open["resolution"] = last

    def _start(self, metric: str, at: float) -> None:
        if metric not in self.open:
            run = Clock(metric, 1 + sum(one.metric == metric for one in self.clocks))
            self.clocks.append(run)
            self.open[metric] = run

    def _settle(self, at: float) -> None:
        """Every open clock follows the policy and the status of now."""
        for metric, one in self.open.items():
            found = promise(self._team, metric, self.priority, at)
            one.promised = found
            if found:
                one.calendar = found.calendar
                one.first_calendar = one.first_calendar or found.calendar
            pauses = found.pauses if found else _USUAL.get(metric, ())
            one.turn(at, self.status not in pauses, one.calendar)

    def _end(self, metric: str, at: float) -> None:
        if one := self.open.pop(metric, None):
            one.turn(at, False, "")

    def _end_all(self, at: float) -> None:
        for metric in tuple(self.open):
            self._end(metric, at)


_USUAL = {"pausable_update": (TicketStatus.PENDING,)}
