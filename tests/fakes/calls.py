"""A provider of bridges that exists in memory only."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.bridge import Meeting, Purpose
from bot.domain.finding import Finding
from bot.errors import AdapterError


@dataclass
class Calls:
    """Keeps the promise of `bot.ports.Meetings`, and what it was asked; `troubles` come first."""

    name: str = "template"
    asked: list[tuple[Purpose, str, bool]] = field(default_factory=list)
    troubles: list[AdapterError] = field(default_factory=list)

    def open(self, purpose: Purpose, *, key: str, doubtful: bool = False) -> Meeting:
        self.asked.append((purpose, key, doubtful))
        if self.troubles:
            raise self.troubles.pop(0)
        return Meeting(url=f"https://meet.test/{purpose.incident}", id="1", passcode="a1B2")

    def check(self) -> Iterator[Finding]:
        yield Finding("bridges", "are there")

    def close(self) -> None:
        """Nothing is open."""
