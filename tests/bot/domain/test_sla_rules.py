"""Which update starts, pauses and stops which clock."""

import pytest

from bot.domain.sla_clock import State
from bot.domain.sla_event import Reason
from bot.domain.sla_policy import AgentCreated, Metric, Reopened, Subject
from bot.domain.sla_rules import metric_events
from bot.domain.sla_update import Author, Said, What
from bot.domain.ticket import TicketStatus
from tests.bot.domain.sla_stories import HOUR, Story, at, book, every, target

FIRST, NEXT = Metric.FIRST_REPLY, Metric.NEXT_REPLY
LASTING = (Metric.REQUESTER_WAIT, Metric.AGENT_WORK, Metric.RESOLUTION)


def test_a_customers_ticket_starts_the_first_reply_and_the_lasting_clocks():
    clocks = Story().created(at(0)).clocks(at(1))

    assert set(clocks) == {(FIRST, 1), *((metric, 1) for metric in LASTING)}


def test_a_second_customer_comment_while_the_first_is_unanswered_changes_nothing():
    once = Story().created(at(0)).reply(at(1)).question(at(2))
    twice = Story().created(at(0)).reply(at(1)).question(at(2)).question(at(3))

    one, two = (story.clock(at(4), NEXT) for story in (once, twice))

    assert one == two
    assert (two.started_at, two.elapsed) == (at(2), 2 * HOUR)


def test_the_update_clock_counts_whoever_spoke_last():
    story = Story().created(at(0)).reply(at(1)).question(at(2))

    assert story.clock(at(3), Metric.PERIODIC_UPDATE).elapsed == 2 * HOUR


def test_a_reply_ends_one_update_clock_and_starts_another():
    story = Story().created(at(0)).reply(at(1)).reply(at(3))

    first = story.clock(at(4), Metric.PERIODIC_UPDATE)
    second = story.clock(at(4), Metric.PERIODIC_UPDATE, 2)

    assert (first.state, first.elapsed) == (State.FULFILLED, 2 * HOUR)
    assert (second.state, second.elapsed) == (State.ACTIVE, HOUR)


def test_a_ticket_created_in_a_pausing_status_starts_its_clock_and_pauses_it():
    story = Story().created(at(0), status=TicketStatus.PENDING)

    waiting = story.clock(at(5), Metric.REQUESTER_WAIT)

    assert (waiting.state, waiting.elapsed, waiting.due) == (State.PAUSED, 0, None)
    assert waiting.paused_by is TicketStatus.PENDING


def test_nobody_waits_for_a_ticket_that_an_agent_opened_in_public():
    story = Story().created(at(0), by=Author.AGENT, said=Said.PUBLIC).question(at(2))

    clocks = story.clocks(at(3))

    assert (FIRST, 1) not in clocks
    assert clocks[NEXT, 1].started_at == at(2)


def test_by_zendesks_rule_the_second_public_comment_is_the_first_reply():
    promised = every(agent_created_public=AgentCreated.SECOND_REPLY)
    story = Story().created(at(0), by=Author.AGENT, said=Said.PUBLIC).reply(at(2))

    first = story.clock(at(3), FIRST, promised=promised)

    assert (first.state, first.started_at, first.elapsed) == (State.FULFILLED, at(0), 2 * HOUR)


def test_a_ticket_that_an_agent_opened_in_private_waits_from_the_customers_first_comment():
    story = Story().created(at(0), by=Author.AGENT, said=Said.INTERNAL).question(at(2)).question(at(3))

    clocks = story.clocks(at(4))

    assert clocks[FIRST, 1].started_at == at(2)
    assert (NEXT, 1) not in clocks


def test_a_reply_that_also_solves_fulfils_the_reply_clocks():
    story = Story().created(at(0)).reply(at(1), status=TicketStatus.SOLVED)

    clocks = story.clocks(at(2))

    assert clocks[FIRST, 1].state is State.FULFILLED
    assert clocks[Metric.RESOLUTION, 1].state is State.FULFILLED
    assert (Metric.PERIODIC_UPDATE, 1) not in clocks


def test_a_comment_and_a_status_of_one_second_count_in_this_order_where_the_desk_tells_none():
    story = Story().created(at(0)).status(at(1), "solved").reply(at(1))

    assert story.clock(at(2), FIRST).state is State.FULFILLED


def test_solved_without_a_reply_cancels_the_reply_clocks_and_keeps_a_breach():
    story = Story().created(at(0)).status(at(9), "solved")

    first = story.clock(at(10), FIRST)

    assert (first.state, first.reason, first.due) == (State.CANCELLED, Reason.SOLVED, None)
    assert [one.at for one in first.breaches] == [at(8)]


def test_the_first_reply_runs_at_most_once():
    story = Story().created(at(0)).status(at(1), "solved").question(at(2), status=TicketStatus.OPEN)

    clocks = story.clocks(at(3))

    assert [key for key in clocks if key[0] is FIRST] == [(FIRST, 1)]
    assert clocks[NEXT, 1].started_at == at(2)


@pytest.mark.parametrize(
    ("metric", "paused"),
    [
        (Metric.FIRST_REPLY, ()),
        (Metric.NEXT_REPLY, ()),
        (Metric.PERIODIC_UPDATE, ()),
        (Metric.PAUSABLE_UPDATE, ("pending",)),
        (Metric.REQUESTER_WAIT, ("pending",)),
        (Metric.AGENT_WORK, ("pending", "on_hold")),
        (Metric.RESOLUTION, ()),
    ],
)
def test_each_metric_is_paused_by_its_own_statuses(metric, paused):
    states = {}
    for status in ("new", "open", "pending", "on_hold"):
        story = Story().created(at(0))
        if metric is not FIRST:
            story.reply(at(1)).question(at(2))
        states[status] = story.status(at(3), status).clock(at(4), metric).state

    assert {status for status, state in states.items() if state is State.PAUSED} == set(paused)


@pytest.mark.parametrize(("what", "reason"), [("merged", "merged"), ("deleted", "deleted"), ("spam", "spam")])
def test_a_ticket_that_is_gone_cancels_what_is_open_and_nothing_else(what, reason):
    story = Story().created(at(0)).reply(at(1)).add(at(2), what=What(what)).question(at(3))

    clocks = story.clocks(at(20))

    assert clocks[FIRST, 1].state is State.FULFILLED
    assert clocks[Metric.RESOLUTION, 1].reason == reason
    assert clocks[Metric.RESOLUTION, 1].elapsed == 2 * HOUR
    assert not [clock for clock in clocks.values() if clock.state is State.ACTIVE]


def test_a_reopened_ticket_goes_on_without_the_time_while_it_was_solved():
    story = Story().created(at(0)).status(at(1), "solved").status(at(10), "open")

    clock = story.clock(at(11), promised=book(target(hours=4)))

    assert (clock.state, clock.instance, clock.elapsed, clock.due) == (State.ACTIVE, 1, 2 * HOUR, at(13))


def test_a_reopened_ticket_gets_a_new_clock_where_the_policy_wants_it():
    story = Story().created(at(0)).status(at(1), "solved").status(at(10), "open")

    clocks = story.clocks(at(11), book(target(hours=4), reopened=Reopened.NEW_CYCLE))

    assert clocks[Metric.RESOLUTION, 1].state is State.FULFILLED
    assert clocks[Metric.RESOLUTION, 2].due == at(14)


def test_a_ticket_that_is_reopened_into_a_pausing_status_is_paused():
    story = Story().created(at(0)).status(at(1), "solved").status(at(10), "pending")

    clock = story.clock(at(20), Metric.REQUESTER_WAIT)

    assert (clock.state, clock.elapsed) == (State.PAUSED, HOUR)


def test_closed_is_final():
    story = Story().created(at(0)).status(at(1), "closed").question(at(2)).status(at(3), "open")

    assert all(clock.state.is_over for clock in story.clocks(at(4)).values())


def test_what_claims_to_be_older_than_its_ticket_counts_from_the_beginning():
    story = Story().reply(at(0)).created(at(1)).status(at(0.5), "pending")

    clocks = story.clocks(at(2))

    assert (clocks[FIRST, 1].state, clocks[FIRST, 1].elapsed) == (State.FULFILLED, 0)
    assert clocks[Metric.REQUESTER_WAIT, 1].state is State.PAUSED


def test_without_a_beginning_there_are_no_clocks():
    assert metric_events(Story().reply(at(0)).updates, every()) == []


def test_a_ticket_begins_once():
    story = Story().created(at(0)).status(at(1), "solved").created(at(2))

    assert story.clock(at(3)).instance == 1
    assert (Metric.RESOLUTION, 2) not in story.clocks(at(3))


def test_an_escalation_runs_until_it_is_accepted():
    story = Story().created(at(0)).add(at(1), what=What.ESCALATED).add(at(2), what=What.ACCEPTED)

    clock = story.clock(at(3), Metric.ESCALATION_ACK)

    assert (clock.state, clock.elapsed) == (State.FULFILLED, HOUR)


class TestIncidents:
    SEV1 = Subject(severity="SEV1", phase="investigating")
    MONITORING = Subject(severity="SEV1", phase="monitoring")

    def promised(self):
        return book(
            target(Metric.INCIDENT_ACK, 1),
            target(Metric.INCIDENT_LIAISON, 1),
            target(Metric.INCIDENT_FIRST_UPDATE, 1),
            target(Metric.INCIDENT_UPDATE, 1),
            target(Metric.INCIDENT_UPDATE, 2, severity="SEV1", phase="monitoring"),
        )

    def declared(self):
        return Story("caseline").add(at(0), what=What.DECLARED, about=self.SEV1)

    def test_a_declared_incident_waits_for_somebody_a_liaison_and_a_word(self):
        clocks = self.declared().clocks(at(0.5), self.promised())

        assert {metric for metric, _ in clocks} == {metric for metric in Metric if metric.is_incidents}

    def test_each_published_update_starts_the_next_one(self):
        story = self.declared().add(at(0.5), what=What.PUBLISHED)

        clocks = story.clocks(at(1), self.promised())

        assert clocks[Metric.INCIDENT_UPDATE, 1].state is State.FULFILLED
        assert clocks[Metric.INCIDENT_UPDATE, 2].due == at(1.5)
        assert clocks[Metric.INCIDENT_FIRST_UPDATE, 1].state is State.FULFILLED

    def test_what_was_announced_in_person_counts_until_the_next_one(self):
        story = (
            self.declared().add(at(0.5), what=What.PUBLISHED, promised=at(3)).add(at(2), what=What.PUBLISHED)
        )

        before = story.clock(at(1), Metric.INCIDENT_UPDATE, 2, promised=self.promised())
        clocks = story.clocks(at(2), self.promised())

        assert (before.due, before.policy) == (at(3), "all")
        assert clocks[Metric.INCIDENT_UPDATE, 2].breaches == ()
        assert clocks[Metric.INCIDENT_UPDATE, 3].due == at(3)

    def test_what_was_announced_counts_also_where_nothing_is_promised(self):
        story = self.declared().add(at(0.5), what=What.PUBLISHED, promised=at(3))

        clock = story.clock(at(1), Metric.INCIDENT_UPDATE, 2, promised=book(target()))

        assert (clock.due, clock.policy) == (at(3), "")

    @pytest.mark.parametrize(("phase", "due"), [("monitoring", 2.5), ("identified", 1.5)])
    def test_what_was_announced_gives_way_to_what_is_promised_sooner_once_it_changes(self, phase, due):
        story = self.declared().add(at(0.5), what=What.PUBLISHED, promised=at(3))
        story.add(at(0.6), about=Subject(severity="SEV1", phase=phase))

        clock = story.clock(at(0.7), Metric.INCIDENT_UPDATE, 2, promised=self.promised())

        assert clock.due == at(due)

    def test_what_was_announced_sooner_stays(self):
        story = (
            self.declared()
            .add(at(0.5), what=What.PUBLISHED, promised=at(0.75))
            .add(at(0.6), about=self.MONITORING)
        )

        clock = story.clock(at(0.7), Metric.INCIDENT_UPDATE, 2, promised=self.promised())

        assert clock.due == at(0.75)

    def test_what_was_announced_for_the_past_is_no_promise(self):
        story = self.declared().add(at(0.5), what=What.PUBLISHED, promised=at(0.5))

        clock = story.clock(at(0.7), Metric.INCIDENT_UPDATE, 2, promised=self.promised())

        assert clock.due == at(1.5)

    def test_another_phase_changes_how_long_an_update_may_take(self):
        story = self.declared().add(at(0.5), about=self.MONITORING)

        clock = story.clock(at(0.6), Metric.INCIDENT_UPDATE, promised=self.promised())

        assert clock.due == at(2)

    def test_a_page_is_acknowledged_each_time(self):
        story = self.declared().add(at(0.1), what=What.ACKNOWLEDGED).add(at(1), what=What.PAGED)

        clocks = story.clocks(at(1.5), self.promised())

        assert clocks[Metric.INCIDENT_ACK, 1].elapsed == 360
        assert clocks[Metric.INCIDENT_ACK, 2].state is State.ACTIVE

    def test_the_last_word_after_the_end_promises_no_other(self):
        story = self.declared().add(at(1), what=What.OVER).add(at(2), what=What.PUBLISHED)

        clocks = story.clocks(at(3), self.promised())

        assert all(clock.reason is Reason.SOLVED for clock in clocks.values())

    def test_a_reopened_incident_owes_an_update_again(self):
        story = self.declared().add(at(0.5), what=What.OVER).add(at(2), what=What.REOPENED)

        clock = story.clock(at(2.5), Metric.INCIDENT_UPDATE, 2, promised=self.promised())

        assert (clock.state, clock.due) == (State.ACTIVE, at(3))

    def test_a_liaison_ends_the_search_for_one(self):
        story = self.declared().add(at(0.5), what=What.LIAISON)

        assert story.clock(at(1), Metric.INCIDENT_LIAISON, promised=self.promised()).elapsed == 1800
