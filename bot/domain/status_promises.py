"""Promises of a time of repair, which nobody can keep; not those of the time of the next word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bot.domain.status_clauses import Span, clauses, sentences
from bot.domain.status_tongues.tongue import Tongue

_JUST_BEFORE = 12
_JUST_BEHIND = 16
_BESIDE = 3


@dataclass
class Clause:
    """What one clause says of repair and of time; each is looked for once, and only if it is asked for."""

    text: str
    tongue: Tongue
    hoped: bool = False
    _known: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def found(self, name: str) -> tuple[Span, ...]:
        """Places of what the tongue calls so."""
        if name not in self._known:
            pattern = self.tongue.heard(getattr(self.tongue, name))
            self._known[name] = tuple(one.span() for one in pattern.finditer(self.text))
        return self._known[name]

    @cached_property
    def is_loose(self) -> bool:
        """It only says when; what happens then stands in the clause beside it."""
        return not self.found("repaired") and not self.found("told") and bool(self._times)

    @property
    def _times(self) -> tuple[Span, ...]:
        return self.found("ahead") + self.found("clock")

    @cached_property
    def repairs(self) -> tuple[Span, ...]:
        """Those that are spoken of for their own sake, and not denied."""
        return tuple(
            one for one in self.found("repaired") if not self._is_occasion(one) and not self._is_denied(one)
        )

    def promise(self) -> Span | None:
        """From the repair to its time, whichever comes first; None if neither promises the other."""
        if not self._times or not self.found("repaired"):
            return None
        for time in self._open_times():
            nearest = min(self.repairs, key=lambda one: _gap(one, time), default=None)
            if nearest and all(_gap(nearest, time) < _gap(told, time) for told in self.found("told")):
                return min(nearest[0], time[0]), max(nearest[1], time[1])
        return None

    def estimate(self) -> Span | None:
        """A time of repair that is called so by name."""
        for one in self.found("estimate"):
            behind = self.found("whether") + self.found("never") + self.found("told")
            if not behind and not any(_before(about, one) for about in self.found("about")):
                return one
        return None

    def _open_times(self) -> Iterator[Span]:
        """The ones that lie ahead."""
        will = bool(self.found("will")) or (self.hoped and not self.found("was"))
        if will or not self.found("was"):
            yield from self.found("ahead")
        if will:
            yield from (one for one in self.found("clock") if not self._is_over(one))

    def _is_over(self, time: Span) -> bool:
        """The verb nearest to the repair speaks of the past, or the word just before the time does."""
        was, will = self.found("was"), self.found("will")
        if any(0 <= time[0] - one[1] <= _JUST_BEFORE // 2 for one in was):
            return True
        return any(_nearest(was, repair) < _nearest(will, repair) for repair in self.repairs if was and will)

    def _is_occasion(self, repair: Span) -> bool:
        """Something else happens when it is repaired, or it is only spoken about."""
        return (
            any(_covers(one, repair) for one in self.found("told"))
            or any(one[1] <= repair[0] for one in self.found("whether"))
            or any(_before(one, repair) for one in self.found("about"))
            or any(
                repair[0] <= one[1] and one[0] - repair[1] <= _JUST_BEHIND for one in self.found("afterwards")
            )
        )

    def _is_denied(self, repair: Span) -> bool:
        denied = self.found("never")
        return bool(denied) if self.tongue.verb_last else any(one[0] < repair[0] for one in denied)


def promises(text: str, tongue: Tongue) -> Iterator[str]:
    """The places of the text that promise a time of repair."""
    for sentence in sentences(text):
        yield from (text[start:end] for start, end in _promised(text, sentence, tongue))


def times(text: str, tongue: Tongue) -> Iterator[str]:
    """Everything that names an hour or a day, promised or not."""
    for pattern in (tongue.ahead, tongue.clock):
        yield from (one.group() for one in tongue.heard(pattern).finditer(text))


def _promised(text: str, sentence: Span, tongue: Tongue) -> Iterator[Span]:
    heard = list(_heard(text, sentence, tongue))
    for place, (span, clause) in enumerate(heard):
        lulled = clause.found("lulling")
        said = lulled[0] if lulled else clause.promise() or clause.estimate()
        if said is None and clause.is_loose:
            beside = _beside(text, heard, place)
            yield from beside
        elif said is not None:
            yield span[0] + said[0], span[0] + said[1]


def _heard(text: str, sentence: Span, tongue: Tongue) -> Iterator[tuple[Span, Clause]]:
    hoped = False
    for span in clauses(text, sentence, tongue):
        clause = Clause(text[slice(*span)], tongue, hoped)
        hoped = hoped or bool(clause.found("hope"))
        yield span, clause


def _beside(text: str, heard: list[tuple[Span, Clause]], place: int) -> Iterator[Span]:
    """A clause that only says when is read with one before it, or else with one behind."""
    (start, end), clause = heard[place]
    for others in (heard[max(place - _BESIDE, 0) : place][::-1], heard[place + 1 : place + 1 + _BESIDE]):
        other = next((one for one in others if one[1].found("repaired") or one[1].found("told")), None)
        if other is None:
            continue
        (first, last), said = other
        whole = min(start, first), max(end, last)
        promise = Clause(text[slice(*whole)], clause.tongue, said.hoped or clause.hoped).promise()
        if promise is not None:
            yield whole[0] + promise[0], whole[0] + promise[1]
        if promise is not None or said.found("told"):
            return


def _gap(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _nearest(many: Iterable[Span], one: Span) -> int:
    return min(_gap(each, one) for each in many)


def _covers(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _before(one: Span, other: Span) -> bool:
    return 0 <= other[0] - one[1] <= _JUST_BEFORE
