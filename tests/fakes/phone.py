"""A telephone that exists in memory only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.finding import Finding
from bot.domain.ticket import Knock
from bot.errors import AdapterError
from bot.ports import Answered


@dataclass
class FakePhone:
    """Keeps the promise of `bot.ports.Phone`; `trouble` maps a method to the error it raises."""

    name: str = "twilio"
    thanks: str = "<Response/>"
    texts: list[tuple[str, str]] = field(default_factory=list)
    rings: list[tuple[str, str]] = field(default_factory=list)
    trouble: dict[str, AdapterError] = field(default_factory=dict)

    def text(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None:
        if "text" in self.trouble:
            raise self.trouble["text"]
        self.texts.append((number, words))

    def call(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None:
        if "call" in self.trouble:
            raise self.trouble["call"]
        self.rings.append((number, words))

    def answers(self, knock: Knock) -> Sequence[Answered]:
        event, number, about, words = knock.body.decode().split()
        return [Answered(event, number, about if about != "-" else "", words)]

    def check(self) -> Iterator[Finding]:
        yield Finding(self.name, "is there")

    def close(self) -> None: ...
