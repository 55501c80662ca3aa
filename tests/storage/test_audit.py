from dataclasses import replace

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from storage.tables import audit
from tests.storage.samples import audit_entry


def test_the_audit_trail_tells_what_was_before_and_after(database):
    first = audit_entry(before={"severity": "SEV1", "people": ["ana", None]}, after={"n": 1.5, "é\x00": True})
    second = audit_entry(by="slack:U2")
    with database.change() as work:
        work.audit.add(first)
        work.audit.add(audit_entry(incident="INC-2"))
        work.audit.add(second)

    with database.read() as work:
        assert [replace(one, id=0) for one in work.audit.of("INC-1")] == [first, second]
        assert work.audit.of("INC-3") == []


@pytest.mark.parametrize(
    "change", [update(audit).values(by="nobody"), delete(audit)], ids=["update", "delete"]
)
def test_the_database_itself_refuses_to_change_the_audit_trail(database, change):
    with database.change() as work:
        work.audit.add(audit_entry())

    with pytest.raises(DBAPIError, match="audit trail only grows"), database.engine.begin() as connection:
        connection.execute(change)

    with database.read() as work:
        assert [one.by for one in work.audit.of("INC-1")] == ["slack:U1"]


def test_postgresql_refuses_to_empty_the_audit_trail(postgresql_database):
    with (
        pytest.raises(DBAPIError, match="audit trail only grows"),
        postgresql_database.engine.begin() as connection,
    ):
        connection.execute(text("TRUNCATE audit"))


def test_many_trails_are_read_at_once_each_in_its_order(database):
    with database.change() as work:
        for incident, by in (("INC-1", "ana"), ("INC-2", "leo"), ("INC-1", "mei")):
            work.audit.add(audit_entry(incident=incident, by=by))

    with database.read() as work:
        found = work.audit.of_several(["INC-1", "INC-2", "INC-3"])

    assert {about: [one.by for one in several] for about, several in found.items()} == {
        "INC-1": ["ana", "mei"],
        "INC-2": ["leo"],
    }
