"""Microsoft Graph: what the connector cannot do. Channels, group chats, their members and messages.

A door of its own with a token of its own, and nothing that is needed for a war room in a thread.
https://learn.microsoft.com/graph/api/resources/teams-api-overview
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from adapters.http import Declined, Outside
from adapters.teams.token import GRAPH, Authorized, Tokens
from bot.domain.wording import say
from bot.errors import Refused

Said = Mapping[str, Any]

MEMBER = "#microsoft.graph.aadUserConversationMember"
LATEST = 50
BY_OWNER, BY_ADMIN = "the owner of the team", "an admin of the organisation"


class Lacking(Refused):
    """Nobody has consented to what this needs; `permission` is how Microsoft calls it."""

    def __init__(self, permission: str, by: str) -> None:
        sentence = "Caseline lacks the permission `{permission}` in Teams; {by} can consent to it."
        super().__init__(say(sentence, permission=permission, by=say(by)))
        self.permission = permission


class Graph:
    """TryLater and Declined come out as they are, but a missing consent says which one."""

    def __init__(self, outside: Outside, tokens: Tokens, base_url: str) -> None:
        self._service = Authorized(outside, tokens, GRAPH)
        self._base = base_url.rstrip("/")

    # --- channels --------------------------------------------------------------------------

    def make_channel(self, group: str, name: str, description: str) -> Said:
        asked = {"displayName": name, "description": description, "membershipType": "standard"}
        needed = ("Channel.Create.Group", BY_OWNER)
        return self._ask(needed, "POST", f"teams/{_quoted(group)}/channels", json=asked)

    def channels(self, group: str) -> Sequence[Said]:
        needed = ("ChannelSettings.Read.Group", BY_OWNER)
        return _values(self._ask(needed, "GET", f"teams/{_quoted(group)}/channels"))

    def describe_channel(self, group: str, channel: str, description: str) -> None:
        needed = ("ChannelSettings.ReadWrite.Group", BY_OWNER)
        way = f"teams/{_quoted(group)}/channels/{_quoted(channel)}"
        self._ask(needed, "PATCH", way, json={"description": description})

    def archive_channel(self, group: str, channel: str) -> None:
        needed = ("ChannelSettings.ReadWrite.All", BY_ADMIN)
        self._ask(needed, "POST", f"teams/{_quoted(group)}/channels/{_quoted(channel)}/archive")

    def channel_messages(self, group: str, channel: str, root: str) -> Sequence[Said]:
        """The latest in a channel, or in one of its threads."""
        way = f"teams/{_quoted(group)}/channels/{_quoted(channel)}/messages"
        way += f"/{_quoted(root)}/replies" if root else ""
        return _values(
            self._ask(("ChannelMessage.Read.Group", BY_OWNER), "GET", way, params={"$top": LATEST})
        )

    # --- group chats -----------------------------------------------------------------------

    def make_chat(self, topic: str, people: Sequence[str]) -> Said:
        """`people` are ids of the directory. Everybody is an owner: there is nobody else to be one."""
        members = [self._member(person) for person in people]
        asked = {"chatType": "group", "topic": topic, "members": members}
        return self._ask(("Chat.Create", BY_ADMIN), "POST", "chats", json=asked)

    def install(self, chat: str, app: str) -> None:
        """Our own app into this chat, so that it may write there."""
        asked = {"teamsApp@odata.bind": f"{self._base}/appCatalogs/teamsApps/{_quoted(app)}"}
        needed = ("TeamsAppInstallation.ReadWriteSelfForChat.All", BY_ADMIN)
        self._ask(needed, "POST", f"chats/{_quoted(chat)}/installedApps", json=asked)

    def name_chat(self, chat: str, topic: str) -> None:
        needed = ("ChatSettings.ReadWrite.Chat", BY_ADMIN)
        self._ask(needed, "PATCH", f"chats/{_quoted(chat)}", json={"topic": topic})

    def add_to_chat(self, chat: str, person: str) -> None:
        """With everything that was said before."""
        seen = {"visibleHistoryStartDateTime": "0001-01-01T00:00:00Z"}
        needed = ("ChatMember.ReadWrite.All", BY_ADMIN)
        self._ask(needed, "POST", f"chats/{_quoted(chat)}/members", json=self._member(person) | seen)

    def chat_messages(self, chat: str) -> Sequence[Said]:
        needed = ("ChatMessage.Read.Chat", BY_ADMIN)
        return _values(self._ask(needed, "GET", f"chats/{_quoted(chat)}/messages", params={"$top": LATEST}))

    # --- asking ----------------------------------------------------------------------------

    def _member(self, person: str) -> dict[str, Any]:
        return {
            "@odata.type": MEMBER,
            "roles": ["owner"],
            "user@odata.bind": f"{self._base}/users('{_quoted(person)}')",
        }

    def _ask(self, needed: tuple[str, str], method: str, way: str, **how: Any) -> Said:
        try:
            return self._service.ask(method, f"{self._base}/{way}", **how)
        except Declined as error:
            if error.status != 403:
                raise
            raise Lacking(*needed) from error


def why(error: Declined) -> str:
    """Graph's own word for what is wrong."""
    inner = error.said.get("error")
    said = inner.get("code") if isinstance(inner, dict) else ""
    return str(said or f"http_{error.status}")


def _values(said: Said) -> Sequence[Said]:
    found = said.get("value")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _quoted(id: str) -> str:
    return quote(id, safe="")
