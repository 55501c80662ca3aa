"""Hats: taken, given, handed over, asked for until somebody wears them."""

import pytest

from bot.domain.person import Person
from bot.domain.role import CUSTOMER_LIAISON
from bot.jobs import ask_for_liaisons
from tests.fakes.reader import read
from tests.fakes.teller import card_of, form_of, labels_of

EVE = {"slack:eve": "Eve"}


def _holder(teller, role=CUSTOMER_LIAISON):
    with teller.store.read() as work:
        return next((one.person for one in work.roles.of("INC-1") if one.role == role), "")


def _asks(teller):
    return [one for one in teller.chat.heard(f"slack:{teller.room()}") if "customer liaison" in one]


def _direct(teller, who, title):
    return next(
        one.card for one in teller.chat.said if one.room == f"slack:{who}" and title in one.card.title
    )


def test_taking_the_liaison_with_one_press_briefs_and_invites(teller):
    teller.declare()
    teller.does("ana", "update INC-1 Cards fail")

    reply = teller.presses("leo", teller.war_room(), "I'll be customer liaison", room=teller.room())
    teller.carry()

    assert read(card_of(reply)) == "Customer liaison of INC-1  <done>\n@Leo is now customer liaison of INC-1."
    assert "Customer liaison: @Leo" in read(teller.war_room())
    assert "I'll be customer liaison" not in labels_of(teller.war_room())
    assert "slack:leo" in teller.chat.invited[f"slack:{teller.room()}"]
    briefing = read(_direct(teller, "leo", "You are customer liaison of"))
    assert "Customers wait for word: the next update is due 09:32." in briefing
    assert "Cards fail" in briefing
    assert "INC-1" in read(teller.chat.homes["slack:leo"])


@pytest.mark.parametrize(
    "typed",
    [
        "role customer liaison @slack:eve",
        "role customer_liaison @slack:eve",
        "role @slack:eve liaison",
        "role cl @slack:eve",
        "role liaison eve",
        "role liaison @Eve",
        "assign liaison @slack:eve",
        "liaison @slack:eve",
        "liaison @slack:eve please, you know Acme best",
    ],
)
def test_a_role_is_given_in_many_words(told, typed):
    told.declare()
    told.does("eve", "help")
    word, _, words = typed.partition(" ")

    told.does("ana", f"{word} INC-1 {words}", mentions=EVE)

    assert _holder(told) == "slack:eve"


def test_somebody_nobody_knows_is_not_given_a_role(told):
    told.declare()

    for who in ("@nobody-like-this", "zoe", "@slack:U999"):
        reply = told.does("ana", f"liaison INC-1 {who}")
        assert "does not know who" in card_of(reply).title
    assert _holder(told) == ""


def test_who_has_the_same_name_must_be_mentioned(told):
    told.declare()
    with told.store.change() as work:
        work.people.put(Person("slack:U1", "Kim", "T1"))
        work.people.put(Person("slack:U2", "Kim", "T1"))

    assert "may be any of Kim, Kim" in card_of(told.does("ana", "liaison INC-1 kim")).title


def test_a_hat_that_somebody_wears_is_taken_only_in_a_second_step(teller):
    teller.declare()
    teller.does("leo", "liaison INC-1 me")

    asked = teller.does("eve", "liaison INC-1 me")
    assert read(card_of(asked)) == (
        "Leo is customer liaison of INC-1  <warning>\n"
        "@Leo is customer liaison of INC-1 already. Nothing was changed.\n"
        "[Take it from Leo]"
    )
    assert _holder(teller) == "slack:leo"

    taken = teller.presses("eve", card_of(asked), "Take it from Leo")
    assert "Before: @Leo." in read(card_of(taken))
    assert _holder(teller) == "slack:eve"


def test_nobody_wears_it_and_it_is_asked_for_again(told):
    told.declare()
    told.does("leo", "liaison INC-1 me")
    told.knock()
    assert not any("needs" in one for one in _asks(told))

    reply = told.does("leo", "liaison INC-1 nobody")
    told.knock()

    assert card_of(reply).title == "Nobody is customer liaison of INC-1 now"
    assert "INC-1 needs a customer liaison" in _asks(told)
    assert card_of(told.does("leo", "liaison INC-1 none")).title == "Nobody is customer liaison of INC-1."


def test_who_wears_a_hat_is_told_with_what_can_be_done(told):
    told.declare()

    assert labels_of(card_of(told.does("leo", "liaison INC-1"))) == ["I'll take it", "Name somebody"]
    told.does("leo", "liaison INC-1 me")
    assert labels_of(card_of(told.does("leo", "liaison INC-1"))) == ["Hand it over"]
    form = form_of(told.does("eve", "role INC-1"))
    assert told.fills("eve", form, role="scribe", person="slack:leo").outcome == "done"
    assert _holder(told, "scribe") == "slack:leo"


def test_a_missing_liaison_is_asked_for_until_found_and_never_after_the_end(teller):
    teller.declare()
    teller.knock()
    teller.knock()
    assert _asks(teller) == ["INC-1 needs a customer liaison"]

    teller.clock.move(minutes=4)
    teller.knock()
    assert len(_asks(teller)) == 1
    teller.clock.move(minutes=1)
    teller.knock()
    assert _asks(teller) == ["INC-1 needs a customer liaison"] * 2

    card = next(one.card for one in teller.chat.said if "needs" in one.card.title)
    teller.presses("leo", card, "I'll be customer liaison")
    teller.carry()
    assert _asks(teller)[:2] == ["INC-1 has a customer liaison"] * 2
    teller.clock.move(hours=1)
    teller.knock()
    assert "INC-1 needs a customer liaison" not in _asks(teller)


def test_nobody_is_asked_for_when_it_is_over_or_not_major(told):
    told.declare("sev1 Checkout is down")
    told.declare("sev3 Search is slow")
    told.does("ana", "resolve INC-1 done")

    told.clock.move(hours=1)
    told.knock()

    assert _asks(told) == []


def test_who_is_found_before_the_question_is_sent_is_not_asked_for(told):
    told.does("ana", "declare sev1 Checkout is down")
    ask_for_liaisons(told.world)
    told.does("leo", "liaison INC-1 me")
    told.carry()

    assert not any("needs" in one or "has a" in one for one in _asks(told))


def _offered(teller, briefing="Acme waits for a call"):
    teller.declare()
    teller.does("leo", "liaison INC-1 me")
    reply = teller.does("leo", f"handoff INC-1 @slack:eve {briefing}", mentions=EVE)
    teller.carry()
    return reply, _direct(teller, "eve", "hands you")


def test_a_handoff_moves_the_hat_once_it_is_accepted(teller):
    reply, card = _offered(teller)

    assert read(card_of(reply)) == (
        "Handoff of INC-1 offered  <calm>\n"
        "@Eve was asked to take over as customer liaison. @Leo keeps it until @Eve presses “I have it”."
    )
    assert card.title == "Leo hands you customer liaison of INC-1"
    assert "> Acme waits for a call" in read(card)
    assert _holder(teller) == "slack:leo"

    accepted = teller.presses("eve", card, "I have it")
    teller.carry()

    assert card_of(accepted).title == "You are now customer liaison of INC-1"
    assert _holder(teller) == "slack:eve"
    assert _direct(teller, "eve", "Customer liaison of INC-1 handed over")
    assert labels_of(_direct(teller, "eve", "Customer liaison of INC-1 handed over")) == []
    assert "You hold no role in an open incident." in read(teller.chat.homes["slack:leo"])


def test_a_handoff_may_be_declined_and_the_giver_is_told(told):
    _, card = _offered(told)

    told.presses("eve", card, "I can't")
    told.carry()

    assert _holder(told) == "slack:leo"
    assert "INC-1: Eve cannot take over as customer liaison" in told.chat.heard(f"slack:{told.room()}")
    assert "did not become customer liaison" in read(_direct(told, "leo", "withdrawn"))
    assert card_of(told.presses("eve", card, "I have it")).title == (
        "This handoff no longer stands; it was settled before."
    )


@pytest.mark.parametrize("typed", ["liaison INC-1 @slack:mia", "liaison INC-1 nobody", "resolve INC-1 done"])
def test_a_handoff_no_longer_stands_when_the_hat_goes_elsewhere(told, typed):
    _, card = _offered(told)

    told.does("ana", typed, mentions={"slack:mia": "Mia"})
    told.carry()

    assert _direct(told, "eve", "Handoff of INC-1 withdrawn")
    told.presses("eve", card, "I have it")
    assert _holder(told) != "slack:eve"


def test_only_who_was_asked_can_answer_a_handoff(told):
    _, card = _offered(told)

    assert card_of(told.presses("mia", card, "I have it")).title == "Only Eve can answer this handoff."


def test_what_cannot_be_handed_over_is_said(told):
    told.declare()
    told.does("eve", "help")

    assert "could be handed over" in card_of(told.does("leo", "handoff INC-1")).title
    assert "give the role instead" in card_of(told.does("leo", "handoff INC-1 eve")).title
    told.does("leo", "role INC-1 scribe me")
    told.does("leo", "role INC-1 commander me")
    asked = card_of(told.does("leo", "handoff INC-1 eve")).title
    assert asked == "You are incident commander, scribe. Say which: `handoff incident_commander @person`."
    form = form_of(told.does("leo", "handoff INC-1"))
    assert told.fills("leo", form, role="scribe", person="slack:eve", briefing="x").outcome == "done"
    assert card_of(told.does("leo", "role INC-1 pope eve")).title.startswith("Say which role, then who")
