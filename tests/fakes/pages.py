"""A status page and a mail server that exist in memory only: what was posted and sent can be read back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.finding import Finding
from bot.domain.letter import Letter
from bot.domain.status_page import Posting
from bot.errors import AdapterError
from bot.ports import PostedThere


@dataclass
class Page:
    """Keeps the promise of `bot.ports.StatusPage`; each posting as (id of its incident, posting).

    `shown` are the words that stand there now. In `trouble` it may be that a posting `arrives` all the same.
    """

    name: str = "statuspage"
    posted: list[tuple[str, Posting]] = field(default_factory=list)
    corrected: list[tuple[PostedThere, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    trouble: AdapterError | None = None
    arrives: bool = False

    def post(self, posting: Posting, *, incident: str = "", key: str, doubtful: bool = False) -> PostedThere:
        if self.trouble and not self.arrives:
            raise self.trouble
        assert key not in self.keys or doubtful
        if key not in self.keys:
            self.shown[f"update-{len(self.keys)}"] = posting.text
            self.keys.append(key)
            self.posted.append((incident or f"there-{len(self.posted)}", posting))
        if self.trouble:
            raise self.trouble
        return PostedThere(self.posted[self.keys.index(key)][0], f"update-{self.keys.index(key)}")

    def correct(self, there: PostedThere, text: str) -> None:
        self.corrected.append((there, text))
        self.shown[there.update] = text

    def check(self) -> Iterator[Finding]:
        yield Finding(self.name, "answers")

    def close(self) -> None: ...


@dataclass
class Letters:
    """Keeps the promise of `bot.ports.Mail`."""

    sent: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter, *, key: str, doubtful: bool = False) -> None:
        assert key
        assert not doubtful
        self.sent.append(letter)

    def check(self) -> Iterator[Finding]:
        yield Finding("smtp", "answers")

    def close(self) -> None: ...
