"""The scripted morning: alive at first sight, and never in anybody's way."""

from datetime import timedelta

import pytest

from adapters.playground.connect import morning
from adapters.playground.desk_nouns import Customer
from adapters.playground.scenario import Scenario
from adapters.playground.script import Again, Filing, Line, Script

CUSTOMER = Customer(name="Dana", email="dana@maple.test", tier="standard")


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


def test_the_morning_s_tickets_stand_at_the_desk_under_their_numbers(page, scenario, clock):
    scenario.play(clock.now())

    acme = page.made.desk.fetch("48214")
    assert (acme.organisation_name, acme.fields["tier"]) == ("Acme", "premium")
    assert page.made.desk.fetch("48211").url == "http://127.0.0.1:8080/desk/48211"
    assert "declined" in page.made.desk.fetch("48219").subject
    assert page.made.desk.fetch("48201").status.value == "pending"


def test_each_agent_has_a_ticket_of_their_own_when_the_morning_begins(page, scenario, clock):
    scenario.play(clock.now())

    olena, sam = page.made.desk.book.get("48204"), page.made.desk.book.get("48215")
    assert (olena.assignee, sam.assignee) == ("ana", "leo")
    assert timedelta(minutes=3) < sam.first_reply_due - clock.now() < timedelta(minutes=5)
    assert sam.first_reply_due < olena.first_reply_due


def test_more_tickets_come_in_later_one_of_them_from_a_vip(page, scenario, clock):
    scenario.play(clock.now())
    before = {one.id for one in page.made.desk.book.all()}
    play_all(scenario, clock)

    later = [one for one in page.made.desk.book.all() if one.id not in before]
    assert len(later) >= 5
    assert "vip" in {one.customer.tier for one in later}
    assert any(one.customer.product != "Checkout" for one in later)


def test_words_that_wait_for_a_war_room_hold_up_no_ticket(page, clock):
    lines = (
        Line(1, "eve", "*", "Looking."),
        Filing(after=2, customer=CUSTOMER, subject="Help", text="Help me", id="48300"),
    )
    scenario = Scenario(page.made.door, page.made.desk, clock.now(), Script(title="t", lines=lines))

    scenario.play(clock.move(seconds=3))

    assert page.made.desk.fetch("48300").subject == "Help"


def test_a_line_on_a_ticket_that_got_another_number_still_finds_it(page, clock):
    page.made.desk.file(CUSTOMER, "Taken", "before", id="48300")
    lines = (
        Filing(after=1, customer=CUSTOMER, subject="Help", text="Help me", id="48300"),
        Again(after=2, id="48300", text="Any news?"),
    )
    scenario = Scenario(page.made.door, page.made.desk, clock.now(), Script(title="t", lines=lines))

    scenario.play(clock.move(seconds=3))

    assert len(page.made.desk.book.get("48300").said) == 1
    assert [one.text for one in page.made.desk.book.get("48301").said] == ["Help me", "Any news?"]


def test_a_line_on_a_ticket_that_somebody_deleted_is_left_out(page, clock):
    lines = (Again(after=1, id="48999", text="Any news?"),)
    scenario = Scenario(page.made.door, page.made.desk, clock.now(), Script(title="t", lines=lines))

    assert scenario.play(clock.move(seconds=3)) is None
