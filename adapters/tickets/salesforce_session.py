"""Salesforce behind OAuth: a token that is kept until it is refused, and failures in the bot's words."""

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import httpx

from adapters.http import Declined
from adapters.tickets.desk import Desk
from adapters.tickets.values import Json, at, objects, text
from bot.domain.wording import say
from bot.errors import AdapterError, NotLetIn, Refused, TicketGone, TryLater
from bot.settings_tickets import Salesforce

TOKEN = "/services/oauth2/token"  # noqa: S105 - a path
LATER = {
    "REQUEST_LIMIT_EXCEEDED",
    "SERVER_UNAVAILABLE",
    "UNABLE_TO_LOCK_ROW",
    "CONCURRENT_REQUESTS_LIMIT_EXCEEDED",
    "QUERY_TIMEOUT",
}
GONE = {
    "ENTITY_IS_DELETED",
    "NOT_FOUND",
    "INVALID_CROSS_REFERENCE_KEY",
    "MALFORMED_ID",
    "INVALID_QUERY_FILTER_OPERATOR",
}
"""The last two are for ids that no record can have."""
HIDDEN = {"INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"}
UNKNOWN = {"INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE", "INVALID_TYPE"}
USER = re.compile(r"/(005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)$")


class Session:
    """Paths are relative to the version of the API: `/query`, `/sobjects/Case`."""

    def __init__(self, settings: Salesforce, transport: httpx.BaseTransport | None) -> None:
        self._settings = settings
        self._desk = Desk("Salesforce", settings.base_url, transport=transport)
        self.root = f"/services/data/v{settings.api_version}"
        self.user = ""
        self._token = ""

    def ask(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Any:
        """The JSON that came back. A token that is refused is renewed once.

        Their errors are lists with codes, which say more than the status: a used-up limit comes
        as 403, and a deleted case as 404 or 400.
        """
        token = self._token or self._renewed()
        try:
            return self._sent(token, method, path, ticket=ticket, **how)
        except NotLetIn:
            return self._sent(self._renewed(), method, path, ticket=ticket, **how)

    def _sent(self, token: str, method: str, path: str, *, ticket: bool, **how: Any) -> Any:
        headers = {**how.pop("headers", {}), "Authorization": f"Bearer {token}"}
        try:
            return self._desk.ask(method, f"{self.root}{path}", ticket=ticket, headers=headers, **how)
        except NotLetIn:
            raise
        except Refused as no:
            if found := self._better(codes(no), ticket=ticket):
                raise found from no
            raise

    def query(self, soql: str, *, ticket: bool = False) -> list[Json]:
        return records(self.ask("GET", "/query", ticket=ticket, params={"q": soql}))

    def queries(self, asked: Sequence[str]) -> list[list[Json]]:
        """Several questions in one request. What their edition does not have finds nothing."""
        parts = [
            {
                "method": "GET",
                "url": f"{self.root}/query?{urlencode({'q': soql})}",
                "referenceId": f"question{place}",
            }
            for place, soql in enumerate(asked)
        ]
        said = self.ask("POST", "/composite", json={"compositeRequest": parts})
        return [_part(at(said, f"compositeResponse.{place}")) for place in range(len(asked))]

    def _renewed(self) -> str:
        """Nothing that was asked for was done while there is no token, so nothing is unsure."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self._settings.client_id,
            "client_secret": self._settings.client_secret.get_secret_value(),
        }
        refused = say("{system} does not accept Caseline's credentials.", system="Salesforce")
        try:
            said = self._desk.ask("POST", TOKEN, data=form)
        except TryLater as later:
            raise TryLater(str(later), after=later.after) from later
        except Refused as no:
            raise NotLetIn(refused) from no
        self._token = text(at(said, "access_token"))
        if not self._token:
            raise NotLetIn(refused)
        found = USER.search(text(at(said, "id")))
        self.user = found[1] if found else ""
        return self._token

    def gone(self) -> TicketGone:
        return self._desk.gone()

    def close(self) -> None:
        self._desk.close()

    def _better(self, told: frozenset[str], *, ticket: bool) -> AdapterError | None:
        """The same refusal in words and of a kind that fit their codes; None where these say nothing."""
        if told & LATER:
            return TryLater(say("{system} is slowing us down.", system="Salesforce"))
        if told & UNKNOWN:
            return Refused(say("Salesforce does not know a field that Caseline asks for, or hides it."))
        if ticket and told & GONE:
            return self.gone()
        if ticket and told & HIDDEN:
            hidden = say("{system} does not let Caseline see or change this ticket.", system="Salesforce")
            return TicketGone(hidden, forbidden=True)
        return None


def records(said: Any) -> list[Json]:
    return objects(at(said, "records"))


def _part(said: Any) -> list[Json]:
    """The whole of a composite answers 200 even where this part of it failed."""
    body = at(said, "body")
    if isinstance(body, list) and _told(body) & LATER:
        raise TryLater(say("{system} is slowing us down.", system="Salesforce"))
    return records(body)


def codes(no: Refused) -> frozenset[str]:
    declined = no if isinstance(no, Declined) else no.__cause__
    try:
        said = json.loads(declined.text) if isinstance(declined, Declined) else []
    except ValueError:
        return frozenset()
    return _told(said if isinstance(said, list) else [])


def _told(errors: Sequence[Any]) -> frozenset[str]:
    return frozenset(text(at(error, "errorCode")) for error in errors)
