"""Online meetings in Microsoft Teams, by Microsoft Graph, in the name of one user.

https://learn.microsoft.com/graph/api/onlinemeeting-createorget
One meeting for each key, however often it is asked for. Graph lets an app do it in the name of
users alone to whom an application access policy is granted:
https://learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy
"""

import json
import logging
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from adapters.http import Declined, Outside
from adapters.meetings.given import Given
from adapters.meetings.session import Login, Said, Session, host, text
from bot.domain.bridge import Meeting, Purpose
from bot.domain.finding import Finding
from bot.domain.wording import say
from bot.errors import AdapterError, Refused, SettingsError

log = logging.getLogger(__name__)

GRAPH = "https://graph.microsoft.com/.default"
PERMISSION = "OnlineMeetings.ReadWrite.All"
POLICY = (
    "run New-CsApplicationAccessPolicy and Grant-CsApplicationAccessPolicy for bridge.teams.organizer; "
    "docs/bridge.md says how. It takes up to half an hour to count"
)
SUBJECT = 255
NOBODYS = "joinMeetingIdSettings/joinMeetingId eq '000000000'"
"""A question about no meeting at all, which is answered to whoever may ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who we are in the tenant, and where Microsoft is."""

    app_id: str
    password: str = field(repr=False)
    tenant: str
    login_url: str
    graph_url: str


def connect(given: Given) -> "Teams":
    environment, settings = given.environment, given.settings.bridge.teams
    if settings is None or not environment.has_teams:
        needed = "MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID"
        raise SettingsError([f"bridge.provider: is teams, for which {needed} have to be set"])
    account = Account(
        app_id=environment.microsoft_app_id,
        password=environment.microsoft_app_password.get_secret_value(),
        tenant=environment.microsoft_app_tenant_id,
        login_url=given.settings.microsoft_teams.login_url,
        graph_url=given.settings.microsoft_teams.graph_url,
    )
    return Teams(settings.organizer, account, given.transport)


class Teams:
    """Keeps the promise of `bot.ports.Meetings`."""

    name = "teams"

    def __init__(self, organizer: str, account: Account, transport: httpx.BaseTransport | None) -> None:
        self._organizer = organizer
        self._way = f"{account.graph_url.rstrip('/')}/users/{quote(self._organizer, safe='')}/onlineMeetings"
        self._session = Session(
            "Microsoft",
            Outside("Microsoft Graph", {host(account.graph_url)}, transport=transport),
            Login(
                outside=Outside("Microsoft's login", {host(account.login_url)}, transport=transport),
                url=f"{account.login_url.rstrip('/')}/{account.tenant}/oauth2/v2.0/token",
                how={
                    "data": {
                        "grant_type": "client_credentials",
                        "client_id": account.app_id,
                        "client_secret": account.password,
                        "scope": GRAPH,
                    }
                },
            ),
        )

    def open(self, purpose: Purpose, *, key: str, doubtful: bool = False) -> Meeting:  # noqa: ARG002 - see below
        """Whether it is doubtful makes no difference: the same key is the same meeting."""
        made = self._ask("POST", "/createOrGet", json={"externalId": key, "subject": purpose.topic[:SUBJECT]})
        if not (url := text(made.get("joinWebUrl"))):
            raise Refused(say("Microsoft Graph opened a meeting, and did not say how to join it."))
        id = text(made.get("id"))
        if id:
            self._let_colleagues_in(id)
        return Meeting(url=url, id=id, passcode=_passcode(made), dial_in=_dial_in(made))

    def check(self) -> Iterator[Finding]:
        try:
            granted = _roles(self._session.token())
        except AdapterError as error:
            yield Finding("Teams meetings", str(error), "look at what is said of the app in Teams, too")
            return
        if granted is not None and PERMISSION not in granted:
            todo = f"have an admin consent to the application permission {PERMISSION} of Microsoft Graph"
            yield Finding("Teams meetings", f"the app lacks {PERMISSION}", todo)
            return
        yield self._policy()

    def close(self) -> None:
        self._session.close()

    def _policy(self) -> Finding:
        """A meeting that is not there may be answered with 404, or with an empty list."""
        there = Finding("Teams meetings", f"may be opened in the name of {self._organizer}")
        try:
            self._session.ask("GET", self._way, params={"$filter": NOBODYS})
        except Declined as no:
            return there if no.status == 404 else Finding("Teams meetings", str(_better(no)), POLICY)
        except AdapterError as error:
            return Finding(
                "Teams meetings", str(error), "look at the network, and at microsoft_teams.graph_url"
            )
        return there

    def _let_colleagues_in(self, id: str) -> None:
        """Past the lobby. Where Graph does not want that, somebody lets them in: better than no call."""
        asked = {"lobbyBypassSettings": {"scope": "organization", "isDialInBypassEnabled": True}}
        try:
            self._ask("PATCH", f"/{quote(id, safe='')}", json=asked)
        except Refused as no:
            log.warning("People may have to wait in the lobby of a bridge: %s", no)

    def _ask(self, method: str, way: str, **how: Any) -> Said:
        try:
            return self._session.ask(method, f"{self._way}{way}", **how)
        except Declined as no:
            raise _better(no) from no


def _better(no: Declined) -> Refused:
    """In words that say what an operator can do."""
    inner = no.said.get("error")
    told = inner if isinstance(inner, dict) else {}
    if no.status == 403:
        sentence = (
            "Microsoft does not let Caseline open meetings: it lacks the permission {permission}, or the "
            "organizer has no application access policy."
        )
        return Refused(say(sentence, permission=PERMISSION))
    if no.status == 404:
        return Refused(say("Microsoft knows no such organizer; an operator has to correct it."))
    if code := text(told.get("code")):
        return Refused(say("Microsoft Graph refused it ({code}).", code=code[:80]))
    return Refused(str(no))


def _passcode(made: Said) -> str:
    told = made.get("joinMeetingIdSettings")
    return text(told.get("passcode")) if isinstance(told, dict) else ""


def _dial_in(made: Said) -> str:
    """The number, and what has to be keyed in there."""
    told = made.get("audioConferencing")
    if not isinstance(told, dict) or not text(told.get("tollNumber")):
        return ""
    conference = text(told.get("conferenceId"))
    return f"{told['tollNumber']},,{conference}#" if conference else str(told["tollNumber"])


def _roles(token: str) -> frozenset[str] | None:
    """What an admin has consented to, as the token tells; None when it does not. It proves nothing."""
    try:
        body = token.split(".")[1]
        told = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))).get("roles", [])
    except (ValueError, IndexError, AttributeError):
        return None
    return frozenset(map(str, told)) if isinstance(told, list) else None
