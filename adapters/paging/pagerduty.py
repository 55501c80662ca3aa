"""PagerDuty: https://developer.pagerduty.com/api-reference/ and, as a fallback, their Events API v2.

Makes incidents, asks others to join one, acknowledges and resolves, writes notes and status updates,
says who is on call, and believes signed webhooks (v3). It makes no schedules, policies or services.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from adapters.doors.knock import digest, must_match, said_in
from adapters.doors.payload import Payload, part_at, text_at
from adapters.http import Declined
from adapters.paging import pagerduty_read as read
from adapters.paging import pagerduty_session as session
from adapters.paging import pagerduty_write as write
from adapters.paging.pagerduty_check import findings
from adapters.paging.pagerduty_events import Events, key_in
from adapters.paging.recent import Recent
from bot.domain.finding import Finding
from bot.domain.pager import Call, Contact, PagerHint, PagerIncident, PagerState
from bot.domain.ticket import Knock
from bot.domain.wording import say
from bot.errors import AdapterError, Forged, NotLetIn, PagerGone, Refused, TryLater
from bot.ports import Pager
from bot.settings_paging import PagerDuty, PagerDutyService

log = logging.getLogger(__name__)

INCLUDE = ("acknowledgers", "assignees")
OPEN = ("triggered", "acknowledged")
PHONES = 3
"""So many of those on call are asked for a telephone number."""


def connect(
    settings: PagerDuty, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> Pager:
    return PagerDutyPager(settings, now, transport)


class PagerDutyPager:
    """Keeps the promise of `bot.ports.Pager`.

    An id is PagerDuty's own, or that of `adapters.paging.pagerduty_events` until PagerDuty can be asked
    for its own; `read` tells it.
    """

    name = read.NAME
    joins = True

    def __init__(
        self, settings: PagerDuty, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._session = session.Session(settings, now, transport)
        self._events = Events(settings, transport)
        self._phones: Recent[str] = Recent(now)

    # --- pages ------------------------------------------------------------------------------------

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        """By their Events API when the other one does not answer, or not to us, and a routing key is there.

        One that was made so says in `trouble` why.
        """
        name, service = self._service_of(call)
        if not service.service:
            return self._events.trigger(call, service, key)
        try:
            return self._made(call, service, key, doubtful=doubtful)
        except AdapterError as trouble:
            if not service.routing_key.get_secret_value() or not _is_ours(trouble):
                raise
            log.warning("The Events API takes over. service=%s why=%s", name, type(trouble).__name__)
            return self._by_event(call, service, key, trouble)

    def _by_event(
        self, call: Call, service: PagerDutyService, key: str, trouble: AdapterError
    ) -> PagerIncident:
        """What the Events API does not take at all is left to the other one."""
        try:
            made = self._events.trigger(call, service, key)
        except Refused as no:
            raise trouble from no
        return replace(made, trouble=str(trouble))

    def _made(self, call: Call, service: PagerDutyService, key: str, *, doubtful: bool) -> PagerIncident:
        """Looks for one with this key whenever there may be one."""
        made = self._by_key(key) if doubtful else {}
        try:
            wanted = write.incident(call, service, key)
            made = made or _told(self._session.write(call.from_email, "POST", "/incidents", wanted))
        except (Declined, TryLater) as no:
            if not (_may_be_there(no) and (made := self._by_key(key))):
                raise
        return replace(read.incident(made), key=key)

    def _by_key(self, key: str) -> Payload:
        """What was made with this key, open or else the newest; empty when there is none."""
        asked = {"incident_key": key, "date_range": "all", "include[]": INCLUDE}
        found = [one for one in self._session.rows("/incidents", "incidents", asked) if text_at(one, "id")]
        found.sort(key=lambda one: (text_at(one, "status") in OPEN, text_at(one, "created_at")))
        return found[-1] if found else {}

    def join(self, id: str, call: Call, *, key: str, doubtful: bool = False) -> None:
        """By a responder request. It keeps no key; in doubt, whoever was asked already is not asked again."""
        del key
        target = call.person or self._policy(call.service)
        known = self._incident(id) if doubtful or key_in(id) else {"id": id}
        if doubtful and target in read.asked_to_join(known):
            return
        body = write.responders(call, target, self._session.us())
        self._session.ask("POST", f"{_path(known)}/responder_requests", json=body)

    # --- what becomes of them ---------------------------------------------------------------------

    def acknowledge(self, id: str, *, by: str) -> None:
        self._turn(id, PagerState.ACKNOWLEDGED, by, unless=(PagerState.ACKNOWLEDGED, PagerState.RESOLVED))

    def resolve(self, id: str, *, by: str) -> None:
        self._turn(id, PagerState.RESOLVED, by, unless=(PagerState.RESOLVED,))

    def _turn(self, id: str, state: PagerState, by: str, *, unless: Sequence[PagerState]) -> None:
        """Looks first: to acknowledge what is over would open it again."""
        try:
            known = self._incident(id)
            if text_at(known, "status") not in unless:
                self._session.write(by, "PUT", _path(known), write.turned(state))
        except (TryLater, NotLetIn):
            if not ((key := key_in(id)) and self._events.change(key, state)):
                raise
        except Declined as no:
            if not session.is_over_already(no):
                raise

    def note(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """A note keeps no key: in doubt, one with the same words is the same."""
        del key
        path = f"{_path(self._named(id))}/notes"
        if not (doubtful and text in read.notes(self._session.ask("GET", path))):
            self._session.write(by, "POST", path, {"note": {"content": text}})

    def tell(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """A status update; where the plan has none, a note. After a lost answer it may be told twice."""
        known = self._named(id)
        try:
            self._session.write(by, "POST", f"{_path(known)}/status_updates", {"message": text})
        except Declined as no:
            if no.status not in (402, 403):
                raise
            self.note(text_at(known, "id"), text, by=by, key=key, doubtful=doubtful)

    # --- what is there ----------------------------------------------------------------------------

    def read(self, id: str) -> PagerIncident:
        try:
            raw = self._incident(id)
        except Declined as no:
            if no.status == 404:
                raise PagerGone(str(no)) from no
            raise
        return self._read(raw, key_in(id))

    def _read(self, raw: Payload, key: str) -> PagerIncident:
        """With what stands elsewhere: the key of its alert, and the address of who resolved it."""
        found = read.incident(raw)
        if not (key := key or found.key) and read.has_alerts(raw):
            key = read.alert_key(self._session.ask("GET", f"{_path(raw)}/alerts", params={"limit": 1}))
        by = found.resolved_by
        if by and by.id and not by.email:
            by = read.contact(self._session.user(by.id))
        return replace(found, key=key, resolved_by=by)

    def _incident(self, id: str) -> Payload:
        if key := key_in(id):
            if found := self._by_key(key):
                return found
            raise TryLater(say("PagerDuty does not show yet what it was told."))
        return _told(self._session.ask("GET", _path({"id": id}), params={"include[]": INCLUDE}))

    def _named(self, id: str) -> Payload:
        """With PagerDuty's own id, which is looked for only where we have another."""
        return self._incident(id) if key_in(id) else {"id": id}

    def on_call(self, service: str) -> Sequence[Contact]:
        asked = {
            "escalation_policy_ids[]": self._policy(service),
            "include[]": "users",
            "earliest": "true",
        }
        found = read.on_call(self._session.rows("/oncalls", "oncalls", asked))
        return [*map(self._with_phone, found[:PHONES]), *found[PHONES:]]

    def _with_phone(self, one: Contact) -> Contact:
        """Not everybody's contact methods may be seen; who has none keeps none."""
        path = f"/users/{quote(one.id, safe='')}/contact_methods"
        try:
            phone = self._phones.get(one.id, lambda: read.phone(self._session.ask("GET", path)))
        except Declined:
            return one
        return replace(one, phone=phone)

    # --- doors ------------------------------------------------------------------------------------

    def hints(self, knock: Knock) -> Sequence[PagerHint]:
        """One of several signatures must be by one of several secrets: both change in their turn."""
        secrets = [one.get_secret_value() for one in self._settings.webhook_secrets]
        if not any(secrets):
            raise Forged("no webhook_secrets are set")
        shown = [one.strip() for one in knock.headers.get("x-pagerduty-signature", "").split(",")]
        if not any(_matches(one, secret, knock.body) for secret in filter(None, secrets) for one in shown):
            raise Forged("no signature is by a secret that is known")
        return read.hints(said_in(knock))

    def check(self) -> Iterator[Finding]:
        return findings(self._session, self._settings)

    def close(self) -> None:
        self._session.close()
        self._events.close()

    # --- settings ---------------------------------------------------------------------------------

    def _service(self, name: str) -> PagerDutyService:
        if found := self._settings.services.get(name):
            return found
        raise Refused(say("PagerDuty has no service {name} in the settings.", name=name))

    def _service_of(self, call: Call) -> tuple[str, PagerDutyService]:
        """A person alone is woken by an incident of the first service, since PagerDuty wants one."""
        if call.service or not call.person:
            return call.service, self._service(call.service)
        named = next(((name, one) for name, one in self._settings.services.items() if one.service), None)
        return named or ("", self._service(""))

    def _policy(self, name: str) -> str:
        service = self._service(name)
        if policy := self._session.policy(service) if service.service or service.escalation_policy else "":
            return policy
        sentence = "PagerDuty cannot tell who is on call for {name}; an operator has to set its `service`."
        raise Refused(say(sentence, name=name))


def _told(said: Any) -> Payload:
    """The incident in an answer; without its id nothing can be done about it."""
    found = part_at(said, "incident")
    if not text_at(found, "id"):
        raise TryLater(say("PagerDuty answers with something that cannot be read."), unsure=True)
    return found


def _path(known: Mapping[str, Any]) -> str:
    return f"/incidents/{quote(text_at(known, 'id'), safe='')}"


def _matches(shown: str, secret: str, body: bytes) -> bool:
    try:
        must_match(shown, f"v1={digest(secret, body).hex()}")
    except Forged:
        return False
    return True


def _may_be_there(no: Declined | TryLater) -> bool:
    return session.is_there_already(no) if isinstance(no, Declined) else no.unsure


def _is_ours(trouble: AdapterError) -> bool:
    """Whether it lies between PagerDuty and us, and not in what it was asked to do."""
    if isinstance(trouble, Declined):
        about_us = session.is_about_from(trouble) or session.is_about_service(trouble)
        return about_us or trouble.status in (402, 403, 404)
    return isinstance(trouble, TryLater | NotLetIn)
