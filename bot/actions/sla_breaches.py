"""Targets that were missed, written down as far as they are not known yet."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.sla_case import Case
from bot.domain.sla_tracked import Missed
from bot.ports import Work


def breached(work: Work, case: Case, now: datetime) -> list[Missed]:
    """Writes down every target that was missed; those that were not known.

    What is known to have been missed later than our clock shows now stays: the clock was put back.
    """
    return all_breached(work, [case], now)


def all_breached(work: Work, cases: Iterable[Case], now: datetime) -> list[Missed]:
    """As `breached`, of many at once."""
    by_name = {case.about: case for case in cases}
    missed = {about: _missed(case, now) for about, case in by_name.items()}
    for one in work.breaches.of_several(by_name):
        if one.at > now and _goes_on(by_name[one.about], one):
            missed[one.about].append(one)
    return work.breaches.put(missed)


def _missed(case: Case, now: datetime) -> list[Missed]:
    return [
        Missed(
            about=case.about,
            metric=clock.metric,
            instance=clock.instance,
            seconds=one.target.seconds,
            calendar=one.target.calendar,
            at=one.at,
            detected_at=now,
            policy=clock.policy,
        )
        for clock in case.clocks
        for one in clock.breaches
    ]


def _goes_on(case: Case, missed: Missed) -> bool:
    clock = case.clock(missed.metric, missed.instance)
    return clock is None or not clock.state.is_over
