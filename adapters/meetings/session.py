"""How providers let us in: a bearer token that is kept until shortly before it ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

import httpx

from adapters.http import Declined, Outside
from bot.domain.wording import say
from bot.errors import Refused, TryLater

EARLY = 60.0
"""Seconds before its end at which a token is no longer used."""

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What is sent to get a token; the answer's secrets go nowhere else."""

    outside: Outside
    url: str
    how: Mapping[str, Any]


class Session:
    """However many threads need a new token, it is asked for once. `name` is how people call the provider."""

    def __init__(
        self, name: str, outside: Outside, login: Login, clock: Callable[[], float] = monotonic
    ) -> None:
        self._name = name
        self._outside = outside
        self._login = login
        self._clock = clock
        self._lock = Lock()
        self._said: Said = {}
        self._ends = 0.0

    def ask(self, method: str, url: str, **how: Any) -> Said:
        """As `Outside.ask`; a token that is no longer accepted is replaced once."""
        token = self.token()
        try:
            return self._outside.ask(method, url, headers=_bearer(token), **how)
        except Declined as no:
            if no.status != 401:
                raise
        self._forget(token)
        try:
            return self._outside.ask(method, url, headers=_bearer(self.token()), **how)
        except Declined as no:
            raise self._unknown() if no.status == 401 else no from no

    def token(self) -> str:
        """Raises Refused when our credentials are no good."""
        return str(self.granted()["access_token"])

    def granted(self) -> Said:
        """All that was said with the token, such as what it may be used for."""
        with self._lock:
            if self._clock() >= self._ends:
                asked_at, self._said = self._clock(), self._fresh()
                self._ends = asked_at + max(_seconds(self._said.get("expires_in")) - EARLY, 0.0)
            return self._said

    def close(self) -> None:
        self._outside.close()
        self._login.outside.close()

    def _fresh(self) -> Said:
        """Nothing that was asked for was done while there is no token, so nothing is unsure."""
        try:
            said = self._login.outside.ask("POST", self._login.url, **self._login.how)
        except TryLater as later:
            raise TryLater(str(later), after=later.after) from later
        except Declined as no:
            raise self._unknown() from no
        if not isinstance(said.get("access_token"), str) or not said["access_token"]:
            raise self._unknown()
        return said

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._said.get("access_token") == token:
                self._ends = 0.0

    def _unknown(self) -> Refused:
        sentence = "{provider} does not accept Caseline's credentials; an operator has to correct them."
        return Refused(say(sentence, provider=self._name))


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _seconds(told: object) -> float:
    return float(told) if isinstance(told, (int, float, str)) and str(told).isdigit() else 0.0


def host(url: str) -> str:
    """The one that may be spoken to at this address of the settings."""
    return httpx.URL(url).host


def text(value: object) -> str:
    """What is no text is none."""
    return value if isinstance(value, str) else ""
