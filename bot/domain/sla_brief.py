"""A story of a clock that is short enough to be read, and says what it leaves out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.sla_why import Line, Why


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line; with `closed`, one that ran on with so many closed times in between, which counted nothing."""

    line: Line
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """The newest stretches; `left_out` older ones are not there, and counted `left_seconds`."""

    stretches: tuple[Stretch, ...]
    left_out: int = 0
    left_seconds: int = 0

    @property
    def seconds(self) -> int:
        """What all of it counted."""
        return self.left_seconds + sum(one.line.seconds for one in self.stretches)


def brief(story: Sequence[Line], *, most: int) -> Brief:
    """As it is while that is short; else nights are joined to the days, and then old ones left out."""
    found = [Stretch(one) for one in story]
    if len(found) > most:
        found = list(_joined(story))
    older, newest = found[: max(0, len(found) - most)], found[-most:]
    return Brief(tuple(newest), len(older), sum(one.line.seconds for one in older))


def _joined(story: Sequence[Line]) -> Iterator[Stretch]:
    """One stretch of all that ran and was closed in turn under the same promise."""
    kept: Stretch | None = None
    for line in story:
        if kept and _goes_on(kept.line, line):
            is_closed = line.why is Why.CLOSED
            ran = kept.line if is_closed else replace(line, since=kept.line.since)
            seconds = kept.line.seconds + line.seconds
            kept = Stretch(
                replace(ran, why=Why.RUNNING, until=line.until, seconds=seconds), kept.closed + is_closed
            )
            continue
        if kept:
            yield kept
        kept = Stretch(line, 1 if line.why is Why.CLOSED else 0)
    if kept:
        yield kept


def _goes_on(before: Line, after: Line) -> bool:
    hours = (Why.RUNNING, Why.CLOSED)
    return before.why in hours and after.why in hours and _promise(before) == _promise(after)


def _promise(line: Line) -> tuple[object, ...]:
    return line.calendar, line.edition, line.target, line.policy, line.version
