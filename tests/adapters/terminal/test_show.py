"""What the operator sees of incidents."""

import json

import pytest

from adapters.terminal.check import report
from adapters.terminal.incidents import incidents
from adapters.terminal.plain import harmless, table
from adapters.terminal.show import show
from bot.config import Settings
from bot.domain.finding import Finding
from bot.errors import NotFound, Refused
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.fakes.calls import Calls
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller


@pytest.fixture
def told(sqlite_url):
    """An incident with everything in it."""
    database = connect(sqlite_url, Bell())
    teller = Teller(database)
    teller.does("ana", "declare sev1 Checkout is down \x1b[31m\u202e")
    teller.carry()
    teller.does("leo", "liaison me", about="INC-1")
    teller.does("ana", "task Call Acme", about="INC-1")
    teller.does("ana", "note It began at nine", about="INC-1")
    yield teller
    database.close()


def shown(teller, do, **known):
    with teller.store.read() as work:
        return do(work, **known)


def test_one_incident_is_shown_with_all_that_is_recorded(told):
    text = shown(told, show, key="inc-1", as_data=False)

    for expected in (
        "INC-1 · SEV1 · open",
        "Ana (slack:ana)",
        "customer liaison",
        "Leo (slack:leo)",
        "Call Acme",
    ):
        assert expected in text
    assert "It began at nine" in text
    assert "Audit" in text


def test_foreign_text_cannot_move_the_cursor_or_turn_the_line(told):
    text = shown(told, show, key="INC-1", as_data=False) + shown(told, incidents, as_data=False, limit=5)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u001b" in text


def test_what_could_not_be_delivered_is_shown_with_the_reason(told):
    told.chat.trouble["post"] = Refused("Slack says no.")
    told.does("ana", "update We are on it", about="INC-1")
    told.carry()

    text = shown(told, show, key="INC-1", as_data=False)

    assert "Not delivered" in text
    assert "failed" in text
    assert "Slack says no." in text


@pytest.fixture
def desked(told):
    """The same incident, with a desk: one ticket linked, and one whose note cannot be written."""
    teller = Teller(told.store, desks={"zendesk": Desk()})
    desk = teller.desks["zendesk"]
    desk.has("1", "Card declined \x1b[31m", requester_email="kim@acme.test", organisation_name="Acme")
    desk.has("2", fields={"tier": "premium"}, requester_email="lou@globex.test")
    desk.trouble["note"] = Refused("Zendesk does not allow Caseline to do this.")
    teller.does("ana", "link zendesk:1 zendesk:2 zendesk:404", about="INC-1", id="d1")
    teller.carry()
    teller.does("leo", "customers 250", about="INC-1", id="d2")
    teller.does("leo", "customers say Angry: the sale ends tonight", about="INC-1", id="d3")
    return teller


def test_tickets_and_customers_are_shown_with_what_did_not_reach_their_desk(desked):
    text = " ".join(shown(desked, show, key="INC-1", as_data=False).split())

    for expected in (
        "customers 2 organisations 1",
        "tickets 2, 2 open",
        "by tier premium 1, standard 1",
        "stated 250, says Leo (slack:leo)",
        "sentiment Angry: the sale ends tonight, says Leo (slack:leo)",
        "zendesk:2 linked Ana (slack:ana)",
        "lou@globex.test (premium) Card declined",
        "zendesk:404 failed Ana (slack:ana)",
        "Zendesk has no such ticket any more.",
        "ticket_note zendesk:1",
        "A note could not be written on a ticket: Zendesk does not allow Caseline to do this.",
    ):
        assert expected in text, expected
    assert "\x1b" not in text


def test_tickets_and_customers_are_in_the_json_too(desked):
    data = json.loads(shown(desked, show, key="INC-1", as_data=True))

    assert [(one["ticket"], one["state"]) for one in data["links"]] == [
        ("404", "failed"),
        ("2", "linked"),
        ("1", "linked"),
    ]
    assert data["links"][1]["tier"] == "premium"
    assert data["customers"]["customers"] == 2
    assert data["customers"]["said"]["stated"] == 250


def test_the_same_for_machines_is_json(told):
    data = json.loads(shown(told, show, key="INC-1", as_data=True))

    assert data["incident"]["key"] == "INC-1"
    assert {"rooms", "roles", "responders", "tasks", "timeline", "audit", "outbox"} < set(data)
    assert data["audit"][0]["word"] == "declare"
    assert data["outbox"]


def test_the_bridge_is_shown_to_people_and_to_machines(sqlite_url):
    database = connect(sqlite_url, Bell())
    bridge = {"provider": "template", "template": {"url": "https://meet.test/{key}"}}
    settings = Settings.model_validate({"bridge": bridge})
    teller = Teller(database, settings=settings, meetings={"template": Calls()})
    teller.declare()

    text = shown(teller, show, key="INC-1", as_data=False)
    data = json.loads(shown(teller, show, key="INC-1", as_data=True))
    database.close()

    assert "Bridge\n  Video call  open  https://meet.test/INC-1\n" in text
    assert (data["bridge"]["state"], data["bridge"]["url"]) == ("open", "https://meet.test/INC-1")


def test_an_unknown_incident_is_said_to_be_unknown(told):
    with pytest.raises(NotFound, match="There is no incident INC-99"):
        shown(told, show, key="INC-99", as_data=False)


def test_all_incidents_are_listed_newest_first(told):
    told.does("ana", "declare sev3 Search is slow")

    lines = shown(told, incidents, as_data=False, limit=5).splitlines()

    assert [line.split()[0] for line in lines] == ["KEY", "INC-2", "INC-1"]
    assert len(json.loads(shown(told, incidents, as_data=True, limit=1))) == 1


def test_no_incident_yet_is_said_so(sqlite_url):
    database = connect(sqlite_url, Bell())

    assert shown(Teller(database), incidents, as_data=False, limit=5) == "There is no incident yet."
    database.close()


def test_a_check_says_line_by_line_what_is_there_and_what_to_do():
    text, code = report([Finding("database", "reached"), Finding("Slack", "no token", "set SLACK_BOT_TOKEN")])

    assert code == 1
    assert text.splitlines() == [
        "ok       database  reached",
        "missing  Slack     no token",
        "         → set SLACK_BOT_TOKEN",
        "1 of 2 are missing.",
    ]


def test_a_check_that_misses_nothing_ends_well():
    assert report([Finding("database", "reached")]) == ("ok  database  reached\nEverything is there.", 0)


@pytest.mark.parametrize(
    ("text", "safe"), [("a\nb", "a b"), ("\x1b[2J", "\\u001b[2J"), ("naïve 👩‍🚒", "naïve 👩‍🚒")]
)
def test_text_for_a_terminal_is_harmless(text, safe):
    assert harmless(text) == safe


def test_columns_of_a_table_have_equal_width():
    assert table([("a", "bb"), ("ccc", "d")]) == ["a    bb", "ccc  d"]
