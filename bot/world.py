"""What every action is given: the ports, connected."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.config import Settings
from bot.domain.audit import Actor
from bot.errors import AlreadyDone
from bot.ports import Clock, Meter, Store, Voice, Work


@dataclass(frozen=True, slots=True)
class World:
    """`voices` are keyed by chat: `slack`, `teams`, `playground`."""

    clock: Clock
    store: Store
    settings: Settings
    voices: Mapping[str, Voice]
    meter: Meter

    @contextmanager
    def change(self, by: Actor) -> Iterator[Work]:
        """A unit of work that happens once for one interaction; raises AlreadyDone the second time."""
        with self.store.change() as work:
            if by.interaction and not work.interactions.claim(by.interaction, self.clock.now()):
                raise AlreadyDone(work.interactions.made(by.interaction))
            yield work
