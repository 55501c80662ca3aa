"""How PagerDuty is asked, as whom, and what its refusals mean.

Their numbers of errors: https://developer.pagerduty.com/docs/errors
"""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from adapters.doors.payload import Payload, part_at, parts_at, text_at
from adapters.http import Declined, Pace
from adapters.paging.asking import Asking
from adapters.paging.recent import Recent
from bot.domain.wording import say
from bot.errors import Refused
from bot.settings_paging import PagerDuty, PagerDutyService

log = logging.getLogger(__name__)

LABEL = "PagerDuty"
JSON = "application/vnd.pagerduty+json;version=2"
PAGE, PAGES = 100, 10
ABOUT_FROM = (1008, 1028, 2016)
"""No such user, no such address, no address at all."""
ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")
"""What can stand in a header; they have no users whose address is otherwise."""
WHY = 200


class Session:
    """Every method raises TryLater, NotLetIn, or Declined in words for people."""

    def __init__(
        self, settings: PagerDuty, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._from = settings.from_
        self._policies: Recent[str] = Recent(now)
        self._users: Recent[Payload] = Recent(now)
        self._strangers: Recent[bool] = Recent(now)
        self._us: Recent[str] = Recent(now)
        token = settings.api_token.get_secret_value()
        self._api = Asking(
            LABEL,
            settings.base_url,
            headers={
                "Authorization": f"Token token={token}",
                "Accept": JSON,
                "Content-Type": "application/json",
            },
            pace=Pace("ratelimit-remaining", "ratelimit-reset"),
            transport=transport,
        )

    def ask(self, method: str, path: str, **how: Any) -> Any:
        try:
            return self._api.ask(method, path, **how)
        except Declined as no:
            raise Declined(self._words(no), no.status, no.text) from no

    def rows(self, path: str, name: str, asked: Mapping[str, Any] | None = None) -> list[Payload]:
        """The rows of all pages, a thousand at most; that some were left out stands in the log."""
        found: list[Payload] = []
        for page in range(PAGES):
            where = {"limit": PAGE, "offset": page * PAGE}
            said = self.ask("GET", path, params={**(asked or {}), **where})
            found += parts_at(said, name)
            if part_at(said).get("more") is not True:
                return found
        log.warning("There is more in PagerDuty than is read. path=%s rows=%d", path, len(found))
        return found

    def write(self, by: str, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """In the name of who did it here, where PagerDuty lets them; else of whom the settings name."""
        if ADDRESS.fullmatch(by) and by.casefold() != self._from.casefold() and not self._strangers.find(by):
            try:
                return self.ask(method, path, headers={"From": by}, json=body)
            except Declined as no:
                if is_about_from(no):
                    self._strangers.put(by, True)
                elif no.status != 403:
                    raise
        return self.ask(method, path, headers={"From": self._from}, json=body)

    # --- looked up for a while --------------------------------------------------------------------

    def us(self) -> str:
        """Id of the user as whom we write."""
        return self._us.get(self._from, self._found_us)

    def _found_us(self) -> str:
        same = (
            text_at(one, "id")
            for one in self.rows("/users", "users", {"query": self._from})
            if text_at(one, "email").casefold() == self._from.casefold()
        )
        if id := next(same, ""):
            return id
        raise Refused(self._unknown_from())

    def user(self, id: str) -> Payload:
        path = f"/users/{quote(id, safe='')}"
        return self._users.get(id, lambda: part_at(self.ask("GET", path), "user"))

    def policy(self, service: PagerDutyService) -> str:
        """Id of whom the service wakes; empty where it wakes nobody."""
        if service.escalation_policy:
            return service.escalation_policy
        return self._policies.get(service.service, lambda: self._policy_of(service.service))

    def _policy_of(self, id: str) -> str:
        said = self.ask("GET", f"/services/{quote(id, safe='')}")
        return text_at(said, "service", "escalation_policy", "id")

    # --- refusals ---------------------------------------------------------------------------------

    def _words(self, no: Declined) -> str:
        if is_about_from(no):
            return self._unknown_from()
        if no.status == 402:
            return say("PagerDuty's plan of this account does not have this.")
        if is_about_service(no):
            return say(
                "PagerDuty knows no such service; an operator has to correct `paging.pagerduty.services`."
            )
        why = "; ".join(_errors(no)) or text_at(no.said, "error", "message")
        return str(self._api.better(no, why[:WHY]))

    def _unknown_from(self) -> str:
        sentence = "PagerDuty knows no user {address}; an operator has to correct `paging.pagerduty.from`."
        return say(sentence, address=self._from)

    def close(self) -> None:
        self._api.close()


def _errors(no: Declined) -> list[str]:
    told = part_at(no.said, "error").get("errors")
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


def _told(no: Declined) -> str:
    return " ".join([text_at(no.said, "error", "message"), *_errors(no)]).casefold()


def is_about_from(no: Declined) -> bool:
    """Whether it was refused since nobody there has the address in whose name it was asked."""
    return part_at(no.said, "error").get("code") in ABOUT_FROM or "requester user" in _told(no)


def is_about_service(no: Declined) -> bool:
    return "service not found" in _told(no)


def is_there_already(no: Declined) -> bool:
    """Whether an incident with this key is open."""
    return "already exists" in _told(no)


def is_over_already(no: Declined) -> bool:
    return "already resolved" in _told(no)
