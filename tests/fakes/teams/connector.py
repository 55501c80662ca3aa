"""The connector's side of the fake: `/v3/conversations` and `/v3/teams`."""

import re
from collections.abc import Callable
from typing import Any

from tests.fakes.teams.fake import FakeTeams
from tests.fakes.teams.state import Conversation, Json, Message, No, size

SENDING = ("message",)
Rule = Callable[..., tuple[int, Json]]


def create(teams: FakeTeams, body: Json, query: Json) -> tuple[int, Json]:
    """Personal chats and threads in channels; nothing else can be made by a bot."""
    if body.get("tenantId") != teams.tenant:
        raise No(400, "BadSyntax", "Invalid tenant")
    members = body.get("members") or []
    channel = (body.get("channelData") or {}).get("channel", {}).get("id", "")
    if body.get("isGroup") and channel:
        return _thread(teams, channel, body.get("activity"))
    if body.get("isGroup") or len(members) != 1:
        raise No(400, "BadSyntax", "Bad format of conversation")
    user = _user(teams, members[0]["id"])
    if not user.has_app:
        raise No(403, "ForbiddenOperationException", "The bot is not installed for this user")
    return 201, {"id": teams.personal(user.id).id}


def _thread(teams: FakeTeams, channel: str, activity: Json | None) -> tuple[int, Json]:
    place = _conversation(teams, channel)
    if not activity:
        raise No(400, "BadSyntax", "Activity must be specified")
    made = _said(teams, place, activity, root="")
    return 201, {"id": f"{place.id};messageid={made.id}", "activityId": made.id}


def send(teams: FakeTeams, body: Json, query: Json, conversation: str) -> tuple[int, Json]:
    place, root = _conversation(teams, conversation), conversation.partition(";messageid=")[2]
    if root and not any(one.id == root for one in place.messages):
        raise No(404, "ConversationNotFound")
    to = ""
    if query.get("isTargetedActivity") == "true":
        to = (body.get("recipient") or {}).get("id", "")
        if not teams.targeted or not to or place.kind == "personal":
            raise No(400, "BadRequest", "Targeted messages need a recipient in a channel or group chat")
        if to not in teams.people_of(place):
            raise No(404, "ActivityNotFoundInConversation")
    made = _said(teams, place, body, root=root, to=to)
    return 201, {"id": made.id}


def update(teams: FakeTeams, body: Json, query: Json, conversation: str, activity: str) -> tuple[int, Json]:
    message = _ours(teams, conversation, activity)
    _check_size(teams, body)
    message.activity = body
    message.versions += 1
    return 200, {"id": activity}


def delete(teams: FakeTeams, body: Json, query: Json, conversation: str, activity: str) -> tuple[int, Json]:
    _ours(teams, conversation, activity).deleted = True
    return 200, {}


def member(teams: FakeTeams, body: Json, query: Json, conversation: str, member: str) -> tuple[int, Json]:
    place, user = _conversation(teams, conversation), _user(teams, member)
    if user.id not in teams.people_of(place):
        raise No(404, "MemberNotFoundInConversation")
    return 200, user.as_teams_tells()


def members(teams: FakeTeams, body: Json, query: Json, conversation: str) -> tuple[int, Json]:
    everybody = teams.people_of(_conversation(teams, conversation))
    start, count = int(query.get("continuationToken") or 0), min(int(query.get("pageSize") or 50), teams.page)
    page = [teams.users[one].as_teams_tells() for one in everybody[start : start + count]]
    more = {"continuationToken": str(start + count)} if start + count < len(everybody) else {}
    return 200, {"members": page, **more}


def team(teams: FakeTeams, body: Json, query: Json, team: str) -> tuple[int, Json]:
    found = teams.teams.get(team)
    if found is None or not found.installed:
        raise No(403, "BotNotInConversationRoster")
    return 200, {"id": found.id, "name": found.name, "aadGroupId": found.group}


_ID = r"([^/]+)"
ROUTES: list[tuple[str, str, str, Rule]] = [
    ("POST", r"v3/conversations", "POST conversations", create),
    ("POST", rf"v3/conversations/{_ID}/activities", "POST activities", send),
    ("PUT", rf"v3/conversations/{_ID}/activities/{_ID}", "PUT activities", update),
    ("DELETE", rf"v3/conversations/{_ID}/activities/{_ID}", "DELETE activities", delete),
    ("GET", rf"v3/conversations/{_ID}/members/{_ID}", "GET member", member),
    ("GET", rf"v3/conversations/{_ID}/pagedmembers", "GET members", members),
    ("GET", rf"v3/teams/{_ID}", "GET team", team),
]


def route(routes: list[Any], method: str, path: str) -> tuple[str, Rule, tuple[str, ...]] | None:
    """The name of this call, what it does, and the ids in its path, still quoted."""
    for wanted, pattern, name, rule in routes:
        if method == wanted and (found := re.fullmatch(pattern, path)):
            return name, rule, found.groups()
    return None


def _conversation(teams: FakeTeams, id: str) -> Conversation:
    """Where the bot may do something, or the refusal that Teams would give."""
    place = teams.conversations.get(id.partition(";")[0])
    if place is None:
        raise No(404, "ConversationNotFound")
    if place.kind == "channel" and not teams.teams[place.team].installed:
        raise No(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
    if not place.has_bot:
        raise No(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
    if place.kind == "personal" and teams.users[place.members[0]].blocked:
        # Teams hides this one in a text inside the text.
        raise No(403, "ServiceError", '{"subCode": "MessageWritesBlocked", "details": "bot is blocked"}')
    return place


def _user(teams: FakeTeams, id: str) -> Any:
    for one in teams.users.values():
        if id in (one.id, one.object_id):
            return one
    raise No(404, "MemberNotFoundInConversation")


def _ours(teams: FakeTeams, conversation: str, activity: str) -> Message:
    message = _conversation(teams, conversation).message(activity)
    if message is None:
        raise No(404, "ActivityNotFoundInConversation")
    if message.by != teams.bot:
        raise No(403, "BadArgument", "Only own messages can be changed")
    return message


def _said(teams: FakeTeams, place: Conversation, activity: Json, *, root: str, to: str = "") -> Message:
    _check_size(teams, activity)
    if place.archived:
        raise No(403, "ChannelArchived")
    return teams.say(place, Message(teams.next_message(), place.id, teams.bot, activity, root=root, to=to))


def _check_size(teams: FakeTeams, activity: Json) -> None:
    if activity.get("type") not in SENDING:
        raise No(400, "BadArgument", "Unknown activity type")
    if not activity.get("text") and not activity.get("attachments"):
        raise No(400, "BadSyntax", "Activity resulted into multiple skype activities")
    if size(activity) > teams.largest:
        raise No(413, "MessageSizeTooBig")
