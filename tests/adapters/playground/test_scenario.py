"""The scripted morning: alive at first sight, and never in anybody's way."""

import pytest

from adapters.playground.connect import morning
from adapters.playground.scenario import Scenario
from adapters.playground.script import Again, Filing, Line, Script


@pytest.fixture
def scenario(page, clock):
    return Scenario(page.made.door, page.made.desk, clock.now(), morning())


def play_all(scenario, clock):
    """Plays to the end; returns how often somebody had to come by."""
    for knocks in range(400):
        due = scenario.play(clock.now())
        if due is None:
            return knocks
        clock.move(seconds=max((due - clock.now()).total_seconds(), 0))
    raise AssertionError("the scenario never ends")


def open_room(page):
    page.made.voice.open_room(
        "", slug="inc-1-paying-fails", title="Paying fails", private=False, key="k1", doubtful=False
    )


def test_the_page_is_alive_at_first_sight(page, scenario, clock):
    scenario.play(clock.now())

    posts = page.posts("ana", "support")
    assert len(posts) >= 3
    assert [post["at"] for post in posts] == sorted(post["at"] for post in posts)
    assert all(post["at"] <= clock.now().isoformat() for post in posts)


def test_ana_declares_through_the_same_door_as_everybody(bot, scenario, clock):
    scenario.play(clock.now())
    scenario.play(clock.move(seconds=2))

    assert [(one.command, one.person.id) for one in bot.heard] == [("declare", "playground:ana")]


def test_what_is_said_in_the_war_room_waits_for_it(page, scenario, clock):
    scenario.play(clock.now())
    scenario.play(clock.move(seconds=20))
    open_room(page)
    scenario.play(clock.move(seconds=1))

    assert [post["author"] for post in page.posts("eve", "inc-1-paying-fails")] == ["eve"]
    assert "eve" in page.channels("ana")["inc-1-paying-fails"]["members"]


def test_nothing_is_declared_when_the_person_was_faster(page, bot, scenario, clock):
    open_room(page)
    play_all(scenario, clock)

    assert "declare" not in [one.command for one in bot.heard]


def test_the_scenario_ends_even_when_no_war_room_ever_comes(page, scenario, clock):
    play_all(scenario, clock)

    assert scenario.play(clock.now()) is None


