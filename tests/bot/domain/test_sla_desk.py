"""Clocks by the desk's figures."""

from datetime import UTC, timedelta

import pytest

from bot.domain.sla_clock import Breach, Source, State
from bot.domain.sla_desk import believed, difference, target_told, told
from bot.domain.sla_ladder import DEFAULT
from bot.domain.sla_nag import next_at, reached
from bot.domain.ticket import Deadline
from tests.bot.domain.sla_stories import HOUR, OFFICE, Story, at, every


@pytest.fixture
def ours():
    return Story().created(at(9)).clock(at(10), promised=every(4, "office"))


def deadline(hour=14.0, day=1, **more):
    return Deadline(metric="resolution", due_at=at(hour, day), **more)


def test_the_desks_due_is_shown_and_what_remains_follows_from_it(ours):
    shown = believed(ours, deadline(15))

    assert (shown.source, shown.due, shown.remaining) == (Source.DESK, at(15), 5 * HOUR)


def test_thresholds_are_counted_back_from_the_desks_due(ours):
    shown = believed(ours, deadline(9, day=2))

    assert shown.reaches(shown.target.seconds - 1800) == at(16.5)
    assert next_at(shown, DEFAULT, UTC) == at(15)


def test_no_breach_is_recorded_that_the_desk_does_not_tell():
    ours = Story().created(at(9)).clock(at(15), promised=every(4, "office"))

    running, missed = believed(ours, deadline(16)), believed(ours, deadline(13, missed=True))

    assert ours.breaches
    assert (running.breaches, running.is_breached) == ((), False)
    assert missed.breaches == (Breach(ours.target.identity, at(13)),)
    assert [one.rung.level for one in reached(missed, DEFAULT, UTC)] == [0, 1, 2, 3, 4]


def test_what_the_desk_pauses_is_paused_and_silent(ours):
    shown = believed(ours, Deadline(metric="resolution", paused=True))

    assert (shown.state, shown.due) == (State.PAUSED, None)
    assert reached(shown, DEFAULT, UTC) == []


def test_what_the_desk_calls_met_is_over(ours):
    shown = believed(ours, deadline(met=True))

    assert (shown.state, shown.ended_at) == (State.FULFILLED, at(10))


def test_a_desk_that_tells_no_instant_is_not_believed(ours):
    assert believed(ours, Deadline(metric="resolution")) == ours


@pytest.mark.parametrize(
    ("seconds", "apart"),
    [(0, None), (60, None), (-60, None), (61, timedelta(seconds=61)), (-90, timedelta(seconds=-90))],
)
def test_two_dues_differ_from_more_than_a_minute_on(ours, seconds, apart):
    theirs = Deadline(metric="resolution", due_at=at(13) + timedelta(seconds=seconds))

    assert difference(ours, theirs) == apart


def test_a_desk_without_a_policy_of_ours_has_clocks_too():
    promise = target_told(deadline(15), at(9), "office", OFFICE)
    assert promise is not None

    clock = told(deadline(16), promise, at(9), OFFICE, at(12))

    assert (promise.seconds, clock.due, clock.remaining) == (6 * HOUR, at(16), 4 * HOUR)
    assert target_told(Deadline(metric="smile"), at(9), "office", OFFICE) is None
