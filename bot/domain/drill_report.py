"""How well customers of an incident were kept informed, beside a table of how it should be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.drill_tables import FIRST_HOURS, CadenceTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What customers were told so many minutes after the beginning.

    `announced` is the minute for which it promised the next one. `is_last` tells of the end.
    """

    minute: float
    phase: str = ""
    names_scope: bool = False
    announced: float | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Silence from this minute on. `is_long` says that it began in a long incident."""

    minute: float
    lasted: float
    allowed: float
    is_long: bool = False
    was_announced: bool = False

    @property
    def is_late(self) -> bool:
        return self.lasted > self.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """Minutes. What did not happen is None; `scope` counts from the first word, `last` from the end.

    `scope_within` is None where the table asks for none. While it is not `over`, the last gap goes on.
    """

    table: str
    lasted: float
    over: bool
    words: int
    first_within: float
    first: float | None = None
    scope_within: float | None = None
    scope: float | None = None
    gaps: tuple[Gap, ...] = ()
    last: float | None = None

    @property
    def is_first_late(self) -> bool:
        waited = self.lasted if self.first is None else self.first
        return waited > self.first_within

    @property
    def late(self) -> tuple[Gap, ...]:
        return tuple(one for one in self.gaps if one.is_late)

    @property
    def longest(self) -> float:
        return max((one.lasted for one in self.gaps), default=0.0)

    @property
    def percent(self) -> int:
        """Of all that customers waited for, the first word among it, so much came in time."""
        kept = sum(not one.is_late for one in self.gaps) + (self.first is not None and not self.is_first_late)
        return 100 * kept // (len(self.gaps) + 1)


def drill_report(
    words: Sequence[Word], table: CadenceTable, *, lasted: float, over: bool = True, rank: int = 0
) -> DrillReport:
    """`rank` is that of the severity, 0 the worst; `lasted` is until the end, or until now."""
    said = sorted(words, key=lambda one: one.minute)
    first = said[0].minute if said else None
    scope = next((one.minute for one in said if one.names_scope), None)
    last = next((one.minute for one in said if one.is_last), None) if over else None
    return DrillReport(
        table=table.name,
        lasted=lasted,
        over=over,
        words=len(said),
        first_within=table.first_within(rank),
        first=first,
        scope_within=table.scope,
        scope=None if scope is None or first is None else scope - first,
        gaps=tuple(_gaps(said, table, lasted, rank)),
        last=None if last is None else max(0.0, last - lasted),
    )


def _gaps(said: Sequence[Word], table: CadenceTable, lasted: float, rank: int) -> Iterator[Gap]:
    """After the last word nobody waits; without one, customers wait until the end."""
    for word, following in pairwise(said):
        if word.is_last:
            return
        yield _gap(word, following.minute, table, rank)
    if said and not said[-1].is_last and lasted > said[-1].minute:
        yield _gap(said[-1], lasted, table, rank)


def _gap(word: Word, until: float, table: CadenceTable, rank: int) -> Gap:
    is_long = table.announces and word.minute >= FIRST_HOURS
    announced = is_long and word.announced is not None
    allowed = table.every_within(word.phase, rank)
    if announced and word.announced is not None:
        allowed = word.announced - word.minute
    return Gap(
        minute=word.minute,
        lasted=until - word.minute,
        allowed=allowed,
        is_long=is_long,
        was_announced=announced,
    )
