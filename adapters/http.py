"""The one polite outbound client: named hosts only, a time-out always, failures in the bot's words.

It does not try again: whoever waits in a lane does that, and is told for how long.
"""

import json
import logging
import math
import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.domain.wording import say
from bot.errors import Refused, TryLater

log = logging.getLogger(__name__)

PATIENCE = httpx.Timeout(10.0, connect=3.0)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SLOW = frozenset({429, 502, 503, 504})
TOO_OFTEN = frozenset({420, 429})
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL)
"""After these nobody has heard our request."""
LARGEST_WAIT = 3600.0
"""Seconds; an outside system that asks for more is asked again after an hour."""


class SlowedDown(TryLater):
    """The other side answered that it is asked too often; nothing was done."""


class Declined(Refused):
    """The other side answered no; `status`, `text` and `said` (its JSON object) tell why.

    Whoever knows that system finds better words than these.
    """

    def __init__(self, message: str, status: int, text: str) -> None:
        super().__init__(message)
        self.status = status
        self.text = text

    @property
    def said(self) -> Mapping[str, Any]:
        return _object(self.text)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `said` is its JSON, None when there was none."""

    said: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pace:
    """Headers in which a system says how many requests are left, and when there are more again.

    `reset` holds seconds to wait, or an instant in seconds since 1970 when it is a large number.
    """

    remaining: str
    reset: str


class Outside:
    """One outside system. `name` is how people call it; `hosts` are the only ones that are ever spoken to.

    Plain http is for the loopback alone. `slow` are the statuses after which the same request may work later.
    """

    def __init__(
        self,
        name: str,
        hosts: Collection[str],
        *,
        slow: Collection[int] = SLOW,
        pace: Pace | None = None,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.name = name
        self._clock = clock
        self._pace = pace
        self._quiet_until = 0.0
        self._hosts = frozenset(host.casefold() for host in hosts)
        self._slow = frozenset(slow)
        self._client = httpx.Client(
            timeout=PATIENCE,
            follow_redirects=False,
            verify=_certificates(),
            transport=transport,
        )

    def ask(self, method: str, url: str, **how: Any) -> Mapping[str, Any]:
        """The JSON object that came back, empty when there was none.

        `how` is httpx's: json, data, params, headers. Raises TryLater, or Declined with the status.
        """
        return _object(self._sent(method, url, how).text)

    def answer(self, method: str, url: str, **how: Any) -> Answer:
        """As `ask`, for whatever JSON it is; what is none, or is cut off, raises TryLater.

        Once the system said that no requests are left, nothing more is sent until there are.
        """
        if (wait := self._quiet_until - self._clock()) > 0:
            raise TryLater(say("{system} is slowing us down.", system=self.name), after=wait)
        response = self._sent(method, url, how)
        try:
            return Answer(json.loads(response.text) if response.text.strip() else None, response.headers)
        except (ValueError, RecursionError) as error:
            unreadable = say("{system} answers with something that cannot be read.", system=self.name)
            raise TryLater(unreadable, unsure=True) from error

    def _sent(self, method: str, url: str, how: Mapping[str, Any]) -> httpx.Response:
        self.refuse_strangers(url)
        try:
            response = self._client.request(method, url, **how)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            log.info("No answer. system=%s method=%s why=%s", self.name, method, type(error).__name__)
            lost = not isinstance(error, UNSENT)
            raise TryLater(say("{system} does not answer.", system=self.name), unsure=lost) from error
        self._keep_pace(response)
        if response.is_success:
            return response
        raise self._failure(response)

    def _keep_pace(self, response: httpx.Response) -> None:
        if self._pace and response.headers.get(self._pace.remaining, "").strip() == "0":
            self._quiet_until = self._clock() + (self._paced(response) or 1.0)

    def _paced(self, response: httpx.Response) -> float | None:
        """Seconds until there are requests left again, at least one; None where it was not told."""
        told = _number(response.headers.get(self._pace.reset, "")) if self._pace else 0.0
        if not told:
            return None
        wait = told - _now(response).timestamp() if told > LARGEST_WAIT * 24 else told
        return min(max(1.0, wait), LARGEST_WAIT)

    def allows(self, url: str) -> bool:
        """Whether this address may be spoken to at all."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").casefold()
        except ValueError:
            return False
        safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
        return safe and host in self._hosts

    def refuse_strangers(self, url: str) -> None:
        """Before anything leaves: our credentials go with every request."""
        if not self.allows(url):
            log.error("An address is not allowed. system=%s host=%s", self.name, _host(url))
            raise Refused(say("That address is not one of {system}.", system=self.name))

    def _failure(self, response: httpx.Response) -> TryLater | Declined:
        status = response.status_code
        if status in self._slow or status >= 500:
            after = _retry_after(response)
            if status in TOO_OFTEN:
                slowed = say("{system} is slowing us down.", system=self.name)
                return SlowedDown(slowed, after=self._paced(response) if after is None else after)
            lost = status >= 500 and status != 503
            return TryLater(
                say("{system} has trouble of its own.", system=self.name), after=after, unsure=lost
            )
        sentence = say("{system} refused it ({status}).", system=self.name, status=status)
        return Declined(sentence, status, response.text)

    def close(self) -> None:
        self._client.close()


@cache
def _certificates() -> ssl.SSLContext:
    """Read once: they cost more than everything else about a client."""
    return httpx.create_ssl_context()


def _object(text: str) -> Mapping[str, Any]:
    try:
        read = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _number(told: str) -> float:
    """0 for what is no number."""
    try:
        number = float(told)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds, from a number or from an instant; None when it was not told or makes no sense."""
    told = response.headers.get("retry-after", "").strip()
    try:
        wait = float(told)
    except ValueError:
        wait = (at - _now(response)).total_seconds() if (at := _instant(told)) else math.nan
    return None if math.isnan(wait) else min(max(0.0, wait), LARGEST_WAIT)


def _now(response: httpx.Response) -> datetime:
    """By the clock of whoever answered, since their instants are meant by it; else by ours."""
    return _instant(response.headers.get("date", "")) or datetime.now(UTC)


def _instant(told: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)
