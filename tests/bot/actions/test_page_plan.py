"""What was planned for a page is done without a look, exactly as a look would have done it, or not at all."""

import logging
from datetime import datetime

import pytest
from sqlalchemy import text

from bot.actions import page_plan, page_sweep
from bot.actions.page_steps import Walk
from bot.config import Settings
from storage.page_plans import PagePlans
from tests.bot.actions.paged import ON_CALL, cards_of, on_call, passes, titles_of
from tests.fakes.phone import FakePhone
from tests.fakes.teller import Teller

PLANNED = text("SELECT count(*) FROM pages WHERE plan IS NOT NULL")
SENT = text("SELECT person FROM page_events WHERE what = 'sent' ORDER BY number")
WAITS = text('SELECT kind, "to", due_at FROM outbox WHERE state = \'waiting\' ORDER BY due_at, "to"')
ROTAS = {
    "rotas": {
        "support": {
            "timezone": "UTC",
            "layers": [
                {"people": ["ana", "leo"], "rotate": "daily", "hand_over": "09:22", "since": "2026-03-01"}
            ],
        }
    },
    "escalation": {
        "support": [{"page": "person:mia", "wait": "5m"}, {"page": "oncall:support", "wait": "5m"}]
    },
}
FIRST, SECOND = "ana", "leo"
"""Whose turn it is in the first ten minutes of these tests, and after them."""


@pytest.fixture
def team(database, teller):
    return on_call(Teller(database, clock=teller.clock))


def asked(team, sql):
    with team.store.engine.connect() as connection:
        return connection.execute(sql).all()


def planned(team):
    return asked(team, PLANNED)[0][0]


def sent(team):
    return [one for (one,) in asked(team, SENT)]


def comes_near(team, words="page support cards are declined"):
    """Until half a minute before the next is paged."""
    team.does("mia", words)
    team.carry()
    passes(team, minutes=4, seconds=30)


@pytest.fixture
def no_look_is_possible(monkeypatch):
    """From when on it is called."""
    return lambda: monkeypatch.setattr(Walk, "on", breaks)


def breaks(*_, **__):
    raise ZeroDivisionError


def at_its_instant(team):
    team.clock.move(seconds=30)
    page_sweep.sweep(team.world)
    return sent(team)


def test_what_was_planned_is_done_without_a_look(team, no_look_is_possible):
    comes_near(team)
    assert planned(team) == 1

    no_look_is_possible()

    assert at_its_instant(team) == ["ana", "leo"]
    assert planned(team) == 0
    with team.store.engine.connect() as connection:
        looks = connection.execute(text("SELECT state FROM pages WHERE look_at IS NOT NULL")).scalars().all()
    assert looks == ["sent"]


def test_whoever_is_paged_by_a_plan_reads_the_same_card_and_the_others_see_it(team):
    comes_near(team)

    passes(team, seconds=30)

    assert titles_of(team, "leo") == ["Page for support · cards are declined"]
    assert "slack:leo" in repr(cards_of(team, "ana")[0])
    assert "slack:leo" in repr(cards_of(team, "mia")[0])
    passes(team, minutes=5)
    assert titles_of(team, "eve") == ["Page for support · cards are declined"]


def test_long_before_its_instant_and_about_an_incident_nothing_is_planned(team):
    team.declare("sev1 Checkout is down")
    team.does("mia", "page support cards are declined", about="INC-1")
    team.does("eve", "page support the printer burns")
    team.carry()

    passes(team, minutes=3)
    assert planned(team) == 0
    passes(team, minutes=1, seconds=30)
    assert planned(team) == 1

    passes(team, seconds=30)
    assert sent(team) == ["ana", "ana", "leo", "leo"]


def has_it(team):
    team.presses("ana", cards_of(team, "ana")[0], "I have it")


def cannot_come(team):
    team.presses("ana", cards_of(team, "ana")[0], "Can't, pass on")


def calls_off(team):
    team.presses("mia", cards_of(team, "mia")[0], "Call off")


@pytest.mark.parametrize(
    ("happens", "are_sent"), [(has_it, ["ana"]), (cannot_come, ["ana", "leo"]), (calls_off, ["ana"])]
)
def test_whatever_happens_after_it_was_planned_counts(team, happens, are_sent):
    comes_near(team)
    assert planned(team) == 1

    happens(team)
    assert planned(team) == 0

    assert at_its_instant(team) == are_sent


@pytest.fixture
def rota(team):
    """Mia is paged at 9:00, and whoever is on call five minutes later."""
    return on_call(team, **ROTAS)


def test_who_stands_in_since_it_was_planned_is_paged(rota):
    comes_near(rota)
    assert planned(rota) == 1

    rota.does(FIRST, "cover me until 18:00 @slack:eve", mentions={"slack:eve": "Eve"})

    assert at_its_instant(rota) == ["mia", "eve"]


def test_after_a_change_of_shift_the_next_is_paged_although_it_was_planned_otherwise(rota):
    comes_near(rota)
    assert planned(rota) == 1
    rota.clock.move(minutes=5, seconds=31)

    page_sweep.sweep(rota.world)

    assert sent(rota) == ["mia", SECOND]


def test_before_it_the_plan_holds(rota, no_look_is_possible):
    comes_near(rota)
    no_look_is_possible()

    assert at_its_instant(rota) == ["mia", FIRST]


def test_a_replica_with_other_settings_looks_for_itself(team):
    comes_near(team)
    people = ON_CALL["people"] | {"leo": {"slack": "leonard"}}
    other = on_call(team, people=people)

    assert at_its_instant(other) == ["ana", "leo"]

    assert [to for _, to, _ in asked(team, WAITS)].count("slack:leonard") == 1


def test_texts_and_calls_follow_a_planned_page_as_late_as_any_other(database, teller, no_look_is_possible):
    twilio = {"account_sid": "AC1", "auth_token": "t", "from_number": "+4930123456"}
    people = ON_CALL["people"] | {"leo": {"slack": "leo", "phone": "+491510000002"}}
    settings = Settings.model_validate(ON_CALL | {"people": people, "paging": {"twilio": twilio}})
    team = Teller(database, settings=settings, clock=teller.clock, phone=FakePhone())
    comes_near(team)
    no_look_is_possible()

    at_its_instant(team)

    now, rows = team.clock.now(), asked(team, WAITS)
    late = [(kind, (_instant(due) - now).total_seconds()) for kind, to, due in rows if to == "+491510000002"]
    assert late == [("page_text", 60.0), ("page_call", 120.0)]


def _instant(kept):
    """SQLite says it in words."""
    return datetime.fromisoformat(kept) if isinstance(kept, str) else kept


def test_a_mistake_in_planning_is_made_once_and_everybody_is_paged_in_time(team, monkeypatch, caplog):
    monkeypatch.setattr(page_plan, "plan", breaks)
    with caplog.at_level(logging.ERROR, "caseline.pages"):
        comes_near(team)
        page_sweep.sweep(team.world)

    assert len(caplog.records) == 1
    assert at_its_instant(team) == ["ana", "leo"]


def test_a_mistake_in_carrying_out_plans_keeps_nobody_from_being_paged(team, monkeypatch):
    comes_near(team)
    monkeypatch.setattr(PagePlans, "carry_out", breaks)

    assert at_its_instant(team) == ["ana", "leo"]
