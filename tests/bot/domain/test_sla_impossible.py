"""What must be impossible: every test is named by the sentence that it proves."""

import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.calendar import Calendar
from bot.domain.sla_clock import State, clocks
from bot.domain.sla_nag import Silence
from bot.domain.sla_policy import Book, Metric, Policy
from bot.domain.sla_quiet import snooze
from bot.domain.sla_sweep import Verdict, decide, judge
from bot.domain.sla_update import Author, Said, What
from bot.domain.ticket import TicketStatus
from tests.bot.domain.sla_stories import (
    CALENDARS,
    HOUR,
    LONG_AGO,
    Log,
    Story,
    at,
    book,
    every,
    target,
)
from tests.bot.domain.sla_sweeping import Sweep, concern, in_messages, levels, to

FIRST, NEXT, RESOLUTION = Metric.FIRST_REPLY, Metric.NEXT_REPLY, Metric.RESOLUTION
OFFICE_HOURS = every(8, "office")


def stand(log, now, calendars=CALENDARS):
    (clock,) = clocks(log.events, calendars, now)
    return clock


@pytest.mark.parametrize(
    "end",
    [
        {"by": Author.AGENT, "said": Said.PUBLIC},
        {"status": TicketStatus.SOLVED},
        {"status": TicketStatus.CLOSED},
        {"what": What.MERGED},
        {"what": What.DELETED},
        {"what": What.SPAM},
    ],
)
def test_no_nag_is_sent_for_a_fulfilled_cancelled_merged_or_closed_clock_not_even_one_already_queued(end):
    story = Story().created(at(0))
    queued = decide(concern(story.clock(at(9), FIRST)), ()).send

    ended = concern(story.add(at(9.5), **end).clock(at(10), FIRST))

    assert queued
    assert {judge(nag, ended) for nag in queued} == {Verdict.SUPERSEDED}
    assert decide(ended, ()).send == ()


def test_no_nag_is_sent_under_a_policy_that_was_switched_off_or_no_longer_matches():
    editions = Book(
        (
            (LONG_AGO, (Policy(name="a", position=1, targets=(target(hours=8),)),)),
            (at(8.5), ()),
        )
    )
    story = Story().created(at(0))
    queued = decide(concern(story.clock(at(8.4), promised=editions)), ()).send

    after = concern(story.note(at(8.6)).clock(at(9), promised=editions))

    assert queued
    assert {judge(nag, after) for nag in queued} == {Verdict.SUPERSEDED}
    assert decide(after, ()).send == ()


def test_running_the_sweep_any_number_of_times_over_the_same_state_sends_each_key_at_most_once():
    clock = Story().created(at(0)).clock(at(9))
    sweep = Sweep()

    first, *others = [sweep.run(clock) for _ in range(5)]

    assert sorted(levels(first)) == [2, 3, 3, 4]
    assert not any(others)


@pytest.mark.parametrize("seed", range(20))
def test_a_restart_at_any_point_neither_repeats_a_nag_nor_loses_one(seed):
    story = Story().created(at(0))
    steady, killed = Sweep(), Sweep()
    chance = random.Random(seed)
    steady.over(story, at(0), at(12), metric=RESOLUTION)

    now = at(0)
    while now <= at(12):
        if chance.random() < 0.7:
            successor = Sweep()
            successor.known = killed.known
            successor.sent = killed.sent
            killed = successor
        killed.run(story.clock(now))
        now += timedelta(minutes=30)

    keys = [nag.key for _, nag in killed.sent]
    assert sorted(keys) == sorted({nag.key for _, nag in steady.sent})


def test_under_a_business_hours_calendar_no_nag_leaves_at_night_at_the_weekend_or_on_a_holiday():
    holiday = Calendar("UTC", {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")},
                       holidays=["2024-01-08"], name="office")  # fmt: skip
    calendars = {"office": ((LONG_AGO, holiday),)}
    sweep = Sweep()

    sweep.over(
        Story().created(at(15, day=4)),
        at(15, day=4),
        at(12, day=12),
        promised=OFFICE_HOURS,
        calendars=calendars,
    )

    assert sweep.sent
    assert all(holiday.is_open(now) for now, _ in sweep.sent)


def test_a_late_nag_under_business_hours_waits_for_the_next_opening():
    clock = Story().created(at(9)).clock(at(20), promised=every(4, "office"))

    decision = decide(concern(clock), ())

    assert decision.send == ()
    assert {nag.allowed_at for nag in decision.held} == {at(9, day=2)}


def test_a_reminder_for_a_new_cycle_goes_out_on_the_same_day_as_one_for_the_old_cycle():
    story = Story().created(at(0)).reply(at(1)).question(at(2)).reply(at(6)).question(at(7))
    sweep = Sweep()

    sweep.over(story, at(0), at(12), metric=NEXT, promised=every(4))

    assert {nag.instance for _, nag in sweep.sent} == {1, 2}
    assert len({nag.key for _, nag in sweep.sent}) == len(sweep.sent)


def test_a_burst_of_100_tickets_does_not_give_one_recipient_100_messages():
    clock = Story().created(at(0)).clock(at(8.5))
    sweep = Sweep()
    sent = [one for number in range(100) for one in sweep.run(clock, about=f"zendesk:{number}")]

    found = in_messages(sent, at(8.5))

    assert len([nag for _, nag in sent if nag.recipient == "ana"]) == 100
    assert [message.is_digest for message in found if message.recipient == "ana"] == [True]


def test_a_nag_reaches_exactly_the_audience_of_its_level_not_every_group_member_or_admin():
    sweep = Sweep()

    sweep.over(Story().created(at(0)), at(0), at(9.5), metric=RESOLUTION)

    heard = {level: {nag.recipient for _, nag in sweep.sent if nag.rung.level == level} for level in range(6)}
    assert heard == {0: set(), 1: {"ana"}, 2: {"ana", "#support"}, 3: {"ana", "mia"}, 4: {"eve"}, 5: set()}


def test_changing_todays_utc_offset_does_not_change_elapsed_time_of_the_past():
    calendar = Calendar(
        "Europe/Berlin", {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
    )
    week = {"berlin": ((LONG_AGO, calendar),)}
    log = Log().start(at(8), 16, "berlin").fulfil(at(14))

    winter, summer = stand(log, at(15), week), stand(log, at(15, day=200), week)

    assert winter.elapsed == summer.elapsed == 6 * HOUR


def test_a_clock_with_a_positive_target_is_not_breached_at_the_instant_it_is_created():
    log = Log().add(at(0), "activate").add(at(0), "apply_sla", target=replace(target(), seconds=1))

    assert not stand(log, at(0)).is_breached


def test_a_hold_across_closing_time_moves_due_by_its_open_seconds_only():
    log = Log().start(at(15), 8, "office").pause(at(16)).resume(at(10, day=2))

    assert stand(log, at(10, day=2)).due == at(17, day=2)


def test_a_hold_is_not_forgotten_when_the_target_changes():
    log = Log().start(at(0), 8).pause(at(1)).resume(at(3)).retarget(at(4), 4)

    assert stand(log, at(4)).due == at(6)


def test_pending_on_hold_pending_counts_every_second_at_most_once():
    story = Story().created(at(0)).status(at(1), "pending").status(at(2), "on_hold").status(at(3), "pending")

    work, wait = (
        story.status(at(4), "open").clock(at(5), one) for one in (Metric.AGENT_WORK, Metric.REQUESTER_WAIT)
    )

    assert (work.elapsed, wait.elapsed) == (2 * HOUR, 3 * HOUR)


def test_a_public_reply_by_any_channel_stops_the_reply_clocks_an_internal_note_never_does():
    noted = Story().created(at(0)).note(at(1))
    machine = Story().created(at(0)).add(at(1), by=Author.SYSTEM, said=Said.PUBLIC)
    replied = Story("api").created(at(0)).reply(at(1))

    states = [story.clock(at(2), FIRST).state for story in (noted, machine, replied)]

    assert states == [State.ACTIVE, State.ACTIVE, State.FULFILLED]


@pytest.mark.parametrize("seed", range(30))
def test_no_reply_clock_runs_while_the_support_agent_spoke_last(seed):
    chance = random.Random(seed)
    story = Story().created(at(0), by=chance.choice((Author.CUSTOMER, Author.AGENT)))
    for hour in range(1, 12):
        chance.choice((story.reply, story.question, story.note))(at(hour))
    spoken = [one for one in story.updates if one.said is Said.PUBLIC]

    running = [clock for (metric, _), clock in story.clocks(at(12)).items()
               if metric in (FIRST, NEXT) and clock.state is State.ACTIVE]  # fmt: skip

    assert bool(running) is (spoken[-1].by is Author.CUSTOMER)


def test_if_a_clock_is_shown_as_paused_its_elapsed_is_constant():
    story = Story().created(at(0)).status(at(1), "pending")

    shown = [story.clock(at(hour), Metric.AGENT_WORK) for hour in (1, 5, 50)]

    assert {(clock.state, clock.elapsed, clock.remaining) for clock in shown} == {
        (State.PAUSED, HOUR, 7 * HOUR)
    }


def test_a_ticket_created_outside_hours_gets_its_whole_target_from_the_next_opening_not_zero():
    clock = Story().created(at(20)).clock(at(21), promised=OFFICE_HOURS)

    assert (clock.remaining, clock.due) == (8 * HOUR, at(17, day=2))


def test_business_hours_policies_give_a_different_due_than_24x7_ones_on_friday_evening():
    story = Story().created(at(16.5, day=5))

    office, always = (story.clock(at(17, day=5), promised=every(1, name)).due for name in ("office", "24x7"))

    assert (office, always) == (at(9.5, day=8), at(17.5, day=5))


def test_a_one_hour_lunch_break_removes_one_hour_not_a_day():
    hours = {day: [("09:00", "12:00"), ("13:00", "17:00")] for day in ("mon", "tue")}

    clock = stand(Log().start(at(9), 7, "lunch"), at(9), {"lunch": ((LONG_AGO, Calendar("UTC", hours)),)})

    assert clock.due == at(17)


def test_a_calendar_9_17_is_closed_at_17_not_at_18():
    clock = stand(Log().start(at(16), 4, "office"), at(18))

    assert clock.elapsed == HOUR


def test_a_breached_clock_reaches_the_breach_level_it_never_falls_into_the_smallest_warning_bracket():
    clock = Story().created(at(0)).clock(at(8.5))

    sent = Sweep().run(clock)

    assert to(sent, "ana") == [3]


def test_after_a_breach_reminders_continue_until_acknowledged_and_are_told_apart_from_warnings():
    story, sweep = Story().created(at(0)), Sweep()

    sweep.over(story, at(0), at(12, day=5), minutes=60, metric=RESOLUTION)
    acknowledged = Silence(acknowledged=frozenset({(RESOLUTION, 1, 5)}))
    after = sweep.run(story.clock(at(12, day=6)), silence=acknowledged)

    assert to(sweep.sent, "eve") == [4, 5, 5, 5, 5]
    assert after == []
    assert {nag.rung.is_warning for _, nag in sweep.sent if nag.rung.level >= 3} == {False}


def test_an_unacknowledged_breach_reaches_a_manager_without_anybody_doing_anything():
    sweep = Sweep()

    sweep.over(Story().created(at(0)), at(0), at(9.5), metric=RESOLUTION)

    assert to(sweep.sent, "eve") == [4]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_one_reminder_never_suppresses_a_later_level(level):
    story, sweep = Story().created(at(0)), Sweep()
    quiet = Silence(acknowledged=frozenset({(RESOLUTION, 1, level)}))

    now = at(0)
    while now <= at(12, day=2):
        sweep.run(story.clock(now), silence=quiet)
        now += timedelta(minutes=30)

    assert {nag.rung.level for _, nag in sweep.sent} == {1, 2, 3, 4, 5} - {level}


def test_a_missed_scheduler_tick_delays_a_reminder_by_at_most_the_next_tick():
    story = Story().created(at(0))
    sweep = Sweep()
    sweep.run(story.clock(at(5.9)))

    sent = sweep.run(story.clock(at(6.1)))

    assert levels(sent) == [1]


def test_snoozing_once_does_not_change_any_later_interval():
    story = Story().created(at(0))
    plain, snoozed = Sweep(), Sweep()
    silence = Silence(snoozed={(RESOLUTION, 1, "ana"): snooze(story.clock(at(6)), at(7))})

    plain.over(story, at(0), at(12, day=4), metric=RESOLUTION)
    snoozed.more = {"silence": silence}
    snoozed.over(story, at(0), at(12, day=4), metric=RESOLUTION)

    late = [(now, nag.key) for now, nag in snoozed.sent if now > at(7)]
    assert late == [(now, nag.key) for now, nag in plain.sent if now > at(7)]


def test_publishing_an_update_restarts_the_update_clock():
    story = Story().created(at(0)).reply(at(1)).reply(at(5))

    assert story.clock(at(6), Metric.PERIODIC_UPDATE, 2).due == at(13)


def test_a_late_nag_says_how_late_it_is_no_nag_is_dropped_for_lateness():
    story = Story().created(at(0))

    sent = Sweep().run(story.clock(at(20)))

    assert {nag.recipient: nag.rung.level for _, nag in sent} == {"ana": 3, "mia": 3, "eve": 4, "#support": 2}
    assert all((late := nag.late_by(at(20))) and late > timedelta(hours=10) for _, nag in sent)


def test_a_target_changed_from_a_to_b_and_back_to_a_does_not_record_a_s_breach_twice():
    log = Log().start(at(0), 2).retarget(at(3), 8).retarget(at(4), 2)

    clock = stand(log, at(5))

    assert [(one.target.seconds, one.at) for one in clock.breaches] == [(2 * HOUR, at(2))]


@pytest.mark.parametrize("metric", [FIRST, RESOLUTION, Metric.REQUESTER_WAIT])
def test_waiting_for_the_customer_can_pause_any_clock_a_status_configured_to_pause_does_so(metric):
    promised = book(target(metric, pauses=frozenset({TicketStatus.PENDING})))
    story = Story().created(at(0)).status(at(2), "pending")

    clock = story.clock(at(9), metric, promised=promised)

    assert (clock.state, clock.elapsed) == (State.PAUSED, 2 * HOUR)


def test_the_servers_own_time_zone_has_no_effect(monkeypatch):
    found = []
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found.append(Story().created(at(20)).clock(at(21), promised=OFFICE_HOURS))
    monkeypatch.undo()
    time.tzset()

    assert found[0] == found[1] == found[2]
