"""`caseline sla test POLICY`: what a policy would have kept and missed on past tickets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from adapters.terminal.plain import as_json, harmless, instant, table
from bot.calendars import Explained
from bot.domain.duration import spoken
from bot.domain.sla_conditions import Subject
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import Book, Policy
from bot.domain.sla_trial import Miss, Outcome, PastTicket, Tally, Trial
from bot.domain.ticket import Priority
from bot.errors import NotFound

ALL = "all"
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""From when on the policies and calendars of the settings count; before, they do, too."""

_METRICS = tuple(Metric)
_PRIORITIES = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is tried: a policy's name or `all`, and how things stood at which instant."""

    policy: str
    book: Book
    calendars: Mapping[str, Explained]
    now: datetime

    def trial(self) -> Trial:
        editions = {name: ((_EVER, one.calendar),) for name, one in self.calendars.items()}
        return Trial(self.book, editions, self.now, only="" if self.policy == ALL else self.policy)

    def wall(self, at: datetime, calendar: str) -> str:
        """In the zone of this calendar."""
        zone = ZoneInfo(self.calendars[calendar].written.timezone)
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def wanted(
    policy: str, policies: Sequence[Policy], calendars: Mapping[str, Explained], now: datetime
) -> Wanted:
    """Raises NotFound."""
    names = [one.name for one in policies]
    if not names:
        raise NotFound("There are no policies; `sla` of the settings has them.")
    if policy not in (ALL, *names):
        raise NotFound(f"There is no policy {policy}; there are {', '.join(names)}, and {ALL}.")
    return Wanted(policy, Book(((_EVER, tuple(policies)),)), calendars, now)


def test(asked: Wanted, past: Iterable[PastTicket], *, as_data: bool) -> str:
    trial = asked.trial()
    for ticket in past:
        trial.add(ticket)
    return as_json(_data(asked, trial)) if as_data else "\n".join(map(harmless, _lines(asked, trial)))


def time(seconds: int | None) -> str:
    return "–" if seconds is None else spoken(timedelta(seconds=seconds))


def _tallies(trial: Trial) -> Iterator[tuple[Metric, Priority, Tally]]:
    for metric in _METRICS:
        for priority in _PRIORITIES:
            if tally := trial.tallies.get((metric, priority)):
                yield metric, priority, tally


def _data(asked: Wanted, trial: Trial) -> dict[str, Any]:
    return {
        "policy": asked.policy,
        "until": asked.now.isoformat(),
        "tickets": {
            "read": trial.read,
            "matched": trial.matched,
            "other_policy": trial.elsewhere,
            "unmatched": trial.unmatched,
            "later": trial.later,
        },
        "clocks": [
            {
                "metric": metric,
                "priority": priority,
                **{outcome.value: tally.counts[outcome] for outcome in Outcome},
                "median_late_seconds": tally.median_late,
                "worst_late_seconds": tally.worst_late,
            }
            for metric, priority, tally in _tallies(trial)
        ],
        "worst": [_miss_data(one) for one in trial.worst],
        "unmatched": [{"ticket": id, **_about(subject)} for id, subject in trial.strangers],
    }


def _miss_data(miss: Miss) -> dict[str, Any]:
    return {
        "ticket": miss.ticket,
        "metric": miss.metric,
        "run": miss.instance,
        "priority": miss.priority,
        "policy": miss.policy,
        "target_seconds": miss.target.seconds,
        "calendar": miss.target.calendar,
        "due": miss.due.isoformat(),
        "late_seconds": miss.late,
        "open": miss.is_open,
    }


def _about(subject: Subject) -> dict[str, Any]:
    return {
        "tier": subject.tier,
        "priority": subject.priority,
        "system": subject.system,
        "group": subject.group,
        "tags": subject.tags,
        "organisation": next(iter(subject.organisations), ""),
        "type": subject.type,
    }


def _lines(asked: Wanted, trial: Trial) -> Iterator[str]:
    matched = f"{trial.matched} of {trial.read} tickets matched"
    yield f"{asked.policy} · {matched} · until {instant(asked.now)}"
    left = ((trial.elsewhere, "matched another policy"), (trial.later, "began later"))
    yield from (f"{count} {says}" for count, says in left if count)
    parts = (
        ("Clocks", [_HEAD, *(_row(*one) for one in _tallies(trial))] if trial.tallies else []),
        ("Worst", [_worst(asked, one) for one in trial.worst]),
        (f"Matched by no policy: {trial.unmatched}", [_stranger(*one) for one in trial.strangers]),
    )
    for heading, rows in parts:
        if rows:
            yield from ("", heading, *(f"  {line}" for line in table(rows)))
    if more := trial.unmatched - len(trial.strangers):
        yield f"  and {more} more"
    yield from ("", _sentence(trial, asked.policy))


_HEAD = ("METRIC", "PRIORITY", *(one.value.upper() for one in Outcome), "MEDIAN LATE", "WORST LATE")


def _row(metric: Metric, priority: Priority, tally: Tally) -> tuple[str, ...]:
    counts = (str(tally.counts[one]) for one in Outcome)
    return (metric, priority, *counts, time(tally.median_late), time(tally.worst_late))


def _worst(asked: Wanted, miss: Miss) -> tuple[str, ...]:
    due = asked.wall(miss.due, miss.target.calendar)
    late = f"{time(miss.late)} late{', still open' if miss.is_open else ''}"
    return miss.ticket, miss.metric, miss.priority, f"{time(miss.target.seconds)} by {miss.policy}", due, late


def _stranger(id: str, subject: Subject) -> tuple[str, ...]:
    said = ((name, value) for name, value in _about(subject).items() if value)
    return id, " ".join(f"{name}={','.join(one) if name == 'tags' else one}" for name, one in said)


def _sentence(trial: Trial, policy: str) -> str:
    kept, missed, running = (trial.total(one) for one in (Outcome.KEPT, Outcome.MISSED, Outcome.RUNNING))
    if not kept + missed + running:
        by = "any policy" if policy == ALL else f"the policy {policy}"
        return f"Nothing that {by} promised was kept, missed or still waited for."
    if not missed:
        return f"Nothing would have been missed: {kept} kept, {running} still running."
    return f"{missed} of {kept + missed + running} promises would have been missed."
