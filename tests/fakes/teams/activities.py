"""What Teams sends to the bot when people do something: raw activities, to be posted to the door."""

from typing import Any

from tests.fakes.teams.fake import FakeTeams
from tests.fakes.teams.state import Conversation, Json, Message

AT = "2026-08-03T09:12:00.000Z"


def said(teams: FakeTeams, person: str, where: str, text: str, *, mentions: tuple[str, ...] = ()) -> Json:
    """A message, kept by the fake like any other.

    `where` is a conversation's name or id (with `;messageid=…` for a thread). `@Caseline` in the text
    becomes a mention of the bot, `@Leo` one of Leo when his id is among `mentions`.
    """
    entities = []
    for id in (teams.bot, *mentions):
        name = "Caseline" if id == teams.bot else teams.users[id].name
        if f"@{name}" in text:
            text = text.replace(f"@{name}", f"<at>{name}</at>", 1)
            about = {"id": id, "name": name}
            entities.append({"type": "mention", "text": f"<at>{name}</at>", "mentioned": about})
    place, root = teams.conversation(where), where.partition(";messageid=")[2]
    whole = activity(teams, person, where, type="message", text=text, textFormat="plain", entities=entities)
    with teams.lock:
        whole["id"] = teams.next_message()
        teams.say(place, Message(whole["id"], place.id, person, whole, root=root))
    if place.kind == "channel":
        whole["conversation"]["id"] = f"{place.id};messageid={root or whole['id']}"
    return whole


def pressed(teams: FakeTeams, person: str, message: Message, label: str, **inputs: Any) -> Json:
    """A press on this button of a card, as `Action.Execute` or `Action.Submit`, with what was filled in."""
    button = message.buttons[label]
    data = {**button.get("data", {}), **inputs}
    where = f"{message.conversation};messageid={message.root or message.id}"
    place = teams.conversation(message.conversation)
    base = activity(teams, person, where if place.kind == "channel" else place.id, type="invoke")
    base["replyToId"] = message.id
    if button["type"] == "Action.Execute":
        action = {"type": "Action.Execute", "verb": button.get("verb", ""), "data": data, "title": label}
        return base | {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}
    if (button.get("data", {}).get("msteams") or {}).get("type") == "task/fetch":
        return base | {"name": "task/fetch", "value": {"data": data, "context": {"theme": "default"}}}
    return base | {"type": "message", "value": data}


def installed(teams: FakeTeams, person: str, where: str, action: str = "add") -> Json:
    """The app was added there, or removed (`remove`)."""
    return activity(teams, person, where, type="installationUpdate", action=action)


def activity(teams: FakeTeams, person: str, where: str, **more: Any) -> Json:
    """What all activities have in common."""
    place = teams.conversation(where)
    user = teams.users[person]
    return {
        "id": f"f:{teams.next_message()}",
        "timestamp": AT,
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
        "recipient": {"id": teams.bot, "name": "Caseline"},
        "conversation": _conversation(teams, place, where),
        "channelData": _channel_data(teams, place),
        **more,
    }


def _conversation(teams: FakeTeams, place: Conversation, where: str) -> Json:
    thread = where.partition(";messageid=")[2]
    told: Json = {"conversationType": place.kind, "tenantId": teams.tenant}
    told["id"] = f"{place.id};messageid={thread}" if thread else place.id
    return told if place.kind == "personal" else {**told, "isGroup": True}


def _channel_data(teams: FakeTeams, place: Conversation) -> Json:
    data: Json = {"tenant": {"id": teams.tenant}}
    if place.kind == "channel":
        team = teams.teams[place.team]
        data["team"] = {"id": team.id, "name": team.name}
        data["channel"] = {"id": place.id}
    return data
