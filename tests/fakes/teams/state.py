"""What a fake Teams holds: people, teams, conversations, messages."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]


class No(Exception):
    """A refusal: `No(403, "BotNotInConversationRoster")`."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message

    @property
    def body(self) -> Json:
        return {"error": {"code": self.code, "message": self.message or self.code}}


@dataclass
class User:
    """`has_app`: the bot may write to them directly; `blocked`: they do not want that."""

    id: str
    name: str
    object_id: str
    email: str = ""
    tenant: str = ""
    guest: bool = False
    has_app: bool = True
    blocked: bool = False

    def as_teams_tells(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "aadObjectId": self.object_id,
            "email": self.email,
            "userPrincipalName": self.email,
            "userRole": "guest" if self.guest else "user",
            "tenantId": self.tenant,
        }


@dataclass
class Team:
    """`id` is also that of its General channel; `group` is what Graph calls it."""

    id: str
    name: str
    group: str
    members: list[str]
    installed: bool = True
    consents: set[str] = field(default_factory=set)


@dataclass
class Message:
    """`to` is set for targeted ones; `root` is the first message of its thread, empty for a first one."""

    id: str
    conversation: str
    by: str
    activity: Json
    root: str = ""
    to: str = ""
    versions: int = 1
    deleted: bool = False

    @property
    def card(self) -> Json:
        contents = [one.get("content") for one in self.activity.get("attachments") or []]
        return next((one for one in contents if isinstance(one, dict)), {})

    @property
    def words(self) -> str:
        """All that somebody reads, in order."""
        said = [str(self.activity.get("text") or ""), *texts(self.card)]
        return "\n".join(text for text in said if text)

    @property
    def buttons(self) -> dict[str, Json]:
        """Everything that can be pressed, by its label; ready to be sent with `FakeTeams.press`."""
        return {str(one.get("title")): one for one in _actions(self.card)}

    @property
    def mentions(self) -> list[str]:
        """The people whom this notifies."""
        found = [*(self.activity.get("entities") or []), *self.card.get("msteams", {}).get("entities", [])]
        return [one["mentioned"]["id"] for one in found if one.get("type") == "mention"]


@dataclass
class Conversation:
    """`kind` is personal, groupChat or channel; `team` the id of a channel's team."""

    id: str
    kind: str
    name: str = ""
    team: str = ""
    members: list[str] = field(default_factory=list)
    has_bot: bool = True
    description: str = ""
    archived: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, id: str) -> Message | None:
        return next((one for one in self.messages if one.id == id and not one.deleted), None)

    @property
    def spoken(self) -> list[Message]:
        """What everybody sees without opening a thread."""
        return [one for one in self.messages if not one.to and not one.root and not one.deleted]

    def thread(self, root: str) -> list[Message]:
        """The replies below this message."""
        return [one for one in self.messages if one.root == root and not one.to and not one.deleted]


@dataclass
class Call:
    """One request, with `time.monotonic()` at both ends. `name` is such as `POST conversations`."""

    name: str
    path: str
    body: Json
    query: Json
    started: float
    ended: float = 0.0
    status: int = 0


@dataclass
class Trouble:
    """How a call is to fail. `after` means that it does its work and the answer is lost."""

    status: int = 0
    code: str = ""
    retry_after: str = ""
    times: int = -1
    drop: bool = False
    after: bool = False
    body: Json = field(default_factory=dict)


def plain(thing: Any) -> Json:
    return asdict(thing)


def size(activity: Json) -> int:
    """As Teams counts: UTF-16, of the whole message."""
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "replace"))


def texts(node: Any) -> list[str]:
    """Whatever somebody reads in a card, in order, without buttons."""
    if isinstance(node, list):
        return [text for child in node for text in texts(child)]
    if not isinstance(node, dict):
        return []
    kind = node.get("type")
    if kind == "FactSet":
        return [f"{fact.get('title')}: {fact.get('value')}" for fact in node.get("facts", [])]
    if kind == "RichTextBlock":
        return ["".join(one if isinstance(one, str) else one.get("text", "") for one in node["inlines"])]
    if kind in ("TextBlock", "TextRun"):
        return [str(node.get("text", ""))]
    inside = ("body", "items", "columns", "rows", "cells", "card")
    return [text for name in inside for text in texts(node.get(name))]


def _actions(node: Any) -> list[Json]:
    if isinstance(node, list):
        return [one for child in node for one in _actions(child)]
    if not isinstance(node, dict):
        return []
    if str(node.get("type", "")).startswith("Action.") and node.get("title"):
        return [node]
    return [one for name, child in node.items() if name != "fallback" for one in _actions(child)]
