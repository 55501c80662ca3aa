"""Word to customers of an incident: who is reminded of it, when, and when nobody is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.actions import role, sla_cases, sla_incident, timeline
from bot.actions.sla_sweep import sweep
from bot.domain.audit import Actor
from bot.domain.outgoing import Delivery
from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import NoticeState
from bot.errors import BadInput
from storage.unit_of_work import Database
from tests.bot.actions.promises import TOLD, heard, now_reads, passes, told
from tests.fakes.mirror import Mirror, settings
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of
from tests.storage.test_at_once import together

MINUTE = timedelta(minutes=1)
SOON = "Word to customers is due soon · INC-1 · Checkout is down"
LATE = "Word to customers is late · INC-1 · Checkout is down"
DONE = "Done: Word to customers · INC-1 · Checkout is down"

ALL_CLOCKS = {
    "name": "incidents",
    "targets": {
        "incident_ack": "5m",
        "incident_liaison": "10m",
        "incident_first_update": "15m",
        "incident_update": {"SEV1": {"monitoring": "1h", "any": "10m"}, "any": "2h"},
    },
}


@pytest.fixture
def teller(database) -> Teller:
    return told(database, duty_manager="kai")


def staffed(teller: Teller, text: str = "sev1 Checkout is down") -> str:
    """Leo speaks for the customers, Ana commands; leo's lead is Mei, and Kai is on duty."""
    key = teller.declare(text)
    teller.does("ana", "role commander me", about=key)
    teller.does("leo", "liaison me", about=key)
    teller.carry()
    return key


def incident(teller: Teller, key: str = "INC-1"):
    with teller.store.read() as work:
        return work.incidents.get(key)


def clocks(teller: Teller, key: str = "INC-1"):
    with teller.store.read() as work:
        case = sla_cases.read(teller.world, work, [key], teller.clock.now())[key]
    return {(one.metric, one.instance): one for one in case.clocks}


def running(teller: Teller, key: str = "INC-1"):
    """The clock of the next update; there is one at most."""
    found = [
        one
        for (metric, _), one in clocks(teller, key).items()
        if metric is Metric.INCIDENT_UPDATE and one.state is State.ACTIVE
    ]
    return found[0] if found else None


def missed(teller: Teller, key: str = "INC-1"):
    with teller.store.read() as work:
        return work.breaches.of(key)


def states(teller: Teller, key: str = "INC-1"):
    with teller.store.read() as work:
        return {(one.level, one.recipient): one.state for one in work.notices.of_several([key]).get(key, [])}


def announces(teller: Teller, words: str, at: datetime) -> None:
    """Leo posts an update, and says when the next one comes."""
    timeline.post_update(teller.world, Actor("slack:leo", "slack", "update"), "INC-1", words, next_at=at)


def older(database: Database) -> None:
    """As a release left it that knew nothing of clocks."""
    with database.engine.begin() as connection:
        for table in ("sla_updates", "sla_clocks", "sla_breaches", "sla_notices"):
            connection.execute(text(f"DELETE FROM {table}"))


class TestTheLadder:
    def test_the_liaison_hears_before_it_is_due_then_the_commander_as_well(self, teller):
        staffed(teller)

        passes(teller, minutes=14)
        before = heard(teller, "leo")
        passes(teller, minutes=2)
        at_75 = heard(teller, "leo"), heard(teller, "ana")
        passes(teller, minutes=2.5)
        at_90 = heard(teller, "leo")[1:], heard(teller, "ana")

        assert SOON not in before
        assert (at_75[0].count(SOON), at_75[1].count(SOON)) == (1, 0)
        assert (at_90[0].count(SOON), at_90[1].count(SOON)) == (2, 1)

    def test_silence_is_told_to_both_then_to_the_lead_then_to_the_duty_manager(self, teller):
        staffed(teller)

        passes(teller, minutes=21)
        due = [heard(teller, who).count(LATE) for who in ("leo", "ana", "mei", "kai")]
        passes(teller, minutes=20)
        twenty = [heard(teller, who).count(LATE) for who in ("leo", "ana", "mei", "kai")]
        passes(teller, minutes=40)

        assert due == [1, 1, 0, 0]
        assert twenty == [1, 1, 1, 0]
        assert [heard(teller, who).count(LATE) for who in ("leo", "ana", "mei", "kai")] == [1, 1, 1, 1]

    def test_a_long_promise_is_told_to_the_commander_five_minutes_before(self, teller):
        staffed(teller, "sev3 Checkout is down")

        passes(teller, minutes=54)
        before = heard(teller, "ana").count(SOON)
        passes(teller, minutes=2)

        assert (before, heard(teller, "ana").count(SOON)) == (0, 1)

    @pytest.mark.parametrize("minutes", [10, 15, 20, 30])
    def test_of_the_shortest_promises_each_reminder_comes_within_a_sweep_and_before_the_next(
        self, sqlite_database, minutes
    ):
        teller = told(sqlite_database, severities={"SEV1": {"update_every": f"{minutes}m"}})
        staffed(teller)
        start, said = teller.clock.now(), dict[int, float]()

        while teller.clock.now() < start + (minutes + 1) * MINUTE:
            teller.clock.move(seconds=5)
            teller.knock()
            for level in {level for level, _ in states(teller) if level}:
                said.setdefault(level, (teller.clock.now() - start).total_seconds())

        warned = minutes * 45
        shortly = minutes * 60 - 300 if minutes * 60 - 300 > warned else minutes * 54
        assert list(said) == [1, 2, 3]
        for level, instant in ((1, warned), (2, shortly), (3, minutes * 60)):
            assert instant <= said[level] <= instant + 10

    def test_without_a_liaison_the_commander_hears_of_it(self, teller):
        teller.declare()
        teller.does("ana", "role commander me", about="INC-1")

        passes(teller, minutes=16)

        assert heard(teller, "ana").count(SOON) == 1

    def test_without_anybody_the_duty_manager_hears_of_it(self, teller):
        teller.declare()

        passes(teller, minutes=16)

        assert heard(teller, "kai") == [SOON]

    def test_without_even_a_duty_manager_the_war_room_hears_of_it(self, database):
        teller = told(database)
        teller.declare()

        passes(teller, minutes=16)

        assert heard(teller, teller.room()).count(SOON) == 1

    def test_a_war_room_is_reached_in_its_own_workspace(self, database):
        teller = told(database)
        teller.declare()
        teller.clock.move(minutes=16)

        sweep(teller.world)

        with teller.store.read() as work:
            [row] = [one for one in work.outbox.of("INC-1", states=[Delivery.WAITING]) if one.kind == "nag"]
        assert (row.to, row.workspace) == (f"slack:{teller.room()}", "T1")

    def test_who_leads_their_own_team_is_not_told_twice(self, database):
        teams = TOLD["teams"] | {"support": TOLD["teams"]["support"] | {"lead": "leo"}}
        teller = told(database, teams=teams, duty_manager="kai")
        staffed(teller)

        passes(teller, minutes=41)

        assert heard(teller, "leo").count(LATE) == 1
        assert heard(teller, "kai") == [LATE]

    def test_a_hat_is_worn_also_in_the_hours_in_which_one_is_left_in_peace(self, database):
        people = TOLD["people"] | {"leo": {"slack": "leo", "quiet": "09:00-17:00"}}
        teller = told(database, people=people)
        staffed(teller)

        passes(teller, minutes=16)

        assert heard(teller, "leo").count(SOON) == 1

    def test_a_drill_is_marked_and_reminds_no_manager(self, teller):
        staffed(teller, "sev1 Checkout is down --drill")

        passes(teller, minutes=90)

        assert "Word to customers is due soon · DRILL · INC-1 · Checkout is down" in heard(teller, "leo")
        assert (heard(teller, "mei"), heard(teller, "kai")) == ([], [])
        late = "Word to customers is late · DRILL · INC-1 · Checkout is down"
        assert late in heard(teller, teller.room())

    def test_of_a_private_incident_only_those_hear_who_know_of_it_and_the_duty_manager(self, teller):
        teller.declare("sev1 Checkout is down --private")
        for hat, person in (("incident_commander", "slack:ana"), ("customer_liaison", "slack:leo")):
            role.give(teller.world, Actor("slack:ana", "slack", "role"), "INC-1", hat, person)

        passes(teller, minutes=90)

        assert heard(teller, "mei") == []
        assert heard(teller, "kai").count(LATE) >= 1
        reached = {one.room for one in teller.chat.said if "Word to customers" in one.cards[0].title}
        assert reached == {"slack:leo", "slack:ana", "slack:kai"}


class TestAnUpdate:
    def test_counts_the_next_one_from_then_on_and_ends_what_was_shown(self, teller):
        staffed(teller)
        passes(teller, minutes=16)

        teller.does("leo", "update Card payments fail", about="INC-1")
        passes(teller, minutes=14)

        assert now_reads(teller, "leo").count(DONE) == 1
        assert heard(teller, "leo").count(SOON) == 1
        assert heard(teller, "ana").count(SOON) == 0
        passes(teller, minutes=2)
        assert heard(teller, "leo").count(SOON) == 2

    def test_that_comes_before_a_queued_reminder_left_takes_it_back(self, teller):
        staffed(teller)
        teller.clock.move(minutes=16)
        sweep(teller.world)

        teller.does("leo", "update Card payments fail", about="INC-1")
        teller.carry()

        assert SOON not in heard(teller, "leo")
        assert states(teller)[1, "slack:leo"] is NoticeState.SUPERSEDED

    def test_the_instant_on_the_card_is_the_clocks(self, teller):
        staffed(teller)
        assert incident(teller).next_update_due == running(teller).due == teller.clock.now() + 20 * MINUTE

        teller.clock.move(minutes=7, seconds=3.25)
        teller.does("leo", "update Card payments fail", about="INC-1")

        assert incident(teller).next_update_due == running(teller).due
        assert running(teller).instance == 2

    def test_may_announce_the_next_one_and_that_word_counts(self, teller):
        staffed(teller)
        at = teller.clock.now() + 90 * MINUTE

        announces(teller, "Next at 10:42", at)
        assert incident(teller).next_update_due == running(teller).due == at
        passes(teller, minutes=60)
        assert heard(teller, "leo").count(SOON) == 0
        passes(teller, minutes=10)

        assert heard(teller, "leo").count(SOON) == 1
        teller.clock.move(minutes=10)
        teller.does("leo", "update Here it is", about="INC-1")
        assert missed(teller) == []
        assert incident(teller).next_update_due == teller.clock.now() + 20 * MINUTE

    def test_whose_announced_instant_passes_is_late_although_the_policy_allowed_more(self, teller):
        staffed(teller, "sev3 Checkout is down")
        at = teller.clock.now() + 10 * MINUTE
        announces(teller, "Soon more", at)

        passes(teller, minutes=11)
        teller.does("leo", "update Here it is", about="INC-1")

        assert heard(teller, "leo").count(LATE) == 1
        assert [(one.seconds, one.at) for one in missed(teller)] == [(600, at)]

    def test_an_announced_one_holds_when_it_gets_better_and_not_when_it_gets_worse(self, teller):
        staffed(teller, "sev3 Checkout is down")
        said = teller.clock.now()
        at = said + 45 * MINUTE
        announces(teller, "More later", at)

        teller.does("ana", "sev 4", about="INC-1")
        assert incident(teller).next_update_due == at
        teller.does("ana", "sev 1", about="INC-1")

        assert incident(teller).next_update_due == said + 20 * MINUTE

    @pytest.mark.parametrize("minutes", [-5, 0, 60 * 24 * 40])
    def test_cannot_be_announced_for_the_past_or_for_next_month(self, teller, minutes):
        staffed(teller)
        at = teller.clock.now() + minutes * MINUTE

        with pytest.raises(BadInput):
            announces(teller, "News", at)

        assert incident(teller).last_update == ""

    def test_the_form_asks_for_when_the_next_one_comes(self, teller):
        staffed(teller)
        at = teller.clock.now() + 45 * MINUTE
        form = form_of(teller.does("leo", "update", about="INC-1"))

        reply = teller.fills("leo", form, text="Card payments fail", next_at=at)

        assert "The next one is due 09:57" in read(card_of(reply))
        assert incident(teller).next_update_due == at


class TestChanges:
    def test_another_severity_keeps_the_start_and_changes_what_is_promised(self, teller):
        staffed(teller)
        start = teller.clock.now()
        teller.clock.move(minutes=10)

        teller.does("ana", "sev 2", about="INC-1")

        assert incident(teller).next_update_due == running(teller).due == start + 30 * MINUTE

    def test_a_severity_without_promises_ends_them_and_a_later_one_brings_them_back(self, teller):
        staffed(teller)
        start = teller.clock.now()
        teller.does("ana", "sev 4", about="INC-1")
        assert incident(teller).next_update_due is None
        passes(teller, minutes=5)

        teller.does("ana", "sev 1", about="INC-1")

        assert incident(teller).next_update_due == start + 20 * MINUTE

    def test_the_policy_that_applies_says_how_long_it_may_take_in_each_phase(self, database):
        teller = told(database, sla=[ALL_CLOCKS])
        staffed(teller)
        start = teller.clock.now()
        assert incident(teller).next_update_due == start + 10 * MINUTE

        teller.clock.move(minutes=3)
        teller.does("ana", "phase monitoring", about="INC-1")
        assert incident(teller).next_update_due == running(teller).due == start + 60 * MINUTE

        form = form_of(teller.does("leo", "update", about="INC-1"))
        teller.fills("leo", form, text="Back again", phase="identified")
        assert incident(teller).next_update_due == teller.clock.now() + 10 * MINUTE

    def test_commander_liaison_and_first_word_fulfil_their_clocks(self, database):
        teller = told(database, sla=[ALL_CLOCKS])
        teller.declare()
        metrics = (Metric.INCIDENT_ACK, Metric.INCIDENT_LIAISON, Metric.INCIDENT_FIRST_UPDATE)
        assert {clocks(teller)[one, 1].state for one in metrics} == {State.ACTIVE}

        for step in ("role commander me", "liaison me", "update Card payments fail"):
            teller.clock.move(minutes=1)
            teller.does("leo", step, about="INC-1")

        found = clocks(teller)
        assert [(found[one, 1].state, found[one, 1].elapsed) for one in metrics] == [
            (State.FULFILLED, 60),
            (State.FULFILLED, 120),
            (State.FULFILLED, 180),
        ]

    def test_a_scribe_is_nobody_who_is_waited_for(self, database):
        teller = told(database, sla=[ALL_CLOCKS])
        teller.declare()

        teller.does("leo", "role scribe me", about="INC-1")

        assert clocks(teller)[Metric.INCIDENT_ACK, 1].state is State.ACTIVE

    @pytest.mark.parametrize("word", ["resolve", "cancel"])
    def test_after_the_end_nobody_is_reminded(self, teller, word):
        staffed(teller)
        teller.clock.move(minutes=16)
        sweep(teller.world)

        teller.does("ana", f"{word} INC-1 done")
        passes(teller, minutes=180)

        assert incident(teller).next_update_due is None
        assert [heard(teller, who).count(SOON) for who in ("leo", "ana", "kai")] == [0, 0, 0]
        assert not any(LATE in heard(teller, who) for who in ("leo", "ana", "mei", "kai"))

    def test_a_reopened_incident_starts_anew(self, teller):
        staffed(teller)
        teller.does("ana", "resolve INC-1 done")
        passes(teller, minutes=180)

        teller.does("ana", "reopen INC-1")
        again = teller.clock.now()
        passes(teller, minutes=14)

        assert incident(teller).next_update_due == again + 20 * MINUTE
        assert (running(teller).instance, missed(teller)) == (2, [])
        assert SOON not in heard(teller, "leo")
        passes(teller, minutes=2)
        assert heard(teller, "leo").count(SOON) == 1

    def test_an_overdue_update_is_seen_on_the_card_without_anybody_doing_anything(self, teller):
        staffed(teller)
        assert "Next update due: 09:32" in read(teller.war_room())

        passes(teller, minutes=19)
        assert "overdue" not in read(teller.war_room())
        passes(teller, minutes=2)

        assert "Next update overdue since: 09:32" in read(teller.war_room())


class TestWhoIsReminded:
    def test_a_reminder_on_its_way_goes_to_the_new_liaison(self, teller):
        staffed(teller)
        teller.clock.move(minutes=16)
        sweep(teller.world)

        teller.does("mei", "liaison me instead", about="INC-1")
        teller.knock()

        assert SOON not in heard(teller, "leo")
        assert heard(teller, "mei").count(SOON) == 1

    def test_a_new_liaison_hears_at_once_of_what_was_told_to_the_one_before(self, teller):
        staffed(teller)
        passes(teller, minutes=16)

        teller.does("mei", "liaison me instead", about="INC-1")
        teller.knock()
        teller.knock()

        assert (heard(teller, "leo").count(SOON), heard(teller, "mei").count(SOON)) == (1, 1)

    def test_where_the_liaison_goes_the_commander_is_reminded(self, teller):
        staffed(teller)
        passes(teller, minutes=16)

        teller.does("leo", "liaison nobody", about="INC-1")
        teller.knock()

        assert heard(teller, "ana").count(SOON) == 1

    def test_each_is_reminded_in_the_chat_in_which_they_took_the_role(self, database):
        mirror = Mirror(database, settings())
        mirror.declare()
        mirror.slack.does("ana", "role commander me", about="INC-1")
        mirror.teams.does("leo", "liaison me", about="INC-1")
        mirror.carry()

        passes(mirror.slack, minutes=19)

        in_teams = [one.cards[0].title for one in mirror.teams.chat.said if one.room == "teams:leo"]
        assert in_teams.count(SOON) == 2
        assert heard(mirror.slack, "ana").count(SOON) == 1

        mirror.teams.does("leo", "update Card payments fail", about="INC-1")
        mirror.carry()
        now = [one.card.title for one in mirror.teams.chat.said if one.room == "teams:leo"]
        assert (now.count(DONE), now_reads(mirror.slack, "ana").count(DONE)) == (2, 1)

    def test_a_mirrored_incident_that_nobody_has_is_told_in_both_war_rooms(self, database):
        mirror = Mirror(database, settings())
        mirror.declare()

        passes(mirror.slack, minutes=16)

        for chat in ("slack", "teams"):
            room = f"{chat}:{mirror.rooms()[chat]}"
            told_there = [one.cards[0].title for one in mirror.teller(chat).chat.said if one.room == room]
            assert told_there.count(SOON) == 1


class TestTheClockOnTheWall:
    def test_jobs_that_come_at_odd_times_remind_once_and_say_how_late_it_is(self, teller):
        staffed(teller)
        teller.clock.move(minutes=27, seconds=13)
        for _ in range(3):
            teller.knock()

        assert heard(teller, "leo").count(LATE) == 1
        assert SOON not in heard(teller, "leo")
        [reminder] = [
            one for one in teller.chat.said if one.cards[0].title == LATE and one.room == "slack:leo"
        ]
        assert "This reminder comes late by 7m" in read(reminder.card)

    def test_a_clock_that_is_put_back_neither_repeats_a_reminder_nor_loses_one(self, teller):
        staffed(teller)
        passes(teller, minutes=16)

        teller.clock.move(hours=-2)
        passes(teller, minutes=10)
        assert heard(teller, "leo").count(SOON) == 1
        teller.clock.move(minutes=110)
        passes(teller, minutes=5)

        assert (heard(teller, "leo").count(SOON), heard(teller, "leo").count(LATE)) == (2, 1)

    def test_what_is_done_after_it_was_put_back_counts_and_nothing_is_said_to_be_done_that_is_not(
        self, teller
    ):
        staffed(teller)
        passes(teller, minutes=16)
        teller.clock.move(hours=-2)

        teller.does("mei", "liaison me instead", about="INC-1")
        teller.carry()
        assert incident(teller).next_update_due == running(teller).due
        assert DONE not in now_reads(teller, "leo")
        due = running(teller).due
        teller.does("leo", "update Card payments fail", about="INC-1")
        teller.carry()

        assert now_reads(teller, "leo").count(DONE) == 1
        assert running(teller).instance == 2
        assert incident(teller).next_update_due == running(teller).due <= due + 20 * MINUTE

    def test_two_replicas_that_sweep_at_once_send_one(self, postgresql_database):
        teller = told(postgresql_database, duty_manager="kai")
        staffed(teller)
        teller.clock.move(minutes=16)

        together(6, lambda _: sweep(teller.world))
        teller.carry()

        assert heard(teller, "leo").count(SOON) == 1

    def test_an_update_and_sweeps_at_the_same_instant_leave_one_clock(self, postgresql_database):
        teller = told(postgresql_database, duty_manager="kai")
        staffed(teller)
        teller.clock.move(minutes=21)

        def do(number):
            if number == 0:
                teller.does("leo", "update Card payments fail", about="INC-1")
            else:
                sweep(teller.world)

        together(6, do)
        teller.carry()
        passes(teller, minutes=10)

        assert incident(teller).next_update_due == running(teller).due
        assert LATE not in now_reads(teller, "leo")


class TestOlderIncidents:
    def test_open_ones_get_their_clocks_at_the_start_and_only_once(self, teller, database):
        staffed(teller)
        teller.clock.move(minutes=5)
        teller.does("leo", "update Card payments fail", about="INC-1")
        said = teller.clock.now()
        teller.declare("sev1 Mails are late")
        teller.does("ana", "resolve INC-2 done")
        older(database)
        teller.clock.move(minutes=10)

        sla_incident.take_up(teller.world)
        with teller.store.read() as work:
            first = work.updates.of("INC-1")
        sla_incident.take_up(teller.world)

        with teller.store.read() as work:
            assert work.updates.of("INC-1") == first
            assert work.updates.of("INC-2") == []
        assert incident(teller).next_update_due == running(teller).due == said + 20 * MINUTE
        passes(teller, minutes=6)
        assert heard(teller, "leo").count(SOON) == 1

    def test_one_of_which_something_cannot_be_read_stops_no_other(self, teller, database):
        staffed(teller)
        teller.declare("sev1 Mails are late")
        older(database)
        with database.engine.begin() as connection:
            connection.execute(text("UPDATE war_rooms SET state = 'nonsense' WHERE incident = 'INC-1'"))

        sla_incident.take_up(teller.world)

        with teller.store.read() as work:
            assert work.clocks.of("INC-1") == []
            assert len(work.clocks.of("INC-2")) == 1

    def test_those_that_were_missed_at_the_start_get_theirs_when_something_happens(self, teller, database):
        staffed(teller)
        older(database)
        teller.clock.move(minutes=10)

        teller.does("leo", "update Card payments fail", about="INC-1")

        assert incident(teller).next_update_due == running(teller).due == teller.clock.now() + 20 * MINUTE
        assert running(teller).instance == 2

    def test_one_that_was_over_owes_nothing_for_the_time_before_it_was_reopened(self, teller, database):
        staffed(teller)
        teller.clock.move(minutes=5)
        teller.does("ana", "resolve INC-1 done")
        older(database)
        teller.clock.move(hours=30)

        teller.does("ana", "reopen INC-1")

        assert incident(teller).next_update_due == running(teller).due == teller.clock.now() + 20 * MINUTE
        assert missed(teller) == []

    def test_replicas_that_start_at_once_take_each_up_once(self, postgresql_database):
        teller = told(postgresql_database)
        staffed(teller)
        older(postgresql_database)

        together(4, lambda _: sla_incident.take_up(teller.world))

        with teller.store.read() as work:
            assert len(work.updates.of("INC-1")) == 3
            assert len(work.clocks.of("INC-1")) == 1
