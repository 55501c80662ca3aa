"""A status page to which people subscribed, and a mail server that keeps letters and makes trouble."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.config import Settings
from bot.domain.finding import Finding
from bot.domain.letter import Letter
from bot.domain.status_update import StatusFacts, StatusUpdate
from bot.domain.subscriber import Subscriber
from bot.errors import AdapterError
from bot.ports import Store
from tests.bot.actions.telling import TELLS
from tests.fakes.clock import StoppedClock
from tests.fakes.teller import Teller

SUBSCRIBE: dict[str, Any] = {
    **TELLS,
    "public_url": "https://status.acme.test/",
    "approval": {"required": False},
    "publishing": {"smtp": {"host": "127.0.0.1", "security": "none", "from_address": "status@acme.test"}},
    "status_page": {
        "title": "Acme status",
        "components": {"checkout": {"title": "Checkout"}, "search": {"title": "Search"}},
        "subscribe": True,
    },
}


@dataclass
class Postman:
    """Keeps the promise of `bot.ports.Mail`: each letter with its key, whether or not that is told.

    `trouble` is asked for each address; what is `unsure` of it happens after the letter was taken.
    """

    taken: list[tuple[Letter, str]] = field(default_factory=list)
    trouble: Callable[[str], AdapterError | None] = lambda _: None

    def send(self, letter: Letter, *, key: str, doubtful: bool = False) -> None:
        assert letter.discreet
        known = [one for _, one in self.taken]
        trouble = self.trouble(letter.to)
        assert key not in known or doubtful
        if trouble is None or getattr(trouble, "unsure", False):
            self.taken.append((letter, key))
        if trouble:
            raise trouble

    def to(self, address: str) -> list[Letter]:
        """Once each, however often they were sent."""
        return list({key: letter for letter, key in self.taken if letter.to == address}.values())

    def check(self) -> Iterator[Finding]:
        yield Finding("smtp", "answers")

    def close(self) -> None: ...


def team(store: Store, clock: StoppedClock | None = None, **others: Any) -> tuple[Teller, Postman]:
    """INC-1 is declared, and Eve may do everything."""
    postman = Postman()
    told = Teller(
        store,
        settings=Settings.model_validate(SUBSCRIBE | others),
        clock=clock or StoppedClock(),
        mail=postman,
    )
    told.declare("sev1 Checkout is down")
    told.does("eve", "role incident_commander me", about="INC-1")
    told.carry()
    return told, postman


def subscribed(told: Teller, address: str, *components: str, language: str = "en") -> Subscriber:
    """Long ago, and confirmed."""
    now = told.clock.now()
    one = Subscriber(address=address, language=language, components=components, asked_at=now - timedelta(1))
    with told.store.change() as work:
        kept = work.subscribers.add(one)
        assert kept
        sure = replace(kept, confirmed_at=now, asks=0)
        work.subscribers.save(sure)
    return sure


def affects(told: Teller, *components: str) -> None:
    with told.store.change() as work:
        facts = StatusFacts(incident="INC-1", title="Cards are declined", components=components)
        work.status_updates.put_facts(facts)


def words(told: Teller, number: int) -> str:
    at = f"{told.clock.now() + timedelta(minutes=30):%H:%M} UTC"
    return f"Cards fail, word {number:03} about it. We write again at {at}."


def publishes(told: Teller, number: int = 1, **texts: str) -> StatusUpdate:
    """Words that can be told apart by their number; others in other languages."""
    told.does("eve", f"draft {words(told, number)}", about="INC-1")
    return goes_out(told, **texts)


def corrects(told: Teller, number: int) -> StatusUpdate:
    told.does("eve", "correct", about="INC-1")
    return goes_out(told, en=words(told, number))


def goes_out(told: Teller, **texts: str) -> StatusUpdate:
    """What is in hand, with these words in these languages."""
    with told.store.change() as work:
        drafted = work.status_updates.in_hand("INC-1")
        assert drafted, "there is no draft"
        work.status_updates.save(replace(drafted, texts={**drafted.texts, **texts}))
    told.does("eve", "publish", about="INC-1")
    with told.store.read() as work:
        found = work.status_updates.get(drafted.id)
    assert found
    assert found.published_at, "it was not published"
    return found


def link(letter: Letter, deed: str) -> str:
    """The secret behind this link of a letter."""
    found = re.search(rf"https://status\.acme\.test/status/subscribe/{deed}/([\w-]+)", letter.text)
    assert found, letter.text
    return found[1]
