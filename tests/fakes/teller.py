"""Tells a story to a world: people type and press, the outbox is carried, the clock moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from adapters.likeness.connect import Likeness
from bot.actions.delivery import deliver_next
from bot.commands.router import Router
from bot.config import Settings
from bot.domain.card import Button, Buttons, Card
from bot.domain.customer import Accounts
from bot.domain.form import Answer, Form
from bot.domain.interaction import Interaction, Message, Reply
from bot.domain.person import Person
from bot.domain.room import Room
from bot.jobs import JOBS
from bot.ports import Mail, Meetings, Pager, Phone, StatusPage, Store, TicketSystem, Voice
from bot.world import World
from tests.fakes.chat import Chat
from tests.fakes.clock import StoppedClock
from tests.fakes.desk import Desk


class NoMeter:
    """Keeps the promise of `bot.ports.Meter` by forgetting everything."""

    def interaction(self, word: str, door: str, outcome: str, seconds: float) -> None: ...

    def delivery(self, chat: str, kind: str, outcome: str, seconds: float) -> None: ...

    def refused(self, door: str, reason: str) -> None: ...


@dataclass
class Teller:
    """One chat, one database, and everybody who has something to say."""

    store: Store
    settings: Settings = field(default_factory=Settings)
    clock: StoppedClock = field(default_factory=StoppedClock)
    chat: Chat = field(default_factory=Chat)
    desks: dict[str, Desk] = field(default_factory=dict)
    meetings: dict[str, Meetings] = field(default_factory=dict)
    pagers: Mapping[str, Pager] = field(default_factory=dict)
    phone: Phone | None = None
    status_pages: Mapping[str, StatusPage] = field(default_factory=dict)
    mail: Mail | None = None
    accounts: Accounts = field(default_factory=Accounts)

    def __post_init__(self) -> None:
        self.voices: dict[str, Voice] = {self.chat.chat: self.chat}
        desks: dict[str, TicketSystem] = dict(self.desks)
        self.world = World(
            self.clock,
            self.store,
            self.settings,
            self.voices,
            NoMeter(),
            Likeness(),
            desks,
            meetings=self.meetings,
            pagers=self.pagers,
            phone=self.phone,
            status_pages=self.status_pages,
            mail=self.mail,
            accounts=self.accounts,
        )
        self.router = Router(self.world)
        self._wish = count(1)
        self.support = Room(f"{self.chat.chat}:support", "support", "T1")

    def person(self, name: str, **known: object) -> Person:
        return Person(f"{self.chat.chat}:{name}", name.capitalize(), "T1", **known)  # type: ignore[arg-type]

    def does(
        self,
        name: str,
        text: str = "",
        *,
        room: str | None = "support",
        about: str = "",
        fields: dict[str, Answer] | None = None,
        message: Message | None = None,
        id: str = "",
        mentions: dict[str, str] | None = None,
        zone: str = "",
        guest: bool = False,
    ) -> Reply:
        """`name` types this text, presses a button that says it, or sends a form."""
        command, _, words = text.partition(" ")
        return self.router.handle(
            Interaction(
                id=id or f"wish-{next(self._wish)}",
                door=self.chat.chat,
                person=self.person(name, zone=zone, guest=guest),
                command=command,
                words=words,
                about=about,
                room=Room(f"{self.chat.chat}:{room}", room, "T1") if room else None,
                fields=fields,
                message=message,
                mentions=mentions or {},
            )
        )

    def presses(
        self, name: str, card: Card, label: str, *, room: str | None = "support", id: str = ""
    ) -> Reply:
        """The button with this label on this card."""
        button = button_of(card, label)
        text = f"{button.does} {button.words}".strip()
        return self.does(name, text, room=room, about=button.about, id=id)

    def fills(self, name: str, form: Form, *, room: str | None = "support", **answers: Answer) -> Reply:
        """Sends the form; what is not answered keeps the value it came with."""
        given = {f.name: f.value for f in form.fields if f.value not in ("", (), None)}
        return self.does(
            name, f"{form.does} {form.words}".strip(), room=room, about=form.about, fields=given | answers
        )

    def carry(self) -> int:
        """Everything that is due goes out; returns how many rows."""
        carried = 0
        while deliver_next(self.world, "test/1"):
            carried += 1
            assert carried < 1000, "the outbox never comes to rest"
        return carried

    def knock(self) -> None:
        """What the clock asks, once, and what follows from it."""
        for job in JOBS:
            job.run(self.world)
        self.carry()

    def declare(self, text: str = "sev1 Checkout is down", name: str = "ana") -> str:
        """Declares, carries everything, and returns the key; what desks were asked meanwhile is forgotten."""
        reply = self.does(name, f"declare {text}")
        assert reply.card is not None, reply
        self.carry()
        for desk in self.desks.values():
            desk.calls.clear()
        with self.store.read() as work:
            return work.incidents.recent(limit=1)[0].key

    def war_room(self, key: str = "INC-1") -> Card:
        """The living card as it stands now."""
        with self.store.read() as work:
            slot = work.rooms.slot(f"{key}/war_room/{self.chat.chat}")
        assert slot is not None
        return next(one for one in self.chat.said if one.id == slot.message).card

    def room(self, key: str = "INC-1") -> str:
        """The war room's name."""
        with self.store.read() as work:
            return work.rooms.of(key)[0].room.partition(":")[2]


def card_of(reply: Reply) -> Card:
    """The card that was shown; fails when it was a form, or nothing."""
    assert reply.card is not None, reply
    return reply.card


def form_of(reply: Reply) -> Form:
    """The form that was shown; fails when it was a card, or nothing."""
    assert reply.form is not None, reply
    return reply.form


def button_of(card: Card, label: str) -> Button:
    for part in card.parts:
        if isinstance(part, Buttons):
            for button in (*part.buttons, *part.more):
                if button.label == label:
                    return button
    raise AssertionError(f"no button {label!r} on {card.title!r}: {labels_of(card)}")


def labels_of(card: Card) -> list[str]:
    """All buttons of a card, visible ones first."""
    return [b.label for part in card.parts if isinstance(part, Buttons) for b in (*part.buttons, *part.more)]
