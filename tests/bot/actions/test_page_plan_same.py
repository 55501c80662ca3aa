"""Whatever happens: who plans pages the same people at the same instants as who never does."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.actions import page_sweep
from tests.bot.actions.paged import ON_CALL, cards_of, on_call
from tests.fakes.phone import FakePhone
from tests.fakes.teller import Teller, labels_of

TWILIO = {"account_sid": "AC1", "auth_token": "t", "from_number": "+4930123456"}
SETTINGS = {
    "people": ON_CALL["people"]
    | {"leo": {"slack": "leo", "phone": "+491510000002"}, "kim": {"email": "kim@acme.test"}},
    "paging": {"twilio": TWILIO},
    "rotas": {
        "support": {
            "timezone": "UTC",
            "layers": [
                {"people": ["ana", "leo"], "rotate": "daily", "hand_over": "09:22", "since": "2026-03-01"}
            ],
        },
        "days": {
            "timezone": "UTC",
            "around_the_clock": False,
            "layers": [{"people": ["mia"], "since": "2026-03-01", "only": "mon-fri 09:30-17:00"}],
        },
    },
    "escalation": {
        "support": {
            "steps": [
                {"page": "person:ana", "wait": "2m"},
                {"page": ["oncall:support", "team:support"], "wait": "3m", "round_robin": True},
                {"page": "oncall:days", "wait": "1m"},
                {"page": ["person:kim", "person:leo"], "wait": "1m30s"},
            ],
            "repeat": 1,
            "last_resort": "eve",
        }
    },
}
_FORGETS = text("UPDATE pages SET plan = NULL")
_PLANNED = text("SELECT count(*) FROM pages WHERE plan IS NOT NULL")
_LOGS = text(
    "SELECT page, source, id, at, what, round, step, draw, person, way FROM page_events ORDER BY 1, 3"
)
_PAGES = text("SELECT id, state, holder, look_at, settled_at, ended_at FROM pages ORDER BY id")
_ROWS = text(
    'SELECT slot, lane, kind, chat, workspace, "to", about, view, data, due_at, created_at, state, tries'
    " FROM outbox ORDER BY slot, kind, lane, id"
)


def _answers(label):
    def press(teller, name):
        for card in cards_of(teller, name)[-1:]:
            if label in labels_of(card):
                teller.presses(name, card, label)

    return press


DEEDS = {
    "nothing": lambda *_: None,
    "has_it": _answers("I have it"),
    "passes": _answers("Can't, pass on"),
    "escalates": _answers("Escalate now"),
    "calls_off": _answers("Call off"),
    "sees": lambda teller, name: teller.does(name, "page 1"),
    "covers": lambda teller, name: teller.does(
        name, "cover me until 18:00 @slack:mia", mentions={"slack:mia": "Mia"}
    ),
    "asks": lambda teller, name: teller.does(name, f"page support {name} needs help", about=""),
}
deeds = st.sampled_from(("nothing", "nothing", "nothing", *sorted(DEEDS)))
waits = st.sampled_from((5, 30, 55, 60, 65, 120, 200))
stories = st.lists(st.tuples(waits, deeds, st.sampled_from(("ana", "leo", "mia"))), min_size=5, max_size=12)


@pytest.fixture
def fresh(fresh_database):
    """Makes worlds, each with a database of its own."""

    def make() -> Teller:
        database = fresh_database()
        alone = on_call(Teller(database), **SETTINGS)
        return Teller(database, settings=alone.settings, clock=alone.clock, phone=FakePhone())

    return make


def begins(teller):
    teller.declare("sev1 Checkout is down", "eve")
    teller.does("mia", "page support the printer burns")
    teller.does("mia", "page support cards are declined", about="INC-1")
    teller.carry()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories)
def test_who_plans_does_what_who_looks_does(fresh, story):
    planning, looking = fresh(), fresh()
    for one in (planning, looking):
        begins(one)

    for wait, deed, name in story:
        for one in (planning, looking):
            _goes_on(one, wait, deed, name, plans=one is planning)
        for question in (_LOGS, _PAGES, _ROWS):
            assert _asked(planning, question) == _asked(looking, question)


def test_in_such_a_story_something_is_planned(fresh):
    teller = fresh()
    begins(teller)

    found = 0
    for wait in (35, 30, 65, 55, 65, 65):
        _goes_on(teller, wait, "nothing", "ana", plans=True)
        found += _asked(teller, _PLANNED)[0][0]

    assert found > 1


def _goes_on(teller, wait, deed, name, *, plans):
    DEEDS[deed](teller, name)
    teller.carry()
    teller.clock.move(seconds=wait)
    if not plans:
        with teller.store.engine.begin() as connection:
            connection.execute(_FORGETS)
    page_sweep.sweep(teller.world)
    teller.carry()


def _asked(teller, question):
    with teller.store.engine.connect() as connection:
        return connection.execute(question).all()
