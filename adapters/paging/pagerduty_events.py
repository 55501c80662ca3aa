"""PagerDuty's Events API v2, which stands when their other API does not.

https://developer.pagerduty.com/docs/events-api-v2-overview. It takes a key and tells no incident, so what
was made by it has an id of ours, `key:payments:<key>`, until the other API can be asked for it.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from adapters.doors.payload import text_at
from adapters.http import Declined, Outside
from adapters.paging import pagerduty_write as write
from bot.domain.pager import Call, PagerIncident, PagerState
from bot.domain.wording import say
from bot.errors import Refused
from bot.settings_paging import PagerDuty, PagerDutyService

MARK = "key"
ACTIONS = {PagerState.ACKNOWLEDGED: "acknowledge", PagerState.RESOLVED: "resolve"}


@dataclass(frozen=True, slots=True)
class Keyed:
    """An incident by the name of its service and the key that it was made with."""

    service: str
    key: str

    def __str__(self) -> str:
        return f"{MARK}:{self.service}:{self.key}"


def keyed(id: str) -> Keyed | None:
    """None for an id of PagerDuty's own."""
    mark, _, rest = id.partition(":")
    service, colon, key = rest.partition(":")
    return Keyed(service, key) if mark == MARK and colon and key else None


class Events:
    def __init__(self, settings: PagerDuty, transport: httpx.BaseTransport | None) -> None:
        self._url = f"{settings.events_url.rstrip('/')}/v2/enqueue"
        host = urlsplit(settings.events_url).hostname or ""
        self._outside = Outside("PagerDuty", [host], transport=transport)

    def trigger(self, name: str, call: Call, service: PagerDutyService, key: str) -> PagerIncident:
        """One person alone cannot be woken here: whoever the service wakes is."""
        self._send(write.trigger(call, service.routing_key.get_secret_value(), key))
        return PagerIncident(
            pager="pagerduty",
            id=str(Keyed(name, key)),
            title=call.title,
            url="",
            state=PagerState.TRIGGERED,
            service=service.service,
            urgency=call.urgency,
            key=key,
        )

    def change(self, service: PagerDutyService, key: str, state: PagerState) -> None:
        """In nobody's name; what is over already, or never was, is passed over there."""
        routing_key = service.routing_key.get_secret_value()
        self._send({"routing_key": routing_key, "event_action": ACTIONS[state], "dedup_key": key})

    def _send(self, event: write.Json) -> None:
        try:
            self._outside.ask("POST", self._url, json=event)
        except Declined as no:
            why = text_at(no.said, "message") or str(no.status)
            raise Refused(say("PagerDuty refused the event: {why}", why=why[:200])) from no

    def close(self) -> None:
        self._outside.close()
