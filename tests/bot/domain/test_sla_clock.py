"""Clocks: what they show in every state, and what changes during their life do."""

import pytest

from bot.domain.calendar import Calendar
from bot.domain.sla_clock import Breach, State, clocks
from bot.domain.sla_event import Kind, Reason
from bot.domain.sla_policy import Book, Conditions, Identity, Metric, Policy
from bot.domain.ticket import Priority
from tests.bot.domain.sla_stories import (
    CALENDARS,
    HOUR,
    LONG_AGO,
    OFFICE,
    WEEKDAYS,
    Log,
    Story,
    at,
    book,
    target,
)

RESOLUTION = Metric.RESOLUTION


def stand(log, now, calendars=CALENDARS):
    (clock,) = clocks(log.events, calendars, now)
    return clock


def missed(clock):
    return [(one.target.seconds // HOUR, one.at) for one in clock.breaches]


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (
            "pause",
            {"active": "paused", "paused": "paused", "fulfilled": "fulfilled", "cancelled": "cancelled"},
        ),
        (
            "resume",
            {"active": "active", "paused": "active", "fulfilled": "fulfilled", "cancelled": "cancelled"},
        ),
        (
            "fulfil",
            {
                "active": "fulfilled",
                "paused": "fulfilled",
                "fulfilled": "fulfilled",
                "cancelled": "cancelled",
            },
        ),
        (
            "cancel",
            {
                "active": "cancelled",
                "paused": "cancelled",
                "fulfilled": "fulfilled",
                "cancelled": "cancelled",
            },
        ),
        (
            "apply_sla",
            {"active": "active", "paused": "paused", "fulfilled": "fulfilled", "cancelled": "cancelled"},
        ),
        (
            "activate",
            {"active": "active", "paused": "active", "fulfilled": "active", "cancelled": "cancelled"},
        ),
        (
            "comment",
            {"active": "active", "paused": "paused", "fulfilled": "fulfilled", "cancelled": "cancelled"},
        ),
        (
            "measure",
            {"active": "active", "paused": "paused", "fulfilled": "fulfilled", "cancelled": "cancelled"},
        ),
    ],
)
def test_every_event_does_in_every_state_what_the_table_says(kind, after):
    reached = {}
    for state in after:
        log = Log().start(at(0))
        match state:
            case "paused":
                log.pause(at(1))
            case "fulfilled":
                log.fulfil(at(1))
            case "cancelled":
                log.cancel(at(1), "merged")
        log.add(at(2), kind, target=target(hours=5), reason=Reason.MERGED)
        reached[state] = stand(log, at(3)).state.value

    assert reached == after


@pytest.mark.parametrize("hours", [0.5, 4])
def test_a_clock_cancelled_for_want_of_a_policy_comes_back_with_its_start_and_pauses(hours):
    log = Log().start(at(0), 8).pause(at(1)).resume(at(2)).cancel(at(3)).retarget(at(5), hours)

    hidden, back = stand(log, at(4)), stand(log, at(6))

    assert (hidden.state, hidden.reason, hidden.elapsed) == (State.CANCELLED, Reason.NO_POLICY, 2 * HOUR)
    assert (back.state, back.started_at, back.elapsed) == (State.ACTIVE, at(0), 5 * HOUR)
    assert back.due == at(0.5 if hours == 0.5 else 5)


def test_what_was_answered_while_no_policy_matched_does_not_come_back():
    log = Log().start(at(0)).cancel(at(1)).fulfil(at(2)).retarget(at(3), 8)

    assert stand(log, at(4)).state is State.CANCELLED


def test_an_activation_without_a_policy_is_not_shown_until_one_matches():
    log = Log().add(at(0), Kind.ACTIVATE)

    assert clocks(log.events, CALENDARS, at(1)) == []
    assert stand(log.retarget(at(2), 8), at(3)).due == at(8)


def test_an_event_of_the_future_counts_when_its_time_has_come():
    log = Log().start(at(0)).pause(at(5))

    assert stand(log, at(4)).state is State.ACTIVE
    assert stand(log, at(5)).state is State.PAUSED


def test_a_late_event_makes_the_clock_as_if_it_had_come_in_time():
    late = Log().start(at(0)).resume(at(3)).pause(at(2))

    clock = stand(late, at(4))

    assert clock.elapsed == 3 * HOUR


def test_a_fulfilled_clock_says_what_its_due_would_have_been():
    clock = stand(Log().start(at(9), 4, "office").fulfil(at(10)), at(20))

    assert (clock.elapsed, clock.remaining, clock.due) == (HOUR, 3 * HOUR, at(13))
    assert clock.percent == 25


def test_the_target_met_exactly_is_met():
    clock = stand(Log().start(at(0), 2).fulfil(at(2)), at(3))

    assert (clock.is_breached, clock.breaches, clock.remaining) == (False, (), 0)


def test_a_reply_after_closing_to_a_clock_due_at_closing_is_a_hit():
    clock = stand(Log().start(at(9), 8, "office").fulfil(at(17.5)), at(18))

    assert (clock.due, clock.remaining, clock.is_breached) == (at(17), 0, False)


def test_one_second_more_is_a_breach_at_its_due():
    clock = stand(Log().start(at(0), 2), at(2 + 1 / 3600))

    assert clock.is_breached
    assert clock.breaches == (Breach(Identity(RESOLUTION, 2 * HOUR, "24x7"), at(2)),)


def test_a_shorter_target_that_is_used_up_is_missed_at_the_change():
    clock = stand(Log().start(at(0), 8).retarget(at(5), 4), at(5))

    assert missed(clock) == [(4, at(5))]
    assert clock.due == at(4)


def test_a_longer_target_after_a_breach_keeps_the_record_and_not_the_flag():
    clock = stand(Log().start(at(0), 2).retarget(at(3), 8), at(4))

    assert (clock.is_breached, missed(clock)) == (False, [(2, at(2))])


def test_an_equal_target_of_another_policy_is_not_a_new_one():
    log = (
        Log().start(at(0), 2).add(at(3), Kind.APPLY_SLA, target=target(hours=2), policy="other", version="2")
    )

    clock = stand(log, at(4))

    assert (clock.policy, missed(clock)) == ("other", [(2, at(2))])


def test_a_target_that_is_used_up_by_a_change_during_a_pause_is_missed_when_it_runs_again():
    log = Log().start(at(0), 8).pause(at(5)).retarget(at(6), 4).resume(at(7))

    paused, running = stand(log, at(6.5)), stand(log, at(7.5))

    assert (paused.state, paused.is_breached, paused.breaches) == (State.PAUSED, True, ())
    assert missed(running) == [(4, at(6))]


def test_seconds_are_judged_by_the_calendar_of_their_time_when_a_ticket_moves():
    log = Log().start(at(8), 4, "24x7").retarget(at(10), 4, "office")

    clock = stand(log, at(11))

    assert (clock.elapsed, clock.due) == (3 * HOUR, at(12))


def test_an_edited_calendar_counts_from_its_edition_on():
    longer = Calendar("UTC", {day: [("09:00", "20:00")] for day in WEEKDAYS}, name="office")
    edited = {"office": ((LONG_AGO, OFFICE), (at(12, day=2), longer))}
    log = Log().start(at(9), 20, "office")

    clock = stand(log, at(9, day=3), edited)

    assert clock.elapsed == (8 + 11) * HOUR
    assert clock.due == at(10, day=3)


def test_a_pause_after_the_target_was_used_up_does_not_move_the_due():
    log = Log().start(at(9), 8, "office").pause(at(17)).resume(at(9, day=2))

    clock = stand(log, at(9, day=2))

    assert (clock.due, clock.is_breached) == (at(17), False)


def test_priority_counts_from_its_event_on_and_keeps_the_start():
    promised = book(target(hours=8), target(hours=2, priority=Priority.URGENT))
    story = Story().created(at(0)).becomes(at(1), priority=Priority.URGENT)

    before, after = (story.clock(now, promised=promised) for now in (at(0.5), at(1)))

    assert (before.due, after.due, after.started_at) == (at(8), at(2), at(0))


def test_an_edited_policy_counts_from_the_next_update_of_the_ticket_on():
    editions = Book(
        (
            (LONG_AGO, (Policy(name="a", position=1, targets=(target(hours=8),)),)),
            (at(1), (Policy(name="a", position=1, targets=(target(hours=4),)),)),
        )
    )
    story = Story().created(at(0))

    untouched = story.clock(at(2), promised=editions)
    touched = story.note(at(3)).clock(at(3), promised=editions)

    assert (untouched.due, touched.due) == (at(8), at(4))


def test_an_edited_policy_changes_no_clock_that_is_over():
    editions = Book(
        (
            (LONG_AGO, (Policy(name="a", position=1, targets=(target(hours=8),)),)),
            (at(3), (Policy(name="a", position=1, targets=(target(hours=1),)),)),
        )
    )
    story = Story().created(at(0)).status(at(2), "solved").note(at(4))

    clock = story.clock(at(5), promised=editions)

    assert (clock.target.seconds, clock.is_breached) == (8 * HOUR, False)


def test_a_ticket_that_no_policy_matches_any_more_has_its_clocks_cancelled():
    promised = book(target(hours=8), conditions=Conditions(tag=("shop",)))
    story = Story().created(at(0), about=None).becomes(at(0), tags=("Shop",)).becomes(at(2), tags=())

    there, gone = (story.clock(now, promised=promised) for now in (at(1), at(3)))

    assert there.state is State.ACTIVE
    assert (gone.state, gone.reason, gone.ended_at) == (State.CANCELLED, Reason.NO_POLICY, at(2))


class TestWorkedExamples:
    """Monday to Friday, nine to five, in UTC; the first is a Monday."""

    @pytest.mark.parametrize(
        ("start", "hours", "due"),
        [
            (at(16.5, day=5), 1, at(9.5, day=8)),
            (at(16, day=5), 8, at(16, day=8)),
            (at(16, day=5), 2, at(10, day=8)),
        ],
    )
    def test_friday_afternoon(self, start, hours, due):
        assert stand(Log().start(start, hours, "office"), start).due == due

    @pytest.mark.parametrize(("hold", "due"), [((7, 8), at(11)), ((9.5, 10.5), at(12))])
    def test_a_hold_counts_by_its_open_time(self, hold, due):
        log = Log().start(at(6), 2, "office").pause(at(hold[0])).resume(at(hold[1]))

        assert stand(log, at(hold[1])).due == due

    def test_a_pause_survives_a_change_of_target(self):
        log = Log().start(at(0), 8).pause(at(1)).resume(at(49)).retarget(at(49 + 1 / 60), 4)

        assert stand(log, at(50)).due == at(52)

    def test_sixteen_hours_over_a_closed_wednesday(self):
        hours = {"mon": [("09:00", "17:00")], "tue": [("09:00", "16:00")], "thu": [("08:00", "17:00")]}
        week = {"week": ((LONG_AGO, Calendar("UTC", hours)),)}

        assert stand(Log().start(at(11), 16, "week"), at(12), week).due == at(11, day=4)

    def test_two_holidays_in_a_week_of_long_days(self):
        every_day = {day: [("09:00", "21:00")] for day in (*WEEKDAYS, "sat", "sun")}
        calendar = Calendar("UTC", every_day, holidays=["2024-01-11", "2024-01-13"])
        log = Log().start(at(23, day=9), 48, "long")

        assert stand(log, at(0, day=10), {"long": ((LONG_AGO, calendar),)}).due == at(21, day=15)

    def test_a_reopened_ticket_has_three_hours_left(self):
        story = Story().created(at(0)).status(at(1), "solved").status(at(10), "open")

        clock = story.clock(at(10), promised=book(target(hours=4)))

        assert (clock.due, clock.breaches) == (at(13), ())


def test_a_promise_that_no_calendar_reaches_has_no_due():
    clock = stand(Log().start(at(9), 10_000_000, "office"), at(10))

    assert (clock.due, clock.elapsed, clock.breaches) == (None, HOUR, ())
