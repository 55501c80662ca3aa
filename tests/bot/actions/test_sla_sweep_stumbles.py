"""One ticket of which something cannot be read: the others hear of their promises all the same."""

import logging

import pytest
from sqlalchemy import text

from bot.actions.sla_sweep import LATER
from bot.jobs import sweep
from tests.bot.actions.promises import arrives, heard, told

BREAKS = text("UPDATE sla_updates SET what = 'nonsense' WHERE about = 'zendesk:2'")
MENDS = text("UPDATE sla_updates SET what = 'created' WHERE about = 'zendesk:2' AND what = 'nonsense'")


@pytest.fixture
def teller(database):
    teller = told(database)
    for id in ("1", "2", "3"):
        arrives(teller, id)
    does(database, BREAKS)
    teller.clock.move(minutes=61)
    return teller


def does(database, statement):
    with database.engine.begin() as connection:
        connection.execute(statement)


def stumbled(caplog):
    """What the log names."""
    return [record.about for record in caplog.records if record.name == "caseline.promises"]


def test_the_others_are_reminded_and_the_log_names_the_one(teller, caplog):
    with caplog.at_level(logging.ERROR):
        sweep(teller.world)
        # How they stand at their desk is asked first, since nobody looked for so long.
        teller.clock.move(seconds=15)
        sweep(teller.world)
    teller.carry()

    assert sorted(heard(teller, "mei")) == [
        "First reply is late · zendesk:1 · Card declined",
        "First reply is late · zendesk:3 · Card declined",
    ]
    assert stumbled(caplog) == ["zendesk:2"]


def test_it_is_looked_at_again_and_its_promise_is_told_when_it_can_be(teller, database):
    sweep(teller.world)
    does(database, MENDS)

    sweep(teller.world)
    teller.carry()
    at_once = heard(teller, "mei")
    teller.clock.move(seconds=LATER.total_seconds())
    sweep(teller.world)
    teller.carry()
    teller.clock.move(seconds=15)
    sweep(teller.world)
    teller.carry()

    assert not any("zendesk:2" in title for title in at_once)
    assert "First reply is late · zendesk:2 · Card declined" in heard(teller, "mei")


def test_it_is_tried_again_every_ten_minutes_and_not_with_every_knock(teller, caplog):
    with caplog.at_level(logging.ERROR):
        for _ in range(120):
            sweep(teller.world)
            teller.clock.move(seconds=15)

    assert stumbled(caplog) == ["zendesk:2"] * 3
