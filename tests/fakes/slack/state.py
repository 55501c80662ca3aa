"""What a fake Slack holds: workspaces, people, channels, messages."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]


class No(Exception):
    """The Web API's refusal: `No("name_taken")`."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


@dataclass
class User:
    id: str
    name: str
    team: str = "T1"
    email: str = ""
    zone: str = "Europe/Berlin"
    locale: str = "en-US"
    guest: bool = False
    stranger: bool = False
    deleted: bool = False
    bot: bool = False
    refuses_invitations: str = ""

    def as_slack_tells(self) -> Json:
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name.lower(),
            "real_name": self.name,
            "deleted": self.deleted,
            "is_bot": self.bot,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_stranger": self.stranger,
            "tz": self.zone,
            "locale": self.locale,
            "profile": {"display_name": self.name, "real_name": self.name, "email": self.email},
        }


@dataclass
class Message:
    """`to` is set for ephemeral ones; `versions` counts how often it was drawn."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json = field(default_factory=dict)
    thread_ts: str = ""
    to: str = ""
    versions: int = 1
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return str(self.metadata.get("event_payload", {}).get("key", ""))

    @property
    def words(self) -> str:
        """All text that stands in it, in the order in which it is read."""
        return "\n".join(texts(self.blocks)) or self.text

    @property
    def buttons(self) -> dict[str, Json]:
        """Everything that can be pressed, by its label; ready to be sent as an action."""
        return dict(_pressable(self.blocks))

    def as_slack_tells(self, *, metadata: bool) -> Json:
        told: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        told |= {"blocks": self.blocks} if self.blocks else {}
        told |= {"thread_ts": self.thread_ts} if self.thread_ts else {}
        return told | ({"metadata": self.metadata} if metadata and self.metadata else {})


@dataclass
class Channel:
    id: str
    name: str
    team: str = "T1"
    creator: str = ""
    private: bool = False
    direct: bool = False
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        return next((one for one in self.messages if one.ts == ts), None)

    @property
    def spoken(self) -> list[Message]:
        """What everybody in the channel sees, without threads."""
        return [one for one in self.messages if not one.to and one.thread_ts in ("", one.ts)]

    def thread(self, ts: str) -> list[Message]:
        return [one for one in self.messages if one.thread_ts == ts and one.ts != ts and not one.to]

    def as_slack_tells(self, bot: str) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "creator": self.creator,
            "is_private": self.private,
            "is_im": self.direct,
            "is_archived": self.archived,
            "is_member": bot in self.members,
            "topic": {"value": self.topic},
            "purpose": {"value": self.purpose},
            "context_team_id": self.team,
        }


@dataclass
class View:
    id: str
    user: str
    view: Json
    root: str = ""


@dataclass
class Team:
    id: str
    token: str
    domain: str
    bot_user: str
    bot_id: str
    enterprise: str = ""
    revoked: str = ""


@dataclass
class Call:
    """One request to the Web API, with `time.monotonic()` at both ends."""

    method: str
    args: Json
    team: str
    started: float
    ended: float = 0.0
    error: str = ""


@dataclass
class Trouble:
    """How a method is to fail. `after` means that it does its work and the answer is lost."""

    error: str = ""
    status: int = 200
    retry_after: float | None = None
    times: int = -1
    drop: bool = False
    after: bool = False
    more: Json = field(default_factory=dict)


def plain(thing: Any) -> Json:
    return asdict(thing)


def texts(node: Any) -> list[str]:
    """Whatever somebody reads, in order; people and channels as Slack's own marks."""
    if isinstance(node, list):
        return [text for child in node for text in texts(child)]
    if not isinstance(node, dict):
        return []
    if (read := _READ.get(node.get("type", ""))) is not None:
        return [read(node)]
    return [text for child in node.values() for text in texts(child)]


def _text(node: Json) -> str:
    return str(node.get("text", ""))


_READ: dict[str, Callable[[Json], str]] = {
    **dict.fromkeys(("text", "link", "plain_text", "mrkdwn", "raw_text"), _text),
    "user": lambda node: f"<@{node['user_id']}>",
    "channel": lambda node: f"<#{node['channel_id']}>",
    "date": lambda node: str(node.get("fallback", "")),
}


def _pressable(blocks: list[Json]) -> list[tuple[str, Json]]:
    found: list[tuple[str, Json]] = []
    for block in blocks:
        for element in block.get("elements", []) if block.get("type") == "actions" else []:
            action = {"type": element["type"], "action_id": element["action_id"]}
            if element["type"] == "button":
                found.append((element["text"]["text"], action | {"value": element["value"]}))
            options = element.get("options", [])
            found += [(one["text"]["text"], action | {"selected_option": one}) for one in options]
    return found
