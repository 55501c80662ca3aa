"""PagerDuty: https://developer.pagerduty.com/api-reference/ and, as a fallback, their Events API v2.

Makes incidents, asks others to join one, acknowledges and resolves, writes notes and status updates,
says who is on call, and believes signed webhooks (v3). It makes no schedules, policies or services.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from adapters.doors.knock import digest, must_match, said_in
from adapters.doors.payload import part_at, parts_at, text_at
from adapters.http import Declined, Outside, Pace
from adapters.paging import pagerduty_read as read
from adapters.paging import pagerduty_write as write
from adapters.paging.asking import Asking
from adapters.paging.pagerduty_check import findings
from bot.domain.finding import Finding
from bot.domain.pager import Call, Contact, PagerHint, PagerIncident, PagerState
from bot.domain.ticket import Knock
from bot.domain.wording import say
from bot.errors import Forged, NotLetIn, Refused, TryLater
from bot.settings_paging import PagerDuty, PagerDutyService

JSON = "application/vnd.pagerduty+json;version=2"
BY_KEY = "key:"
"""Before our key, in the id of what their Events API made: it does not tell how they call it."""

PHONES = 3
"""So many of those on call are asked for a telephone number."""

OPEN = ("triggered", "acknowledged")
Json = Mapping[str, Any]


def connect(
    settings: PagerDuty, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> "PagerDutyPager":
    del now  # nothing here is reckoned by our clock
    return PagerDutyPager(settings, transport)


class PagerDutyPager:
    """Keeps the promise of `bot.ports.Pager`."""

    name = read.NAME

    def __init__(self, settings: PagerDuty, transport: httpx.BaseTransport | None) -> None:
        self._settings = settings
        token = settings.api_token.get_secret_value()
        self._api = Asking(
            "PagerDuty",
            settings.base_url,
            headers={
                "Authorization": f"Token token={token}",
                "Accept": JSON,
                "Content-Type": "application/json",
            },
            pace=Pace("ratelimit-remaining", "ratelimit-reset"),
            transport=transport,
        )
        host = urlsplit(settings.events_url).hostname or ""
        self._events = Outside("PagerDuty", [host], transport=transport)
        self._requester = ""

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        """By their Events API when the other one does not answer, or does not let us in."""
        service = self._service(call.service)
        try:
            if doubtful and (earlier := self._by_key(key)):
                return earlier
            return self._made(call, service, key)
        except (TryLater, NotLetIn) as trouble:
            unsure = isinstance(trouble, TryLater) and trouble.unsure
            if not service.routing_key.get_secret_value() or (unsure and not doubtful):
                raise
            return self._by_event(call, service, key)

    def _made(self, call: Call, service: PagerDutyService, key: str) -> PagerIncident:
        if not service.service:
            raise TryLater(say("Only PagerDuty's Events API is set for this service."))
        try:
            said = self._as(call.from_email, "POST", "/incidents", json=write.incident(call, service, key))
        except Declined as no:
            if "already exists" in no.text and (earlier := self._by_key(key)):
                return earlier
            raise self._better(no) from no
        return read.incident(part_at(said, "incident"))

    def _by_event(self, call: Call, service: PagerDutyService, key: str) -> PagerIncident:
        routing_key = service.routing_key.get_secret_value()
        url = f"{self._settings.events_url.rstrip('/')}/v2/enqueue"
        try:
            self._events.ask("POST", url, json=write.event(call, routing_key, key))
        except Declined as no:
            raise Refused(say("PagerDuty refused the event: {why}", why=text_at(no.said, "message"))) from no
        return PagerIncident(
            pager=self.name,
            id=f"{BY_KEY}{key}",
            title=call.title,
            url="",
            state=PagerState.TRIGGERED,
            service=service.service,
            key=key,
        )

    def _by_key(self, key: str) -> PagerIncident | None:
        """The open one that was made with this key."""
        asked = {"incident_key": key, "statuses[]": OPEN, "include[]": ("acknowledgers", "assignees")}
        found = parts_at(self._api.ask("GET", "/incidents", params=asked), "incidents")
        return read.incident(found[0]) if found else None

    def _id(self, id: str) -> str:
        """As they call it."""
        if not id.startswith(BY_KEY):
            return quote(id, safe="")
        found = self._by_key(id.removeprefix(BY_KEY))
        if found is None:
            raise TryLater(say("PagerDuty does not show yet what it was told."))
        return quote(found.id, safe="")

    def join(self, id: str, call: Call, *, key: str, doubtful: bool = False) -> None:
        """Asked again, PagerDuty asks nobody a second time who was asked already."""
        del key, doubtful
        policy = "" if call.person else self._policy(self._service(call.service))
        body = write.responders(call, policy, self._who_asks())
        self._said(lambda: self._api.ask("POST", f"/incidents/{self._id(id)}/responder_requests", json=body))

    def acknowledge(self, id: str, *, by: str) -> None:
        if self.read(id).state is PagerState.TRIGGERED:
            self._becomes(id, PagerState.ACKNOWLEDGED, by)

    def resolve(self, id: str, *, by: str) -> None:
        if self.read(id).state is not PagerState.RESOLVED:
            self._becomes(id, PagerState.RESOLVED, by)

    def _becomes(self, id: str, state: PagerState, by: str) -> None:
        body = {"incident": {"type": "incident_reference", "status": state.value}}
        self._said(lambda: self._as(by, "PUT", f"/incidents/{self._id(id)}", json=body))

    def note(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """Found again by its words: a note keeps no key."""
        del key
        if doubtful and self._has_note(id, text):
            return
        body = {"note": {"content": text}}
        self._said(lambda: self._as(by, "POST", f"/incidents/{self._id(id)}/notes", json=body))

    def _has_note(self, id: str, text: str) -> bool:
        said = self._api.ask("GET", f"/incidents/{self._id(id)}/notes")
        return any(text_at(one, "content") == text for one in parts_at(said, "notes"))

    def tell(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """A status update; where the plan has none, a note."""
        try:
            self._as(by, "POST", f"/incidents/{self._id(id)}/status_updates", json={"message": text})
        except Declined as no:
            if no.status not in (402, 403):
                raise self._better(no) from no
            self.note(id, text, by=by, key=key, doubtful=doubtful)

    def read(self, id: str) -> PagerIncident:
        asked = {"include[]": ("acknowledgers", "assignees")}
        said = self._said(lambda: self._api.ask("GET", f"/incidents/{self._id(id)}", params=asked))
        return read.incident(part_at(said, "incident"))

    def on_call(self, service: str) -> Sequence[Contact]:
        policy = self._policy(self._service(service))
        asked = {"escalation_policy_ids[]": policy, "include[]": "users", "earliest": "true"}
        said = self._said(lambda: self._api.ask("GET", "/oncalls", params=asked))
        found = sorted(map(read.on_call, parts_at(said, "oncalls")), key=lambda one: one.level)
        return [self._with_phone(one) if place < PHONES else one for place, one in enumerate(found)]

    def _with_phone(self, one: Contact) -> Contact:
        if not one.id:
            return one
        path = f"/users/{quote(one.id, safe='')}/contact_methods"
        said = self._said(lambda: self._api.ask("GET", path))
        return replace(one, phone=read.phone(parts_at(said, "contact_methods")))

    def hints(self, knock: Knock) -> Sequence[PagerHint]:
        """One of several signatures may be ours, by one of several secrets: both change in their turn."""
        given = knock.headers.get("x-pagerduty-signature", "").split(",")
        secrets = [one.get_secret_value() for one in self._settings.webhook_secrets]
        for secret in filter(None, secrets):
            expected = f"v1={digest(secret, knock.body).hex()}"
            for shown in given:
                try:
                    must_match(shown.strip(), expected)
                except Forged:
                    continue
                return read.hints(said_in(knock))
        raise Forged("no signature is by a secret that is known")

    def check(self) -> Iterator[Finding]:
        return findings(self._api, self._settings, self._policy)

    def close(self) -> None:
        self._api.close()
        self._events.close()

    # --- asked ----------------------------------------------------------------------------------

    def _service(self, name: str) -> PagerDutyService:
        found = self._settings.services.get(name)
        if found is None:
            raise Refused(say("PagerDuty has no service {name} in the settings.", name=name))
        return found

    def _policy(self, service: PagerDutyService) -> str:
        """Id of whom the service wakes."""
        if service.escalation_policy:
            return service.escalation_policy
        path = f"/services/{quote(service.service, safe='')}"
        said = self._said(lambda: self._api.ask("GET", path))
        return text_at(said, "service", "escalation_policy", "id")

    def _who_asks(self) -> str:
        """Id of the user as whom we write; looked up once."""
        if not self._requester:
            said = self._said(lambda: self._api.ask("GET", "/users", params={"query": self._settings.from_}))
            users = parts_at(said, "users")
            same = (
                one for one in users if text_at(one, "email").casefold() == self._settings.from_.casefold()
            )
            self._requester = text_at(next(same, None), "id")
            if not self._requester:
                raise self._unknown_from()
        return self._requester

    def _as(self, by: str, method: str, path: str, **how: Any) -> Any:
        """In the name of who did it here, where PagerDuty knows them; else of whom the settings name."""
        if by and by.casefold() != self._settings.from_.casefold():
            try:
                return self._api.ask(method, path, headers={"From": by}, **how)
            except Declined as no:
                if not _is_about_from(no):
                    raise
        try:
            return self._api.ask(method, path, headers={"From": self._settings.from_}, **how)
        except Declined as no:
            if _is_about_from(no):
                raise self._unknown_from() from no
            raise

    def _unknown_from(self) -> Refused:
        sentence = "PagerDuty knows no user {address}; an operator has to correct `paging.pagerduty.from`."
        return Refused(say(sentence, address=self._settings.from_))

    def _said(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except Declined as no:
            raise self._better(no) from no

    def _better(self, no: Declined) -> Refused:
        return self._api.better(no, "; ".join(_errors(no)) or text_at(no.said, "error", "message"))


def _errors(no: Declined) -> list[str]:
    told = part_at(no.said, "error").get("errors")
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


def _is_about_from(no: Declined) -> bool:
    """They say it in words only: https://support.pagerduty.com/main/lang-en/docs/rest-api-error-codes"""
    said = no.text.casefold()
    return no.status in (400, 403, 404) and ("requester" in said or "from header" in said)
