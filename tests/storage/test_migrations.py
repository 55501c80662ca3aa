from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from bot.actions import sla_incident
from bot.domain.desk import DeskState
from bot.domain.person import Person
from bot.domain.room import Slot
from bot.domain.sla_metric import Metric
from bot.domain.ticket import Ref
from bot.errors import SettingsError
from storage import installations, schema
from storage.bell import Bell
from storage.migrations import current, head, revisions, upgrade
from storage.unit_of_work import connect
from tests.fakes.teller import Teller
from tests.storage.promised import clock, update
from tests.storage.samples import NINE, incident, ticket


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """A database without any table."""
    if request.param == "sqlite":
        (tmp_path / "empty.db").touch()
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server = request.getfixturevalue("postgresql_server")
    name = server.empty()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def migrated_url(empty_url):
    """A database that a test may spoil."""
    upgrade(empty_url)
    return empty_url


def run(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def refusal(url):
    with pytest.raises(SettingsError) as said:
        connect(url, Bell())
    [finding] = said.value.findings
    return finding


def test_the_migrated_schema_is_the_one_that_the_code_uses(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, installations.metadata) == []


def test_partial_indexes_have_the_conditions_that_the_code_uses(sqlite_database):
    """Alembic does not compare them, and SQLite uses such an index only when the words are the same."""
    with sqlite_database.engine.connect() as connection:
        made = dict(
            connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index'")).all()
        )
    for table in installations.metadata.sorted_tables:
        for index in table.indexes:
            condition = index.dialect_options["sqlite"]["where"]
            _, _, found = made[index.name].partition(" WHERE ")
            assert found == ("" if condition is None else str(condition)), index.name


def test_the_release_knows_its_own_newest_revision():
    assert head() == schema.HEAD
    assert revisions() == sorted(revisions())


@pytest.mark.parametrize("start", [None, *revisions()])
def test_every_earlier_database_can_be_upgraded_and_then_used(empty_url, start):
    if start is not None:
        upgrade(empty_url, start)
    assert current(empty_url) == start

    upgrade(empty_url)
    upgrade(empty_url)

    assert current(empty_url) == head()
    database = connect(empty_url, Bell())
    with database.change() as work:
        assert work.incidents.next_number() == 1
        work.incidents.add(incident())
    database.close()


_HELD_AT_0001 = """
UPDATE counters SET value = 1 WHERE name = 'incident';
INSERT INTO incidents
    (key, number, title, description, severity, phase, status, private, drill, chat, workspace, origin,
     declared_by, declared_at, ended_by, last_update)
    VALUES ('INC-1', 1, 'Checkout is down', '', 'SEV1', 'investigating', 'open', false, false, 'slack', 'T1',
     'slack:C1', 'slack:U1', '2026-03-02T09:12:13.141592+00:00', '', '');
INSERT INTO war_rooms (incident, chat, workspace, room, name, url, state, adopted)
    VALUES ('INC-1', 'slack', 'T1', 'slack:C1', 'inc-1', '', 'open', false);
INSERT INTO slots (name, room, message, incident)
    VALUES ('INC-1/war_room/slack', 'slack:C1', '1.1', 'INC-1');
INSERT INTO people
    (id, name, workspace, email, zone, language, guest, chat, folded_name, folded_mailbox)
    VALUES ('slack:U1', 'Ana', 'T1', '', '', '', false, 'slack', 'ana', '')
"""
"""What the first release left in a database, in its own columns."""


def test_what_the_first_release_recorded_is_there_after_the_upgrade(empty_url):
    upgrade(empty_url, "0001")
    run(empty_url, *_HELD_AT_0001.split(";"))

    upgrade(empty_url)

    database = connect(empty_url, Bell())
    with database.change() as work:
        assert work.incidents.get("INC-1") == incident(
            chat="slack", workspace="T1", origin="slack:C1", title="Checkout is down"
        )
        assert [room.room for room in work.rooms.of("INC-1")] == ["slack:C1"]
        standing = Slot("INC-1/war_room/slack", "slack:C1", "1.1")
        assert work.rooms.slot("INC-1/war_room/slack") == standing
        assert work.people.get("slack:U1") == Person("slack:U1", "Ana", "T1")
        assert work.incidents.next_number() == 2
        work.places.put("teams:19:abc", {"conversation": "19:abc"})
        assert work.places.get("teams:19:abc") == {"conversation": "19:abc"}
    database.close()


def test_an_incident_of_the_first_release_gets_its_clocks_when_the_next_one_starts(empty_url):
    upgrade(empty_url, "0001")
    run(empty_url, *_HELD_AT_0001.split(";"))
    upgrade(empty_url)

    database = connect(empty_url, Bell())
    sla_incident.take_up(Teller(database).world)

    due = NINE.replace(microsecond=0) + timedelta(minutes=20)
    with database.read() as work:
        assert [(one.metric, one.due_at) for one in work.clocks.of("INC-1")] == [
            (Metric.INCIDENT_UPDATE, due)
        ]
        kept = work.incidents.get("INC-1")
        assert kept is not None
        assert kept.next_update_due == due
    database.close()


_HELD_AT_0004 = """
INSERT INTO tickets
    (system, id, subject, url, status, desk_status, priority, requester, requester_name, requester_email,
     organisation, organisation_name, assignee, "group", created_at, updated_at, merged_into, gone, tags,
     deadlines, fields)
    VALUES ('zendesk', '1', 'Card declined', 'https://zendesk.test/tickets/1', 'open', '', '', '', '', '',
     '', '', 'Jo', 'Payments', '2026-03-02T09:12:13.141592+00:00', '2026-03-02T09:12:13.141592+00:00', '', '',
     '["vip"]', '[]', '{}');
INSERT INTO desks (system, cursor, polled_at, trouble)
    VALUES ('zendesk', 'c1', '2026-03-02T09:12:13.141592+00:00', '')
"""
"""What the release before promises left of tickets."""


def test_tickets_from_before_promises_are_there_after_the_upgrade_and_belong_to_nobody_yet(empty_url):
    upgrade(empty_url, "0004")
    run(empty_url, *_HELD_AT_0001.split(";"), *_HELD_AT_0004.split(";"))

    upgrade(empty_url)

    database = connect(empty_url, Bell())
    with database.change() as work:
        found = work.tickets.get(Ref("zendesk", "1"))
        assert found == ticket(assignee="Jo", group="Payments", tags=("vip",))
        assert (found.assignee_id, found.assignee_email) == ("", "")
        assert work.tickets.when_read([found.ref]) == {}
        assert work.tickets.worked_on([], [], ["Payments"], limit=5) == [found.ref]
        assert work.desks.get("zendesk") == DeskState(system="zendesk", cursor="c1", polled_at=NINE)
        assert work.incidents.get("INC-1") is not None
        assert work.updates.add("zendesk:1", [update()]) == 1
        work.clocks.put("zendesk:1", [clock()])
        assert work.editions.newest() == 0
    database.close()


def test_an_empty_database_is_refused_with_the_way_out(empty_url):
    assert "the database is empty. Run `caseline db upgrade` first." in refusal(empty_url)


def test_an_older_database_is_refused_with_the_way_out(migrated_url):
    run(migrated_url, "UPDATE alembic_version SET version_num = '0000'")

    assert "older than this release" in refusal(migrated_url)
    assert "Run `caseline db upgrade`." in refusal(migrated_url)


def test_a_newer_database_is_refused(migrated_url):
    run(migrated_url, "UPDATE alembic_version SET version_num = '9999'")

    assert "is at revision 9999, newer than this release" in refusal(migrated_url)
    with pytest.raises(SettingsError, match="newer than this release"):
        upgrade(migrated_url)


def test_a_database_whose_upgrade_was_not_finished_is_refused(migrated_url):
    run(migrated_url, "DELETE FROM alembic_version")
    assert "was not finished; restore it from a backup." in refusal(migrated_url)

    run(migrated_url, "DROP TABLE alembic_version")
    assert "has tables of Caseline but no revision" in refusal(migrated_url)


def test_a_failed_upgrade_leaves_nothing_behind(empty_url):
    run(empty_url, "CREATE TABLE audit (id INTEGER)")

    with pytest.raises(Exception, match="audit"):
        upgrade(empty_url)

    engine = create_engine(empty_url)
    assert inspect(engine).get_table_names() == ["audit"]
    engine.dispose()
