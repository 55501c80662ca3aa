from dataclasses import replace
from datetime import timedelta

from bot.domain.incident import Status
from tests.storage.samples import NINE, incident


def test_an_incident_comes_back_as_it_was_stored(database):
    full = incident(
        description="Cards are declined.",
        status=Status.RESOLVED,
        private=True,
        drill=True,
        chat="slack",
        workspace="T1",
        origin="slack:C1",
        ended_at=NINE + timedelta(hours=1),
        ended_by="slack:U2",
        last_update="We are on it.",
        last_update_at=NINE + timedelta(minutes=3),
        next_update_due=NINE + timedelta(minutes=20),
        liaison_ask_due=NINE + timedelta(minutes=5),
    )

    with database.change() as work:
        work.incidents.add(full)

    with database.read() as work:
        assert work.incidents.get("INC-1") == full
        assert work.incidents.get("INC-2") is None


def test_a_saved_incident_replaces_the_earlier_one(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.incidents.add(incident(2))

    with database.change() as work:
        locked = work.incidents.lock("INC-1")
        work.incidents.save(replace(locked, severity="SEV2", liaison_ask_due=NINE))

    with database.read() as work:
        assert work.incidents.get("INC-1") == incident(severity="SEV2", liaison_ask_due=NINE)
        assert work.incidents.get("INC-2") == incident(2)


def test_numbers_count_from_one_and_are_given_back_when_nothing_was_declared(database):
    with database.change() as work:
        assert [work.incidents.next_number(), work.incidents.next_number()] == [1, 2]
    try:
        with database.change() as work:
            assert work.incidents.next_number() == 3
            raise KeyError
    except KeyError:
        pass

    with database.change() as work:
        assert work.incidents.next_number() == 3


def test_incidents_are_listed_newest_first(database):
    with database.change() as work:
        for number in range(1, 13):
            status = Status.RESOLVED if number % 3 == 0 else Status.OPEN
            work.incidents.add(incident(number, status=status))

    with database.read() as work:
        assert [one.number for one in work.incidents.recent(limit=3)] == [12, 11, 10]
        assert [one.number for one in work.incidents.with_status(Status.RESOLVED, limit=9)] == [12, 9, 6, 3]
        assert work.incidents.with_status(Status.CANCELLED, limit=9) == []


def test_a_missing_liaison_is_asked_for_when_due_oldest_first_and_only_while_open(database):
    due = {1: 5, 2: 0, 3: 3, 4: 1}
    with database.change() as work:
        for number, minutes in due.items():
            status = Status.RESOLVED if number == 4 else Status.OPEN
            work.incidents.add(
                incident(number, status=status, liaison_ask_due=NINE + timedelta(minutes=minutes))
            )
        work.incidents.add(incident(5))

    with database.read() as work:
        asked = work.incidents.liaison_asks_due(NINE + timedelta(minutes=3), limit=9)
        assert asked == ["INC-2", "INC-3"]
        assert work.incidents.liaison_asks_due(NINE + timedelta(minutes=5), limit=1) == ["INC-2"]
        assert work.incidents.liaison_asks_due(NINE - timedelta(seconds=1), limit=9) == []
