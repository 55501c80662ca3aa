"""Editions of policies and calendars."""

from dataclasses import replace

from bot.domain.sla_edition import Of
from tests.storage.promised import HOUR, edition
from tests.storage.samples import NINE
from tests.storage.test_at_once import together


def add(database, *editions):
    with database.change() as work:
        for one in editions:
            work.editions.add(one)


def known(database):
    with database.read() as work:
        return work.editions.all()


def test_there_is_none_before_the_first(database):
    with database.read() as work:
        assert work.editions.newest() == 0
        assert work.editions.all() == []


def test_editions_come_back_as_they_were_added_in_their_order(database):
    calendar = edition(
        "c1",
        of=Of.CALENDAR,
        name="berlin",
        since=NINE - HOUR,
        body={"timezone": "Europe/Berlin", "closed": ["2026-12-25"], "hours": {"mon": [["09:00", "17:00"]]}},
    )

    add(database, edition(), calendar, edition())

    found = known(database)
    assert [replace(one, id=0) for one in found] == [edition(), calendar, edition()]
    assert [one.id for one in found] == sorted({one.id for one in found})
    with database.read() as work:
        assert work.editions.newest() == found[-1].id


def test_those_who_publish_at_once_publish_once(database):
    def publish(_):
        with database.change() as work:
            work.editions.turn()
            if work.editions.newest() == 0:
                work.editions.add(edition())

    together(6, publish)

    assert len(known(database)) == 1
