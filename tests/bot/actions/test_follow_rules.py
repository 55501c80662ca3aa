"""Whoever asked to be told of something hears of it once an incident, with the reason, and follows it."""

from typing import Any

import pytest

from bot.config import Settings
from tests.bot.actions.test_ticket import desk_of, linked
from tests.fakes.chat import Chat
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of

SETTINGS: dict[str, Any] = {
    "people": {
        "kim": {"slack": "kim", "teams": "29:kim"},
        "mia": {"slack": "mia", "quiet": "08:00-10:00"},
    },
    "customers": {"tiers": {"vip": {"rank": 1}, "standard": {"rank": 2}}},
    "status_page": {"title": "Acme", "components": {"checkout": {"title": "Check-out"}}},
}


@pytest.fixture
def teller(sqlite_database):
    return Teller(sqlite_database, Settings.model_validate(SETTINGS), desks={"zendesk": Desk()})


def others(teller, **more):
    """The same database, with other settings."""
    return Teller(
        teller.store,
        Settings.model_validate(SETTINGS | more),
        clock=teller.clock,
        chat=teller.chat,
        desks=teller.desks,
    )


def told(teller, who="kim"):
    return [one.card for one in teller.chat.said if one.room == f"slack:{who}"]


def follows(teller, key="INC-1"):
    with teller.store.read() as work:
        return [one.person for one in work.followers.of(key)]


def hurts(teller, id="1", company="Acme", tier="vip", component=""):
    fields = {"tier": tier, **({"component": component} if component else {})}
    desk_of(teller).has(
        id,
        requester_email=f"pat@{company.lower()}.test",
        requester_name="Pat",
        organisation=company.lower(),
        organisation_name=company,
        fields=fields,
    )
    linked(teller, id)


def components(teller):
    form = form_of(teller.does("ana", "draft facts", about="INC-1"))
    teller.fills("ana", form, symptom="It is slow.", components=("checkout",))
    teller.carry()


CASES = {
    "sev1": (lambda _: None, "SEV1 or worse"),
    "SEV 2": (lambda _: None, "SEV2 or worse"),
    "customer  ACME": (hurts, "customer ACME"),
    "customer pat@acme.test": (hurts, "customer pat@acme.test"),
    "tier VIP": (hurts, "customers of tier vip"),
    "component check-out": (components, "component check-out"),
    "component billing": (lambda teller: hurts(teller, component="Billing"), "component billing"),
}


@pytest.mark.parametrize("said", CASES)
def test_what_was_asked_for_is_told_with_the_reason_and_followed(teller, said):
    happens, why = CASES[said]
    assert card_of(teller.does("kim", f"tell me {said}")).title == f"You are told of {why}"

    teller.declare("sev1 Checkout is down")
    happens(teller)
    happens(teller)

    [heard] = told(teller)
    assert heard.title == "INC-1 · SEV1 · Checkout is down"
    assert f"because you asked for {why}" in read(heard)
    assert labels_of(heard) == ["Status", "Stop following", "Stop this rule"]
    assert follows(teller) == ["slack:kim"]


@pytest.mark.parametrize("said", ["sev1", "customer Bolt", "tier standard", "component search"])
def test_nothing_else_is_told(teller, said):
    teller.does("kim", f"tell me {said}")

    teller.declare("sev2 Checkout is slow")
    hurts(teller)
    components(teller)

    assert told(teller) == []
    assert follows(teller) == []


def test_a_higher_severity_tells_those_who_asked_for_it_and_nobody_twice(teller):
    teller.does("kim", "tell me sev1")
    teller.does("kim", "tell me customer Acme")
    teller.declare("sev2 Checkout is slow")
    teller.does("ana", "sev INC-1 1", id="again")
    teller.does("ana", "sev INC-1 1", id="again")
    teller.carry()
    hurts(teller)

    [heard] = told(teller)
    assert "SEV1 or worse" in read(heard)


def test_of_what_is_private_or_a_drill_nobody_hears_by_rule(teller):
    teller.does("kim", "tell me sev1")

    teller.declare("sev1 Somebody broke in --private")
    teller.declare("sev1 What if it burned --drill")

    assert told(teller) == []
    assert follows(teller, "INC-1") == follows(teller, "INC-2") == []


def test_who_takes_part_is_not_told_what_they_know(teller):
    teller.does("ana", "tell me sev1")

    teller.declare("sev1 Checkout is down", "ana")

    assert follows(teller) == []


@pytest.mark.parametrize("first", ["", "follow"])
def test_what_somebody_unfollowed_themselves_no_rule_brings_back(teller, first):
    if first:
        teller.declare("sev2 Checkout is slow")
        teller.does("kim", "follow", about="INC-1")
        teller.does("kim", "tell me sev1")
    else:
        teller.does("kim", "tell me sev2")
        teller.declare("sev2 Checkout is slow")
    heard = len(told(teller))
    teller.does("kim", "unfollow", about="INC-1")

    teller.does("ana", "sev INC-1 1")
    teller.carry()

    assert len(told(teller)) == heard
    assert follows(teller) == []


def test_one_person_in_two_chats_is_told_once_and_unfollows_in_either(teller):
    teams = Chat("teams")
    teller.voices["teams"] = teams
    there = Teller(teller.store, teller.settings, clock=teller.clock, chat=teams, desks=teller.desks)
    there.voices["slack"] = teller.chat
    teller.does("kim", "tell me sev2")
    there.does("29:kim", "tell me customer Acme", id="there-1")
    assert card_of(there.does("29:kim", "tell me sev2", id="there-2")).title == "You asked for that already."

    teller.declare("sev2 Checkout is slow")
    hurts(teller)
    assert len(told(teller)) + len(teams.said) == 1

    there.does("29:kim", "unfollow", about="INC-1", id="there-3")
    teller.does("ana", "sev INC-1 1")
    teller.carry()
    assert len(told(teller)) + len(teams.said) == 1
    assert follows(teller) == []


def test_rules_are_listed_and_stopped_by_those_who_have_them(teller):
    assert "Nothing yet" in read(card_of(teller.does("kim", "tell me")))
    form = form_of(teller.does("kim", "tell me new"))
    teller.fills("kim", form, kind="customer", value="<!channel> Acme")
    teller.does("kim", "tell me tier vip")

    listed = card_of(teller.does("kim", "tell me"))
    assert labels_of(listed)[:2] == ["Stop: customer <!channel> Acme", "Stop: customers of tier vip"]
    assert card_of(teller.does("eve", "tell me stop 2")).title == "You have no rule 2."
    gone = teller.presses("kim", listed, "Stop: customers of tier vip")
    assert card_of(gone).title == "You are no longer told of customers of tier vip"
    again = teller.presses("kim", listed, "Stop: customers of tier vip")
    assert card_of(again).title == "You have no rule 2."

    with teller.store.read() as work:
        on_record = [(one.word, dict(one.before), dict(one.after)) for one in work.audit.of("")]
    assert on_record[1:] == [
        ("tell me", {}, {"rule": 2, "kind": "tier", "value": "vip"}),
        ("tell me", {"rule": 2, "value": "vip"}, {}),
    ]
    teller.declare("sev1 Checkout is down")
    hurts(teller)
    assert told(teller) == []


@pytest.mark.parametrize("said", ["sev9", "tier gold", "customer", "everything", "component " + "x" * 101])
def test_what_nobody_here_has_is_refused_with_what_there_is(teller, said):
    assert teller.does("kim", f"tell me {said}").outcome == "bad_input"
    with teller.store.read() as work:
        assert work.follow_rules.of(["slack:kim"]) == []


def test_settings_tell_people_and_channels_and_respect_their_quiet_hours(teller):
    rules = [{"who": ["mia"], "to": ["slack:leadership"], "severities": ["SEV1"]}]
    here = others(teller, stakeholders={"rules": rules})
    here.declare("sev1 Checkout is down")

    [channel] = told(here, "leadership")
    assert "whoever runs Caseline set that" in read(channel)
    assert labels_of(channel) == ["Status", "Stop following"]
    assert told(here, "mia") == []
    assert set(follows(here)) == {"slack:mia", "slack:leadership"}
    here.clock.move(hours=1)
    here.carry()
    assert len(told(here, "mia")) == 1
    assert "set by whoever runs Caseline" in read(card_of(here.does("mia", "tell me")))
