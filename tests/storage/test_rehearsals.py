"""Public histories that are played again."""

from datetime import timedelta
from typing import Any

from bot.domain.rehearsal import Rehearsal
from tests.storage.samples import NINE


def rehearsal(**more) -> Rehearsal:
    usual: dict[str, Any] = {
        "history": "42",
        "title": "Incident with Actions",
        "vendor": "GitHub status",
        "speed": 2.5,
        "began_at": NINE,
        "course": {"minutes": [0.0, 12.5], "statuses": ["Investigating", "Resolved"]},
    }
    return Rehearsal(**usual | more)


def test_an_incident_has_its_own_and_else_the_newest_of_none_that_had_begun(database):
    later = NINE + timedelta(hours=1)
    with database.change() as work:
        work.rehearsals.add(rehearsal())
        work.rehearsals.add(rehearsal(history="43", began_at=later))
        work.rehearsals.add(rehearsal(history="44", incident="INC-1"))

    with database.read() as work:
        found = [
            work.rehearsals.of(key, at) for key, at in (("INC-1", later), ("INC-2", NINE), ("INC-2", later))
        ]
        before = work.rehearsals.of("INC-2", NINE - timedelta(seconds=1))
    assert [one.history for one in found] == ["44", "42", "43"]
    assert found[1] == rehearsal(id=found[1].id)
    assert [one.is_last for one in found[1].words] == [False, True]
    assert before is None
