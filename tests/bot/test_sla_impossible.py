"""What must be impossible with promises, sentence by sentence, and where each is proven.

Rules alone are proven in `tests/bot/domain/test_sla_impossible.py`; here stand those that need the whole
way, from a desk through sweep and outbox to a chat. `PROVEN` names them all, and a test counts them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.holidays.connect import PublicHolidays
from bot.actions import sla_book
from bot.actions.sla_round import PATIENCE
from bot.calendars import explained
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import Hush, Wish
from bot.domain.sla_update import Author, Said
from bot.domain.ticket import TicketStatus
from bot.errors import TryLater
from bot.jobs import sweep
from tests.bot import test_calendars as listed
from tests.bot.actions.promises import (
    arrives,
    becomes,
    desk_of,
    heard,
    passes,
    promising,
    read,
    speaks,
    told,
)
from tests.bot.domain import test_sla_impossible as rules
from tests.fakes.chat import Chat
from tests.fakes.reader import read as shown
from tests.fakes.teller import Teller

LATE = "First reply is late · zendesk:1 · Card declined"
BERLIN = {
    "berlin": {
        "timezone": "Europe/Berlin",
        "hours": {"mon-fri": ["09:00-17:00"]},
        "holidays": ["DE-BE"],
    }
}
OFFICE = [{"name": "office", "targets": {"first_reply": "4h"}, "calendar": "berlin"}]


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def steps(teller: Teller, each: timedelta, until: timedelta, do: Callable[[], None] = lambda: None) -> None:
    end = teller.clock.now() + until
    while teller.clock.now() < end:
        teller.clock.move(seconds=each.total_seconds())
        wakes(teller)
        do()


def wakes(teller: Teller) -> None:
    """Nobody was there for a while: desks are asked how it stands, and what is still true is said."""
    teller.knock()
    teller.clock.move(seconds=PATIENCE.total_seconds())
    teller.knock()


def on_their_way(teller: Teller, do: Callable[[], object]) -> None:
    """Everything that is decided now waits in the outbox while `do` happens."""
    teller.chat.trouble["post"] = TryLater("slow down", after=1)
    teller.knock()
    do()
    teller.chat.trouble.clear()
    passes(teller, minutes=3)


def restarted(teller: Teller, **changed: object) -> Teller:
    """Another process over the same database, chat, desk and clock, perhaps with other settings."""
    later = Teller(
        teller.store,
        settings=promising(**changed),
        clock=teller.clock,
        chat=teller.chat,
        desks=teller.desks,
    )
    known = explained(later.settings.calendars, PublicHolidays(), later.clock.now())
    object.__setattr__(later.world, "calendars", {name: one.calendar for name, one in known.items()})
    sla_book.publish(later.world, known)
    return later


def _is_merged(teller: Teller) -> None:
    desk_of(teller).has("1", merged_into="2")
    read(teller, "1")


def _is_deleted(teller: Teller) -> None:
    del desk_of(teller).tickets["1"]
    read(teller, "1")


ENDS: dict[str, Callable[[Teller], None]] = {
    "answered": lambda teller: speaks(teller, "1", Author.AGENT),
    "solved": lambda teller: becomes(teller, "1", TicketStatus.SOLVED),
    "closed": lambda teller: becomes(teller, "1", TicketStatus.CLOSED),
    "merged": _is_merged,
    "deleted": _is_deleted,
}


@pytest.mark.parametrize("end", ENDS)
def test_no_nag_is_sent_for_a_fulfilled_cancelled_merged_or_closed_clock_not_even_one_already_queued(
    teller, end
):
    arrives(teller)
    teller.clock.move(minutes=62)

    on_their_way(teller, lambda: ENDS[end](teller))
    passes(teller, minutes=60)

    assert teller.chat.said == []


def test_no_nag_is_sent_under_a_policy_that_was_switched_off_or_no_longer_matches(teller):
    arrives(teller)
    teller.clock.move(minutes=62)
    off = restarted(teller, sla=[])

    on_their_way(teller, lambda: speaks(off, "1", Author.CUSTOMER))
    passes(off, minutes=60)

    assert teller.chat.said == []


def test_running_the_sweep_any_number_of_times_over_the_same_state_sends_each_key_at_most_once(teller):
    arrives(teller)
    teller.clock.move(minutes=62)

    for _ in range(5):
        sweep(teller.world)
        sweep(restarted(teller).world)
        teller.carry()
        passes(teller, seconds=20)

    assert heard(teller, "ana") == heard(teller, "mei") == [LATE]
    assert len(heard(teller, "support")) == 1


@dataclass
class Forgetful(Chat):
    """What is posted there arrives, but of every second message the answer is lost."""

    asked: list[str] = field(default_factory=list)

    def post(self, workspace, to, card, *, key, thread="", doubtful=False):
        posted = super().post(workspace, to, card, key=key, thread=thread, doubtful=doubtful)
        self.asked.append(key)
        if not doubtful and len(set(self.asked)) % 2:
            raise TryLater("no answer", after=1, unsure=True)
        return posted


@pytest.mark.parametrize("seed", range(3))
def test_a_restart_at_any_point_neither_repeats_a_nag_nor_loses_one(database, seed):
    chance = random.Random(seed)
    teller = Teller(
        database, settings=promising(), chat=Forgetful(), desks={"zendesk": desk_of(told(database))}
    )
    arrives(teller)

    for _ in range(70):
        teller.clock.move(minutes=1)
        at = chance.random()
        if at < 0.3:
            sweep(teller.world)
        elif at < 0.5:
            with database.change() as work:
                work.outbox.claim(teller.clock.now(), "killed/1")
        else:
            teller.knock()
        teller = restarted(teller)
        with database.change() as work:
            work.outbox.give_back("killed/1")
    passes(teller, minutes=2)

    assert heard(teller, "ana").count(LATE) == 1
    assert heard(teller, "mei") == [LATE]
    keys = [one.key for one in teller.chat.said]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
def test_under_a_business_hours_calendar_no_nag_leaves_at_night_at_the_weekend_or_on_a_holiday(database):
    teller = restarted(told(database), calendars=BERLIN, sla=OFFICE)
    teller.clock.move(days=31, hours=4)
    arrives(teller)
    left: list[datetime] = []

    def note() -> None:
        left.extend([teller.clock.now()] * (len(teller.chat.said) - len(left)))

    steps(teller, timedelta(minutes=20), timedelta(days=6), note)

    wall = [one.astimezone(ZoneInfo("Europe/Berlin")) for one in left]
    assert len(left) >= 4
    assert {one.date().isoformat() for one in wall} == {"2026-04-07", "2026-04-08"}
    assert all(time(9) <= one.time() <= time(17) for one in wall)


@pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
def test_a_burst_of_100_tickets_does_not_give_one_recipient_100_messages(teller):
    for number in range(100):
        desk_of(teller).has(str(number), created_at=teller.clock.now(), assignee_id="11", group="Support")
    read(teller, *map(str, range(100)))

    passes(teller, minutes=62)

    assert "100 promises need you" in heard(teller, "ana")
    assert len(heard(teller, "ana")) <= 4
    assert len(heard(teller, "mei")) <= 2
    assert len(heard(teller, "support")) <= 2


def test_a_nag_reaches_exactly_the_audience_of_its_level_not_every_group_member_or_admin(teller):
    arrives(teller)

    passes(teller, minutes=46)
    at_75 = {one.room for one in teller.chat.said}
    passes(teller, minutes=60)

    assert at_75 == {"slack:ana"}
    assert {one.room for one in teller.chat.said} == {"slack:ana", "slack:support", "slack:mei"}


def test_a_reminder_for_a_new_cycle_goes_out_on_the_same_day_as_one_for_the_old_cycle(teller):
    arrives(teller)
    for _ in range(2):
        speaks(teller, "1", Author.AGENT)
        speaks(teller, "1", Author.CUSTOMER)
        passes(teller, minutes=46)

    assert heard(teller, "ana") == ["Next reply is due soon · zendesk:1 · Card declined"] * 2


def test_after_a_breach_reminders_continue_until_acknowledged_and_are_told_apart_from_warnings(teller):
    arrives(teller)
    passes(teller, minutes=62)
    speaks(teller, "1", Author.CUSTOMER)

    steps(teller, timedelta(hours=3), timedelta(days=3))
    before = [one for one in heard(teller, "kai") if one.startswith("First reply")]
    with teller.store.change() as work:
        for metric in (Metric.FIRST_REPLY, Metric.RESOLUTION):
            work.hushes.put(
                Hush(
                    about="zendesk:1",
                    metric=metric,
                    instance=1,
                    wish=Wish.ACKNOWLEDGED,
                    level=5,
                    recipient="",
                    by="slack:ana",
                    at=teller.clock.now(),
                )
            )
    count = len(teller.chat.said)
    steps(teller, timedelta(hours=3), timedelta(days=3))

    assert before == [LATE] * 4
    assert len(teller.chat.said) == count


def test_an_unacknowledged_breach_reaches_a_manager_without_anybody_doing_anything(teller):
    arrives(teller)

    passes(teller, minutes=119)
    before = heard(teller, "kai")
    passes(teller, minutes=2)

    assert (before, heard(teller, "kai")) == ([], [LATE])


def test_a_missed_scheduler_tick_delays_a_reminder_by_at_most_the_next_tick(teller):
    arrives(teller)
    teller.clock.move(minutes=44)
    teller.knock()

    teller.clock.move(minutes=3)
    wakes(teller)

    assert len(heard(teller, "ana")) == 1


def test_snoozing_once_does_not_change_any_later_interval(teller):
    arrives(teller)
    passes(teller, minutes=46)
    with teller.store.change() as work:
        work.hushes.put(
            Hush(
                about="zendesk:1",
                metric=Metric.FIRST_REPLY,
                instance=1,
                wish=Wish.SNOOZED,
                level=-1,
                recipient="slack:ana",
                by="slack:ana",
                at=teller.clock.now(),
                until=teller.clock.now() + timedelta(minutes=10),
            )
        )

    passes(teller, minutes=9)
    during = len(heard(teller, "ana"))
    passes(teller, minutes=2)
    after = len(heard(teller, "ana"))
    passes(teller, minutes=5)

    assert (during, after) == (1, 2)
    assert heard(teller, "ana")[-1] == LATE


def test_a_late_nag_says_how_late_it_is_no_nag_is_dropped_for_lateness(teller):
    arrives(teller)

    teller.clock.move(hours=5)
    wakes(teller)

    cards = {one.room: shown(one.card) for one in teller.chat.said if one.cards[0].title == LATE}
    assert cards.keys() == {"slack:ana", "slack:mei", "slack:kai", "slack:support"}
    assert all("comes late by" in card for card in cards.values())


@dataclass
class Limited(Chat):
    """One of its rooms takes nothing for now."""

    limited: str = "slack:support"
    refused: int = 0

    def post(self, workspace, to, card, *, key, thread="", doubtful=False):
        if to == self.limited:
            self.refused += 1
            raise TryLater("slow down", after=600)
        return super().post(workspace, to, card, key=key, thread=thread, doubtful=doubtful)


def test_one_rate_limited_channel_does_not_delay_other_teams_nags_and_the_limit_notice_does_not_loop(
    database,
):
    chat = Limited()
    teller = Teller(database, settings=promising(), chat=chat, desks={"zendesk": desk_of(told(database))})
    arrives(teller)

    passes(teller, minutes=62)
    meanwhile = len(heard(teller, "ana")), heard(teller, "mei"), chat.refused
    chat.limited = ""
    passes(teller, minutes=12)

    assert meanwhile == (3, [LATE], 1)
    assert len(heard(teller, "support")) == 1
    assert {one.room for one in chat.said} == {"slack:ana", "slack:mei", "slack:support"}


def test_a_target_changed_from_a_to_b_and_back_to_a_does_not_record_a_s_breach_twice(database):
    both = [
        {"name": "vip", "when": {"tag": ["vip"]}, "targets": {"first_reply": "4h"}},
        {"name": "usual", "targets": {"first_reply": "1h"}},
    ]
    teller = told(database, sla=both)
    arrives(teller)
    passes(teller, minutes=62)

    for tags in (("vip",), ()):
        desk_of(teller).has("1", tags=tags)
        read(teller, "1")
        passes(teller, minutes=2)

    with database.read() as work:
        assert [one.seconds for one in work.breaches.of("zendesk:1")] == [3600]
    assert heard(teller, "mei") == [LATE]


def test_a_ticket_created_outside_hours_gets_its_whole_target_from_the_next_opening_not_zero(database):
    teller = restarted(told(database), calendars=BERLIN, sla=OFFICE)
    teller.clock.move(hours=12)
    arrives(teller)

    with database.read() as work:
        [clock] = work.clocks.of("zendesk:1")
    assert clock.due_at == datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def test_a_public_reply_by_any_channel_stops_the_reply_clocks_an_internal_note_never_does(teller):
    arrives(teller)
    speaks(teller, "1", Author.SYSTEM)
    speaks(teller, "1", Author.AGENT, Said.INTERNAL)
    passes(teller, minutes=46)
    still = len(heard(teller, "ana"))

    speaks(teller, "1", Author.AGENT)
    passes(teller, hours=2)

    assert (still, heard(teller, "mei")) == (1, [])


def test_one_reminder_never_suppresses_a_later_level(teller):
    arrives(teller)
    passes(teller, minutes=46)
    with teller.store.change() as work:
        for level in (1, 2):
            work.hushes.put(
                Hush(
                    about="zendesk:1",
                    metric=Metric.FIRST_REPLY,
                    instance=1,
                    wish=Wish.ACKNOWLEDGED,
                    level=level,
                    recipient="",
                    by="slack:ana",
                    at=teller.clock.now(),
                )
            )

    passes(teller, minutes=16)

    assert heard(teller, "support") == []
    assert heard(teller, "ana")[1:] == heard(teller, "mei") == [LATE]


PROVEN: dict[int, Callable[..., object]] = {
    1: test_no_nag_is_sent_for_a_fulfilled_cancelled_merged_or_closed_clock_not_even_one_already_queued,
    2: test_no_nag_is_sent_under_a_policy_that_was_switched_off_or_no_longer_matches,
    3: test_running_the_sweep_any_number_of_times_over_the_same_state_sends_each_key_at_most_once,
    4: test_a_restart_at_any_point_neither_repeats_a_nag_nor_loses_one,
    5: test_under_a_business_hours_calendar_no_nag_leaves_at_night_at_the_weekend_or_on_a_holiday,
    6: test_a_reminder_for_a_new_cycle_goes_out_on_the_same_day_as_one_for_the_old_cycle,
    7: test_a_burst_of_100_tickets_does_not_give_one_recipient_100_messages,
    8: test_a_nag_reaches_exactly_the_audience_of_its_level_not_every_group_member_or_admin,
    9: rules.test_changing_todays_utc_offset_does_not_change_elapsed_time_of_the_past,
    10: rules.test_a_clock_with_a_positive_target_is_not_breached_at_the_instant_it_is_created,
    11: rules.test_a_hold_across_closing_time_moves_due_by_its_open_seconds_only,
    12: rules.test_a_hold_is_not_forgotten_when_the_target_changes,
    13: rules.test_pending_on_hold_pending_counts_every_second_at_most_once,
    14: test_a_public_reply_by_any_channel_stops_the_reply_clocks_an_internal_note_never_does,
    15: rules.test_no_reply_clock_runs_while_the_support_agent_spoke_last,
    16: rules.test_if_a_clock_is_shown_as_paused_its_elapsed_is_constant,
    17: test_a_ticket_created_outside_hours_gets_its_whole_target_from_the_next_opening_not_zero,
    18: rules.test_business_hours_policies_give_a_different_due_than_24x7_ones_on_friday_evening,
    19: rules.test_a_one_hour_lunch_break_removes_one_hour_not_a_day,
    20: rules.test_a_calendar_9_17_is_closed_at_17_not_at_18,
    21: rules.test_the_servers_own_time_zone_has_no_effect,
    22: rules.test_a_breached_clock_reaches_the_breach_level_it_never_falls_into_the_smallest_warning_bracket,
    23: test_after_a_breach_reminders_continue_until_acknowledged_and_are_told_apart_from_warnings,
    24: test_an_unacknowledged_breach_reaches_a_manager_without_anybody_doing_anything,
    25: test_one_reminder_never_suppresses_a_later_level,
    26: test_a_missed_scheduler_tick_delays_a_reminder_by_at_most_the_next_tick,
    27: test_snoozing_once_does_not_change_any_later_interval,
    28: rules.test_publishing_an_update_restarts_the_update_clock,
    29: test_a_late_nag_says_how_late_it_is_no_nag_is_dropped_for_lateness,
    30: test_one_rate_limited_channel_does_not_delay_other_teams_nags_and_the_limit_notice_does_not_loop,
    31: test_a_target_changed_from_a_to_b_and_back_to_a_does_not_record_a_s_breach_twice,
    32: rules.test_waiting_for_the_customer_can_pause_any_clock_a_status_configured_to_pause_does_so,
    33: listed.test_every_date_that_closes_has_a_source_and_no_other_date_closes,
}
"""By the number of the sentence; each is a test that runs."""


def test_every_sentence_is_proven():
    assert sorted(PROVEN) == list(range(1, 34))
    assert all(one.__name__.startswith("test_") for one in PROVEN.values())
    assert len({one.__name__ for one in PROVEN.values()}) == len(PROVEN)
