"""Jumping from instant to instant is the same as knocking every five seconds."""

import pytest
from sqlalchemy import event

from bot.domain.sla_notice import NoticeState
from tests.databases import without_the_disk
from tests.simulation.asking import seconds
from tests.simulation.lives import lives
from tests.simulation.play import TICK, Play
from tests.simulation.teams import EDITED_AT, TEAMS

BERLIN = TEAMS[0]
HOURS = 14


@pytest.fixture
def played(sqlite_files, tmp_path):
    """Plays the busiest day, the one of a burst, in one of several ways; every nag with when it was sent."""
    from storage.bell import Bell
    from storage.unit_of_work import connect

    def playing(name: str, kind: type[Play] = Play) -> dict[str, float]:
        folder = tmp_path / name
        folder.mkdir()
        bell = Bell()
        database = connect(sqlite_files.fresh(folder), bell)
        event.listen(database.engine.pool, "checkout", without_the_disk)
        burst = [one for one in lives(400, seed=1) if one.deeds[0].at in BURST][:8]
        play = kind(database, bell, BERLIN, burst, seed=1, one_in=0)
        play.move_to((BURST.start - 1) * 60)
        play.run((BURST.start + HOURS * 60) * 60)
        sent = [one for life in burst for one in play.notices(f"zendesk:{life.id}")]
        database.close()
        return {
            one.key: seconds(one.sent_at) for one in sent if one.sent_at and one.state is NoticeState.SENT
        }

    return playing


def _busiest() -> range:
    """The minutes of the burst that lies in the desk's hours: just before the settings are edited."""
    return range(EDITED_AT - 28, EDITED_AT - 20)


BURST = _busiest()


class EveryKnock(Play):
    """Never jumps: it knocks every five seconds, whether there is anything to look at or not."""

    def _next(self) -> float:
        now = seconds(self.clock.now())
        happens = self._heap[0][0] if self._heap else float("inf")
        return min(happens, now // TICK * TICK + TICK)


class EveryOtherKnock(EveryKnock):
    """Misses every second one, and so those of whole minutes."""

    def is_down(self, when: float) -> bool:
        return when % (2 * TICK) == 0 or super().is_down(when)


def test_jumping_and_knocking_at_the_real_interval_send_the_same_at_the_same_instants(played):
    jumped = played("jumped")

    assert len(jumped) > 5
    assert played("knocked", EveryKnock) == jumped


def test_a_knock_that_is_missed_delays_a_nag_to_the_next_one(played):
    usual, missed = played("usual"), played("missed", EveryOtherKnock)

    assert missed.keys() == usual.keys()
    assert {missed[key] - usual[key] for key in usual} <= {0, TICK}
    assert missed != usual
