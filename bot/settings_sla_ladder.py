"""Settings of ladders: when a promise is spoken of, and to whom."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from bot.domain.duration import duration, spoken
from bot.domain.sla_ladder import Audience, Ladder, Point, Rung
from bot.settings_kinds import Section, listed

OTHERWISE = 90
"""Per cent that counts where time before due would not lie behind the rung below."""

_ORDER = tuple(Point)
_SIDES = {" before": Point.BEFORE, " after": Point.AFTER}
_PERCENT, _SPAN = r"\s*[1-9][0-9]?\s*%\s*", r"(\s*\d+\s*[smhd])+"


def _per_cent(text: str) -> tuple[Point, int]:
    number = text.removesuffix("%").strip()
    if not (number.isdecimal() and 1 <= int(number) <= 99):
        raise ValueError("expected a per cent from 1% to 99%")
    return Point.PERCENT, int(number)


def _seconds(text: str, expected: str) -> int:
    try:
        seconds = int(duration(text).total_seconds())
    except ValueError:
        raise ValueError(f"expected {expected}") from None
    if seconds <= 0:
        raise ValueError("must be longer than nothing")
    return seconds


def _warning(value: object) -> tuple[Point, int]:
    """`75%` of the target, or `30m` of open time before it is due."""
    if isinstance(value, tuple):
        return value
    text = str(value).strip()
    if text.endswith("%"):
        return _per_cent(text)
    return Point.BEFORE, _seconds(text, "a per cent such as 75%, or open time before due such as 30m")


def _instant(value: object) -> tuple[Point, int]:
    """`75%`, `30m before`, `breach`, `60m after` or `daily`."""
    if isinstance(value, tuple):
        return value
    text = str(value).strip()
    if text in (Point.BREACH, Point.DAILY):
        return Point(text), 0
    if text.endswith("%"):
        return _per_cent(text)
    expected = "a per cent such as 75%, open time such as 30m before or 60m after, breach, or daily"
    for side, point in _SIDES.items():
        if text.endswith(side):
            return point, _seconds(text.removesuffix(side), expected)
    raise ValueError(f"expected {expected}")


def _written(value: tuple[Point, int]) -> str:
    point, amount = value
    return f"{amount}%" if point is Point.PERCENT else spoken(timedelta(seconds=amount))


def _said(value: tuple[Point, int]) -> str:
    point, _ = value
    if point in (Point.BEFORE, Point.AFTER):
        return f"{_written(value)} {point}"
    return _written(value) if point is Point.PERCENT else str(point)


WarnAt = Annotated[
    tuple[Point, int],
    BeforeValidator(_warning),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string", "pattern": rf"^{_SPAN}\s*$|^{_PERCENT}$"}),
]
TellAt = Annotated[
    tuple[Point, int],
    BeforeValidator(_instant),
    PlainSerializer(_said),
    WithJsonSchema(
        {"type": "string", "pattern": rf"^{_PERCENT}$|^{_SPAN}\s+(before|after)\s*$|^breach$|^daily$"}
    ),
]
_AUDIENCE = {"type": "string", "enum": [one.value for one in Audience]}
Told = Annotated[
    tuple[Audience, ...],
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [_AUDIENCE, {"type": "array", "items": _AUDIENCE}]}),
]


class Step(Section):
    """One rung of a ladder."""

    level: Annotated[int, Field(ge=0, le=9)] = Field(description="How far it has come; acknowledged as one.")
    at: TellAt = Field(
        description="When: `75%` of the target, `30m before` it is due and `60m after` in open time, "
        "`breach`, or `daily`, which is every business day after that."
    )
    tell: Told = Field(
        (),
        description="Who hears of it: of a ticket assignee, queue_owner, channel, lead, manager; of an "
        "incident liaison, commander, liaison_lead, duty_manager. Nobody: it stands in digests alone.",
    )

    @property
    def order(self) -> tuple[int, int]:
        """Ascends with the instants, whatever was promised."""
        point, amount = self.at
        return _ORDER.index(point), -amount if point is Point.BEFORE else amount


def as_ladder(steps: Sequence[Step], *, incidents: bool) -> Ladder:
    """As the rules know it, with the people of tickets or with those of incidents."""
    return tuple(_rung(one, incidents=incidents) for one in steps)


def _rung(step: Step, *, incidents: bool) -> Rung:
    point, amount = step.at
    return Rung(
        level=step.level,
        point=point,
        amount=amount,
        otherwise=OTHERWISE if point is Point.BEFORE else 0,
        audience=_told(step, incidents),
    )


def mistakes(steps: Sequence[Step], kinds: Collection[bool]) -> Iterator[str]:
    """One line each. `kinds` has False for a policy that promises to tickets, True for incidents."""
    for place, (before, step) in enumerate(pairwise(steps), start=1):
        yield from _disorder(place, before, step)
    late = any(one.at[0] in (Point.BREACH, Point.AFTER) for one in steps)
    for place, step in enumerate(steps):
        if step.at[0] is Point.DAILY and not late:
            yield f"ladder[{place}].at: daily needs a breach, or time after it, in front of it"
        yield from (_nobody(place, one) for one in sorted(kinds) if step.tell and not _told(step, one))


def _disorder(place: int, before: Step, step: Step) -> Iterator[str]:
    if step.level <= before.level:
        yield f"ladder[{place}].level: must be above {before.level}, the one before it"
    if step.order <= before.order:
        yield (
            f"ladder[{place}].at: does not come after the one before it; per cents come first, then time "
            "before due, the breach, time after it, and daily"
        )
    if step.at[0] is Point.BEFORE and before.at[0] is Point.PERCENT and before.at[1] > OTHERWISE:
        yield f"ladder[{place - 1}].at: in front of time before due, at most {OTHERWISE}%"


def _told(step: Step, incidents: bool) -> tuple[Audience, ...]:
    return tuple(one for one in step.tell if one.is_incidents is incidents)


def _nobody(place: int, incidents: bool) -> str:
    known = ", ".join(one for one in Audience if one.is_incidents is incidents)
    return f"ladder[{place}].tell: {'an incident' if incidents else 'a ticket'} needs one of {known}"
