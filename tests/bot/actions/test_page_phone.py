"""Whoever does not answer in the chat is texted, then called, and answers by telephone."""

import pytest

from bot.actions import page_phone
from bot.config import Settings
from bot.errors import Refused
from bot.ports import Answered
from tests.bot.actions.paged import ON_CALL, cards_of, passes, titles_of
from tests.fakes.phone import FakePhone
from tests.fakes.teller import Teller

ANA, LEO = "+491510000001", "+491510000002"
TWILIO = {"account_sid": "AC1", "auth_token": "t", "from_number": "+4930123456"}


@pytest.fixture
def phone():
    return FakePhone()


@pytest.fixture
def team(teller, phone):
    people = ON_CALL["people"] | {
        "ana": ON_CALL["people"]["ana"] | {"phone": ANA},
        "leo": ON_CALL["people"]["leo"] | {"phone": LEO},
        "kim": {"name": "Kim", "phone": "+491510000003"},
    }
    settings = Settings.model_validate(ON_CALL | {"people": people, "paging": {"twilio": TWILIO}})
    return Teller(teller.store, settings=settings, clock=teller.clock, phone=phone)


def answers(team, number, words, about="", event="c1"):
    changed = page_phone.answered(team.world, Answered(event, number, about, words))
    team.carry()
    return changed


def test_a_text_follows_after_a_minute_and_a_call_after_two(team, phone):
    team.does("mia", "page support cards are declined")
    team.carry()
    assert (phone.texts, phone.rings) == ([], [])

    passes(team, minutes=1)
    assert [number for number, _ in phone.texts] == [ANA]
    assert phone.texts[0][1] == (
        "Caseline page 1: cards are declined. Answer 1 1 to take it, 2 1 to pass it on."
    )
    passes(team, minutes=1)

    assert [number for number, _ in phone.rings] == [ANA]


def test_nobody_is_called_once_somebody_has_it(team, phone):
    team.does("mia", "page support cards")
    team.carry()

    team.presses("ana", cards_of(team, "ana")[0], "I have it")
    passes(team, minutes=10)

    assert (phone.texts, phone.rings) == ([], [])


def test_a_key_takes_the_page_and_another_passes_it_on(team):
    team.does("mia", "page support cards")
    team.carry()

    assert answers(team, ANA, "2", "1")
    assert titles_of(team, "leo") == ["Page for support · cards"]
    assert answers(team, LEO, "1", event="c2")

    assert titles_of(team, "ana") == ["Leo has it · cards"]


@pytest.mark.parametrize(
    ("number", "words", "about"),
    [
        ("+4999999999", "1", "1"),
        ("", "1", "1"),
        (ANA, "9", "1"),
        (LEO, "1", "1"),
        (ANA, "1", "77"),
        (ANA, "1", "x"),
    ],
)
def test_strangers_other_keys_and_pages_of_others_change_nothing(team, number, words, about):
    team.does("mia", "page support cards")
    team.carry()

    assert not answers(team, number, words, about)

    assert titles_of(team, "ana") == ["Page for support · cards"]


def test_the_same_answer_told_twice_is_one(team):
    team.does("mia", "page support cards")
    team.carry()

    assert answers(team, ANA, "1", "1")
    assert not answers(team, ANA, "1", "1")


def test_who_has_a_telephone_alone_is_texted_at_once(team, phone):
    team.does("mia", "page kim cards")
    team.carry()

    assert [number for number, _ in phone.texts] == ["+491510000003"]


def test_who_cannot_be_reached_by_any_way_is_passed_over_and_the_war_room_hears_why(team, phone):
    team.declare("sev1 Checkout is down", "mia")
    team.chat.trouble["post"] = Refused("The person left this workspace.")
    phone.trouble = {"text": Refused("The number is not valid."), "call": Refused("The number is not valid.")}

    team.does("mia", "page support", about="INC-1")
    team.carry()
    team.chat.trouble.clear()
    passes(team, minutes=1)
    assert titles_of(team, "leo") == []
    passes(team, minutes=1)

    assert len(titles_of(team, "leo")) == 1
    with team.store.read() as work:
        lines = [one.text for one in work.timeline.of("INC-1", limit=50)]
    assert "Ana could not be paged: The number is not valid." in lines
