"""Opsgenie: https://docs.opsgenie.com/docs/alert-api

Makes alerts, which it calls by our key (their alias), acknowledges and closes them, writes notes, and
says who is on call. It knows no bridges and no people who only follow. Opsgenie carries out later what it
accepted, so that what is read right behind it may be older; only of a page it is asked what became of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from adapters.doors.knock import fingerprint, must_know_secret, said_in
from adapters.doors.payload import part_at, parts_at, text_at
from adapters.http import Declined
from adapters.paging import opsgenie_read as read
from adapters.paging import opsgenie_write as write
from adapters.paging.asking import Asking
from adapters.paging.opsgenie_check import findings
from bot.domain.finding import Finding
from bot.domain.pager import Call, Contact, PagerHint, PagerIncident, PagerState
from bot.domain.ticket import Knock
from bot.domain.wording import say
from bot.errors import PagerGone, Refused, TryLater
from bot.settings_paging import Opsgenie, OpsgenieService

ALIAS = {"identifierType": "alias"}

LOOKS = 3
"""So often it is asked whether an alert was made, before that is left for the next try."""

SOON = 1.0
"""Seconds until then; it takes them less."""


def connect(
    settings: Opsgenie, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> "OpsgeniePager":
    del now  # nothing here is reckoned by our clock
    return OpsgeniePager(settings, transport)


class OpsgeniePager:
    """Keeps the promise of `bot.ports.Pager`."""

    name = read.NAME
    joins = True

    def __init__(self, settings: Opsgenie, transport: httpx.BaseTransport | None) -> None:
        self._settings = settings
        headers = {"Authorization": f"GenieKey {settings.api_key.get_secret_value()}"}
        self._api = Asking("Opsgenie", settings.base_url, headers=headers, transport=transport)

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        """One that was closed meanwhile is found as well; made again, it would wake people again.

        Raises TryLater, unsure, while nobody knows that somebody is woken.
        """
        service = self._service(call.service)
        alias = write.alias(key)
        if doubtful and (earlier := self._by_alias(alias)):
            return earlier
        said = self._said("POST", "/v2/alerts", json=write.alert(call, service, alias))
        return PagerIncident(
            pager=self.name,
            id=alias,
            title=call.title,
            url=self._url(self._alert_of(text_at(said, "requestId"))),
            state=PagerState.TRIGGERED,
            service=service.responder,
            urgency=call.urgency,
            key=alias,
        )

    def _alert_of(self, request: str) -> str:
        """Id of what was made; raises Refused if it made none."""
        for _ in range(LOOKS if request else 0):
            result = self._outcome(request)
            if result.get("isSuccess") is False:
                raise Refused(say("Opsgenie made no alert: {why}", why=text_at(result, "status")[:200]))
            if alert := text_at(result, "alertId"):
                return alert
        raise TryLater(say("Opsgenie has not made the alert yet."), after=SOON, unsure=True)

    def _outcome(self, request: str) -> Mapping[str, Any]:
        """Empty as long as Opsgenie has not come to it."""
        try:
            return part_at(self._api.ask("GET", f"/v2/alerts/requests/{quote(request, safe='')}"), "data")
        except Declined as no:
            if no.status == 404:
                return {}
            raise self._better(no) from no
        except TryLater as later:
            raise TryLater(str(later), after=later.after, unsure=True) from later

    def _by_alias(self, alias: str) -> PagerIncident | None:
        """Whatever its state: what was closed may no longer be found by its alias, but is still listed."""
        try:
            raw = part_at(self._api.ask("GET", self._path(alias), params=ALIAS), "data")
        except Declined as no:
            if no.status != 404:
                raise self._better(no) from no
            asked = {"query": write.query(alias), "limit": "10", "sort": "createdAt", "order": "desc"}
            listed = parts_at(self._said("GET", "/v2/alerts", params=asked), "data")
            raw = next((one for one in listed if text_at(one, "alias") == alias), {})
        return read.alert(raw, self._url(text_at(raw, "id"))) if raw else None

    def join(self, id: str, call: Call, *, key: str, doubtful: bool = False) -> None:
        """Asked again, Opsgenie adds nobody a second time."""
        del key, doubtful
        target = write.person(call.person) if call.person else write.responder(self._service(call.service))
        self._said("POST", self._path(id, "/responders"), params=ALIAS, json={"responder": target})

    def acknowledge(self, id: str, *, by: str) -> None:
        self._said("POST", self._path(id, "/acknowledge"), params=ALIAS, json=write.deed(by))

    def resolve(self, id: str, *, by: str) -> None:
        self._said("POST", self._path(id, "/close"), params=ALIAS, json=write.deed(by))

    def note(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """Found again by its words: a note keeps no key."""
        del key
        words = text[: write.NOTE]
        if doubtful and self._has_note(id, words):
            return
        body = {**write.deed(by), "note": words}
        self._said("POST", self._path(id, "/notes"), params=ALIAS, json=body)

    def _has_note(self, id: str, words: str) -> bool:
        asked = {**ALIAS, "limit": "100", "order": "desc"}
        said = self._said("GET", self._path(id, "/notes"), params=asked)
        return any(text_at(one, "note") == words for one in parts_at(said, "data"))

    def tell(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """A note: an alert has no others who follow it."""
        self.note(id, text, by=by, key=key, doubtful=doubtful)

    def read(self, id: str) -> PagerIncident:
        if found := self._by_alias(id):
            return found
        raise PagerGone(say("Opsgenie knows nothing of this any more."))

    def on_call(self, service: str) -> Sequence[Contact]:
        if not (schedule := self._service(service).schedule):
            sentence = "No schedule is set for {name}, so nobody knows who is on call there."
            raise Refused(say(sentence, name=service))
        path = f"/v2/schedules/{quote(schedule, safe='')}/on-calls"
        return read.on_call(self._said("GET", path, params={"flat": "true"}))

    def hints(self, knock: Knock) -> Sequence[PagerHint]:
        must_know_secret(knock, self._settings.webhook_secret.get_secret_value())
        alias = text_at(said_in(knock), "alert", "alias")
        return [PagerHint(fingerprint(knock), alias)] if alias else []

    def check(self) -> Iterator[Finding]:
        return findings(self._api, self._settings)

    def close(self) -> None:
        self._api.close()

    # --- asked ----------------------------------------------------------------------------------

    def _service(self, name: str) -> OpsgenieService:
        found = self._settings.services.get(name)
        if found is None:
            raise Refused(say("Opsgenie has no service {name} in the settings.", name=name))
        return found

    def _path(self, id: str, deed: str = "") -> str:
        return f"/v2/alerts/{quote(id, safe='')}{deed}"

    def _url(self, alert: str) -> str:
        web = self._settings.web_url.rstrip("/")
        return f"{web}/alert/detail/{quote(alert, safe='')}/details" if alert else ""

    def _said(self, method: str, path: str, **how: Any) -> Mapping[str, Any]:
        try:
            return part_at(self._api.ask(method, path, **how))
        except Declined as no:
            raise self._better(no) from no

    def _better(self, no: Declined) -> Refused:
        return self._api.better(no, text_at(no.said, "message"))
