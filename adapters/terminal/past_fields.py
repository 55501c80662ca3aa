"""Fields of past tickets: each read with a sentence, as ValueError, for what is wrong with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.sla_update import YEARS
from bot.domain.ticket import TicketStatus


def braces(value: Any, known: tuple[str, ...], what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"expected {what} in braces")  # noqa: TRY004 -- wrong input, not a wrong call
    if strange := next((name for name in value if name not in known), None):
        raise ValueError(f"{strange[:40]}: there is no such field; there are {', '.join(known)}")
    return value


def text(given: Mapping[str, Any], name: str) -> str:
    value = given[name]
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{name}: expected a text")  # noqa: TRY004 -- wrong input, not a wrong call
    return str(value)


def status(given: Mapping[str, Any]) -> TicketStatus | None:
    if "status" not in given:
        return None
    return TicketStatus(one_of(given, "status", tuple(one.value for one in TicketStatus)))


def one_of(given: Mapping[str, Any], name: str, words: tuple[str, ...], default: str | None = None) -> str:
    value = given.get(name, default)
    if not isinstance(value, str) or value not in words:
        raise ValueError(f"{name}: expected one of {', '.join(words)}")
    return value


def instant(given: Mapping[str, Any], name: str) -> datetime:
    wrong = ValueError(f"{name}: expected an instant with its zone, such as 2026-03-02T09:00:00Z")
    try:
        at = datetime.fromisoformat(str(given.get(name)))
    except ValueError:
        raise wrong from None
    if at.tzinfo is None:
        raise wrong
    if at.year not in YEARS or at.astimezone(UTC).year not in YEARS:
        raise ValueError(f"{name}: expected an instant from {YEARS[0]} to {YEARS[-1]}")
    return at.astimezone(UTC)
