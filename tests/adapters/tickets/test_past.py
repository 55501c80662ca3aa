"""Instants that can be, and the order within a second."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.tickets.past import moment, numbered
from bot.domain.sla_update import Update

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def update(id, **later):
    return Update(source="zendesk", id=id, at=NOON + timedelta(**later))


def test_an_instant_is_read_as_everywhere():
    assert moment("2026-11-19T13:00:00+01:00") == moment(NOON.timestamp()) == NOON


@pytest.mark.parametrize(
    "said", [None, "", "soon", [], True, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", 1e99]
)
def test_what_no_desk_can_mean_is_no_instant(said):
    assert moment(said) is None


def test_those_of_one_second_are_numbered_as_they_came():
    found = numbered([update("9", milliseconds=5), update("10", milliseconds=2), update("8", seconds=1)])

    assert [(one.id, one.sequence) for one in found] == [("9", 0), ("10", 1), ("8", 0)]


def test_what_comes_twice_is_told_once_and_stays_where_it_was_first():
    found = numbered([update("1"), update("2"), update("1")])

    assert [(one.id, one.sequence) for one in found] == [("1", 0), ("2", 1)]


def test_they_come_in_the_order_of_time():
    found = numbered([update("2", seconds=9), update("1", seconds=3)])

    assert [one.id for one in found] == ["1", "2"]
