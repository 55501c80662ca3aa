"""Graph's side of the fake: channels, group chats, their members and messages."""

import json
import re
from collections.abc import Callable

from tests.fakes.teams.fake import CATALOG_APP, FakeTeams
from tests.fakes.teams.state import Conversation, Json, Message, No, Team

_BAD_NAME = re.compile(r"""[~#%&*{}+/\\:<>?|'"]|\.\.|^[_.]|\.$""")
_USER = re.compile(r"/users\('([^']+)'\)$")
Rule = Callable[..., tuple[int, Json]]


def make_channel(teams: FakeTeams, body: Json, query: Json, group: str) -> tuple[int, Json]:
    team, name = _team(teams, group, "Channel.Create.Group"), body["displayName"]
    if len(name) > 50 or _BAD_NAME.search(name):
        raise No(400, "BadRequest", "Channel name is not valid")
    taken = {one.name.casefold() for one in teams.conversations.values() if one.team == team.id}
    if name.casefold() in taken:
        raise No(400, "NameAlreadyExists", "Channel name already existed")
    made = teams.add_channel(team, name)
    made.description = body.get("description") or ""
    return 201, _channel_told(teams, made)


def channels(teams: FakeTeams, body: Json, query: Json, group: str) -> tuple[int, Json]:
    team = _team(teams, group, "ChannelSettings.Read.Group")
    found = [one for one in teams.conversations.values() if one.team == team.id]
    return 200, {"value": [_channel_told(teams, one) for one in found]}


def describe(teams: FakeTeams, body: Json, query: Json, group: str, channel: str) -> tuple[int, Json]:
    place = _channel(teams, group, channel, "ChannelSettings.ReadWrite.Group")
    place.description = body["description"]
    return 204, {}


def archive(teams: FakeTeams, body: Json, query: Json, group: str, channel: str) -> tuple[int, Json]:
    place = _channel(teams, group, channel, "ChannelSettings.ReadWrite.All")
    if place.archived:
        raise No(400, "ChannelAlreadyArchived")
    place.archived = True
    return 202, {}


def channel_messages(teams: FakeTeams, body: Json, query: Json, group: str, channel: str) -> tuple[int, Json]:
    place = _channel(teams, group, channel, "ChannelMessage.Read.Group")
    return 200, {"value": [_message_told(one) for one in reversed(place.spoken)]}


def replies(
    teams: FakeTeams, body: Json, query: Json, group: str, channel: str, root: str
) -> tuple[int, Json]:
    place = _channel(teams, group, channel, "ChannelMessage.Read.Group")
    return 200, {"value": [_message_told(one) for one in reversed(place.thread(root))]}


def make_chat(teams: FakeTeams, body: Json, query: Json) -> tuple[int, Json]:
    _consented(teams, "Chat.Create")
    if body.get("chatType") != "group" or not body.get("members"):
        raise No(400, "BadRequest", "A group chat needs members")
    if re.search(r"[:]", body.get("topic") or "") or len(body.get("topic") or "") > 250:
        raise No(400, "BadRequest", "Invalid topic")
    made = teams.add_chat("chat", *(_user(teams, one) for one in body["members"]), bot=False)
    made.name = body.get("topic") or ""
    return 201, {
        "id": made.id,
        "topic": made.name,
        "chatType": "group",
        "webUrl": f"https://teams.test/{made.id}",
    }


def install(teams: FakeTeams, body: Json, query: Json, chat: str) -> tuple[int, Json]:
    _consented(teams, "TeamsAppInstallation.ReadWriteSelfForChat.All")
    if not str(body.get("teamsApp@odata.bind")).endswith(f"/appCatalogs/teamsApps/{CATALOG_APP}"):
        raise No(404, "NotFound", "No such app in the catalogue")
    place = _chat(teams, chat)
    if place.has_bot:
        raise No(409, "Conflict", "The app is already installed")
    place.has_bot = True
    return 201, {}


def name_chat(teams: FakeTeams, body: Json, query: Json, chat: str) -> tuple[int, Json]:
    _consented(teams, "ChatSettings.ReadWrite.Chat")
    _chat(teams, chat).name = body["topic"]
    return 200, {}


def add_to_chat(teams: FakeTeams, body: Json, query: Json, chat: str) -> tuple[int, Json]:
    _consented(teams, "ChatMember.ReadWrite.All")
    place, user = _chat(teams, chat), _user(teams, body)
    if user in place.members:
        raise No(409, "Conflict")
    place.members.append(user)
    return 201, {}


def chat_messages(teams: FakeTeams, body: Json, query: Json, chat: str) -> tuple[int, Json]:
    _consented(teams, "ChatMessage.Read.Chat")
    return 200, {"value": [_message_told(one) for one in reversed(_chat(teams, chat).spoken)]}


_ID = r"([^/]+)"
_CHANNEL = rf"graph/v1\.0/teams/{_ID}/channels/{_ID}"
ROUTES: list[tuple[str, str, str, Rule]] = [
    ("POST", rf"graph/v1\.0/teams/{_ID}/channels", "graph POST channels", make_channel),
    ("GET", rf"graph/v1\.0/teams/{_ID}/channels", "graph GET channels", channels),
    ("PATCH", _CHANNEL, "graph PATCH channel", describe),
    ("POST", rf"{_CHANNEL}/archive", "graph POST archive", archive),
    ("GET", rf"{_CHANNEL}/messages", "graph GET messages", channel_messages),
    ("GET", rf"{_CHANNEL}/messages/{_ID}/replies", "graph GET replies", replies),
    ("POST", r"graph/v1\.0/chats", "graph POST chats", make_chat),
    ("POST", rf"graph/v1\.0/chats/{_ID}/installedApps", "graph POST installedApps", install),
    ("PATCH", rf"graph/v1\.0/chats/{_ID}", "graph PATCH chat", name_chat),
    ("POST", rf"graph/v1\.0/chats/{_ID}/members", "graph POST members", add_to_chat),
    ("GET", rf"graph/v1\.0/chats/{_ID}/messages", "graph GET chat messages", chat_messages),
]


def _consented(teams: FakeTeams, permission: str) -> None:
    if permission not in teams.consents:
        raise No(403, "Forbidden", f"Missing role permissions on the request: {permission}")


def _team(teams: FakeTeams, group: str, permission: str) -> Team:
    _consented(teams, permission)
    for one in teams.teams.values():
        if one.group == group:
            return one
    raise No(404, "NotFound", "No team found with Group Id")


def _channel(teams: FakeTeams, group: str, channel: str, permission: str) -> Conversation:
    team = _team(teams, group, permission)
    place = teams.conversations.get(channel)
    if place is None or place.team != team.id:
        raise No(404, "NotFound")
    return place


def _chat(teams: FakeTeams, chat: str) -> Conversation:
    place = teams.conversations.get(chat)
    if place is None or place.kind != "groupChat":
        raise No(404, "NotFound")
    return place


def _user(teams: FakeTeams, member: Json) -> str:
    found = _USER.search(str(member.get("user@odata.bind")))
    for one in teams.users.values():
        if found and one.object_id == found.group(1):
            return one.id
    raise No(404, "NotFound", "No such user")


def _channel_told(teams: FakeTeams, place: Conversation) -> Json:
    told = {"id": place.id, "displayName": place.name, "description": place.description}
    return told | {"webUrl": f"https://teams.test/{place.id}", "membershipType": "standard"}


def _message_told(message: Message) -> Json:
    """Graph tells the card of an attachment as text."""
    attachments = [
        {"contentType": one["contentType"], "content": json.dumps(one["content"])}
        for one in message.activity.get("attachments") or []
    ]
    return {"id": message.id, "attachments": attachments}
