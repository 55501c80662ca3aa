"""Nags that were decided upon: by their key each stands here once, for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.sla_ladder import Point
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import NoticeState
from tests.storage.plans import analyse, plans
from tests.storage.promised import HOUR, ONE, notice
from tests.storage.samples import NINE
from tests.storage.test_at_once import together

MINUTE = timedelta(minutes=1)


def add(database, *notices):
    with database.change() as work:
        work.notices.add(notices)


def of(database, about=ONE):
    with database.read() as work:
        return work.notices.of_several([about]).get(about, [])


def states(database, about=ONE):
    return {one.key: one.state for one in of(database, about)}


def test_a_notice_comes_back_as_it_was_added(database):
    whole = notice(
        metric=Metric.INCIDENT_FIRST_UPDATE,
        instance=3,
        point=Point.DAILY,
        threshold="5:daily:2026-03-02",
        recipient="teams:29:1x",
        allowed_at=NINE + HOUR,
        due=None,
        state=NoticeState.HELD,
        slot="",
        sent_at=NINE + 2 * HOUR,
    )

    add(database, whole)

    assert of(database) == [whole]
    assert of(database, "zendesk:2") == []


@pytest.mark.parametrize("state", [NoticeState.QUEUED, NoticeState.SENT])
def test_what_was_handed_out_under_a_key_stays(database, state):
    add(database, notice(state=state))

    add(database, notice(state=NoticeState.HELD, slot="", recorded_at=NINE + HOUR), notice("k2"))

    assert of(database) == [notice(state=state), notice("k2")]


@pytest.mark.parametrize("state", [NoticeState.QUEUED, NoticeState.SUPERSEDED, NoticeState.HELD])
def test_what_waits_for_its_hour_may_become_anything(database, state):
    add(database, notice(state=NoticeState.HELD, slot=""))

    add(database, notice(state=state, recorded_at=NINE + HOUR))

    assert of(database) == [notice(state=state, recorded_at=NINE + HOUR)]


def test_what_was_given_up_without_a_word_may_be_said_after_all(database):
    add(database, notice(state=NoticeState.SUPERSEDED, slot=""))

    add(database, notice(recorded_at=NINE + HOUR))

    assert of(database) == [notice(recorded_at=NINE + HOUR)]


def test_those_who_decide_the_same_at_once_record_it_once(database):
    together(4, lambda number: add(database, notice(recorded_at=NINE + number * MINUTE)))

    assert len(of(database)) == 1


def test_those_on_one_card_come_by_their_due(database):
    add(
        database,
        notice("k1", slot="digest", due=None),
        notice("k2", "zendesk:2", slot="digest", due=NINE + HOUR),
        notice("k3", "INC-1", slot="digest", due=NINE),
        notice("k4", slot=""),
    )

    with database.read() as work:
        assert [one.key for one in work.notices.on(["digest"])["digest"]] == ["k3", "k2", "k1"]
        assert work.notices.on([""]) == {}


def test_what_was_sent_says_when_and_what_was_given_up_does_not(database):
    add(database, notice("k1"), notice("k2"), notice("k3"))

    with database.change() as work:
        work.notices.settle(["k1"], NoticeState.SENT, NINE + HOUR)
        work.notices.settle(["k2"], NoticeState.SUPERSEDED, NINE + HOUR)
        work.notices.settle([], NoticeState.SENT, NINE)

    assert [(one.key, one.state, one.sent_at) for one in of(database)] == [
        ("k1", NoticeState.SENT, NINE + HOUR),
        ("k2", NoticeState.SUPERSEDED, None),
        ("k3", NoticeState.QUEUED, None),
    ]


def test_only_what_was_to_go_out_can_be_held_back_and_is_on_no_card_then(database):
    add(database, notice("k1"), notice("k2", state=NoticeState.SENT))

    with database.change() as work:
        work.notices.hold(["k1", "k2"])
        work.notices.hold([])

    assert states(database) == {"k1": NoticeState.HELD, "k2": NoticeState.SENT}
    assert [one.slot for one in of(database)] == ["", "k2"]


def test_what_was_handed_out_lately_is_counted_by_recipient(database):
    add(
        database,
        notice("k1", recorded_at=NINE),
        notice("k2", recorded_at=NINE + 2 * MINUTE, state=NoticeState.SENT),
        notice("k3", recorded_at=NINE + 2 * MINUTE, state=NoticeState.HELD),
        notice("k4", recorded_at=NINE + 2 * MINUTE, state=NoticeState.SUPERSEDED),
        notice("k5", recorded_at=NINE + 2 * MINUTE, recipient="slack:leo"),
        notice("k6", recorded_at=NINE + 2 * MINUTE, recipient="slack:mei"),
    )

    with database.read() as work:
        lately = work.notices.lately({"slack:ana", "slack:leo", "slack:kai"}, NINE)
    assert lately == {"slack:ana": [NINE + 2 * MINUTE], "slack:leo": [NINE + 2 * MINUTE]}


def test_ten_thousand_are_found_by_indexes_alone(database):
    add(
        database,
        *(
            replace(notice(f"k{n}", f"zendesk:{n}"), recipient=f"slack:{n % 200}", slot=f"slot-{n}")
            for n in range(10_000)
        ),
    )
    analyse(database, "sla_notices")

    [about] = plans(database, lambda work: work.notices.of_several(["zendesk:7"]))
    [slot] = plans(database, lambda work: work.notices.on(["slot-7"]))
    [lately] = plans(database, lambda work: work.notices.lately(["slack:7"], NINE - MINUTE))

    assert "ix_sla_notices_about" in about
    assert "ix_sla_notices_slot" in slot
    assert "ix_sla_notices_recipient" in lately
    assert [one.key for one in of(database, "zendesk:9999")] == ["k9999"]


def test_what_cannot_be_delivered_is_kept_as_that_and_what_was_sent_stays_sent(database):
    with database.change() as work:
        work.notices.add([notice("k1"), notice("k2", state=NoticeState.SENT)])
        work.notices.fail(["k1", "k2"], NINE + HOUR)

    with database.read() as work:
        found = {one.key: one for one in work.notices.of_several([ONE])[ONE]}
    assert (found["k1"].state, found["k1"].recorded_at) == (NoticeState.FAILED, NINE + HOUR)
    assert found["k2"].state is NoticeState.SENT
