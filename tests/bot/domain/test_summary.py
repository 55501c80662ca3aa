"""When somebody is reminded of a summary."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.summary import reminded_at

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HALF = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("minutes", "instant"),
    [(24, None), (25, 25), (54.9, 25), (55, 55), (600, 595)],
)
def test_reminders_come_a_little_before_it_is_due_and_then_as_often_as_it_should(minutes, instant):
    at = reminded_at(NINE + HALF, HALF, NINE + timedelta(minutes=minutes))

    assert at == (None if instant is None else NINE + timedelta(minutes=instant))
