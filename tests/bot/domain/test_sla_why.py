"""The story of one clock."""

from bot.domain.sla_policy import Metric
from bot.domain.sla_why import Why, story
from bot.domain.ticket import Priority, TicketStatus
from tests.bot.domain.sla_stories import HOUR, Log, Story, at, book, every, target
from tests.bot.domain.test_sla_clock import stand


def told(clock):
    return [(line.why.value, line.since, line.until, line.seconds) for line in story(clock)]


def test_the_fraction_of_a_second_is_no_stretch_of_its_own():
    now = at(10).replace(microsecond=700_000)

    clock = Story().created(at(9)).clock(now, Metric.RESOLUTION, promised=every(8))

    assert told(clock) == [("running", at(9), at(10), HOUR)]


def test_what_ran_was_closed_and_was_paused_stands_in_order():
    started = Story().created(at(8)).status(at(11), "pending").status(at(13), "open")

    clock = started.clock(at(18), Metric.REQUESTER_WAIT, promised=every(8, "office"))

    assert told(clock) == [
        ("closed", at(8), at(9), 0),
        ("running", at(9), at(11), 2 * HOUR),
        ("paused", at(11), at(13), 0),
        ("running", at(13), at(17), 4 * HOUR),
        ("closed", at(17), at(18), 0),
    ]
    assert [line.status for line in story(clock) if line.why is Why.PAUSED] == [TicketStatus.PENDING]
    assert {(line.calendar, line.policy) for line in story(clock)} == {("office", "all")}


def test_each_stretch_names_the_target_that_held_then():
    promised = book(target(hours=8), target(hours=2, priority=Priority.URGENT))
    clock = Story().created(at(0)).becomes(at(3), priority=Priority.URGENT).clock(at(4), promised=promised)

    lines = story(clock)

    assert [(line.why.value, line.since, line.target and line.target.seconds) for line in lines] == [
        ("running", at(0), 8 * HOUR),
        ("breach", at(3), 2 * HOUR),
        ("running", at(3), 2 * HOUR),
    ]


def test_time_while_it_was_solved_is_told_and_does_not_count():
    clock = stand(Log().start(at(0), 4).fulfil(at(1)).add(at(10), "activate"), at(11))

    assert told(clock) == [
        ("running", at(0), at(1), HOUR),
        ("ended", at(1), at(10), 0),
        ("running", at(10), at(11), HOUR),
    ]


def test_time_without_a_policy_is_told_when_the_clock_has_come_back():
    clock = stand(Log().start(at(0), 8).cancel(at(1)).retarget(at(3), 8), at(4))

    assert [line[:2] for line in told(clock)] == [
        ("running", at(0)),
        ("unpromised", at(1)),
        ("running", at(3)),
    ]
