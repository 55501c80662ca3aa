"""Stories that are short enough to be read."""

from bot.domain.sla_brief import brief
from bot.domain.sla_policy import Metric
from bot.domain.sla_why import Why, story
from tests.bot.domain.sla_stories import Story, at, every


def told(*, days: int):
    """A resolution that ran over so many days of office hours, with a pause at its beginning."""
    begun = Story().created(at(9)).status(at(10), "pending").status(at(11), "open")
    clock = begun.clock(at(17, day=1 + days), Metric.REQUESTER_WAIT, promised=every(80, "office"))
    return clock, story(clock)


def test_a_short_story_stays_as_it_is():
    clock, lines = told(days=1)

    short = brief(lines, most=10)

    assert [one.line for one in short.stretches] == lines
    assert (short.left_out, short.seconds) == (0, clock.elapsed)


def test_nights_are_joined_to_the_days_when_it_gets_long():
    clock, lines = told(days=3)

    short = brief(lines, most=6)

    assert [(one.line.why, one.closed) for one in short.stretches] == [
        (Why.RUNNING, 0),
        (Why.PAUSED, 0),
        (Why.RUNNING, 3),
    ]
    assert (short.stretches[-1].line.since, short.stretches[-1].line.until) == (at(11), at(17, day=4))
    assert short.seconds == clock.elapsed


def test_what_is_still_too_long_keeps_its_newest_stretches_and_counts_the_others():
    clock, lines = told(days=3)

    short = brief(lines, most=2)

    assert [one.line.why for one in short.stretches] == [Why.PAUSED, Why.RUNNING]
    assert (short.left_out, short.left_seconds) == (1, 3600)
    assert short.seconds == clock.elapsed


def test_a_pause_a_breach_and_another_promise_are_never_joined_to_anything():
    clock = (
        Story()
        .created(at(9))
        .status(at(10), "pending")
        .status(at(11), "open")
        .clock(at(17, day=3), Metric.REQUESTER_WAIT, promised=every(2, "office"))
    )

    short = brief(story(clock), most=4)

    assert [one.line.why for one in short.stretches] == [Why.PAUSED, Why.RUNNING, Why.BREACH, Why.RUNNING]
    assert short.seconds == clock.elapsed


def test_a_story_without_a_line_is_empty():
    assert brief([], most=4).seconds == 0
