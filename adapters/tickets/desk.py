"""What every desk needs: requests with failures in the bot's words, and proofs that a webhook is genuine."""

import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from adapters.http import SLOW, Answer, Declined, Outside, Pace
from bot.domain.ticket import Knock, Priority, TicketStatus
from bot.domain.wording import say
from bot.errors import Forged, NotLetIn, Refused, TicketGone
from bot.ports import TicketSystem

FRESH = timedelta(minutes=5)
"""A signed instant that is older, or lies further ahead, is a replay."""

MARK = "caseline:"
"""Before the idempotency key in the text of a note, where the desk keeps it nowhere else."""


class Connect(Protocol):
    """What each file of this folder offers under the name `connect`."""

    def __call__(
        self, settings: Any, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
    ) -> TicketSystem: ...


class Desk:
    """One desk behind `adapters.http`. `label` is how people call it; paths are relative to `base_url`."""

    def __init__(  # noqa: PLR0913 - what desks differ in
        self,
        label: str,
        base_url: str,
        *,
        auth: tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        pace: Pace | None = None,
        slow: Collection[int] = SLOW,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.label = label
        self.base_url = base_url.rstrip("/")
        self._auth = httpx.BasicAuth(*auth) if auth else None
        self._headers = dict(headers or {})
        host = urlsplit(base_url).hostname or ""
        self._outside = Outside(label, [host], pace=pace, slow=slow, transport=transport)

    def ask(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Any:
        """The JSON that came back; see `answer`."""
        return self.answer(method, path, ticket=ticket, **how).said

    def answer(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Answer:
        """`ticket` says that the path names one, which may be gone. Further pages are whole addresses.

        Raises TryLater, NotLetIn, TicketGone or Refused.
        """
        url = path if path.startswith(("https://", "http://")) else f"{self.base_url}{path}"
        headers = {"Accept": "application/json", **self._headers, **how.pop("headers", {})}
        if self._auth:
            how["auth"] = self._auth
        try:
            return self._outside.answer(method, url, headers=headers, **how)
        except Declined as no:
            raise self._refusal(no, ticket=ticket) from no

    def _refusal(self, no: Declined, *, ticket: bool) -> Refused:
        if no.status == 401:
            return NotLetIn(say("{system} does not accept Caseline's credentials.", system=self.label))
        if ticket and no.status in (404, 410):
            return TicketGone(say("{system} has no such ticket any more.", system=self.label))
        if ticket and no.status == 403:
            hidden = say("{system} does not let Caseline see or change this ticket.", system=self.label)
            return TicketGone(hidden, forbidden=True)
        if no.status == 403:
            return Refused(say("{system} does not allow Caseline to do this.", system=self.label))
        return no

    def close(self) -> None:
        self._outside.close()


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


def instant(value: Any) -> datetime | None:
    """Aware UTC, from ISO 8601 or seconds since 1970; None for what is neither."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        read = datetime.fromisoformat(value)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def status(said: Any, own: Mapping[str, TicketStatus], usual: Mapping[str, TicketStatus]) -> TicketStatus:
    """Ours for theirs: the settings count before what is usual; an unknown word means open."""
    word = text(said)
    by_settings = {name.casefold(): value for name, value in own.items()}
    return by_settings.get(word.casefold()) or usual.get(word.casefold(), TicketStatus.OPEN)


def priority(said: Any, own: Mapping[str, Priority], usual: Mapping[str, Priority]) -> Priority:
    word = text(said).casefold()
    by_settings = {name.casefold(): value for name, value in own.items()}
    return by_settings.get(word) or usual.get(word, Priority.NONE)


# --- webhooks ------------------------------------------------------------------------------


def must_match(shown: str, expected: str) -> None:
    """Raises Forged unless they are equal; takes equally long wherever they differ."""
    given, wanted = (one.encode(errors="backslashreplace") for one in (shown, expected))
    if not wanted or not hmac.compare_digest(given, wanted):
        raise Forged("the signature or secret is wrong")


def must_be_fresh(signed_at: datetime | None, now: datetime) -> None:
    if signed_at is None or abs(now - signed_at) > FRESH:
        raise Forged("the signed instant is too old, or missing")


def digest(secret: str, body: bytes, how: Callable[[], Any] | str = hashlib.sha256) -> bytes:
    """Of an empty secret, too: whoever believes it must look first whether there is one."""
    return hmac.new(secret.encode(), body, how).digest()


def must_know_secret(knock: Knock, secret: str) -> None:
    """For systems that sign nothing: the secret in a header, or behind the name in the path."""
    given = knock.headers.get("x-caseline-secret") or knock.secret or _bearer(knock)
    must_match(given, secret)


def _bearer(knock: Knock) -> str:
    scheme, _, given = knock.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.casefold() == "bearer" else ""
