"""The ladder, quiet hours, digests, snoozes."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import sla_daily
from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.sla_ladder import DEFAULT, INCIDENTS, Audience, Point, thresholds, warned_at
from bot.domain.sla_nag import Silence, next_at, reached, recipients
from bot.domain.sla_policy import Metric, Subject
from bot.domain.sla_quiet import Quiet, snooze
from bot.domain.sla_sweep import Verdict, decide, judge
from bot.domain.sla_update import What
from tests.bot.domain.sla_stories import HOUR, OFFICE, WEEKDAYS, Story, at, book, every, target
from tests.bot.domain.sla_sweeping import Sweep, concern, in_messages, to


def seconds(hours, ladder=DEFAULT):
    return {rung.level: counted for rung, counted in thresholds(ladder, round(hours * HOUR))}


def test_the_usual_ladder_of_a_long_target():
    assert seconds(8) == {0: 14400, 1: 21600, 2: 27000, 3: 28801, 4: 32400, 5: 32400}


def test_half_an_hour_before_due_gives_way_to_ninety_per_cent_where_it_would_come_too_early():
    assert seconds(1)[2] == 3240
    assert seconds(2)[2] == 6480
    assert seconds(2.01)[2] == 7236 - 1800
    assert seconds(1 / 60)[2] == 54


def test_warnings_of_its_own_leave_the_rest_of_a_ladder_as_it_is():
    ladder = warned_at(DEFAULT, [(Point.PERCENT, 50), (Point.PERCENT, 75), (Point.BEFORE, 600)])

    assert [(rung.level, rung.amount) for rung in ladder] == [
        (1, 50),
        (1, 75),
        (2, 600),
        (3, 0),
        (4, 3600),
        (5, 0),
    ]
    assert warned_at(DEFAULT, []) == DEFAULT


def test_the_next_instant_is_that_of_the_next_rung():
    story = Story().created(at(0))

    found = [next_at(story.clock(at(hour)), DEFAULT, UTC) for hour in (0, 4, 6, 7.5)]

    assert found == [at(4), at(6), at(7.5), at(8) + timedelta(seconds=1)]


def test_a_paused_or_finished_clock_has_no_next_instant():
    story = Story().created(at(0)).status(at(1), "pending")

    clock = story.clock(at(2), Metric.AGENT_WORK)

    assert next_at(clock, DEFAULT, UTC) is None
    assert reached(clock, DEFAULT, UTC) == []


def test_after_a_pause_what_was_sent_stays_sent():
    story, sweep = Story().created(at(0)).status(at(7), "pending").status(at(9), "open"), Sweep()

    sweep.over(story, at(0), at(9.5), metric=Metric.REQUESTER_WAIT)

    assert to(sweep.sent, "ana") == [1, 2]


def test_an_incidents_ladder_goes_from_liaison_to_commander_to_duty_manager():
    people = {Audience.LIAISON: ("lia",), Audience.COMMANDER: ("com",), Audience.DUTY_MANAGER: ("dm",)}
    story = Story("caseline").add(at(0), what=What.DECLARED, about=Subject(severity="SEV1"))
    sweep = Sweep(people=people, ladder=INCIDENTS)

    sweep.over(story, at(0), at(3), minutes=10, promised=book(target(Metric.INCIDENT_UPDATE, 1)))

    assert (to(sweep.sent, "lia"), to(sweep.sent, "com"), to(sweep.sent, "dm")) == ([1, 2, 3], [2, 3], [4, 5])


@pytest.mark.parametrize(
    ("minutes", "instants"),
    [
        (10, [5, 7.5, 9]),
        (15, [7.5, 11.25, 13.5]),
        (20, [10, 15, 18]),
        (30, [15, 22.5, 25]),
        (60, [30, 45, 55]),
        (240, [120, 180, 235]),
    ],
)
def test_of_an_incident_the_last_warning_leaves_five_minutes_where_there_are_so_many(minutes, instants):
    found = [seconds / 60 for rung, seconds in thresholds(INCIDENTS, minutes * 60) if rung.is_warning]

    assert found == instants


@pytest.mark.parametrize("minutes", [1, 5, 10, 30, 60, 1440])
def test_levels_of_an_incident_come_one_after_the_other(minutes):
    found = [seconds for _, seconds in thresholds(INCIDENTS, minutes * 60)]

    assert found == sorted(found)
    assert [rung.level for rung in INCIDENTS] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("kind", "people", "found"),
    [
        (Audience.ASSIGNEE, {Audience.ASSIGNEE: ("ana",)}, ("ana",)),
        (Audience.ASSIGNEE, {Audience.QUEUE_OWNER: ("leo",)}, ("leo",)),
        (Audience.MANAGER, {Audience.LEAD: ("mia",)}, ("mia",)),
        (Audience.MANAGER, {Audience.CHANNEL: ("#s",)}, ("#s",)),
        (Audience.LIAISON, {}, ()),
        (Audience.LIAISON_LEAD, {Audience.DUTY_MANAGER: ("kai",)}, ("kai",)),
    ],
)
def test_where_there_is_nobody_somebody_else_is_told(kind, people, found):
    assert recipients((kind,), people) == found


def test_one_who_is_two_audiences_hears_it_once():
    people = {Audience.ASSIGNEE: ("ana",), Audience.LEAD: ("ana",)}

    assert recipients((Audience.ASSIGNEE, Audience.LEAD), people) == ("ana",)


def test_an_acknowledged_level_is_silent_for_everybody_and_the_clock_runs_on():
    clock = Story().created(at(0)).clock(at(6.5))
    silence = Silence(acknowledged=frozenset({(Metric.RESOLUTION, 1, 1)}))

    decision = decide(concern(clock, silence=silence), ())

    assert decision.send == ()
    assert [nag.rung.level for nag in decision.superseded] == [1]


def test_a_snooze_is_for_one_recipient_and_ends_by_itself():
    story = Story().created(at(0))
    silence = Silence(snoozed={(Metric.RESOLUTION, 1, "ana"): at(7.9)})
    sweep = Sweep(silence=silence)

    during, after = sweep.run(story.clock(at(7.6))), sweep.run(story.clock(at(7.9)))

    assert ([nag.recipient for _, nag in during], [nag.recipient for _, nag in after]) == (
        ["#support"],
        ["ana"],
    )
    assert after[0][1].late_by(at(7.9)) is None


@pytest.mark.parametrize(
    ("now", "asked", "until"),
    [
        (at(10), at(11), at(11)),
        (at(10), at(20), at(13)),
        (at(10), at(9), at(10)),
        (at(14), at(9, day=9), at(14, day=2)),
        (at(14, day=5), at(9, day=30), at(9, day=8)),
    ],
)
def test_a_snooze_lasts_at_most_until_due_and_after_a_breach_one_business_day(now, asked, until):
    clock = Story().created(at(9)).clock(now, promised=every(4, "office"))

    assert snooze(clock, asked) == until


def test_a_persons_own_quiet_hours_hold_a_nag_back_even_around_the_clock():
    own = Calendar("UTC", {day: [("08:00", "20:00")] for day in (*WEEKDAYS, "sat", "sun")})
    story, sweep = Story().created(at(18)), Sweep(own=own)

    held = sweep.run(story.clock(at(0.5, day=2)))
    morning = sweep.run(story.clock(at(8, day=2)))

    assert held == []
    assert morning
    assert all(nag.is_held and nag.late_by(at(8, day=2)) is None for _, nag in morning)


def test_an_urgent_ticket_is_spoken_of_outside_hours():
    clock = Story().created(at(9)).clock(at(20), promised=every(4, "office"))

    assert decide(concern(clock, urgent=True), ()).send
    assert not decide(concern(clock), ()).send


def test_two_calendars_that_are_never_open_together_do_not_silence_a_promise():
    evenings = Calendar("UTC", {day: [("18:00", "20:00")] for day in WEEKDAYS})

    assert Quiet(OFFICE, evenings).allowed_at(at(20)) == at(9, day=2)


def test_a_nag_that_is_sent_in_quiet_hours_after_all_is_held():
    story = Story().created(at(9))
    (nag, *_) = decide(concern(story.clock(at(15), promised=every(4, "office"))), ()).send

    verdict = judge(nag, concern(story.clock(at(18), promised=every(4, "office"))))

    assert verdict is Verdict.HOLD


def test_a_nag_for_somebody_who_is_no_longer_concerned_is_given_up():
    clock = Story().created(at(0)).clock(at(6.5))
    (nag,) = decide(concern(clock), ()).send

    assert judge(nag, concern(clock, people={Audience.ASSIGNEE: ("leo",)})) is Verdict.SUPERSEDED
    assert judge(nag, None) is Verdict.SUPERSEDED


@pytest.mark.parametrize(("count", "sizes"), [(4, [1, 1, 1, 1]), (5, [5]), (30, [30])])
def test_five_nags_within_five_minutes_are_one_message(count, sizes):
    clock = Story().created(at(0)).clock(at(6.5))
    sent = [one for number in range(count) for one in Sweep().run(clock, about=str(number))]

    found = in_messages(sent, at(6.5))

    assert [len(message.nags) for message in found] == sizes


def test_what_trickles_in_joins_the_digest_of_the_last_five_minutes():
    sent = Sweep().run(Story().created(at(0)).clock(at(6.5)))
    recent = {"ana": [at(6.5) - timedelta(minutes=minute) for minute in (1, 2, 3, 4)]}

    assert [message.is_digest for message in in_messages(sent, at(6.5), recent)] == [True]
    assert [message.is_digest for message in in_messages(sent, at(6.6), recent)] == [False]


def test_what_quiet_hours_held_back_is_one_message_sorted_by_due():
    own = Calendar("UTC", {day: [("08:00", "20:00")] for day in (*WEEKDAYS, "sat", "sun")})
    clocks = [Story().created(at(18 + number)).clock(at(8, day=2)) for number in (1, 0)]
    sent = [
        one for number, clock in enumerate(clocks) for one in Sweep(own=own).run(clock, about=str(number))
    ]

    (message,) = [one for one in in_messages(sent, at(8, day=2)) if one.recipient == "ana"]

    assert message.is_digest
    assert [nag.due for nag in message.nags] == [at(2, day=2), at(3, day=2)]


class TestDaily:
    BERLIN = ZoneInfo("Europe/Berlin")

    def test_the_next_business_day_in_the_morning(self):
        friday = at(16, day=5)

        assert sla_daily.following(OFFICE, friday, friday, UTC) == at(9, day=8)
        assert sla_daily.following(OFFICE, friday, at(9, day=8), UTC) == at(9, day=9)

    def test_the_last_one_is_found_again_after_a_weekend(self):
        assert sla_daily.last(OFFICE, at(16, day=3), at(3, day=7), UTC) == at(9, day=5)
        assert sla_daily.last(OFFICE, at(16, day=5), at(3, day=7), UTC) is None
        assert sla_daily.last(OFFICE, at(16, day=5), at(9, day=8), UTC) == at(9, day=8)

    def test_around_the_clock_it_is_nine_in_the_morning_there(self):
        assert sla_daily.following(ALWAYS, at(3), at(3), self.BERLIN) == at(8, day=2)

    def test_a_night_shift_is_reminded_once_a_night(self):
        nights = Calendar("UTC", {day: [("22:00", "06:00")] for day in WEEKDAYS})
        instants, now = [], at(23)
        for _ in range(5):
            now = sla_daily.following(nights, at(23), now, UTC)
            instants.append(now)

        assert instants == [at(22, day=day) for day in (2, 3, 4, 5, 8)]
