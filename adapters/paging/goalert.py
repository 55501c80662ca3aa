"""GoAlert: its generic API (docs of every installation, /docs) for paging, and its GraphQL API for the rest.

Makes alerts, reads, acknowledges and closes them, and says who is on call. It sends no webhooks that could
be believed, takes no notes, and wakes whom its escalation policies name and nobody else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from adapters.doors.payload import part_at, parts_at
from adapters.http import Declined
from adapters.paging import goalert_read as read
from adapters.paging import goalert_write as write
from adapters.paging.asking import Asking
from adapters.paging.goalert_check import findings
from adapters.paging.goalert_graph import Graph
from bot.domain.finding import Finding
from bot.domain.pager import Call, Contact, PagerHint, PagerIncident, PagerState
from bot.domain.ticket import Knock
from bot.domain.wording import say
from bot.errors import Forged, PagerGone, Refused
from bot.settings_paging import GoAlert, GoAlertService

BY_KEY = "key:"
"""Before service and key, in the id of an alert whose number was not told."""

AHEAD = timedelta(days=7)
"""So far the shifts of a schedule are asked for; a later end is not known."""

STATUS = {PagerState.ACKNOWLEDGED: "StatusAcknowledged", PagerState.RESOLVED: "StatusClosed"}


def connect(
    settings: GoAlert, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> "GoAlertPager":
    return GoAlertPager(settings, now, transport)


class GoAlertPager:
    """Keeps the promise of `bot.ports.Pager`."""

    name = read.NAME
    joins = False

    def __init__(
        self, settings: GoAlert, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._api = Asking("GoAlert", settings.base_url, headers={}, transport=transport)
        self._graph = Graph(self._api, settings.api_token)

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        """GoAlert itself finds an open one with this key; one that was closed meanwhile is looked for."""
        service = self._callable(call)
        by_key = f"{BY_KEY}{call.service}:{key}"
        if doubtful and (earlier := self._by_key(by_key)):
            return read.alert(earlier, self._url(read.number(earlier, "alertID")))
        said = self._incoming(service, write.alert(call, key))
        return PagerIncident(
            pager=self.name,
            id=read.number(said) or by_key,
            title=call.title,
            url=self._url(read.number(said)),
            state=PagerState.TRIGGERED,
            service=service.service,
            urgency=call.urgency,
            key=key,
        )

    def join(self, id: str, call: Call, *, key: str, doubtful: bool = False) -> None:
        """Nobody can be added to an alert; another one, of which nobody here knew, would ring on."""
        del id, call, key, doubtful
        raise Refused(say("GoAlert asks nobody to join an alert; page the other service by itself."))

    def acknowledge(self, id: str, *, by: str) -> None:
        del by
        self._becomes(id, PagerState.ACKNOWLEDGED, (PagerState.TRIGGERED,))

    def resolve(self, id: str, *, by: str) -> None:
        del by
        self._becomes(id, PagerState.RESOLVED, (PagerState.TRIGGERED, PagerState.ACKNOWLEDGED))

    def _becomes(self, id: str, state: PagerState, before: Sequence[PagerState]) -> None:
        raw = self._alert(id)
        if read.state(raw) in before:
            self._graph.ask("CaselineSet", id=raw.get("alertID"), status=STATUS[state])

    def note(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """Left out: GoAlert takes none, and every page would say beside it that it could not be told."""
        del id, text, by, key, doubtful

    def tell(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        del id, text, by, key, doubtful

    def read(self, id: str) -> PagerIncident:
        """With the address of who has it, for which it is asked besides: the log knows people by name."""
        raw = self._alert(id)
        found = read.alert(raw, self._url(read.number(raw, "alertID")))
        return replace(found, holders=tuple(map(self._with_address, found.holders)))

    def _with_address(self, one: Contact) -> Contact:
        said = self._graph.ask("CaselinePeople", name=one.name)
        return read.person(one, parts_at(said, "users", "nodes"))

    def _alert(self, id: str) -> Mapping[str, Any]:
        if id.startswith(BY_KEY):
            found = self._by_key(id)
        elif id.isascii() and id.isdigit():
            found = part_at(self._graph.ask("CaselineAlert", id=int(id)), "alert")
        else:
            found = {}
        if not found:
            raise PagerGone(say("GoAlert knows nothing of this any more."))
        return found

    def _by_key(self, id: str) -> Mapping[str, Any]:
        """Among the newest alerts of the service, since GoAlert cannot be asked for a key; empty if none."""
        name, _, key = id.removeprefix(BY_KEY).partition(":")
        said = self._graph.ask("CaselineAlerts", service=self._service(name).service)
        return next((one for one in parts_at(said, "alerts", "nodes") if read.key(one) == key), {})

    def on_call(self, service: str) -> Sequence[Contact]:
        """By the schedule where one is set, with the end of the shift; else by the service."""
        asked = self._service(service)
        if not asked.schedule:
            return read.on_call(part_at(self._graph.ask("CaselineService", id=asked.service), "service"))
        now = self._now()
        start, end = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (now, now + AHEAD))
        said = self._graph.ask("CaselineSchedule", id=asked.schedule, start=start, end=end)
        return read.shifts(part_at(said, "schedule"), now)

    def hints(self, knock: Knock) -> Sequence[PagerHint]:
        del knock
        raise Forged("GoAlert sends no webhooks here")

    def check(self) -> Iterator[Finding]:
        return findings(self._settings, self.on_call)

    def close(self) -> None:
        self._api.close()

    # --- asked ----------------------------------------------------------------------------------

    def _service(self, name: str) -> GoAlertService:
        found = self._settings.services.get(name)
        if found is None:
            raise Refused(say("GoAlert has no service {name} in the settings.", name=name))
        return found

    def _callable(self, call: Call) -> GoAlertService:
        if call.person:
            raise Refused(say("GoAlert wakes whom its escalation policies name, and not one person."))
        return self._service(call.service)

    def _incoming(self, service: GoAlertService, form: Mapping[str, str]) -> Mapping[str, Any]:
        """The key goes with the form: in the address it would stand in logs."""
        key = service.integration_key.get_secret_value()
        try:
            return part_at(self._api.ask("POST", "/api/v2/generic/incoming", data={"token": key, **form}))
        except Declined as no:
            raise self._api.better(no) from no

    def _url(self, number: str) -> str:
        base = self._settings.base_url.rstrip("/")
        return f"{base}/alerts/{quote(number, safe='')}" if number else ""
