"""What stands in a desk's JSON, as our words; nothing that is missing, null or unknown is a mistake."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.sla_update import YEARS
from bot.domain.ticket import Priority, TicketStatus

Json = Mapping[str, Any]


def object_(value: Any) -> Json:
    """Empty for what is no object."""
    return value if isinstance(value, Mapping) else {}


def rows(value: Any) -> Sequence[Any]:
    """Empty for what is no list."""
    return value if isinstance(value, list) else ()


def objects(value: Any) -> list[Json]:
    """The objects of a list."""
    return [one for one in rows(value) if isinstance(one, Mapping)]


def at(raw: Any, path: str) -> Any:
    """What stands at `a.b.c` in JSON, or None; a list of `{"id": …, "value": …}` is read by id."""
    for part in path.split("."):
        if isinstance(raw, Mapping):
            raw = raw.get(part)
        elif isinstance(raw, Sequence) and not isinstance(raw, str):
            raw = _member(raw, part)
        else:
            return None
    return raw


def _member(items: Sequence[Any], name: str) -> Any:
    for item in items:
        if isinstance(item, Mapping) and name in (str(item.get("id")), str(item.get("name"))):
            return item.get("value")
    index = int(name) if name.isascii() and name.isdigit() else len(items)
    return items[index] if index < len(items) else None


def text(value: Any) -> str:
    """A value as text: empty for nothing, the name of what has one."""
    if isinstance(value, Mapping):
        return next(filter(None, (text(value.get(name)) for name in ("name", "value", "displayName"))), "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(filter(None, map(text, value)))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def chosen(raw: Any, paths: Mapping[Any, str]) -> dict[str, str]:
    """The values of the fields that the settings name; empty ones are left out."""
    found = {name: text(at(raw, path)) for name, path in paths.items()}
    return {name: value for name, value in found.items() if value}


def names(value: Any) -> tuple[str, ...]:
    """The texts of a list such as that of the tags: none twice, none empty, in their order."""
    return tuple(dict.fromkeys(filter(None, map(text, rows(value)))))


def instant(value: Any) -> datetime | None:
    """Aware UTC, from ISO 8601 or seconds since 1970; None for what is neither, and for what nobody means.

    Some desks write the end of days for never.
    """
    try:
        read = _aware(value)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return read if read.year in YEARS else None


def _aware(value: Any) -> datetime:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    read = datetime.fromisoformat(value)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def status(said: Any, own: Mapping[str, TicketStatus], usual: Mapping[str, TicketStatus]) -> TicketStatus:
    """Ours for theirs: the settings count before what is usual; an unknown word means open."""
    word = text(said)
    by_settings = {name.casefold(): value for name, value in own.items()}
    return by_settings.get(word.casefold()) or usual.get(word.casefold(), TicketStatus.OPEN)


def priority(said: Any, own: Mapping[str, Priority], usual: Mapping[str, Priority]) -> Priority:
    word = text(said).casefold()
    by_settings = {name.casefold(): value for name, value in own.items()}
    return by_settings.get(word) or usual.get(word, Priority.NONE)
