"""What every pager's files need of values: instants, and words that fit."""

from datetime import UTC, datetime

from bot.domain.pager import Call


def instant(text: str) -> datetime | None:
    """Aware UTC, from ISO 8601; None for what is none."""
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def details(call: Call, most: int) -> str:
    """What whoever is woken reads, at most so many characters; the links come last, and are never cut off."""
    links = [link for link in (call.url, call.bridge) if link]
    room = max(0, most - sum(len(link) + 2 for link in links))
    return "\n\n".join(filter(None, (call.details[:room], *links)))[:most]
