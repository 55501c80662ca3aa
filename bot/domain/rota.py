"""Schedules: who of a team is on call when, over layers and overrides.

Instants are whole seconds of UTC; a fraction is dropped. The zone matters only where wall times
become instants, and the zone of the machine not at all.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import calendar_rules, rota_override
from bot.domain.calendar_tables import KNOWN_YEARS
from bot.domain.calendar_year import since_epoch
from bot.domain.rota_layer import Layer
from bot.domain.rota_override import Override
from bot.domain.rota_shift import Gap, Piece, Shift, filled, instant, joined
from bot.domain.rota_table import Tables

HORIZON = timedelta(days=2 * 366)
"""How far ahead the next shift is looked for."""


class Schedule:
    """One rota; `name` is its key in the settings, `zone` where its wall times are.

    The first layer that is open counts, so each fills what those before it leave free. Overrides
    count in the order in which they were given, the last one last. Answers reach from 1900 to
    2199 (ValueError beyond), so that none takes long.
    """

    __slots__ = ("_final", "layers", "name", "overrides", "zone")

    def __init__(
        self,
        name: str,
        timezone: str,
        layers: Iterable[Layer],
        overrides: Iterable[Override] = (),
    ) -> None:
        """Layers of one name are editions of one layer. Raises ValueError, with one sentence."""
        self.name = name
        self.zone = calendar_rules.zone(timezone)
        self.layers = tuple(layers)
        self.overrides = tuple(overrides)
        self._check()
        self._final = Tables(self._merged)

    def __repr__(self) -> str:
        return f"Schedule({self.name!r}, {len(self.layers)} layers)"

    def overridden(self, *overrides: Override) -> "Schedule":
        """The same, with these overrides behind its own."""
        return Schedule(self.name, self.zone.key, self.layers, (*self.overrides, *overrides))

    def of_person(self, person: str, since: datetime, until: datetime) -> list[Shift]:
        """Those of one person, between two instants."""
        return [one for one in self.shifts(since, until) if one.person == person]

    def on_call(self, at: datetime) -> Shift | None:
        """The shift in which this instant lies; None if nobody is on call."""
        return self._final.at(since_epoch(at))

    def next_shift(self, at: datetime) -> Shift | None:
        """The first shift that begins after this instant; None if none does so within two years."""
        return self._final.after(since_epoch(at), HORIZON)

    def shifts(self, since: datetime, until: datetime) -> list[Shift]:
        """Every shift between two instants, cut off at both, the earliest first."""
        return [piece.shift() for piece in self._between(since, until)]

    def gaps(self, since: datetime, until: datetime) -> list[Gap]:
        """Where nobody is on call between two instants, cut off at both."""
        found, here = [], since_epoch(since)
        for piece in self._between(since, until):
            if here < piece.start:
                found.append(Gap(instant(here), instant(piece.start)))
            here = piece.end
        if here < since_epoch(until):
            found.append(Gap(instant(here), instant(since_epoch(until))))
        return found

    def overlaps(self) -> list[tuple[Override, Override]]:
        """Overrides that may want the same turn, in pairs; the second of each counts."""
        return rota_override.overlaps(self.overrides)

    def _between(self, since: datetime, until: datetime) -> Iterable[Piece]:
        start, end = since_epoch(since), since_epoch(until)
        return self._final.between(start, end) if start < end else ()

    def _layer(self, name: str, start: int, end: int) -> list[Piece]:
        """The turns of a layer, with its overrides."""
        editions = (one for one in self.layers if one.name == name)
        turns = sorted(piece for one in editions for piece in one.pieces(self.zone, start, end))
        pieces = list(joined(turns))
        for number, one in enumerate(self.overrides):
            if one.layer == name and one.start < end and start < one.end:
                pieces = one.over(pieces, number)
        return pieces

    def _merged(self, start: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        for name in dict.fromkeys(layer.name for layer in self.layers):
            pieces = filled(pieces, self._layer(name, start, end))
        for number, one in enumerate(self.overrides):
            if one.layer or one.start >= end or start >= one.end:
                continue
            if one.instead_of:
                pieces = one.over(pieces, number)
            else:
                alone = Piece(max(start, one.start), min(end, one.end), one.person, "", True, number)
                pieces = filled([alone], pieces)
        return pieces

    def _check(self) -> None:
        """Raises ValueError."""
        if not self.layers:
            raise ValueError("a rota needs at least one layer")
        names = {layer.name for layer in self.layers}
        for place, layer in enumerate(self.layers):
            if layer.since.year not in KNOWN_YEARS:
                raise ValueError(f"rotas answer from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}")
            if any(one.name == layer.name and _both(one, layer) for one in self.layers[:place]):
                raise ValueError(f"two layers are called {layer.name} at the same time")
        for override in self.overrides:
            if override.layer and override.layer not in names:
                raise ValueError(f"there is no layer {override.layer}")


def _both(one: Layer, other: Layer) -> bool:
    """Whether both count at the same time."""
    return (one.last is None or other.first < one.last) and (other.last is None or one.first < other.last)
