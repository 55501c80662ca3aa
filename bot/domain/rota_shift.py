"""Shifts, and the pieces of which they are put together: seconds after 1970 in UTC, the end excluded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.calendar_year import EPOCH


@dataclass(frozen=True, slots=True)
class Shift:
    """Whose turn it is, from `since` until before `until`.

    `layer` names whose turn that is; it is empty where an override of the whole rota counts.
    `override` is the place of the one that counts among those of the rota; None where it is an
    ordinary turn. A shift ends where its layer hands over, also when the same person goes on.
    """

    person: str
    since: datetime
    until: datetime
    layer: str
    override: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody is on call, from `since` until before `until`."""

    since: datetime
    until: datetime


class Piece(NamedTuple):
    """Part of a shift; parts that touch and are alike in all but their ends are one.

    `number` counts the turns of a layer, and overrides as they were given.
    """

    start: int
    end: int
    person: str
    layer: str
    is_override: bool
    number: int

    def goes_on(self, other: "Piece") -> bool:
        """Whether the other one is the same shift, right behind this one."""
        return self.end == other.start and self[2:] == other[2:]

    def shift(self) -> Shift:
        override = self.number if self.is_override else None
        return Shift(self.person, instant(self.start), instant(self.end), self.layer, override)


def instant(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What goes on is one; they come in order."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.goes_on(piece):
            held = held._replace(end=piece.end)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def filled(upper: Sequence[Piece], lower: Sequence[Piece]) -> list[Piece]:
    """The upper pieces, and of the lower ones what they leave free; each in order and apart."""
    found, at = list(upper), 0
    for piece in lower:
        start = piece.start
        while at < len(upper) and upper[at].start < piece.end:
            above = upper[at]
            if start < above.start:
                found.append(piece._replace(start=start, end=above.start))
            start = max(start, above.end)
            if above.end > piece.end:
                break
            at += 1
        if start < piece.end:
            found.append(piece if start == piece.start else piece._replace(start=start))
    return sorted(found)
