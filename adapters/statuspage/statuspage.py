"""Atlassian Statuspage: https://developer.statuspage.io

Makes incidents with their updates, changes what components are like, and puts words right. It makes no
components, no scheduled maintenance and no subscribers.
"""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any
from urllib.parse import quote

import httpx

from adapters.doors.payload import Payload, part_at
from adapters.http import Declined
from adapters.statuspage import statuspage_read as read
from adapters.statuspage import statuspage_write as write
from adapters.statuspage.asking import Asking, better
from adapters.statuspage.statuspage_check import findings
from bot.domain.finding import Finding
from bot.domain.status_page import Posting
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.ports.status_page import PostedThere
from bot.settings_publish import Statuspage

RECENT = "100"
"""So many of the newest incidents are looked through for one that an earlier try may have made."""


def connect(
    settings: Statuspage,
    *,
    transport: httpx.BaseTransport | None = None,
    clock: Callable[[], float] = monotonic,
) -> "StatuspagePage":
    return StatuspagePage(settings, transport, clock)


class StatuspagePage:
    """Keeps the promise of `bot.ports.StatusPage`."""

    name = "statuspage"

    def __init__(
        self, settings: Statuspage, transport: httpx.BaseTransport | None, clock: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._api = Asking(settings, transport, clock)

    def post(self, posting: Posting, *, incident: str = "", key: str, doubtful: bool = False) -> PostedThere:
        """An update is looked for in any case, since the incident has to be read before it is changed."""
        if incident:
            return self._update(posting, incident, key)
        earlier = self._made_with(key) if doubtful else None
        return self._there(earlier or self._create(posting, key), posting)

    def _create(self, posting: Posting, key: str) -> Payload:
        body = write.incident(posting, self._settings, key)
        return part_at(self._asked("POST", "/incidents", json=body))

    def _update(self, posting: Posting, incident: str, key: str) -> PostedThere:
        path = _path(incident)
        before = part_at(self._asked("GET", path))
        if key in write.keys(before):
            return self._there(before, posting)
        body = write.incident(posting, self._settings, key, before)
        return self._there(part_at(self._asked("PATCH", path, json=body)), posting)

    def _made_with(self, key: str) -> Payload | None:
        return read.with_key(self._asked("GET", "/incidents", params={"limit": RECENT}), key)

    def _there(self, incident: Payload, posting: Posting) -> PostedThere:
        if there := read.posted(incident, write.body(posting.text), posting.phase):
            return there
        raise TryLater(say("Statuspage answers with something that cannot be read."), unsure=True)

    def correct(self, there: PostedThere, text: str) -> None:
        path = f"{_path(there.incident)}/incident_updates/{quote(there.update, safe='')}"
        self._asked("PATCH", path, json=write.correction(text))

    def check(self) -> Iterator[Finding]:
        return findings(self._api, self._settings)

    def close(self) -> None:
        self._api.close()

    def _asked(self, method: str, path: str, **how: Any) -> Any:
        try:
            return self._api.ask(method, path, **how)
        except Declined as no:
            if no.status == 404 and path != "/incidents":
                gone = "This incident is no longer on Statuspage; somebody deleted it there."
                raise Refused(say(gone)) from no
            raise better(no) from no


def _path(incident: str) -> str:
    return f"/incidents/{quote(incident, safe='')}"
