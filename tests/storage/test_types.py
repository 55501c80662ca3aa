from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from storage.types import storable
from tests.storage.samples import NINE, entry, incident


@pytest.mark.parametrize(
    "typed",
    [
        "<!channel> <@U1> & <b>",
        "\u202eright to left\u202c \u200f عربى",
        "👩‍🚒🔥 é e\u0301 \ufeff",
        "x" * 5000,
        "'; DROP TABLE incidents; -- \\ %s :name {}",
        " \t\r\n ",
        "",
    ],
    ids=["markup", "right to left", "emoji", "long", "quotes", "blank", "empty"],
)
def test_text_is_stored_as_typed(database, typed):
    with database.change() as work:
        work.incidents.add(incident(title=typed))

    with database.read() as work:
        assert work.incidents.get("INC-1").title == typed


def test_what_no_database_can_keep_is_replaced_by_something_visible(database):
    with database.change() as work:
        work.incidents.add(incident(title="a\x00b \ud83d c \ud83d\ude00"))
        work.timeline.add(entry(source="slack:\x00\udc00"))

    with database.read() as work:
        assert work.incidents.get("INC-1").title == "a\u2400b \ufffd c \U0001f600"
        assert len(work.timeline.from_source("slack:\x00\udc00")) == 1


@given(st.text(st.characters(categories=None)))
def test_any_text_can_be_stored_and_stays_as_it_is_when_stored_again(typed):
    kept = storable(typed)

    kept.encode()
    assert "\x00" not in kept
    assert storable(kept) == kept


def test_a_naive_instant_is_refused(database):
    naive = NINE.replace(tzinfo=None)

    with pytest.raises(StatementError, match="naive"), database.change() as work:
        work.incidents.add(incident(declared_at=naive))
    with pytest.raises(StatementError, match="naive"), database.read() as work:
        work.incidents.liaison_asks_due(naive, limit=1)


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=2))),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
    ],
    ids=["summer", "first", "last", "west"],
)
def test_an_instant_comes_back_in_utc_to_the_microsecond(database, instant):
    with database.change() as work:
        work.incidents.add(incident(declared_at=instant))

    with database.read() as work:
        read = work.incidents.get("INC-1").declared_at
        assert read == instant
        assert read.tzinfo is UTC


def test_instants_sort_by_time_whatever_their_zone(database):
    zones = [timezone(timedelta(hours=hours)) for hours in (9, -9, 0)]
    instants = [(NINE + timedelta(microseconds=n)).astimezone(zone) for n, zone in enumerate(zones)]
    with database.change() as work:
        work.incidents.add(incident())
        for instant in reversed(instants):
            work.timeline.add(entry(at=instant))

    with database.read() as work:
        assert [one.at for one in work.timeline.of("INC-1", limit=9)] == instants


def test_instants_in_sqlite_can_be_read_by_people(sqlite_database):
    with sqlite_database.change() as work:
        work.incidents.add(incident())

    with sqlite_database.engine.begin() as connection:
        stored = connection.execute(text("SELECT declared_at FROM incidents")).scalar()
    assert stored == "2026-03-02T09:12:13.141592+00:00"
