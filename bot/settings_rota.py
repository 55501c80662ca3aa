"""Settings of rotas: who is on call when, for teams without a pager."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from bot.domain import calendar_rules
from bot.domain.calendar import Calendar
from bot.domain.rota import Schedule
from bot.domain.rota_layer import Layer
from bot.domain.rota_override import Override
from bot.domain.rota_rotation import Rotation, Unit
from bot.settings_calendars import Zone
from bot.settings_kinds import Section, listed
from bot.settings_rota_times import Day, HandOver, Moment, Only, Rotate, hand_over, opening, rotation, wall

_PERSON = {"type": "string"}
People = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [_PERSON, {"type": "array", "items": _PERSON, "minItems": 1}]}),
]


class RotaLayer(Section):
    """People who take turns."""

    name: str = Field("", description="How it is called in answers; otherwise its number, counted from 1.")
    people: People = Field(description="Keys of `people`, in the order of their turns.")
    rotate: Rotate = Field(
        "weekly", description="`daily`, `weekly`, or such as `every 12 hours` or `every 2 weeks`."
    )
    hand_over: HandOver | None = Field(
        None,
        description="When one hands over to the next: of weeks `mon 09:00`, else a time such as `09:00`. "
        "These two count where it is left out.",
    )
    since: Day = Field(
        description="When the first one begins: a date, at the time of `hand_over`, or a date and a time."
    )
    until: Day | None = Field(None, description="When the layer ends, written in the same way.")
    only: Only = Field(
        (),
        description='When the layer counts, while its turns go on: `"mon-fri 09:00-17:00"`, or a list of '
        "such; without weekdays it is every day. What is left out is the next layer's.",
    )

    @field_validator("hand_over")
    @classmethod
    def _fits(cls, text: str | None, info: ValidationInfo) -> str | None:
        """A weekday belongs to weeks and to nothing else."""
        if text is None:
            return None
        unit = rotation(info.data["rotate"])[1] if "rotate" in info.data else None
        has_weekday = hand_over(text)[0] is not None
        if unit is Unit.WEEKS and not has_weekday:
            raise ValueError("expected a weekday and a time such as mon 09:00")
        if unit in (Unit.DAYS, Unit.HOURS) and has_weekday:
            raise ValueError("expected a time such as 09:00; a weekday is for weeks")
        return text

    def layer(self, timezone: str, position: int) -> Layer:
        """As the rules know it. Raises ValueError."""
        every, unit = rotation(self.rotate)
        weekday, at = hand_over(self.hand_over or "09:00")
        zone = calendar_rules.zone(timezone)
        return Layer(
            name=self.name or f"{position}",
            people=self.people,
            rotation=Rotation(every, unit, at, weekday or 0),
            since=wall(self.since, at).replace(tzinfo=zone),
            until=wall(self.until, at).replace(tzinfo=zone) if self.until else None,
            only=_only(timezone, self.only) if self.only else None,
        )


class RotaOverride(Section):
    """Somebody who stands in for a while."""

    person: str = Field(description="Key of `people`: who is on call then.")
    since: Moment = Field(description="From when on: a date and a time, `2026-12-24 08:00`.")
    until: Moment = Field(description="Until before when.")
    instead_of: str = Field("", description="Key of `people`: only what would be this person's.")
    layer: str = Field("", description="Name of a layer: only what would be this layer's.")

    def override(self, timezone: str) -> Override:
        """As the rules know it. Raises ValueError."""
        zone = calendar_rules.zone(timezone)
        since, until = (wall(one).replace(tzinfo=zone) for one in (self.since, self.until))
        return Override(
            person=self.person, since=since, until=until, instead_of=self.instead_of, layer=self.layer
        )


class Rota(Section):
    """Who is on call: the first layer that is open counts, and overrides before all."""

    timezone: Zone = Field(description="Zone of all times of this rota: `Europe/Berlin`.")
    layers: tuple[RotaLayer, ...] = Field(
        description="People who take turns; the first layer that is open counts, the next fills what it "
        "leaves free.",
        min_length=1,
        max_length=10,
    )
    overrides: tuple[RotaOverride, ...] = Field(
        (), description="Who stands in for a while; where two overlap, the last one counts."
    )
    around_the_clock: bool = Field(
        True, description="Whether `caseline check` complains of times at which nobody is on call."
    )

    def schedule(self, name: str) -> Schedule:
        """As the rules know it. Raises ValueError."""
        layers = [one.layer(self.timezone, place) for place, one in enumerate(self.layers, start=1)]
        return Schedule(name, self.timezone, layers, [one.override(self.timezone) for one in self.overrides])

    def people(self) -> Iterator[tuple[str, str]]:
        """(setting, key of `people`) of everybody who is named."""
        for place, layer in enumerate(self.layers):
            yield from ((f"layers[{place}].people[{at}]", one) for at, one in enumerate(layer.people))
        for place, override in enumerate(self.overrides):
            yield f"overrides[{place}].person", override.person
            if override.instead_of:
                yield f"overrides[{place}].instead_of", override.instead_of


def mistakes(rotas: Mapping[str, Rota], people: Collection[str]) -> Iterator[str]:
    """What only shows when everything is known, one line each."""
    for name, rota in rotas.items():
        where = f"rotas.{name}"
        for setting, person in rota.people():
            if person not in people:
                yield f"{where}.{setting}: {person} is not among people"
        wrong = [f"{where}.{line}" for line in _unusable(rota)]
        yield from wrong
        if not wrong:
            yield from _refused(f"{where}", lambda rota=rota: rota.schedule(""))


def _unusable(rota: Rota) -> Iterator[str]:
    names = {one.name or f"{place}" for place, one in enumerate(rota.layers, start=1)}
    for place, one in enumerate(rota.layers):
        yield from _refused(f"layers[{place}]", lambda one=one, place=place: one.layer(rota.timezone, place))
    for place, override in enumerate(rota.overrides):
        yield from _refused(f"overrides[{place}]", lambda one=override: one.override(rota.timezone))
        if override.layer and override.layer not in names:
            yield f"overrides[{place}].layer: there is no layer {override.layer}"


def _refused(where: str, make: Callable[..., Any]) -> Iterator[str]:
    try:
        make()
    except ValueError as error:
        yield f"{where}: {error}"


@lru_cache(maxsize=256)
def _only(timezone: str, only: tuple[str, ...]) -> Calendar:
    """Kept, because a calendar knows its tables only after it was asked."""
    hours: dict[str, list[tuple[str, str]]] = {}
    for days, ends in map(opening, only):
        for day in days:
            hours.setdefault(day, []).append(ends)
    return Calendar(timezone, hours)
