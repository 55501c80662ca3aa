"""The Bot Framework connector: conversations, activities, members.

Spoken to directly rather than by the SDK's client, which blocks without a time-out of its own,
asks for a token per turn and drops whatever its model does not know.
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from adapters.http import Outside
from adapters.teams.places import THREAD, Place
from adapters.teams.token import CONNECTOR, Account, Authorized, Tokens

Json = dict[str, Any]
Said = Mapping[str, Any]

PAGE = 500
PAGES = 40
TARGETED = {"isTargetedActivity": "true"}


@dataclass(frozen=True, slots=True)
class Created:
    """A new conversation, and the first message in it, if one was sent."""

    conversation: str
    message: str


class Connector:
    """`service_url` is asked where no activity has told of a nearer one.

    TryLater and Declined come out of here as they are; the voice finds the words.
    """

    def __init__(self, outside: Outside, tokens: Tokens, account: Account, service_url: str) -> None:
        self._service = Authorized(outside, tokens, CONNECTOR)
        self._account = account
        self._service_url = service_url

    def send(self, place: Place, conversation: str, activity: Said, *, targeted: bool = False) -> str:
        """The id of the new message."""
        way = f"v3/conversations/{_quoted(conversation)}/activities"
        said = self._ask("POST", place, way, json=dict(activity), params=TARGETED if targeted else {})
        return str(said.get("id") or "")

    def update(self, place: Place, conversation: str, message: str, activity: Said) -> None:
        way = f"v3/conversations/{_quoted(conversation)}/activities/{_quoted(message)}"
        self._ask("PUT", place, way, json={**activity, "id": message})

    def delete(self, place: Place, conversation: str, message: str) -> None:
        way = f"v3/conversations/{_quoted(conversation)}/activities/{_quoted(message)}"
        self._ask("DELETE", place, way)

    def open_thread(self, place: Place, channel: str, activity: Said) -> Created:
        """A new thread in this channel, with this as its first message."""
        return self._create(
            place,
            {
                "isGroup": True,
                "channelData": {"channel": {"id": channel}, "tenant": {"id": self._tenant(place)}},
                "activity": dict(activity),
            },
        )

    def open_personal(self, place: Place, person: str) -> str:
        """The conversation with this one person; the same one however often it is asked for."""
        asked = {
            "isGroup": False,
            "members": [{"id": person}],
            "channelData": {"tenant": {"id": self._tenant(place)}},
        }
        return self._create(place, asked).conversation

    def member(self, place: Place, conversation: str, person: str) -> Said:
        """Who this is; declined with 404 when they are not there."""
        return self._ask("GET", place, f"v3/conversations/{_quoted(conversation)}/members/{_quoted(person)}")

    def members(self, place: Place, conversation: str) -> Iterator[Said]:
        way, page = f"v3/conversations/{_quoted(conversation)}/pagedmembers", ""
        for _ in range(PAGES):
            more = {"continuationToken": page} if page else {}
            said = self._ask("GET", place, way, params={"pageSize": PAGE, **more})
            yield from said.get("members") or []
            page = str(said.get("continuationToken") or "")
            if not page:
                return

    def group_of(self, place: Place) -> str:
        """The directory's id of this place's team, which Graph wants."""
        return str(self._ask("GET", place, f"v3/teams/{_quoted(place.team)}").get("aadGroupId") or "")

    def _create(self, place: Place, asked: Json) -> Created:
        # Without bot and tenant in the question, the answer cannot be used for a reference.
        whole = {"bot": {"id": place.bot or self._account.bot}, "tenantId": self._tenant(place), **asked}
        said = self._ask("POST", place, "v3/conversations", json=whole)
        conversation = str(said.get("id") or "")
        return Created(conversation, conversation.partition(THREAD)[2] or str(said.get("activityId") or ""))

    def _tenant(self, place: Place) -> str:
        return place.tenant or self._account.tenant

    def _ask(self, method: str, place: Place, way: str, **how: Any) -> Said:
        return self._service.ask(
            method, f"{(place.service_url or self._service_url).rstrip('/')}/{way}", **how
        )


def _quoted(id: str) -> str:
    return quote(id, safe="")
