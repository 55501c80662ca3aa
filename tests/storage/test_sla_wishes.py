"""What people asked for about clocks: silence, until when, and why a promise was broken."""

from dataclasses import replace

from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import Wish
from tests.storage.plans import analyse, plans
from tests.storage.promised import HOUR, ONE, hush, missed
from tests.storage.samples import NINE
from tests.storage.test_at_once import together


def wish(database, *hushes):
    with database.change() as work:
        for one in hushes:
            work.hushes.put(one)


def wishes(database, about=ONE):
    with database.read() as work:
        return work.hushes.of_several([about]).get(about, [])


def record(database, *several, about=ONE):
    with database.change() as work:
        return work.breaches.put({about: several})


def recorded(database, about=ONE):
    with database.read() as work:
        return work.breaches.of(about)


def test_a_wish_comes_back_as_it_was_made(database):
    snoozed = hush(wish=Wish.SNOOZED, level=-1, recipient="slack:ana", until=NINE + HOUR)

    wish(database, hush(), snoozed, hush("INC-1"))

    assert sorted(wishes(database), key=lambda one: one.level) == [snoozed, hush()]
    assert wishes(database, "INC-1") == [hush("INC-1")]
    assert wishes(database, "zendesk:9") == []


def test_a_wish_takes_the_place_of_the_one_before_about_the_same(database):
    wish(database, hush(until=NINE + HOUR))

    wish(database, hush(by="slack:leo", at=NINE + HOUR))

    assert wishes(database) == [hush(by="slack:leo", at=NINE + HOUR)]


def test_another_level_run_recipient_or_metric_is_another_wish(database):
    several = [hush(), hush(level=2), hush(instance=2), hush(recipient="slack:leo")]
    several += [hush(metric=Metric.RESOLUTION), hush(wish=Wish.SNOOZED)]

    wish(database, *several)

    assert sorted(wishes(database), key=repr) == sorted(several, key=repr)


def test_those_who_wish_the_same_at_once_leave_one_wish(database):
    together(4, lambda number: wish(database, hush(by=f"slack:{number}")))

    assert len(wishes(database)) == 1


def test_a_breach_comes_back_as_it_was_recorded_and_by_its_instant(database):
    later = missed(
        metric=Metric.RESOLUTION,
        instance=2,
        seconds=60,
        calendar="Büro",
        at=NINE + 3 * HOUR,
        reason="waiting",
        note="The bank \u2014 again",
        reason_by="slack:ana",
        reason_at=NINE + 4 * HOUR,
    )

    assert len(record(database, later, missed())) == 2

    assert recorded(database) == [missed(), later]
    assert recorded(database, "zendesk:2") == []


def test_only_what_was_not_known_comes_back_and_its_first_detection_stays(database):
    record(database, missed())

    assert record(database, missed(detected_at=NINE + 2 * HOUR), missed(seconds=60)) == [missed(seconds=60)]

    assert {one.detected_at for one in recorded(database)} == {NINE + HOUR}


def test_what_turned_out_not_to_have_been_missed_is_taken_away_alone(database):
    record(database, missed(), missed(seconds=60))
    record(database, missed("zendesk:2"), about="zendesk:2")

    assert record(database, missed()) == []

    assert recorded(database) == [missed()]
    assert recorded(database, "zendesk:2") == [missed("zendesk:2")]


def test_a_reason_is_kept_when_the_same_breach_is_derived_again(database):
    record(database, missed())
    explained = replace(missed(), reason="staffing", note="", reason_by="slack:mei", reason_at=NINE + HOUR)

    with database.change() as work:
        work.breaches.explain(explained)
    record(database, missed())

    assert recorded(database) == [explained]


def test_those_who_find_the_same_breach_at_once_record_it_once(database):
    found = together(4, lambda _: record(database, missed(), missed(seconds=60)))

    assert len(recorded(database)) == 2
    assert max(len(one) for one in found) == 2


def test_ten_thousand_are_found_by_indexes_alone(database):
    with database.change() as work:
        for number in range(10_000):
            work.breaches.put({f"zendesk:{number}": [missed(f"zendesk:{number}")]})
            if number % 4 == 0:
                work.hushes.put(hush(f"zendesk:{number}"))
    analyse(database, "sla_breaches", "sla_hushes")

    [breaches] = plans(database, lambda work: work.breaches.of("zendesk:7"))
    [hushes] = plans(database, lambda work: work.hushes.of_several(["zendesk:8"]))

    for plan in (breaches, hushes):
        assert "Seq Scan" not in plan
        assert "SCAN sla_" not in plan
    assert recorded(database, "zendesk:9999") == [missed("zendesk:9999")]
