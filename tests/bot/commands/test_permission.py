"""Who may, and who may even know."""

import pytest

from bot.config import Settings
from bot.errors import Refused
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, labels_of

SETTINGS = Settings.model_validate(
    {
        "people": {"mia": {"slack": "mia", "playground": "mia"}, "jo": {"slack": "jo"}},
        "teams": {"support": {"lead": "mia", "members": ["jo"]}},
        "permissions": {
            "update": ["customer_liaison", "team:support"],
            "note": ["person:jo"],
            "list": ["lead"],
            "handoff": ["customer_liaison"],
        },
    }
)


@pytest.fixture
def ruled(told) -> Teller:
    teller = Teller(told.store, settings=SETTINGS)
    teller.declare()
    return teller


def test_who_takes_no_part_is_told_how_to(ruled):
    reply = ruled.does("zoe", "resolve INC-1 done")

    assert reply.outcome == "not_allowed"
    assert card_of(reply).title == "“resolve” is for people taking part and team leads."
    assert "/case join INC-1" in read(card_of(reply))

    ruled.does("zoe", "join INC-1")
    assert ruled.does("zoe", "resolve INC-1 done").outcome == "done"


def test_a_refused_person_is_told_who_may(ruled):
    reply = ruled.does("ana", "update INC-1 Cards fail")

    assert card_of(reply).title == "“update” is for the customer liaison and team support."
    assert "whoever runs Caseline" in read(card_of(reply))


@pytest.mark.parametrize(
    ("who", "typed", "outcome"),
    [
        ("jo", "update INC-1 Cards fail", "done"),
        ("mia", "update INC-1 Cards fail", "done"),
        ("zoe", "update INC-1 Cards fail", "not_allowed"),
        ("zoe", "status INC-1", "done"),
        ("zoe", "status INC-1 Cards fail", "not_allowed"),
        ("zoe", "timeline INC-1", "done"),
        ("zoe", "timeline INC-1 Cards fail", "not_allowed"),
        ("zoe", "timeline INC-1 edit", "not_allowed"),
        ("jo", "timeline INC-1 Cards fail", "done"),
        ("mia", "list", "done"),
        ("zoe", "list", "not_allowed"),
        ("ana", "cancel INC-1 Declared twice", "done"),
        ("jo", "cancel INC-1 Declared twice", "not_allowed"),
        ("mia", "cancel INC-1 Declared twice", "done"),
    ],
)
def test_words_ask_for_the_rule_of_what_they_do(ruled, who, typed, outcome):
    assert ruled.does(who, typed).outcome == outcome


def test_who_wears_the_hat_may(ruled):
    ruled.does("leo", "liaison INC-1 me")

    assert ruled.does("leo", "update INC-1 Cards fail").outcome == "done"


def test_who_is_in_the_war_room_takes_part(ruled):
    assert ruled.does("zoe", "sev 2", room=ruled.room()).outcome == "done"


def test_the_update_form_changes_the_phase_only_for_who_may(told):
    told.declare()
    form = told.does("zoe", "update INC-1").form
    assert form

    refused = told.fills("zoe", form, text="Cards fail", phase="identified")
    kept = told.fills("zoe", form, text="Cards fail")

    assert (refused.outcome, kept.outcome) == ("not_allowed", "done")
    assert "phase" in next(iter(refused.errors.values()))


def test_who_is_asked_to_take_over_may_answer_whoever_may_ask(ruled):
    ruled.does("leo", "liaison INC-1 me")
    ruled.does("zoe", "help")
    ruled.does("leo", "handoff INC-1 zoe")
    ruled.carry()

    card = next(one.card for one in ruled.chat.said if one.room == "slack:zoe")

    assert ruled.presses("zoe", card, "I have it").outcome == "done"


@pytest.fixture
def private(told) -> Teller:
    teller = Teller(told.store, settings=Settings.model_validate(SETTINGS.model_dump() | {"permissions": {}}))
    teller.declare("sev1 Data of customers leaked --private")
    teller.does("zoe", "help")
    return teller


@pytest.mark.parametrize(
    "typed",
    [
        "status INC-1",
        "INC-1",
        "catchup INC-1",
        "timeline INC-1",
        "join INC-1",
        "liaison INC-1 me",
        "note INC-1 x",
        "help INC-1",
        "room INC-1",
    ],
)
def test_a_private_incident_does_not_exist_for_outsiders(private, typed):
    reply = private.does("zoe", typed)

    assert "leaked" not in read(card_of(reply))
    assert card_of(reply).title == "There is no incident INC-1 that you may see."


def test_a_private_incident_is_on_no_list_of_outsiders(private):
    for typed in ("list", "status", "help", "home_opened"):
        reply = private.does("zoe", typed)

        assert "leaked" not in read(card_of(reply)), typed
        assert "INC-1" not in labels_of(card_of(reply)), typed

    assert card_of(private.does("zoe", "declare sev1 Data of customers leaked")).title.startswith("Declared")


def test_a_private_incident_is_seen_by_who_takes_part_and_by_leads(private):
    private.does("ana", "role INC-1 scribe @slack:leo", mentions={"slack:leo": "Leo"})

    for who in ("ana", "leo", "mia"):
        assert "leaked" in read(private.does(who, "list").card), who


def test_who_is_asked_to_take_over_a_private_incident_can_answer(private):
    private.does("ana", "liaison INC-1 me")
    private.does("ana", "handoff INC-1 @slack:zoe", mentions={"slack:zoe": "Zoe"})
    private.carry()
    card = next(one.card for one in private.chat.said if one.room == "slack:zoe")

    assert private.presses("zoe", card, "I have it").outcome == "done"


def test_nobody_joins_a_private_incident_by_a_forged_form(private):
    fields = {"title": "x", "severity": "SEV1", "alike": "INC-1"}

    reply = private.does("zoe", "declare", fields=fields)

    assert "There is no incident INC-1" in next(iter(reply.errors.values()))
    assert private.does("zoe", "status INC-1").outcome == "no"


def test_a_private_incident_is_neither_announced_nor_shown_where_it_was_declared(told):
    settings = Settings(announce=("slack:#incidents",))
    teller = Teller(told.store, settings=settings)
    teller.chat.trouble["open_room"] = Refused("Slack does not let Caseline create channels.")

    teller.declare("sev1 Data of customers leaked --private")

    assert {one.room for one in teller.chat.said} == {"slack:ana"}
