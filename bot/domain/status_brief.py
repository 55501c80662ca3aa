"""Everything that the card of one status update is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.status_diff import Piece
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told


@dataclass(frozen=True, slots=True)
class Check:
    """One remark of the lint, in words for people; one that `stops` keeps it from going out."""

    says: str
    stops: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """Of `promised` updates so many came `in_time`."""

    in_time: int = 0
    promised: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.in_time // self.promised if self.promised else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusBrief:
    """`languages` are those of the settings; the first one counts.

    `since_last` compares the words with those that were published last, and is empty for the first ones.
    `changed` says in whole sentences what is known differently since it was drafted. `counts` are how many
    stand how, `failed` the first of those who could not be told. `counts_again` is whose words stand where
    a correction stood that was taken back.
    """

    update: StatusUpdate
    languages: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    since_last: tuple[Piece, ...] = ()
    changed: tuple[str, ...] = ()
    counts: Mapping[tuple[Audience, Telling], int] = field(default_factory=dict)
    failed: tuple[Told, ...] = ()
    left_out: tuple[Told, ...] = ()
    needs_approval: bool = True
    cadence: Cadence = Cadence()
    counts_again: StatusUpdate | None = None

    @property
    def text(self) -> str:
        return self.update.texts.get(self.languages[0], "")

    @property
    def text_again(self) -> str:
        return self.counts_again.texts.get(self.languages[0], "") if self.counts_again else ""

    @property
    def is_stopped(self) -> bool:
        return any(one.stops for one in self.checks)

    def count(self, audience: Audience, state: Telling) -> int:
        return self.counts.get((audience, state), 0)
