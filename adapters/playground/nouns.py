"""What the playground's chat is made of: channels and posts."""

from dataclasses import dataclass, field
from datetime import datetime

from adapters.playground.people import CHAT
from bot.domain.card import Card

TEXT_LIMIT = 8_000
POSTS_PER_CHANNEL = 1_000
WHISPERS_PER_PERSON = 40
CHANNELS_AT_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message: `text` by a person or `card` by Caseline.

    `only_for` is the one person who sees a whisper; `marked_by` are the people who marked it
    for the timeline; `key` is the idempotency key that came with a card.
    """

    id: str
    channel: str
    author: str
    at: datetime
    text: str = ""
    card: Card | None = None
    key: str = ""
    thread: str = ""
    only_for: str = ""
    edited: bool = False
    marked_by: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Channel:
    """`name` is the short name in addresses. `war_room` marks channels that Caseline opened.

    Where there is a `speaker`, nobody else writes; they are somebody outside, whom one cannot be.
    """

    name: str
    topic: str = ""
    purpose: str = ""
    key: str = ""
    private: bool = False
    direct: bool = False
    war_room: bool = False
    archived: bool = False
    speaker: str = ""
    members: list[str] = field(default_factory=list)
    bookmarks: list[tuple[str, str]] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    posts: dict[str, Post] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{CHAT}:{self.name}"

    def seen_by(self, person: str) -> bool:
        """Whether this person may know that the channel exists."""
        return person in self.members or not (self.private or self.direct)


def standing(everybody: list[str]) -> tuple[Channel, ...]:
    """The channels that are there from the start; who is in them goes by what people do."""
    agents = [one for one in everybody if one != "eve"]
    builders = [one for one in everybody if one in {"eve", "otto"}]
    return (
        Channel(name="support", topic="Tickets, questions and looking after each other", members=agents),
        Channel(name="incidents", topic="Every incident is announced here", members=list(everybody)),
        Channel(name="engineering", topic="Builds, releases, on-call", members=builders),
        Channel(name="lounge", topic="Not about work", members=list(everybody)),
    )
