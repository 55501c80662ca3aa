"""What somebody in Slack wants, before it is known who they are and whether they may."""

from dataclasses import dataclass
from typing import ClassVar

from adapters.doors.wish import AnyWish
from adapters.slack import ids
from bot.domain.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Every way in which the reply can reach the person; empty where Slack offers none.

    `thread` is the one it was said in, `message` what was said or pressed on. `trigger` opens
    forms for three seconds, `url` takes answers for half an hour, `view` is the modal or home
    that the wish came from, `modal` tells which of the two.
    """

    user: str = ""
    channel: str = ""
    thread: str = ""
    message: str = ""
    trigger: str = ""
    url: str = ""
    view: str = ""
    modal: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(AnyWish):
    """`user_team` is the workspace that Slack says the person belongs to, empty when it says none."""

    door: ClassVar[str] = ids.CHAT

    user: str
    place: Place
    user_name: str = ""
    user_team: str = ""


def wish_id(team: str, *rest: str) -> str:
    """The same for every delivery of the same wish; empty when Slack gave nothing to tell it by."""
    return ":".join((ids.CHAT, team, *rest)) if all(rest) and rest else ""


def room_at(team: str, channel: str, name: str = "") -> Room | None:
    """A room, or None for what is no channel; Slack's stand-ins for hidden names are not names."""
    if not channel:
        return None
    shown = "" if name in {"directmessage", "privategroup"} else name
    return Room(ids.ours(channel), shown, team, direct=channel.startswith("D"))
