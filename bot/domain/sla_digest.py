"""How many messages nags become: a burst is one, and so is what waited for the same morning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.sla_nag import Nag

WINDOW = timedelta(minutes=5)
MANY = 5
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Message:
    """Nags in the order of their due; a digest is joined to the recipient's digest of this window, if any."""

    recipient: str
    nags: tuple[Nag, ...]
    is_digest: bool = False


def messages(nags: Iterable[Nag], sent: Mapping[str, Sequence[datetime]], now: datetime) -> list[Message]:
    """What goes out now. `sent` tells when nags last went to whom.

    Five within five minutes are one message: those of now together, with what went out before
    counted. What quiet hours held back is one however few.
    """
    by_recipient: dict[str, list[Nag]] = {}
    for nag in nags:
        by_recipient.setdefault(nag.recipient, []).append(nag)
    found: list[Message] = []
    for recipient, all_of_them in by_recipient.items():
        is_burst = are_many(len(all_of_them), sent.get(recipient, ()), now)
        found += _of_one(recipient, sorted(all_of_them, key=_by_due), is_burst=is_burst)
    return found


def are_many(nags: int, sent: Iterable[datetime], now: datetime) -> bool:
    """Whether so many for one recipient, to whom something went out at these instants, are one message."""
    recent = sum(1 for at in sent if now - WINDOW < at <= now)
    return recent + nags >= MANY


def _of_one(recipient: str, nags: list[Nag], *, is_burst: bool) -> list[Message]:
    if is_burst:
        return [Message(recipient, tuple(nags), is_digest=True)]
    held = tuple(nag for nag in nags if nag.is_held)
    digest = [Message(recipient, held, is_digest=len(held) > 1)] if held else []
    return digest + [Message(recipient, (nag,)) for nag in nags if not nag.is_held]


def _by_due(nag: Nag) -> tuple[datetime, str]:
    return nag.due or _NEVER, nag.key
