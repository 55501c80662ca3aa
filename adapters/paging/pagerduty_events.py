"""PagerDuty's Events API v2, which stands when their other API does not.

https://developer.pagerduty.com/docs/events-api-v2-overview. It takes a key and tells no incident, so what
was made by it has an id of ours, `key:<key>`, until the other API can be asked for it. Webhooks about it
are known by the same key.
"""

from urllib.parse import urlsplit

import httpx

from adapters.doors.payload import text_at
from adapters.http import Declined, Outside
from adapters.paging import pagerduty_write as write
from bot.domain.pager import Call, PagerIncident, PagerState
from bot.domain.wording import say
from bot.errors import AdapterError, Refused
from bot.settings_paging import PagerDuty, PagerDutyService

BY_KEY = "key:"
ACTIONS = {PagerState.ACKNOWLEDGED: "acknowledge", PagerState.RESOLVED: "resolve"}


def key_in(id: str) -> str:
    """The key in an id of ours; empty for one of PagerDuty's own."""
    return id.removeprefix(BY_KEY) if id.startswith(BY_KEY) else ""


class Events:
    def __init__(self, settings: PagerDuty, transport: httpx.BaseTransport | None) -> None:
        self._url = f"{settings.events_url.rstrip('/')}/v2/enqueue"
        keys = (one.routing_key.get_secret_value() for one in settings.services.values())
        self._routing_keys = list(dict.fromkeys(filter(None, keys)))
        host = urlsplit(settings.events_url).hostname or ""
        self._outside = Outside("PagerDuty", [host], transport=transport)

    def trigger(self, call: Call, service: PagerDutyService, key: str) -> PagerIncident:
        """One person alone cannot be woken here: whoever the service wakes is."""
        self._send(write.trigger(call, service.routing_key.get_secret_value(), key))
        return PagerIncident(
            pager="pagerduty",
            id=f"{BY_KEY}{key}",
            title=call.title,
            url="",
            state=PagerState.TRIGGERED,
            service=service.service,
            urgency=call.urgency,
            key=key,
        )

    def change(self, key: str, state: PagerState) -> bool:
        """In nobody's name; whether any service took it.

        All of them are told, since the key does not say whose it is; to the others it means nothing.
        """
        event = {"event_action": ACTIONS[state], "dedup_key": key[: write.KEY]}
        taken = [self._takes({"routing_key": one, **event}) for one in self._routing_keys]
        return any(taken)

    def _takes(self, event: write.Json) -> bool:
        try:
            self._send(event)
        except AdapterError:
            return False
        return True

    def _send(self, event: write.Json) -> None:
        try:
            self._outside.ask("POST", self._url, json=event)
        except Declined as no:
            why = text_at(no.said, "message") or str(no.status)
            raise Refused(say("PagerDuty refused the event: {why}", why=why[:200])) from no

    def close(self) -> None:
        self._outside.close()
