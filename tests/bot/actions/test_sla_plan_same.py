"""Whatever happens: who plans says the same, and looks at the same instants, as who never does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.actions import sla_snooze, sla_take
from bot.domain.audit import Actor
from bot.domain.sla_update import Author
from bot.domain.ticket import Priority, TicketStatus
from bot.errors import Conflict
from bot.jobs import sweep
from tests.bot.actions.promises import TOLD, arrives, becomes, desk_of, read, speaks, told
from tests.fakes.teller import Teller

ANA = Actor("slack:ana", "slack", "sla")
QUIET = TOLD["people"] | {"ana": {"slack": "ana", "zendesk": "11", "quiet": "10:00-11:30"}}
CIA = {"assignee_id": "", "assignee_email": "cia@acme.test"}
WHO: tuple[dict[str, str], ...] = ({"assignee_id": "11"}, {"assignee_id": "12"}, CIA, {})
"""Somebody with quiet hours, somebody without, somebody whom the directory knows, and nobody."""

_FORGETS = text("UPDATE sla_clocks SET plan = NULL")
_PLANNED = text("SELECT count(*) FROM sla_clocks WHERE plan IS NOT NULL")
_SAID = text("SELECT key, state, at, allowed_at, due, recorded_at FROM sla_notices ORDER BY key")
_LOOKS = text("SELECT about, metric, instance, state, look_at, is_breached FROM sla_clocks ORDER BY 1, 2, 3")


def _replies(teller, id):
    speaks(teller, id, Author.AGENT)


def _pends(teller, id):
    becomes(teller, id, TicketStatus.PENDING)


def _opens(teller, id):
    becomes(teller, id, TicketStatus.OPEN)


def _takes(teller, id):
    try:
        until = teller.clock.now() + timedelta(minutes=10)
        sla_take.take_on(teller.world, ANA, f"zendesk:{id}", until=until, instead=True)
    except Conflict:
        """It is over."""


def _snoozes(teller, id):
    try:
        sla_snooze.snooze(teller.world, ANA, f"zendesk:{id}", teller.clock.now() + timedelta(minutes=7))
    except Conflict:
        """It is over."""


def _moves(teller, id):
    desk_of(teller).has(id, assignee_id="12", assignee_email="")
    read(teller, id)


def _moves_unread(teller, id):
    with teller.store.change() as work:
        for ticket in work.tickets.find([], limit=2):
            if ticket.id == id:
                work.tickets.put(replace(ticket, assignee_id="", assignee_email="cia@acme.test"))


def _urgent(teller, id):
    desk_of(teller).has(id, priority=Priority.URGENT)
    read(teller, id)


def _in_directory(teller, *, guest):
    cia = teller.person("cia", guest=guest)
    with teller.store.change() as work:
        work.people.put(replace(cia, email="cia@acme.test", checked_at=teller.clock.now()))


DEEDS = {
    "nothing": lambda *_: None,
    "replies": _replies,
    "pends": _pends,
    "opens": _opens,
    "takes": _takes,
    "snoozes": _snoozes,
    "moves": _moves,
    "moves_unread": _moves_unread,
    "urgent": _urgent,
    "directory": lambda teller, _: _in_directory(teller, guest=False),
    "guest": lambda teller, _: _in_directory(teller, guest=True),
}

waits = st.sampled_from((5, 20, 60, 85, 95, 300, 1200))
deeds = st.sampled_from(("nothing", "nothing", *sorted(DEEDS)))
stories = st.lists(st.tuples(waits, deeds, st.sampled_from("12")), min_size=6, max_size=14)


@pytest.fixture
def fresh(fresh_database):
    """Makes worlds, each with a database of its own."""

    def make() -> Teller:
        database = fresh_database()
        return told(database, people=QUIET)

    return make


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sampled_from(WHO), second=st.sampled_from(WHO), story=stories)
def test_who_plans_says_what_who_looks_says(fresh, first, second, story):
    planning, looking = fresh(), fresh()
    for one in (planning, looking):
        arrives(one, "1", **first)
        arrives(one, "2", **second)
        one.clock.move(minutes=42)

    for wait, deed, id in [(5, "nothing", "1"), *story]:
        for one in (planning, looking):
            _goes_on(one, wait, deed, id, plans=one is planning)

        assert _asked(planning, _SAID) == _asked(looking, _SAID)
        assert _asked(planning, _LOOKS) == _asked(looking, _LOOKS)


def test_in_such_a_story_something_is_planned(fresh):
    teller = fresh()
    arrives(teller, "1", assignee_id="12")
    teller.clock.move(minutes=42)

    found = 0
    for wait in (5, 95, 5):
        _goes_on(teller, wait, "nothing", "1", plans=True)
        found += _asked(teller, _PLANNED)[0][0]

    assert found > 0


def _goes_on(teller, wait, deed, id, *, plans):
    DEEDS[deed](teller, id)
    teller.carry()
    teller.clock.move(seconds=wait)
    if not plans:
        with teller.store.engine.begin() as connection:
            connection.execute(_FORGETS)
    sweep(teller.world)
    teller.carry()


def _asked(teller, question):
    with teller.store.engine.connect() as connection:
        return connection.execute(question).all()
