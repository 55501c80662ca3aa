"""Who is on call, worked out once for some weeks at a time, so that a question is one bisection."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.calendar_tables import KNOWN_YEARS
from bot.domain.calendar_year import since_epoch
from bot.domain.rota_shift import Piece, Shift, joined

_WEEKS = 8 * 7 * 86400
"""What one table reaches over: long enough for most turns, short enough to be made while somebody waits."""

_KEPT = 64
"""Tables of one rota that are kept; more of them are forgotten and made again, which takes a moment."""

_FIRST = since_epoch(datetime(KNOWN_YEARS.start, 1, 1, tzinfo=UTC))
_LAST = since_epoch(datetime(KNOWN_YEARS.stop, 1, 1, tzinfo=UTC))

Pieces = Callable[[int, int], list[Piece]]
"""Between two seconds, cut off at them, in order and apart."""


class _Table:
    """Pieces, and the shifts to which they belong as soon as somebody asked; otherwise it never changes."""

    __slots__ = ("pieces", "shifts", "starts")

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.starts = [piece.start for piece in pieces]
        self.shifts: list[Shift | None] = [None] * len(pieces)


class Tables:
    """Grow as far as somebody asks, and no further than two bounds. Any number of threads may ask."""

    __slots__ = ("_kept", "_pieces")

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._kept: dict[int, _Table] = {}

    def at(self, here: int) -> Shift | None:
        """The whole shift in which this second lies; raises ValueError when it is too far away."""
        table = self._kept.get(here // _WEEKS) or self._table(here // _WEEKS, asked=here)
        place = bisect_right(table.starts, here) - 1
        if place < 0 or table.pieces[place].end <= here:
            return None
        shift = table.shifts[place]
        if shift is None:
            shift = table.shifts[place] = self._whole(table.pieces[place]).shift()
        return shift

    def after(self, here: int, reach: timedelta) -> Shift | None:
        """The first shift that begins behind this second, and no further than `reach`."""
        ahead = self.between(here, min(here + int(reach.total_seconds()), _LAST))
        found = next((piece for piece in ahead if piece.start > here), None)
        return self.at(found.start) if found else None

    def between(self, start: int, end: int) -> Iterator[Piece]:
        """Shifts between two seconds, cut off at them; raises ValueError when those are too far away."""
        for last in (start, end - 1):
            _near(last)
        return joined(self._parts(start, end))

    def _parts(self, start: int, end: int) -> Iterator[Piece]:
        for number in range(start // _WEEKS, (end - 1) // _WEEKS + 1):
            table = self._table(number)
            for piece in table.pieces[max(0, bisect_right(table.starts, start) - 1) :]:
                if start < piece.end and piece.start < end:
                    yield piece._replace(start=max(start, piece.start), end=min(end, piece.end))

    def _whole(self, piece: Piece) -> Piece:
        """With what lies in the tables on both sides."""
        number = piece.start // _WEEKS
        while piece.start == max(number * _WEEKS, _FIRST) and piece.start > _FIRST:
            number -= 1
            before = self._table(number).pieces[-1:]
            if not before or not before[0].goes_on(piece):
                break
            piece = piece._replace(start=before[0].start)
        number = (piece.end - 1) // _WEEKS
        while piece.end == (number + 1) * _WEEKS and piece.end < _LAST:
            number += 1
            behind = self._table(number).pieces[:1]
            if not behind or not piece.goes_on(behind[0]):
                break
            piece = piece._replace(end=behind[0].end)
        return piece

    def _table(self, number: int, asked: int | None = None) -> _Table:
        if asked is not None:
            _near(asked)
        table = self._kept.get(number)
        if table is None:
            if len(self._kept) >= _KEPT:
                self._kept = {}
            start, end = number * _WEEKS, (number + 1) * _WEEKS
            table = _Table(self._pieces(max(start, _FIRST), min(end, _LAST)))
            self._kept[number] = table
        return table


def _near(seconds: int) -> None:
    if not _FIRST <= seconds < _LAST:
        raise ValueError(f"rotas answer from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}, and this lies beyond")
