"""Overrides: somebody stands in for a while, and the turns go on beneath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar_year import since_epoch
from bot.domain.rota_rotation import LONGEST
from bot.domain.rota_shift import Piece, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """`person` is on call from `since` until before `until`.

    Alone it takes the whole rota, gaps too. With `layer` it takes what this layer would have, and
    higher layers still count before it; with `instead_of` only what that person would have.
    Raises ValueError, with one sentence.
    """

    person: str
    since: datetime
    until: datetime
    instead_of: str = ""
    layer: str = ""

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError("an override must end after it begins")
        if self.until - self.since > LONGEST:
            raise ValueError(f"an override takes at most {LONGEST.days} days; change the layer instead")

    @property
    def start(self) -> int:
        return since_epoch(self.since)

    @property
    def end(self) -> int:
        return since_epoch(self.until)

    def over(self, pieces: Sequence[Piece], number: int) -> list[Piece]:
        """These pieces, with this one in place of those that it is about; `number` tells it from others."""
        found = (part for piece in pieces for part in self._over(piece, number))
        return list(joined(found))

    def _over(self, piece: Piece, number: int) -> Iterator[Piece]:
        start, end = max(piece.start, self.start), min(piece.end, self.end)
        if start >= end or self.instead_of not in ("", piece.person):
            yield piece
            return
        if piece.start < start:
            yield piece._replace(end=start)
        yield Piece(start, end, self.person, self.layer, True, number)
        if end < piece.end:
            yield piece._replace(start=end)

    def may_meet(self, other: "Override") -> bool:
        """Whether both may want the same turn at the same time."""
        return (
            self.since < other.until
            and other.since < self.until
            and _alike(self.layer, other.layer)
            and _alike(self.instead_of, other.instead_of)
        )


def overlaps(overrides: Sequence[Override]) -> list[tuple[Override, Override]]:
    """Every pair that may want the same turn; the second of a pair was given later, and counts."""
    order = sorted(range(len(overrides)), key=lambda place: (overrides[place].since, place))
    found: list[tuple[int, int]] = []
    for position, place in enumerate(order):
        for other in order[position + 1 :]:
            if overrides[other].since >= overrides[place].until:
                break
            if overrides[place].may_meet(overrides[other]):
                found.append((min(place, other), max(place, other)))
    return [(overrides[first], overrides[second]) for first, second in sorted(found)]


def _alike(one: str, other: str) -> bool:
    return one == other or not one or not other
