"""Who stands in, and which calendars may be read."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.feed import Feed
from bot.domain.rota_stand_in import StandIn
from tests.storage.samples import NINE

ONE = StandIn(
    rota="support",
    person="mia",
    since=NINE,
    until=NINE + timedelta(hours=2),
    by="slack:ana",
    at=NINE,
    instead_of="ana",
)


def test_who_stands_in_is_told_in_order_until_it_is_over_or_withdrawn(database):
    with database.change() as work:
        first = work.stand_ins.add(ONE)
        second = work.stand_ins.add(replace(ONE, until=NINE + timedelta(hours=5), instead_of=""))

        assert work.stand_ins.get(first) == replace(ONE, id=first)
        assert [one.id for one in work.stand_ins.since(NINE)] == [first, second]
        assert [one.id for one in work.stand_ins.since(NINE + timedelta(hours=2))] == [second]
        assert work.stand_ins.withdraw(second, NINE)
        assert not work.stand_ins.withdraw(second, NINE)
        assert [one.id for one in work.stand_ins.since(NINE)] == [first]


def test_a_feed_is_found_by_its_digest_and_replaced_by_a_newer_one(database):
    feed = Feed(digest="d1", of="person:ana", by="slack:ana", at=NINE)
    with database.change() as work:
        work.feeds.add(feed)
        work.feeds.add(replace(feed, digest="d2"))

        assert work.feeds.with_digest("d1") is None
        assert work.feeds.with_digest("d2") == replace(feed, digest="d2")
        assert work.feeds.withdraw("person:ana", "slack:ana")
        assert not work.feeds.withdraw("person:ana", "slack:ana")
