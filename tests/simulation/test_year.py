"""A simulated year of four teams: each nag once, in time, to whom it is for, and none that is not."""

from random import Random

import pytest
from sqlalchemy import event

from bot.domain.ticket import Priority, TicketStatus
from tests.databases import without_the_disk
from tests.simulation.lives import DAY, WORDS, YEAR, lives
from tests.simulation.oracle import Oracle
from tests.simulation.play import Play
from tests.simulation.teams import TEAMS, Team

TICKETS, MANY = 44, 600
"""Of each team: what two processors play and judge in a quarter of a minute, and what takes them minutes."""


def downtimes(seed: int) -> list[tuple[int, int]]:
    """Six of them, from minutes to ten hours long."""
    chance = Random(seed)
    begins = sorted(chance.sample(range(DAY, YEAR - 40 * DAY, 2 * DAY), 6))
    return [(at * 60, at * 60 + chance.randrange(600, 36000)) for at in begins]


def test_in_a_year_everything_happens_that_can_happen():
    deeds = [deed for life in lives(TICKETS, seed=1) for deed in life.deeds]

    assert {one.word for one in deeds} == WORDS
    assert {one.status for one in deeds} >= set(TicketStatus)
    assert {one.priority for one in deeds} >= {one for one in Priority if one}


@pytest.mark.parametrize(
    "team",
    [*TEAMS[:2], *(pytest.param(one, marks=pytest.mark.slow) for one in TEAMS[2:])],
    ids=lambda one: one.name,
)
def test_in_a_year_every_nag_is_heard_once_and_none_that_should_not_be(team: Team, sqlite_database, bell):
    play = Play(sqlite_database, bell, team, lives(TICKETS, seed=1), seed=1, down=downtimes(1))

    oracle = _all_is_right(play)

    assert any(":again:" in one.threshold for one in oracle.sent.all)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize("team", TEAMS, ids=lambda one: one.name)
def test_in_other_years_with_more_tickets_and_more_deaths_it_is_the_same(
    team: Team, seed: int, sqlite_database, bell
):
    many = lives(MANY, seed)
    _all_is_right(Play(sqlite_database, bell, team, many, seed, one_in=100, down=downtimes(seed)))


def test_on_postgresql_it_is_the_same(postgresql_database, bell):
    play = Play(postgresql_database, bell, TEAMS[0], lives(TICKETS // 2, seed=4), seed=4, one_in=100)
    _all_is_right(play)


def _all_is_right(play: Play) -> Oracle:
    if play.database.engine.dialect.name == "sqlite":
        event.listen(play.database.engine.pool, "checkout", without_the_disk)

    play.run()
    oracle = Oracle(play)

    assert list(oracle.wrong()) == []
    assert len(oracle.sent.all) > len(play.lives), "a year in which nothing happened proves nothing"
    assert play.deaths > 0
    return oracle
