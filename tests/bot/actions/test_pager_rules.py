"""What begins in a pager: declared or proposed by rule, once, and kept in step from then on."""

from dataclasses import replace

import pytest

from bot.actions import pager_hints
from bot.config import Settings
from bot.domain.pager import Contact, PagerHint, PagerState
from tests.bot.actions.pagered import hears, lines, link_of, with_pager
from tests.fakes.pager import Pager
from tests.fakes.teller import card_of, form_of, labels_of

KIM = Contact(name="Kim", id="PKIM")
DECLARES = {"declare": [{"do": "declare", "severity": "SEV2", "room": "slack:support", "resolve": True}]}


@pytest.fixture
def pager():
    return Pager()


@pytest.fixture
def team(teller, pager):
    return with_pager(teller, pager)


@pytest.fixture
def declaring(teller, pager):
    return with_pager(teller, pager, pagerduty=DECLARES)


def incidents(team):
    with team.store.read() as work:
        return work.incidents.recent(limit=10)


def proposals(team):
    return [one for one in team.chat.said if one.room == "slack:support"]


def begins(team, pager, title="checkout-api: errors", **more):
    made = pager.triggers(title, service="PSVC")
    pager.incidents[made.id] = replace(made, **more)
    hears(team, pager, made.id, f"begin/{made.id}")
    return made.id


def test_a_rule_declares_in_the_name_of_the_pager_and_opens_a_war_room(declaring, pager):
    begins(declaring, pager)

    [made] = incidents(declaring)
    assert (made.title, made.severity, made.declared_by) == (
        "checkout-api: errors",
        "SEV2",
        "pagerduty:pagerduty",
    )
    assert "https://pager.test/P1" in made.description
    assert "PagerDuty" in str(declaring.war_room())
    assert pager.asked() == 0


def test_two_replicas_that_hear_of_the_same_declare_once(declaring, pager):
    made = pager.triggers("checkout-api: errors", service="PSVC")
    for event in ("e1", "e2"):
        pager_hints.hinted(declaring.world, [("pagerduty", PagerHint(event, made.id))])
        declaring.carry()
    declaring.clock.move(days=1)
    hears(declaring, pager, made.id, "e3")

    assert len(incidents(declaring)) == 1


def test_what_was_declared_from_a_pager_is_resolved_there_when_it_is_resolved_here(declaring, pager):
    begins(declaring, pager)

    declaring.does("mia", "resolve rolled back", about="INC-1")
    declaring.carry()
    hears(declaring, pager, "P1", "echo")

    assert pager.incidents["P1"].state is PagerState.RESOLVED
    assert pager.asked("resolve") == 1


def test_a_rule_may_resolve_here_what_is_resolved_there(declaring, pager):
    begins(declaring, pager)

    pager.is_over("P1", "Kim")
    hears(declaring, pager, "P1", "over")

    [made] = incidents(declaring)
    assert not made.is_open
    assert "Resolved: Resolved in PagerDuty by Kim" in lines(declaring)
    assert pager.asked("resolve") == 0


def test_otherwise_the_war_room_is_asked_whether_it_is_over(team, pager):
    begins(team, pager, priority="P1")

    pager.is_over("P1", "Kim")
    hears(team, pager, "P1", "over")

    asked = [one.card for one in team.chat.said if "is INC-1 over, too?" in one.card.title]
    assert [labels_of(one) for one in asked] == [["Resolve"]]
    team.fills("mia", form_of(team.presses("mia", asked[0], "Resolve")))
    team.carry()
    assert not incidents(team)[0].is_open
    assert pager.asked("resolve") == 0


def test_it_is_not_asked_while_another_one_is_open_there(team, pager):
    begins(team, pager, priority="P1")
    team.does("ana", "page service:search", about="INC-1")
    begins(team, pager, "checkout-web: errors")
    team.presses("ana", proposals(team)[-1].card, "Add to INC-1")
    team.carry()

    pager.is_over("P1", "Kim")
    hears(team, pager, "P1", "over")

    assert any("Resolved in PagerDuty by Kim" in one for one in lines(team))
    assert [one for one in team.chat.said if "over, too?" in one.card.title] == []


def test_who_has_it_there_is_told_in_the_war_room(team, pager):
    begins(team, pager, priority="P1")

    pager.takes("P1", KIM)
    hears(team, pager, "P1", "taken")

    assert "Kim has it in PagerDuty: checkout-api: errors" in lines(team)


def test_a_proposal_can_be_added_to_an_incident_that_is_open(team, pager):
    team.declare("sev1 Checkout errors", "ana")
    begins(team, pager)

    asked = proposals(team)[-1]
    team.presses("leo", asked.card, "Add to INC-1")
    team.carry()

    assert asked.card.title == "It belongs to INC-1: checkout-api: errors"
    assert link_of(team, "P1").incident == "INC-1"
    assert "PagerDuty: checkout-api: errors belongs to it" in lines(team)
    assert len(incidents(team)) == 1


@pytest.mark.parametrize("second", ["Declare an incident", "No incident", "Add to INC-1"])
def test_a_proposal_is_answered_once(team, pager, second):
    team.declare("sev1 Checkout errors", "ana")
    begins(team, pager)
    asked = proposals(team)[-1].card

    team.presses("ana", asked, "Declare an incident")
    late = card_of(team.presses("leo", asked, second))
    team.carry()

    assert late.title == "Somebody answered already: it belongs to INC-2."
    assert len(incidents(team)) == 2


def test_the_same_press_delivered_twice_declares_once(team, pager):
    begins(team, pager)
    asked = proposals(team)[-1].card

    for _ in range(2):
        team.presses("ana", asked, "Declare an incident", id="press")
    team.carry()

    assert len(incidents(team)) == 1


def test_who_said_no_may_change_their_minds(team, pager):
    begins(team, pager)
    asked = proposals(team)[-1]
    team.presses("ana", asked.card, "No incident")
    team.carry()

    team.presses("leo", asked.card, "Declare all the same")
    team.carry()

    assert asked.card.title == "It belongs to INC-1: checkout-api: errors"


def test_what_is_dismissed_is_not_polled(team, pager):
    begins(team, pager)
    team.presses("ana", proposals(team)[-1].card, "No incident")
    team.carry()
    pager.calls.clear()

    team.clock.move(hours=1)
    team.knock()

    assert "read" not in pager.calls


def test_a_proposal_that_is_over_there_says_so_and_cannot_be_declared(team, pager):
    begins(team, pager)
    asked = proposals(team)[-1]
    before = asked.card

    pager.is_over("P1", "Kim")
    hears(team, pager, "P1", "over")

    assert asked.card.title == "Resolved in PagerDuty: checkout-api: errors"
    late = card_of(team.presses("ana", before, "Declare an incident"))
    assert late.title == "It is resolved in PagerDuty already."
    assert incidents(team) == []


def test_private_incidents_and_drills_are_not_offered_to_whoever_reads_the_proposal(team, pager):
    team.declare("sev1 Checkout errors --private", "ana")
    team.declare("sev1 Checkout errors --drill", "ana")

    begins(team, pager)

    assert labels_of(proposals(team)[-1].card) == ["Declare an incident", "No incident"]


def test_a_private_incident_cannot_be_named_by_who_may_not_see_it(team, pager):
    team.declare("sev1 Checkout errors --private", "ana")
    begins(team, pager)

    said = card_of(team.does("leo", "pager INC-1 pagerduty P1 add"))

    assert said.title.startswith("There is no incident INC-1")
    assert link_of(team, "P1").incident == ""


def test_what_another_caseline_asked_for_is_not_proposed(team, pager):
    made = pager.triggers("checkout", service="PSVC", key=f"caseline-7-{'a' * 32}")

    hears(team, pager, made.id)

    assert proposals(team) == []


def test_what_is_over_when_it_is_heard_of_is_not_proposed(team, pager):
    begins(team, pager, state=PagerState.RESOLVED)

    assert proposals(team) == []


def test_an_incident_that_is_read_under_its_own_id_is_the_one_that_was_made_by_key(team, pager):
    team.does("ana", "page service:payments cards")
    page = pager.page

    def by_event(call, *, key, doubtful=False):
        return replace(page(call, key=key, doubtful=doubtful), id=f"key:{key}", url="")

    pager.page = by_event
    team.carry()
    pager.takes("P1", KIM)
    hears(team, pager, "P1")

    with team.store.read() as work:
        assert work.pages.get(1).holder == "pagerduty:Kim"
        unresolved = work.pager_links.unresolved("pagerduty", team.clock.now().replace(year=2030), limit=9)
    assert [one.id for one in unresolved] == ["P1"]
    assert proposals(team) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"severity": "SEV9", "room": "slack:support"}, "declare[0].severity: there is no severity SEV9"),
        ({}, "declare[0].room: name a channel, since there is none in announce or operators"),
        (
            {"services": ["ledger"], "room": "slack:support"},
            "declare[0].services: ledger is not among services",
        ),
    ],
)
def test_rules_that_cannot_be_followed_are_refused_at_the_start(rule, said):
    duty = {"api_token": "t", "from": "bot@acme.test", "declare": [rule]}

    with pytest.raises(ValueError, match=r"paging\.pagerduty") as refused:
        Settings.model_validate({"paging": {"pagerduty": duty}})

    assert f"paging.pagerduty.{said}" in str(refused.value)
