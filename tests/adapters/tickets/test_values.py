"""How a desk's JSON is read: leniently, whatever it holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.values import at, chosen, instant, names, object_, objects, priority, rows, status, text
from bot.domain.ticket import Priority, TicketStatus

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


RAW: dict[str, Any] = {
    "ticket": {"subject": "Help", "none": None},
    "custom_fields": [{"id": 360001, "value": "checkout"}, None, {"name": "tier", "value": "vip"}],
    "rows": ["a", {"b": "c"}],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("ticket.subject", "Help"),
        ("custom_fields.360001", "checkout"),
        ("custom_fields.tier", "vip"),
        ("rows.0", "a"),
        ("rows.1.b", "c"),
        ("rows.2", None),
        ("rows.²", None),
        ("rows.-1", None),
        ("ticket.none", None),
        ("ticket.none.deeper", None),
        ("ticket.subject.0", None),
        ("nothing.at.all", None),
        ("", None),
    ],
)
def test_a_path_leads_to_a_value_or_to_nothing(path, found):
    assert at(RAW, path) == found


@given(raw=json, path=st.text(alphabet="ab.01²é", max_size=8))
def test_no_json_and_no_path_is_too_odd_to_be_read(raw, path):
    assert isinstance(text(at(raw, path)), str)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, ""),
        ("", ""),
        ("vip", "vip"),
        (7, "7"),
        (0, "0"),
        (True, "true"),
        ({"name": "Acme"}, "Acme"),
        ({"name": None, "value": "EU"}, "EU"),
        ({"displayName": "Ana"}, "Ana"),
        ({"value": {"name": "deep"}}, "deep"),
        ({"id": 1}, ""),
        (["a", None, {"name": "b"}], "a, b"),
    ],
)
def test_a_value_reads_as_people_would_write_it(value, read):
    assert text(value) == read


def test_fields_are_chosen_by_the_settings_and_empty_ones_left_out():
    found = chosen(RAW, {"product": "custom_fields.360001", "region": "ticket.none", "tier": "no.where"})

    assert found == {"product": "checkout"}


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2026-03-04T09:00:00Z", NOW),
        ("2026-03-04T10:00:00+01:00", NOW),
        ("2026-03-04T09:00:00", NOW),
        ("2026-03-04T09:00:00.000Z", NOW),
        (1772614800, NOW),
        (1772614800.0, NOW),
        (None, None),
        ("", None),
        ("yesterday", None),
        (True, None),
        ({}, None),
        (float("nan"), None),
        (1e30, None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("9999-12-31T23:59:59Z", None),
        ("1900-01-01T00:00:00Z", None),
        ("2016-12-31T23:59:60Z", None),
    ],
)
def test_an_instant_is_aware_or_none(told, read):
    assert instant(told) == read


@given(json)
def test_no_json_is_too_odd_to_be_no_instant(told):
    found = instant(told)

    assert found is None or found.utcoffset() == timedelta()


def test_the_settings_count_before_what_is_usual():
    own = {"Hold": TicketStatus.PENDING, "6": TicketStatus.ON_HOLD}
    usual = {"hold": TicketStatus.ON_HOLD, "new": TicketStatus.NEW}

    read = [status(said, own, usual) for said in ("HOLD", "New", 6, "strange", None, {"name": "new"})]

    assert read == [
        TicketStatus.PENDING,
        TicketStatus.NEW,
        TicketStatus.ON_HOLD,
        TicketStatus.OPEN,
        TicketStatus.OPEN,
        TicketStatus.NEW,
    ]


def test_an_unknown_priority_is_none():
    own, usual = {"P1": Priority.URGENT}, {"high": Priority.HIGH}

    read = [priority(said, own, usual) for said in ("p1", "High", "blocker", None)]

    assert read == [Priority.URGENT, Priority.HIGH, Priority.NONE, Priority.NONE]


def test_names_of_a_list_come_once_and_in_their_order():
    found = names(["b", "a", None, "", {"name": "b"}, {"name": "c"}, 7, "a"])

    assert found == ("b", "a", "c", "7")


@given(json)
def test_what_is_no_list_or_no_object_is_an_empty_one(value):
    assert len(objects(value)) <= len(rows(value))
    assert all(isinstance(name, str) for name in names(value))
    assert object_(value) == (value if isinstance(value, dict) else {})
