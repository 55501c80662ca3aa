"""Those who subscribed to the status page, and what the links in their letters prove."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.subscriber import Subscriber, SubscriberKey
from tests.storage.samples import NINE

DAY = timedelta(days=1)


def subscriber(address="mei@customer.test", **fields):
    return Subscriber(address=address, language="de", asked_at=NINE, **fields)


def key(digest, of, **fields):
    return SubscriberKey(digest=digest, subscriber=of.id, letter="row-1", at=NINE, **fields)


@pytest.fixture
def mei(database):
    with database.change() as work:
        return work.subscribers.add(subscriber(components=("checkout",)))


def test_a_subscriber_comes_back_as_they_were_and_once_whatever_the_capitals(database, mei):
    with database.change() as work:
        assert work.subscribers.add(subscriber("MEI@customer.test")) is None
        assert work.subscribers.lock_address("Mei@Customer.test") == mei
        changed = replace(mei, components=(), language="tr", confirmed_at=NINE, asks=0, refusals=2)
        work.subscribers.save(changed)

    with database.change() as work:
        assert work.subscribers.get(mei.id) == work.subscribers.lock(mei.id) == changed
        assert work.subscribers.lock_address("leo@customer.test") is None


def test_who_leaves_is_gone_with_every_key_and_their_number_is_nobody_elses(database, mei):
    with database.change() as work:
        work.subscribers.put_key(key("d1", mei), instead=False)
        assert work.subscribers.remove(mei.id)
        assert not work.subscribers.remove(mei.id)

    with database.change() as work:
        assert work.subscribers.get(mei.id) is None
        assert work.subscribers.key("d1") is None
        assert work.subscribers.add(subscriber()).id > mei.id


def test_a_key_takes_the_place_of_what_was_made_for_the_same_letter_only_where_it_should(database, mei):
    first, second, third = (key(one, mei, confirms=True) for one in ("d1", "d2", "d3"))
    with database.change() as work:
        other = replace(key("d0", mei), letter="row-0")
        for one, instead in ((other, False), (first, True), (second, False), (third, True)):
            work.subscribers.put_key(one, instead=instead)

    with database.read() as work:
        known = [work.subscribers.key(f"d{place}") for place in range(4)]
    assert known == [other, None, None, third]


def test_who_confirmed_is_gone_through_by_number_and_counted(database):
    with database.change() as work:
        some = [work.subscribers.add(subscriber(f"{n}@customer.test")) for n in range(5)]
        sure = [replace(one, confirmed_at=NINE) for one in some if one is not some[2]]
        for one in sure:
            work.subscribers.save(one)

    with database.read() as work:
        assert work.subscribers.behind(0, limit=2) == sure[:2]
        assert work.subscribers.behind(sure[1].id, limit=5) == sure[2:]
        assert work.subscribers.count() == (4, 1)
        assert work.subscribers.asked_since(NINE) == 0
        assert work.subscribers.asked_since(NINE - DAY) == 5


def test_who_never_confirmed_and_keys_that_are_old_are_forgotten_a_portion_at_a_time(database):
    with database.change() as work:
        some = [work.subscribers.add(subscriber(f"{n}@customer.test")) for n in range(4)]
        work.subscribers.save(replace(some[0], confirmed_at=NINE))
        work.subscribers.save(replace(some[1], asked_at=NINE + DAY))
        for place, one in enumerate(some):
            work.subscribers.put_key(replace(key(f"d{place}", one), at=NINE + place * DAY), instead=False)

    with database.change() as work:
        assert work.subscribers.forget_waiting(NINE + DAY, limit=1) == 1
        assert work.subscribers.forget_waiting(NINE + DAY, limit=5) == 1
        assert work.subscribers.count() == (1, 1)
        assert work.subscribers.forget_keys(NINE + DAY, limit=5) == 1
        assert work.subscribers.key("d0") is None
        assert work.subscribers.key("d1") is not None
