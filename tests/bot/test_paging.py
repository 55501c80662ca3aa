"""Whom a page goes to, as the settings name them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.config import Settings
from bot.domain.escalation import target
from bot.domain.rota_stand_in import StandIn
from bot.paging import holds_until, who_of

SETTINGS = Settings.model_validate(
    {
        "people": {name: {"slack": name} for name in ("ana", "leo", "mia")},
        "teams": {"support": {"lead": "mia", "members": ["ana", "leo"], "oncall": "office"}},
        "rotas": {
            "office": {
                "timezone": "UTC",
                "around_the_clock": False,
                "layers": [{"people": ["ana"], "since": "2026-03-01", "only": "mon-fri 09:00-17:00"}],
            }
        },
    }
)
EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
NOON = EIGHT + timedelta(hours=4)
LUNCH = StandIn(
    id=1,
    rota="office",
    person="leo",
    since=NOON + timedelta(hours=1),
    until=NOON + timedelta(hours=2),
    by="",
    at=EIGHT,
)


@pytest.mark.parametrize(
    ("words", "at", "stand_ins", "hours"),
    [
        ("person:ana", NOON, [], None),
        ("team:support", NOON, [], None),
        ("service:payments", NOON, [], None),
        ("oncall:unheard_of", NOON, [], None),
        ("oncall:office", NOON, [], 5),
        ("oncall:support", NOON, [], 5),
        ("oncall:office", NOON, [LUNCH], 1),
        ("oncall:office", EIGHT, [], 1),
    ],
)
def test_who_is_paged_is_the_same_until_then_and_no_longer(words, at, stand_ins, hours):
    until = holds_until(SETTINGS, stand_ins, target(words), at)

    assert until == (None if hours is None else at + timedelta(hours=hours))
    if until:
        who, second = who_of(SETTINGS, stand_ins), timedelta(seconds=1)
        assert who(target(words), until - second) == who(target(words), at)
        assert who(target(words), until) != who(target(words), at)
