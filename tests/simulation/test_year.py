"""A simulated year of four teams: each nag once, in time, to whom it is for, and none that is not."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import event

from tests.simulation.lives import DAY, YEAR, lives
from tests.simulation.oracle import Oracle
from tests.simulation.play import Play
from tests.simulation.teams import TEAMS, Team

TICKETS = 40


def downtimes(seed: int) -> list[tuple[int, int]]:
    """Six of them, from minutes to ten hours long."""
    chance = Random(seed)
    begins = sorted(chance.sample(range(DAY, YEAR - 40 * DAY, 2 * DAY), 6))
    return [(at * 60, at * 60 + chance.randrange(600, 36000)) for at in begins]


@pytest.mark.parametrize("team", TEAMS, ids=lambda one: one.name)
def test_in_a_year_every_nag_is_heard_once_and_none_that_should_not_be(team: Team, sqlite_database, bell):
    event.listen(sqlite_database.engine.pool, "checkout", _without_the_disk)
    seed = TEAMS.index(team) + 1
    play = Play(sqlite_database, bell, team, lives(TICKETS, seed), seed, down=downtimes(seed))

    play.run()
    oracle = Oracle(play)
    wrong = list(oracle.wrong())

    print(Counter(one.state for some in oracle.notices.values() for one in some), play.steps, play.deaths, len(oracle.heard))
    assert wrong == []


def _without_the_disk(driver, _record, _proxy) -> None:
    """Power cuts are not what this is about."""
    driver.execute("PRAGMA synchronous = OFF")
