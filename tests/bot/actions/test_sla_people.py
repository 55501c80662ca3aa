"""Who hears of a promise about a ticket: whoever works on it, and who stands behind them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions import sla_people
from bot.domain.person import Person
from bot.domain.sla_ladder import Audience
from bot.domain.sla_nag import recipients
from tests.bot.actions.promises import TOLD, arrives, heard, passes, told
from tests.fakes.teller import Teller

OPS = "slack:ops"
NOBODY = {"people": {}, "teams": {}, "operators": OPS}
ANA = {"ana": {"slack": "ana", "zendesk": "11", "email": "ana@acme.test"}}


def heard_by(teller, ticket, policy="standard"):
    """Who is told, by audience, with those who stand in for others."""
    with teller.store.read() as work:
        people = sla_people.of_ticket(teller.world, work, ticket, policy)
    kinds = [kind for kind in Audience if not kind.is_incidents]
    return {str(kind): list(recipients((kind,), people)) for kind in kinds}


def knows(teller, *people):
    """These chats vouch for the addresses of these people."""
    with teller.store.change() as work:
        for one in people:
            work.people.put(replace(one, checked_at=teller.clock.now()))


@pytest.fixture
def teller(sqlite_database) -> Teller:
    return told(sqlite_database)


@pytest.mark.parametrize(
    "more",
    [
        {"assignee_id": "11"},
        {"assignee_id": "99", "assignee_email": "ANA@acme.test"},
        {"assignee_id": "", "assignee_email": "ana@acme.test"},
    ],
    ids=["by the desk's id", "by their address", "by their address alone"],
)
def test_whoever_works_on_it_is_found_in_the_settings(teller, more):
    found = heard_by(teller, arrives(teller, **more))

    assert found == {
        "assignee": ["slack:ana"],
        "queue_owner": ["slack:mei"],
        "channel": ["slack:support"],
        "lead": ["slack:mei"],
        "manager": ["slack:kai"],
    }


def test_whoever_works_on_it_is_found_in_a_chats_own_directory(teller):
    knows(teller, Person("slack:U7", "Bo", "T1", email="bo@acme.test"))

    ticket = arrives(teller, assignee_id="77", assignee_email="Bo@Acme.test")

    assert heard_by(teller, ticket)["assignee"] == ["slack:U7"]


def test_whoever_is_set_by_an_address_alone_is_found_once_their_chat_vouches_for_it(sqlite_database):
    by_address = {name: {"email": f"{name}@acme.test"} for name in TOLD["people"]}
    teller = told(sqlite_database, people=by_address)
    ticket = arrives(teller, assignee_id="11", assignee_email="ana@acme.test")
    before = heard_by(teller, ticket)

    knows(
        teller,
        Person("slack:U1", "Ana", "T1", email="Ana@acme.test"),
        Person("slack:U3", "Mei", "T1", email="mei@acme.test"),
        Person("slack:U4", "Kai", "T1", email="kai@acme.test"),
    )

    assert before["assignee"] == before["lead"] == before["manager"] == ["slack:support"]
    now = heard_by(teller, ticket)
    assert [now[one] for one in ("assignee", "lead", "manager")] == [["slack:U1"], ["slack:U3"], ["slack:U4"]]


@pytest.mark.parametrize(
    "people",
    [
        [Person("slack:U7", "Bo", "T1", email="bo@acme.test", guest=True)],
        [
            Person("slack:U7", "Bo", "T1", email="bo@acme.test"),
            Person("slack:U8", "Bo", "T1", email="bo@acme.test"),
        ],
        [Person("teams:29:1x", "Bo", "T1", email="bo@acme.test")],
    ],
    ids=["a guest", "two", "in a chat that is not connected"],
)
def test_an_address_that_may_be_somebody_else_is_nobody(teller, people):
    knows(teller, *people)

    ticket = arrives(teller, assignee_id="77", assignee_email="bo@acme.test")

    assert heard_by(teller, ticket)["assignee"] == ["slack:mei"]


def test_somebody_whose_chat_is_not_connected_is_reached_where_their_address_is_known(sqlite_database):
    teller = told(sqlite_database, people={**TOLD["people"], "bo": {"teams": "29:1x", "zendesk": "13",
                                                                    "email": "bo@acme.test"}})  # fmt: skip
    ticket = arrives(teller, assignee_id="13", assignee_email="bo@acme.test")
    nowhere = heard_by(teller, ticket)["assignee"]

    knows(teller, Person("slack:U7", "Bo", "T1", email="bo@acme.test"))

    assert nowhere == ["slack:mei"]
    assert heard_by(teller, ticket)["assignee"] == ["slack:U7"]


def test_a_person_is_reminded_in_the_chat_that_they_prefer_as_long_as_it_is_connected(sqlite_database):
    both = {"slack": "ana", "teams": "29:1x", "zendesk": "11", "prefers": "teams"}
    teller = told(sqlite_database, people={**TOLD["people"], "ana": both})
    ticket = arrives(teller)
    alone = heard_by(teller, ticket)["assignee"]

    teller.voices["teams"] = teller.chat

    assert alone == ["slack:ana"]
    assert heard_by(teller, ticket)["assignee"] == ["teams:29:1x"]


@pytest.mark.parametrize(
    ("team", "instead"),
    [
        ({"owner": "leo", "lead": "mei", "channel": "slack:support"}, "slack:leo"),
        ({"owner": "bo", "lead": "mei", "channel": "slack:support"}, "slack:mei"),
        ({"lead": "mei", "channel": "slack:support"}, "slack:mei"),
        ({"lead": "bo", "channel": "slack:support"}, "slack:support"),
        ({"channel": "slack:support"}, "slack:support"),
        ({"channel": "teams:19:abc"}, OPS),
        ({}, OPS),
    ],
)
def test_of_a_ticket_that_nobody_has_the_next_one_who_can_be_reached_hears(sqlite_database, team, instead):
    people = {**TOLD["people"], "bo": {"teams": "29:1x"}}
    teller = told(sqlite_database, people=people, operators=OPS, teams={"support": {**team, "groups": ["S"]}})

    ticket = arrives(teller, assignee="", assignee_id="", group="s")

    assert heard_by(teller, ticket)["assignee"] == [instead]


@pytest.mark.parametrize(
    ("team", "instead"),
    [
        ({"manager": "kai", "lead": "mei"}, "slack:kai"),
        ({"lead": "mei", "channel": "slack:support"}, "slack:mei"),
        ({"manager": "bo", "channel": "slack:support"}, "slack:support"),
        ({}, OPS),
    ],
)
def test_where_there_is_no_manager_the_next_one_who_can_be_reached_hears(sqlite_database, team, instead):
    people = {**TOLD["people"], "bo": {"teams": "29:1x"}}
    teller = told(sqlite_database, people=people, operators=OPS, teams={"support": {**team, "groups": ["S"]}})

    assert heard_by(teller, arrives(teller, group="S"))["manager"] == [instead]


def test_a_promise_of_which_nobody_is_named_is_told_to_the_operators(database):
    teller = told(database, **NOBODY)
    arrives(teller)

    passes(teller, minutes=125)

    assert len(heard(teller, "ops")) == 4


def test_operators_are_not_bothered_where_somebody_else_hears(database):
    teller = told(database, **NOBODY | {"people": ANA})
    arrives(teller)

    passes(teller, minutes=62)

    assert heard(teller, "ops") == []
    assert len(heard(teller, "ana")) == 3


TEAMS = {
    "support": {"lead": "mei", "members": ["ana"], "groups": ["Support"]},
    "payments": {"lead": "kai", "members": ["leo"], "groups": ["Zahlungen"]},
    "billing": {"lead": "leo"},
}


@pytest.mark.parametrize(
    ("more", "lead"),
    [
        ({"group": "ZAHLUNGEN"}, "slack:kai"),
        ({"group": "", "assignee_id": "11"}, "slack:mei"),
        ({"group": "Unknown", "assignee_id": "12"}, "slack:kai"),
        ({"group": "", "assignee_id": ""}, "slack:leo"),
    ],
    ids=["group", "member", "member of an unknown group", "policy"],
)
def test_the_team_is_that_of_the_group_else_of_the_person_else_of_the_policy(sqlite_database, more, lead):
    policy = [{**TOLD["sla"][0], "team": "billing"}]
    teller = told(sqlite_database, teams=TEAMS, sla=policy)

    assert heard_by(teller, arrives(teller, **more))["lead"] == [lead]


def test_a_person_who_is_left_in_peace_hears_at_the_end_of_it_and_others_at_once(database):
    quiet = {**TOLD["people"]["ana"], "quiet": "09:30-11:00", "timezone": "UTC"}
    teller = told(database, people={**TOLD["people"], "ana": quiet})
    arrives(teller)

    passes(teller, minutes=100)
    during = len(heard(teller, "ana")), len(heard(teller, "mei"))
    passes(teller, minutes=10)

    assert during == (0, 1)
    assert teller.clock.now() > datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    assert len(heard(teller, "ana")) == 1


def test_two_people_who_are_one_hear_once(database):
    teams = {"support": {**TOLD["teams"]["support"], "lead": "ana", "manager": "ana"}}
    teller = told(database, teams=teams)
    arrives(teller)

    passes(teller, minutes=62)

    assert [one for one in heard(teller, "ana") if "late" in one] == [
        "First reply is late · zendesk:1 · Card declined"
    ]
