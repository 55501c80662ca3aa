"""A page that goes to a pager: both sides stay in step, and a pager in trouble holds nobody up."""

from dataclasses import replace

import pytest

from bot.domain.pager import PagerState
from bot.errors import Refused, TryLater
from tests.bot.actions.paged import passes, titles_of
from tests.bot.actions.pagered import hears, is_known, lines, link_of, page_of, with_pager
from tests.fakes.pager import Pager
from tests.fakes.teller import card_of


@pytest.fixture
def pager():
    return Pager()


@pytest.fixture
def team(teller, pager):
    return with_pager(teller, pager)


def test_a_service_is_paged_through_its_pager_with_all_that_is_known(team, pager):
    team.declare("sev1 Checkout is down", "ana")

    team.does("ana", "page policy:payments cards are declined", about="INC-1")
    team.carry()

    (call,) = pager.called
    assert (call.service, call.title) == ("payments", "INC-1 · SEV1 · Checkout is down")
    assert "cards are declined" in call.details
    assert call.from_email == "ana@acme.test"
    assert link_of(team, "P1").incident == "INC-1"


def test_a_page_that_went_another_way_says_why_in_the_war_room(team, pager):
    pager.detour = "PagerDuty does not accept Caseline's credentials."
    team.declare("sev1 Checkout is down", "ana")

    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    [said] = [one for one in lines(team) if pager.detour in one]
    assert said.startswith("PagerDuty was reached in another way than usual.")


def test_who_acknowledges_in_the_pager_has_it_here(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    pager.is_taken("P1", "Mia", user="PMIA")
    hears(team, pager, "P1")
    passes(team, hours=1)

    assert page_of(team).holder == "mia"
    assert titles_of(team, "leo") == []
    assert "Mia has it, as PagerDuty says" in lines(team)
    assert pager.calls.count("acknowledge") == 0


def test_somebody_whom_no_chat_knows_has_it_by_name(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()

    pager.is_taken("P1", "Kim Lee", "kim@elsewhere.test", user="PX")
    hears(team, pager, "P1")

    assert page_of(team).holder == "pagerduty:Kim Lee"
    assert card_of(team.does("ana", "page 1")).title == "Kim Lee has it · cards"


def test_who_acknowledges_here_is_told_to_the_pager_once_and_nothing_echoes(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()

    team.does("leo", "page 1 have it")
    team.carry()
    for event in ("e1", "e2", "e1"):
        hears(team, pager, "P1", event)
    passes(team, minutes=5)

    assert pager.calls.count("acknowledge") == 1
    assert page_of(team).holder == "leo"
    assert link_of(team, "P1").state is PagerState.ACKNOWLEDGED


def test_an_incident_that_ends_is_resolved_in_the_pager(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    team.does("ana", "resolve rolled back", about="INC-1")
    team.carry()
    hears(team, pager, "P1")

    assert pager.incidents["P1"].state is PagerState.RESOLVED
    assert pager.calls.count("resolve") == 1


def test_what_is_resolved_in_the_pager_ends_the_page_and_is_said_aloud(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    pager.is_over("P1", "Kim")
    hears(team, pager, "P1")
    passes(team, hours=1)

    assert titles_of(team, "leo") == []
    assert any("Resolved in PagerDuty by Kim" in one for one in lines(team))
    assert pager.calls.count("resolve") == 0


def test_a_pager_that_does_not_answer_holds_nobody_up(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = TryLater("PagerDuty does not answer.", after=3600)

    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()
    for _ in range(6):
        passes(team, seconds=15)

    assert len(titles_of(team, "leo")) == 1
    assert any(
        "PagerDuty does not answer: payments in PagerDuty is not paged yet" in one for one in lines(team)
    )


def test_a_pager_that_refuses_is_passed_over_at_once(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    pager.trouble["page"] = Refused("PagerDuty knows no user bot@acme.test.")

    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    assert len(titles_of(team, "leo")) == 1
    assert any("PagerDuty knows no user" in one for one in lines(team))


def test_a_second_service_about_the_same_incident_joins_what_is_there(team, pager):
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page service:payments", about="INC-1")
    team.carry()

    team.does("ana", "page service:search", about="INC-1")
    team.carry()

    assert [(id, call.service) for id, call in pager.joined] == [("P1", "search")]
    pager.is_taken("P1", "Mia", user="PMIA")
    hears(team, pager, "P1")
    assert [page_of(team, id).holder for id in (1, 2)] == ["mia", "mia"]


def test_where_nobody_can_join_a_second_service_gets_an_incident_of_its_own(team, pager):
    pager.joins = False
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page service:payments", about="INC-1")
    team.carry()

    team.does("ana", "page service:search", about="INC-1")
    team.carry()

    assert (pager.joined, [call.service for call in pager.called]) == ([], ["payments", "search"])
    pager.is_taken("P2", "Mia", user="PMIA")
    hears(team, pager, "P2")
    assert [page_of(team, id).holder for id in (1, 2)] == ["", "mia"]


def test_what_no_webhook_told_is_found_by_asking(team, pager):
    team.does("ana", "page policy:payments cards")
    team.carry()
    pager.is_taken("P1", "Mia", user="PMIA")

    passes(team, seconds=31)

    assert page_of(team).holder == "mia"


def test_what_begins_in_the_pager_is_proposed_once_and_declared_by_who_says_so(team, pager):
    pager.triggers("checkout-api: errors", service="PSVC")

    hears(team, pager, "P1")
    hears(team, pager, "P1", "e2")
    (asked,) = [one for one in team.chat.said if one.room == "slack:support"]
    assert asked.card.title == "PagerDuty: checkout-api: errors"
    team.presses("ana", asked.card, "Declare an incident")
    team.presses("leo", asked.card, "Declare an incident")
    team.carry()

    assert asked.card.title == "It belongs to INC-1: checkout-api: errors"
    assert link_of(team, "P1").incident == "INC-1"
    with team.store.read() as work:
        assert len(work.incidents.recent(limit=10)) == 1


def test_what_a_rule_declares_is_declared_once_however_often_it_is_told(team, pager):
    made = pager.triggers("checkout-api: errors", service="PSVC")
    pager.incidents["P1"] = replace(made, priority="P1")

    for event in ("e1", "e2", "e3"):
        hears(team, pager, "P1", event)

    with team.store.read() as work:
        (incident,) = work.incidents.recent(limit=10)
    assert (incident.severity, incident.title) == ("SEV1", "checkout-api: errors")
    assert link_of(team, "P1").incident == incident.key
    pager.is_over("P1")
    hears(team, pager, "P1", "e4")
    assert any("Resolved in PagerDuty" in one for one in lines(team, incident.key))


def test_what_no_rule_speaks_of_is_left_to_the_pager(team, pager):
    pager.triggers("search is slow", service="PSEA")

    hears(team, pager, "P1")

    assert not is_known(team, "P1")
    assert team.chat.said == []


def test_a_proposal_that_is_dismissed_says_so(team, pager):
    pager.triggers("checkout-api: errors", service="PSVC")
    hears(team, pager, "P1")
    team.knock()
    (asked,) = [one for one in team.chat.said if one.room == "slack:support"]

    team.presses("ana", asked.card, "No incident")
    team.carry()

    assert asked.card.title == "No incident here: checkout-api: errors"
