"""What of a desk's past is believed, and the order within a second."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.tickets.past import numbered, past, place, told
from bot.domain.sla_update import History, Update, What

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


@pytest.mark.parametrize("moment", [None, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_what_happened_at_no_possible_instant_did_not_happen(moment):
    assert told("jira", "comment/1", moment) == ()


@pytest.mark.parametrize("id", ["", "comment", "comment/"])
def test_what_has_no_id_did_not_happen(id):
    assert told("jira", id, NOON) == ()


def test_nothing_is_told_of_a_ticket_that_does_not_say_when_it_began():
    assert past(told("jira", "comment/1", NOON), statuses=True) == History()


def test_what_two_pages_tell_stands_there_once_behind_the_beginning():
    comment = told("jira", "comment/1", NOON)
    begun = told("jira", "created/1", NOON, what=What.CREATED)

    found = past([*comment, *begun, *comment], statuses=True)

    assert [one.id for one in found.updates] == ["created/1", "comment/1"]
    assert found.statuses


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("7", 7),
        ("", None),
        ("-7", None),
        ("７", None),
        ("7a", None),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),
    ],
)
def test_only_a_number_says_where_it_stands(id, number):
    assert place(id) == number


def update(id, **later):
    return Update(source="zendesk", id=id, at=NOON + timedelta(**later))


def test_those_of_one_second_are_numbered_as_they_came():
    found = numbered([update("9", milliseconds=5), update("10", milliseconds=2), update("8", seconds=1)])

    assert [(one.id, one.sequence) for one in found] == [("9", 0), ("10", 1), ("8", 0)]


def test_what_comes_twice_is_told_once_and_stays_where_it_was_first():
    found = numbered([update("1"), update("2"), update("1")])

    assert [(one.id, one.sequence) for one in found] == [("1", 0), ("2", 1)]


def test_they_come_in_the_order_of_time():
    found = numbered([update("2", seconds=9), update("1", seconds=3)])

    assert [one.id for one in found] == ["1", "2"]
