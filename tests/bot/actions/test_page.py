"""Somebody is paged, and others after them, until one has it."""

from dataclasses import replace

import pytest

from tests.bot.actions.paged import ON_CALL, cards_of, on_call, passes, titles_of
from tests.fakes.teller import card_of


@pytest.fixture
def team(teller):
    return on_call(teller)


def test_who_is_paged_gets_a_card_that_says_what_it_is_about(team):
    team.declare("sev1 Checkout is down")

    team.does("mia", "page support cards are declined", about="INC-1")
    team.carry()

    assert titles_of(team, "ana") == ["Page for support · INC-1 · SEV1 · Checkout is down"]


def test_a_page_that_nobody_answers_goes_on_to_the_next_and_then_to_the_last_resort(team):
    team.does("mia", "page support cards are declined")
    team.carry()

    passes(team, minutes=4)
    assert titles_of(team, "leo") == []
    passes(team, minutes=1)
    assert titles_of(team, "leo") == ["Page for support · cards are declined"]
    passes(team, minutes=5)
    assert titles_of(team, "eve") == ["Page for support · cards are declined"]
    passes(team, minutes=5)
    assert titles_of(team, "eve") == ["Nobody answered the page of support · cards are declined"]


def test_whoever_has_it_ends_the_search_and_every_card_says_so(team):
    team.does("mia", "page support cards are declined")
    team.carry()
    passes(team, minutes=5)

    team.presses("leo", cards_of(team, "leo")[0], "I have it")
    team.carry()
    passes(team, hours=2)

    said = "Leo has it · cards are declined"
    assert [titles_of(team, name) for name in ("ana", "leo", "mia", "eve")] == [[said], [said], [said], []]


def test_who_cannot_come_passes_it_on_at_once(team):
    team.does("mia", "page support cards are declined")
    team.carry()

    team.presses("ana", cards_of(team, "ana")[0], "Can't, pass on")
    team.carry()

    assert titles_of(team, "leo") == ["Page for support · cards are declined"]


def test_the_same_page_twice_is_one_page(team):
    first = team.does("mia", "page support cards are declined", id="wish")
    again = team.does("mia", "page support cards are declined", id="wish")
    other = team.does("ana", "page support cards are declined")
    team.carry()

    assert [card_of(one).title for one in (first, other)] == ["Page for support · cards are declined"] * 2
    assert again.card is not None
    assert len(cards_of(team, "ana")) == 1


def test_who_is_paged_again_by_a_later_step_hears_of_it_again(teller):
    steps = [{"page": "person:ana", "wait": "5m"}, {"page": "team:support", "wait": "5m"}]
    team = on_call(teller, escalation={"support": steps})
    team.does("eve", "page support cards are declined")
    team.carry()

    passes(team, minutes=5)

    assert len(titles_of(team, "ana")) == 2
    assert len(titles_of(team, "leo")) == 1


def test_pages_that_go_on_at_the_same_instant_each_keep_their_own_cards(team):
    team.declare("sev1 Checkout is down")
    team.does("mia", "page support cards are declined", about="INC-1")
    team.does("eve", "page support the printer burns")
    team.carry()

    passes(team, minutes=5)

    assert sorted(titles_of(team, "leo")) == [
        "Page for support · INC-1 · SEV1 · Checkout is down",
        "Page for support · the printer burns",
    ]
    followed = [one.card for one in team.chat.said if one.card.title.startswith("Page for support")]
    assert len(followed) == 6, "what Ana and Leo were sent, the war room's, and what Eve follows"
    assert all("slack:leo" in repr(one) for one in followed)


def test_who_is_set_by_an_address_alone_is_paged_where_a_chat_vouches_for_it(teller):
    people = ON_CALL["people"] | {"ana": {"email": "ana@acme.test"}}
    team = on_call(teller, people=people)
    with team.store.change() as work:
        ana = replace(team.person("ana"), email="ana@acme.test", checked_at=team.clock.now())
        work.people.put(ana)

    team.does("mia", "page support cards are declined")
    team.carry()

    assert titles_of(team, "ana") == ["Page for support · cards are declined"]
