"""Our own tokens, by client credentials: one for the connector, one for Graph.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from adapters.http import Declined, Outside
from bot.domain.wording import say
from bot.errors import Refused, TryLater

CONNECTOR = "https://api.botframework.com/.default"
GRAPH = "https://graph.microsoft.com/.default"
EARLY = 300.0
"""Seconds before its end at which a token is no longer used."""
STOPPED_WAIT = 300.0
"""Seconds until we ask again, when the directory does not accept who we say we are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who we are in the tenant; `login_url` is where tokens come from."""

    app_id: str
    password: str = field(repr=False)
    tenant: str
    login_url: str = "https://login.microsoftonline.com"

    @property
    def bot(self) -> str:
        """How Teams calls us in a conversation."""
        return f"28:{self.app_id}"


@dataclass
class _Kept:
    lock: Lock = field(default_factory=Lock)
    token: str = ""
    ends: float = 0.0
    trouble: str = ""


class Tokens:
    """Kept until shortly before they end; however many threads need a new one, it is asked for once."""

    def __init__(self, outside: Outside, account: Account, now: Callable[[], float] = monotonic) -> None:
        self._outside = outside
        self._account = account
        self._now = now
        self._kept = {scope: _Kept() for scope in (CONNECTOR, GRAPH)}

    def bearer(self, scope: str) -> str:
        """The value of the Authorization header."""
        kept = self._kept[scope]
        with kept.lock:
            if self._now() >= kept.ends:
                try:
                    kept.token, kept.ends = self._fresh(scope)
                except (TryLater, Refused) as error:
                    kept.trouble = str(error)
                    raise
                kept.trouble = ""
            return f"Bearer {kept.token}"

    def trouble(self, scope: str) -> str:
        """Why there is no token, as it was last told; empty when there was one, or nobody asked."""
        return self._kept[scope].trouble

    def forget(self, scope: str, bearer: str) -> None:
        """It was not accepted; unless somebody has a newer one already, the next use asks for another."""
        kept = self._kept[scope]
        with kept.lock:
            if bearer == f"Bearer {kept.token}":
                kept.ends = 0.0

    def _fresh(self, scope: str) -> tuple[str, float]:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._account.app_id,
            "client_secret": self._account.password,
            "scope": scope,
        }
        url = f"{self._account.login_url.rstrip('/')}/{self._account.tenant}/oauth2/v2.0/token"
        asked_at = self._now()
        try:
            said = self._outside.ask("POST", url, data=asked)
        except Declined as error:
            why = str(error.said.get("error") or error.status)
            sentence = "The directory refuses Caseline's credentials ({error}); an operator must renew them."
            raise TryLater(say(sentence, error=why), after=STOPPED_WAIT) from error
        if not (token := str(said.get("access_token") or "")):
            raise TryLater(say("The directory gave Caseline no token."))
        return token, asked_at + max(_seconds(said.get("expires_in")) - EARLY, 0.0)


class Authorized:
    """Asks with a token for this scope."""

    def __init__(self, outside: Outside, tokens: Tokens, scope: str) -> None:
        self._outside = outside
        self._tokens = tokens
        self._scope = scope

    def ask(self, method: str, url: str, **how: Any) -> Mapping[str, Any]:
        """As `Outside.ask`; a token that is no longer accepted is replaced once."""
        self._outside.refuse_strangers(url)
        bearer = self._tokens.bearer(self._scope)
        try:
            return self._outside.ask(method, url, headers={"Authorization": bearer}, **how)
        except Declined as error:
            if error.status != 401:
                raise
        self._tokens.forget(self._scope, bearer)
        fresh = {"Authorization": self._tokens.bearer(self._scope)}
        return self._outside.ask(method, url, headers=fresh, **how)


def _seconds(told: object) -> float:
    return float(told) if isinstance(told, (int, float, str)) and str(told).isdigit() else 0.0
