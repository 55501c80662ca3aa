"""Meetings in Zoom, by a server-to-server OAuth app.

https://developers.zoom.us/docs/api/meetings/ and https://developers.zoom.us/docs/internal-apps/s2s-oauth/
A meeting is of the scheduled kind: people can join such a one before its host, and it is found again
by our key, which stands in its agenda. Zoom also answers with the host's start link, a key to the host's
powers; it is not read. Nothing is ended: the call is over when everybody has left.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from adapters.http import Declined, Outside
from adapters.meetings.given import Given
from adapters.meetings.session import Login, Session, host, text
from bot.domain.bridge import Meeting, Purpose
from bot.domain.finding import Finding
from bot.domain.wording import say
from bot.errors import AdapterError, Refused, SettingsError
from bot.settings_meetings import ZoomMeetings

SCHEDULED = 2
TOPIC, WHY = 200, 200
PAGES, PAGE = 10, 300
"""How many of the host's meetings are looked through for one of ours."""
SCOPES = {
    "meeting:write:meeting:admin": "meeting:write:admin",
    "meeting:read:list_meetings:admin": "meeting:read:admin",
    "meeting:read:meeting:admin": "meeting:read:admin",
}
"""What we need, and what older apps have instead."""
LETTER = "look at account_id, client_id and client_secret under bridge.zoom, and whether the app is activated"
WAY = "look at the network, at a proxy or firewall in between, and at the addresses under bridge.zoom"

Said = Mapping[str, Any]


def connect(given: Given) -> "Zoom":
    settings = given.settings.bridge.zoom
    if settings is None:
        raise SettingsError(["bridge.zoom: is missing"])
    return Zoom(settings, given.now, given.transport)


class Zoom:
    """Keeps the promise of `bot.ports.Meetings`."""

    name = "zoom"

    def __init__(
        self, settings: ZoomMeetings, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._session = Session(
            "Zoom",
            Outside("Zoom", {host(settings.base_url)}, transport=transport),
            Login(
                outside=Outside("Zoom", {host(settings.login_url)}, transport=transport),
                url=f"{settings.login_url.rstrip('/')}/oauth/token",
                how={
                    "data": {"grant_type": "account_credentials", "account_id": settings.account_id},
                    "auth": (settings.client_id, settings.client_secret.get_secret_value()),
                },
            ),
        )

    def open(self, purpose: Purpose, *, key: str, doubtful: bool = False) -> Meeting:
        earlier = self._earlier(key) if doubtful else None
        made = earlier or self._ask("POST", self._meetings, json=self._wanted(purpose, key))
        return _meeting(made)

    def check(self) -> Iterator[Finding]:
        try:
            granted = text(self._session.granted().get("scope")).split()
        except Refused as no:
            yield Finding("Zoom", str(no), LETTER)
            return
        except AdapterError as error:
            yield Finding("Zoom", str(error), WAY)
            return
        yield Finding("Zoom", f"{self._settings.base_url}; the app is let in")
        yield _scopes(granted)
        yield self._host()

    def close(self) -> None:
        self._session.close()

    def _host(self) -> Finding:
        user = self._settings.user
        try:
            self._ask("GET", self._meetings, params={"type": "live", "page_size": 1})
        except AdapterError as error:
            return Finding("Zoom host", str(error), "correct bridge.zoom.user, or what the app may do")
        return Finding("Zoom host", f"{user} is the host of bridges")

    @property
    def _meetings(self) -> str:
        return f"/users/{quote(self._settings.user, safe='')}/meetings"

    def _wanted(self, purpose: Purpose, key: str) -> Said:
        return {
            "topic": purpose.topic[:TOPIC],
            "agenda": f"Caseline {key}",
            "type": SCHEDULED,
            "start_time": f"{self._now():%Y-%m-%dT%H:%M:%SZ}",
            "duration": 60,
            "settings": {"join_before_host": True, "jbh_time": 0, "waiting_room": False},
        }

    def _earlier(self, key: str) -> Said | None:
        """What a try whose answer was lost has made."""
        asked: dict[str, Any] = {"type": "scheduled", "page_size": PAGE}
        for _ in range(PAGES):
            said = self._ask("GET", self._meetings, params=asked)
            found = said.get("meetings")
            for one in found if isinstance(found, list) else ():
                if key in text(one.get("agenda")):
                    return self._ask("GET", f"/meetings/{one.get('id')}")
            if not (page := text(said.get("next_page_token"))):
                return None
            asked["next_page_token"] = page
        return None

    def _ask(self, method: str, path: str, **how: Any) -> Said:
        try:
            return self._session.ask(method, f"{self._settings.base_url.rstrip('/')}/v2{path}", **how)
        except Declined as no:
            raise self._better(no) from no

    def _better(self, no: Declined) -> Refused:
        """In words that say what an operator can do."""
        why = text(no.said.get("message"))
        if "does not contain scopes" in why:
            lacking = re.sub(r"[^\w:, ]", "", why.partition("scopes")[2]).strip(": ")
            return Refused(say("Caseline's app in Zoom lacks a scope: {scopes}.", scopes=lacking[:WHY]))
        if no.status == 404:
            sentence = "Zoom knows no user {user}; an operator has to correct `bridge.zoom.user`."
            return Refused(say(sentence, user=self._settings.user))
        if why:
            return Refused(say("Zoom refused it: {why}", why=why[:WHY]))
        return Refused(str(no))


def _meeting(made: Said) -> Meeting:
    url = text(made.get("join_url"))
    if not url:
        raise Refused(say("Zoom opened a meeting, and did not say how to join it."))
    return Meeting(url=url, id=str(made.get("id") or ""), passcode=text(made.get("password")))


def _scopes(granted: list[str]) -> Finding:
    lacking = [one for one, older in SCOPES.items() if one not in granted and older not in granted]
    if lacking:
        todo = "add them to the app in the Zoom App Marketplace, under Scopes"
        return Finding("Zoom scopes", f"lacking: {', '.join(lacking)}", todo)
    return Finding("Zoom scopes", "all are granted")
