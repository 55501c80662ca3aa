"""A pager that is slow, silent, or refuses: the page goes on, it is said, and nothing is lost or doubled."""

import pytest

from bot.actions.delivery import deliver_next
from bot.domain.outgoing import Delivery
from bot.domain.page_course import PageState
from bot.domain.pager import Contact, PagerState
from bot.errors import NotLetIn, Refused, TryLater
from tests.bot.actions.paged import passes, titles_of
from tests.bot.actions.pagered import hears, lines, link_of, page_of, with_pager
from tests.fakes.pager import Pager

SILENT = TryLater("PagerDuty does not answer.")
KIM = Contact(name="Kim", id="PKIM", email="kim@acme.test")


@pytest.fixture
def pager():
    return Pager()


@pytest.fixture
def team(teller, pager):
    return with_pager(teller, pager, operators="slack:#ops")


def for_a_while(team, *, times=8, seconds=15):
    for _ in range(times):
        passes(team, seconds=seconds)


def test_a_silent_pager_is_said_once_and_still_asked_until_it_answers(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = SILENT
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    for_a_while(team)
    before = [one for one in lines(team) if "does not answer" in one]
    pager.trouble.clear()
    for_a_while(team)

    assert before == [
        "PagerDuty does not answer: payments in PagerDuty is not paged yet, the next are paged meanwhile"
    ]
    assert len(titles_of(team, "leo")) == 1
    assert [call.service for call in pager.called] == ["payments"]
    assert link_of(team, "P1").page == 1


def test_a_silent_pager_is_not_asked_any_more_once_somebody_has_it(team, pager):
    pager.trouble["page"] = SILENT
    team.does("ana", "page policy:payments cards")
    team.carry()
    for_a_while(team)

    team.does("leo", "page 1 have it")
    pager.trouble.clear()
    for_a_while(team)

    assert pager.called == []
    assert page_of(team).state is PageState.ACKNOWLEDGED


def test_a_pager_that_wants_us_to_wait_for_an_hour_is_asked_again_soon(team, pager):
    pager.trouble["page"] = TryLater("Too many requests.", after=3600)
    team.does("ana", "page service:payments cards")
    team.carry()

    pager.trouble.clear()
    passes(team, seconds=31)

    assert len(pager.called) == 1


def test_pages_that_wait_behind_a_silent_one_go_on_with_it(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = SILENT
    team.does("ana", "page policy:payments", about="INC-1")
    team.does("ana", "page service:search", about="INC-1")
    team.carry()

    for_a_while(team)

    assert len(titles_of(team, "leo")) == 1
    assert len(titles_of(team, "eve")) == 1
    assert sum("is not paged yet" in one for one in lines(team)) == 2


def test_the_card_of_the_war_room_says_that_the_pager_lags(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = SILENT

    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()
    for_a_while(team, times=4)

    assert " does not answer; what is to be done there waits since " in str(team.war_room())


def test_a_refusal_takes_the_next_step_at_once_and_says_what_to_do(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = Refused("PagerDuty knows no user bot@acme.test.")

    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    assert len(titles_of(team, "leo")) == 1
    said = next(one for one in lines(team) if "could not be paged" in one)
    assert "PagerDuty knows no user bot@acme.test." in said
    assert "caseline check" in said


def test_what_was_refused_can_be_tried_again(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = Refused("No such service.")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()
    pager.trouble.clear()

    team.does("ana", "retry", about="INC-1")
    team.carry()

    assert [call.service for call in pager.called] == ["payments"]


@pytest.mark.parametrize("no", [Refused("It may not be read."), NotLetIn("Our key is no good.")])
def test_what_may_not_be_read_there_is_not_over_for_that(team, pager, no):
    team.does("ana", "page policy:payments cards")
    team.carry()
    pager.trouble["read"] = no

    hears(team, pager, "P1")

    assert page_of(team).is_looking
    assert link_of(team, "P1").state is PagerState.TRIGGERED


def test_an_operator_hears_once_that_the_pager_does_not_let_us_in_and_that_it_does_again(team, pager):
    pager.trouble["page"] = NotLetIn("PagerDuty does not accept our key.")
    team.does("ana", "page policy:payments cards")
    team.does("ana", "page service:search slow")
    team.carry()
    pager.trouble.clear()

    team.does("ana", "page service:search slower", about="")
    team.does("ana", "page person:leo slower")
    team.does("leo", "page service:payments cards again")
    team.carry()

    told = [one.card.title for one in team.chat.said if one.room == "slack:#ops"]
    assert told == [
        "PagerDuty does not accept Caseline any more",
        "PagerDuty accepts Caseline again",
    ]


def test_an_answer_that_was_lost_wakes_nobody_twice(team, pager):
    pager.lost["page"] = TryLater("No answer in time.", unsure=True)
    team.does("ana", "page service:payments cards")
    team.carry()

    for_a_while(team, times=2)

    assert len(pager.called) == 1
    assert link_of(team, "P1").page == 1


def test_what_a_lost_answer_left_there_is_acknowledged_when_somebody_has_it_here(team, pager):
    pager.lost["page"] = TryLater("No answer in time.", unsure=True)
    team.does("ana", "page policy:payments cards")
    team.carry()

    team.does("leo", "page 1 have it")
    for_a_while(team, times=2)

    assert pager.incidents["P1"].state is PagerState.ACKNOWLEDGED


def test_a_webhook_that_is_faster_than_the_answer_to_our_page_is_no_new_incident(team, pager):
    team.does("ana", "page policy:payments cards")
    made = []
    page = pager.page

    def slow(call, *, key, doubtful=False):
        made.append(page(call, key=key, doubtful=doubtful))
        pager.takes("P1", KIM)
        hears_within(team, pager)
        return made[0]

    pager.page = slow
    team.carry()
    team.knock()

    assert page_of(team).holder == "pagerduty:Kim"
    assert link_of(team, "P1").page == 1
    assert pager.asked("page", "acknowledge") == 1


def hears_within(team, pager):
    """The hint is carried by another worker, while ours still waits for its answer."""
    from bot.actions import pager_hints
    from bot.domain.pager import PagerHint

    pager_hints.hinted(team.world, [("pagerduty", PagerHint("early", "P1"))])
    assert deliver_next(team.world, "test/2")


def test_what_cannot_be_acknowledged_there_for_now_is_told_later_and_holds_nobody_up(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()
    pager.trouble["acknowledge"] = SILENT

    team.does("leo", "page 1 have it")
    for_a_while(team, times=3)
    before = pager.incidents["P1"].state
    pager.trouble.clear()
    for_a_while(team, times=5)

    assert before is PagerState.TRIGGERED
    assert pager.incidents["P1"].state is PagerState.ACKNOWLEDGED
    assert titles_of(team, "eve") == []


def test_what_the_pager_does_not_show_is_not_taken_for_over_and_not_asked_for_without_end(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()
    pager.trouble["read"] = Refused("PagerDuty does not allow Caseline to do this.")

    for_a_while(team, times=20, seconds=30)

    assert pager.calls.count("read") == 1
    assert len(titles_of(team, "leo")) == 1
    [said] = [one for one in lines(team) if "does not say how" in one]
    assert said.endswith("stands: PagerDuty does not allow Caseline to do this.")


def test_what_is_there_no_more_is_over_and_not_asked_for_again(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()
    pager.incidents.clear()

    for_a_while(team)

    assert link_of(team, "P1").state is PagerState.RESOLVED
    assert pager.calls.count("read") == 1


def test_an_acknowledgement_counts_also_where_the_pager_does_not_say_what_became_of_it(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()
    pager.trouble["read"] = Refused("GoAlert knows nothing of this any more.")

    team.does("leo", "page 1 have it")
    for_a_while(team)

    assert pager.asked("acknowledge") == 1
    assert link_of(team, "P1").state is PagerState.ACKNOWLEDGED


def test_a_pager_that_takes_no_notes_is_no_trouble(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()
    pager.trouble["note"] = Refused("GoAlert takes no notes.")

    team.does("leo", "page 1 have it")
    team.does("leo", "page 1 pass on")
    team.carry()

    with team.store.read() as work:
        assert work.outbox.failed(limit=9) == []


def test_while_the_pager_refuses_us_one_incident_is_asked_for_and_not_all(team, pager):
    for number in range(5):
        team.does("ana", f"page service:payments cards {number}")
        team.carry()
        team.does("ana", f"page {number + 1} have it")
    team.carry()
    pager.trouble["read"] = NotLetIn("PagerDuty does not accept our key.")
    passes(team, seconds=31)
    pager.calls.clear()

    passes(team, seconds=31)

    assert pager.calls.count("read") == 1
    with team.store.read() as work:
        assert {row.kind for row in work.outbox.failed(limit=50)} == {"pager_read"}
        assert work.outbox.of("", states=(Delivery.WAITING,)) == []


def test_a_hint_about_a_page_that_is_over_changes_nothing(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()
    team.does("ana", "page 1 call off")
    team.carry()
    calls = len(pager.calls)

    hears(team, pager, "P1")

    assert pager.incidents["P1"].state is PagerState.RESOLVED
    assert set(pager.calls[calls:]) <= {"read", "on_call"}
