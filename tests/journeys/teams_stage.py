"""The journey in Teams: a fake connector, Graph and token issuer on loopback, and the real program."""

import itertools
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from bot.domain.form import Answer
from tests.fakes.teams import FakeTeams, Message, installed, pressed, said
from tests.fakes.teams.activities import activity
from tests.fakes.teams.issuer import Issuer
from tests.fakes.teams.state import Conversation, texts
from tests.journeys.stage import DIRECT, WAR_ROOM

Json = dict[str, Any]
LOUD = "🔴"
PEOPLE = ("ana", "leo", "eve", "mia")
MESSAGE, CARD = "application/vnd.microsoft.activity.message", "application/vnd.microsoft.card.adaptive"


def teams_id(name: str) -> str:
    return f"29:{name}"


def furnish(teams: FakeTeams) -> None:
    """The people and channels of the story, in a tenant that allowed group chats."""
    for name in PEOPLE:
        teams.add_user(name.capitalize())
    support = teams.add_team("Support")
    for channel in ("support", "incidents"):
        teams.add_channel(support, channel)
    teams.consent("Chat.Create", "TeamsAppInstallation.ReadWriteSelfForChat.All", "ChatMember.ReadWrite.All")


class TeamsStage:
    """Keeps the promise of `Stage`; the war room is a group chat."""

    def __init__(self, teams: FakeTeams, address: str, issuer: Issuer) -> None:
        self._teams = teams
        self._issuer = issuer
        self._client = httpx.Client(base_url=address, timeout=10)
        self._dialogs: dict[str, Json] = {}
        self._numbers = itertools.count(1)
        for name in PEOPLE:
            self._send(installed(teams, teams_id(name), self._personal(name).id))

    war_room = "INC-1"
    """By what people recognise the war room where it is linked."""

    def types(self, who: str, text: str, *, room: str) -> None:
        where = self._place(who, room)
        others = tuple(teams_id(name) for name in PEOPLE if f"@{name.capitalize()}" in text)
        words = text if room == DIRECT else f"@Caseline {text}"
        self._send(said(self._teams, teams_id(who), where.id, words, mentions=others))

    def mentions(self, _who: str, other: str) -> str:
        return f"@{other.capitalize()}"

    def presses(self, who: str, label: str, *, room: str) -> None:
        where = self._place(who, room)
        shown = self._teams.seen_by(teams_id(who), where.id)
        message = next(one for one in reversed(shown) if label in one.buttons)
        answer = self._send(pressed(self._teams, teams_id(who), message, label))
        self._answered(who, where, answer)

    def searches(self, who: str, text: str, *, take: str) -> str:
        box = next(one for one in _elements(self._dialogs[who]) if "choices.data" in one)
        typed = {"queryText": text, "dataset": box["choices.data"]["dataset"]}
        base = activity(self._teams, teams_id(who), self._where[who], type="invoke")
        options = self._send(base | {"name": "application/search", "value": typed})["value"]["results"]
        chosen = next(one for one in options if take in one["title"])
        box["value"] = ",".join(filter(None, [box.get("value", ""), chosen["value"]]))
        return "\n".join(one["title"] for one in options)

    def fills(self, who: str, **answers: Answer) -> None:
        """In the window that is open before this person; an input is called `kind:name`."""
        card = self._dialogs.pop(who)
        submit = _last_action(card)
        given = {id: answers.get(id.partition(":")[2], value) for id, value in _inputs(card).items()}
        data = submit.get("data", {}) | {id: _written(one) for id, one in given.items() if one is not None}
        base = activity(self._teams, teams_id(who), self._where[who], type="invoke")
        answer = self._send(base | {"name": "task/submit", "value": {"data": data, "context": {}}})
        self._answered(who, self._personal(who), answer)
        assert who not in self._dialogs, _told(answer)

    def says(self, who: str, text: str, *, room: str) -> None:
        self._send(said(self._teams, teams_id(who), self._place(who, room).id, text))

    def marks(self, who: str, text: str, *, room: str) -> None:
        """From the message's menu; a bot is not told of reactions to other people's messages."""
        where = self._place(who, room)
        message = next(m for m in reversed(self._teams.seen_by(teams_id(who), where.id)) if text in m.words)
        author = self._teams.users[message.by]
        payload = {
            "id": message.id,
            "body": {"contentType": "text", "content": text},
            "from": {"user": {"id": author.object_id, "displayName": author.name}},
        }
        base = activity(self._teams, teams_id(who), where.id, type="invoke")
        value = {"commandId": "note_from", "commandContext": "message", "messagePayload": payload}
        self._send(base | {"name": "composeExtension/fetchTask", "value": value})

    def joins(self, who: str, *, room: str) -> None:
        where = self._place(who, room)
        user = self._teams.users[teams_id(who)]
        with self._teams.lock:
            where.members.append(user.id)
        member = {"id": user.id, "name": user.name, "aadObjectId": user.object_id}
        joined = activity(self._teams, user.id, where.id, type="conversationUpdate")
        self._send(joined | {"membersAdded": [member]})

    def sees(self, who: str, *, room: str) -> str:
        try:
            where = self._place(who, room)
        except KeyError:
            return ""
        if teams_id(who) not in self._teams.people_of(where):
            return ""
        return "\n".join(_readable(one) for one in self._teams.seen_by(teams_id(who), where.id))

    def is_loud(self, who: str, text: str, *, room: str) -> bool:
        shown = [_readable(m) for m in self._teams.seen_by(teams_id(who), self._place(who, room).id)]
        return any(text in one and LOUD in one for one in shown)

    def home(self, who: str) -> str:
        """The personal chat, where one asks for it."""
        self.types(who, "home", room=DIRECT)
        return self.sees(who, room=DIRECT)

    def wait(self) -> None:
        with self._teams.lock:
            self._teams.grown.wait(0.1)

    # --- what Teams does ----------------------------------------------------------------------

    @property
    def _where(self) -> Mapping[str, str]:
        """Windows stand over no conversation of their own; the personal chat serves as well as any."""
        return {name: self._personal(name).id for name in PEOPLE}

    def _personal(self, who: str) -> Conversation:
        with self._teams.lock:
            return self._teams.personal(teams_id(who))

    def _place(self, who: str, room: str) -> Conversation:
        if room == DIRECT:
            return self._personal(who)
        if room != WAR_ROOM:
            return self._teams.conversation(room)
        with self._teams.lock:
            chats = [one for one in self._teams.conversations.values() if one.kind == "groupChat"]
        if not chats:
            raise KeyError(room)
        return chats[0]

    def _send(self, what: Json) -> Json:
        headers = {"Authorization": self._issuer.authorization()}
        answer = self._client.post("/api/messages", json=what, headers=headers)
        assert answer.status_code in (200, 201, 202), (answer.status_code, answer.text)
        return dict(answer.json()) if answer.text.startswith("{") else {}

    def _answered(self, who: str, where: Conversation, answer: Json) -> None:
        """What the client shows to whoever pressed, and to nobody else."""
        if (task := answer.get("task", {})).get("type") == "continue":
            content = task["value"]["card"]["content"]
            self._whisper(who, where, {"attachments": [{"contentType": CARD, "content": content}]})
            if _inputs(content):
                self._dialogs[who] = content
        elif answer.get("type") == CARD:
            self._whisper(who, where, {"attachments": [{"contentType": CARD, "content": answer["value"]}]})
            if _inputs(answer["value"]):
                self._dialogs[who] = answer["value"]
        elif answer.get("type") == MESSAGE or task:
            self._whisper(who, where, {"text": str(answer.get("value") or task.get("value"))})

    def _whisper(self, who: str, where: Conversation, shown: Json) -> None:
        id = f"{self._teams.next_message()}"
        message = Message(id, where.id, self._teams.bot, {"type": "message", **shown}, to=teams_id(who))
        self._teams.say(where, message)


def _told(answer: Json) -> str:
    """What a window says."""
    return "\n".join(texts(answer["task"]["value"]["card"]["content"]))


def _readable(message: Message) -> str:
    """As a person reads it: names instead of mentions, and what buttons say."""
    words = re.sub(r"</?at>", "", message.words).replace("\\", "").replace("\u2060", "")
    return "\n".join([words, *message.buttons])


def _inputs(card: Any) -> dict[str, Any]:
    """The fields of a card with what stands in them."""
    return {one["id"]: one.get("value") for one in _elements(card)}


def _elements(card: Any) -> list[Json]:
    if isinstance(card, list):
        return [one for child in card for one in _elements(child)]
    if not isinstance(card, dict):
        return []
    if str(card.get("type", "")).startswith("Input."):
        return [card]
    return [one for child in card.values() for one in _elements(child)]


def _last_action(card: Json) -> Json:
    return dict(card["actions"][-1]) if card.get("actions") else dict(_action_sets(card)[-1])


def _action_sets(card: Any) -> list[Json]:
    if isinstance(card, list):
        return [one for child in card for one in _action_sets(child)]
    if not isinstance(card, dict):
        return []
    if str(card.get("type", "")).startswith("Action."):
        return [card]
    return [one for child in card.values() for one in _action_sets(child)]


def _written(answer: Answer) -> str:
    return answer.isoformat() if isinstance(answer, datetime) else str(answer)
