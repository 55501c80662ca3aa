"""Two chats, one Caseline: what people do in one of them, and what is seen in both."""

from dataclasses import dataclass, field

from bot.commands.router import Router
from bot.config import Settings
from bot.domain.card import Paragraph
from bot.domain.interaction import Message, Reply
from bot.ports import Meetings, Store
from bot.world import World
from tests.fakes.chat import Chat, Said
from tests.fakes.reader import spoken
from tests.fakes.teller import Teller

HOMES = {
    "people": {"mia": {"slack": "mia"}},
    "teams": {"engineering": {"home": "slack"}, "support": {"home": "teams"}},
}


def settings(**more: object) -> Settings:
    """Engineering works in Slack and support in Teams."""
    return Settings.model_validate(HOMES | more)


@dataclass
class Mirror:
    """`slack` and `teams` tell stories to the same world."""

    store: Store
    settings: Settings = field(default_factory=settings)
    meetings: dict[str, Meetings] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slack = Teller(self.store, self.settings, chat=Chat("slack"))
        self.teams = Teller(self.store, self.settings, chat=Chat("teams"), clock=self.slack.clock)
        voices = {"slack": self.slack.chat, "teams": self.teams.chat}
        self.clock = self.slack.clock
        told = self.slack.world
        self.world = World(
            self.clock, self.store, self.settings, voices, told.meter, told.alike, meetings=self.meetings
        )
        router = Router(self.world)
        for teller in (self.slack, self.teams):
            teller.world, teller.router, teller._wish = self.world, router, self.slack._wish

    def carry(self) -> int:
        return self.slack.carry()

    def declare(self, text: str = "sev1 Checkout is down") -> str:
        return self.slack.declare(text)

    def rooms(self, key: str = "INC-1") -> dict[str, str]:
        """The war room's name in each chat."""
        with self.store.read() as work:
            return {one.chat: one.room.partition(":")[2] for one in work.rooms.of(key)}

    def teller(self, chat: str) -> Teller:
        return {"slack": self.slack, "teams": self.teams}[chat]

    def writes(
        self,
        name: str,
        text: str,
        *,
        chat: str,
        id: str,
        thread: str = "",
        word: str = "said",
        room: str = "",
        files: dict[str, str] | None = None,
        mentions: dict[str, str] | None = None,
    ) -> Reply:
        """A message of a person in the war room; `word` may also be `message_edited` or `message_deleted`."""
        message = Message(id, text, f"{chat}:{name}", thread=thread, files=files or {})
        here = room or self.rooms()[chat]
        return self.teller(chat).does(name, word, room=here, message=message, mentions=mentions)

    def words(self, chat: str) -> list[str]:
        """What was passed on into this chat's war room, oldest first."""
        return [told(one) for one in self.relayed(chat)]

    def relayed(self, chat: str) -> list[Said]:
        return [one for one in self.teller(chat).chat.said if one.card.spoken]


def told(said: Said) -> str:
    """As it looks there."""
    return "\n".join(spoken(part.line) for part in said.card.parts if isinstance(part, Paragraph))
