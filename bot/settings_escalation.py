"""Settings of escalation policies: who is paged, then who next, and after how long."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bot.domain import escalation
from bot.domain.escalation import (
    MOST_REPEATS,
    EscalationPolicy,
    Kind,
    Step,
    flattened,
    loops,
    target,
)
from bot.settings_kinds import Duration, Section, listed


def _target(text: str) -> str:
    return str(target(text))


_PAGE = {"type": "string", "pattern": f"^({'|'.join(Kind)}):\\S+$", "examples": ["oncall:support"]}
Page = Annotated[
    tuple[Annotated[str, AfterValidator(_target)], ...],
    BeforeValidator(listed),
    Field(min_length=1, max_length=20),
    WithJsonSchema({"anyOf": [_PAGE, {"type": "array", "items": _PAGE, "minItems": 1, "maxItems": 20}]}),
]


Target = Annotated[str, AfterValidator(_target), WithJsonSchema(_PAGE)]
"""One of them alone."""

CHECKLISTS = {
    "customer_liaison": (
        "First word to customers, from a template",
        "Tickets linked, and agents told what to answer",
        "How many customers, and who of them is premium, told to the commander",
        "Time of the next update promised, and kept",
        "Premium customers written to, one by one",
    ),
    "incident_commander": (
        "Severity right, and roles filled",
        "Whoever can fix it is here",
        "Customer updates approved",
    ),
}
"""From the practice of customer liaisons and incident commanders; settings may say otherwise."""


class EscalationStep(Section):
    """Who is paged, and how long they have."""

    page: Page = Field(
        description="`person:<name>`, `oncall:<team or rota>`, `lead:<team>`, `team:<team>`, "
        "`service:<name>` of a pager, or `policy:<name>` for the steps of another policy. One, or a list."
    )
    wait: Duration = Field(
        timedelta(minutes=5), description="How long they have, before the next step is taken."
    )
    round_robin: bool = Field(
        False, description="Whether one of them is paged, another one each time, instead of all."
    )

    @field_validator("page")
    @classmethod
    def _policies_stand_alone(cls, page: tuple[str, ...]) -> tuple[str, ...]:
        if len(page) > 1 and any(target(one).kind is Kind.POLICY for one in page):
            raise ValueError("a policy stands alone; write a step for each of the others")
        return page

    @property
    def targets(self) -> tuple[escalation.Target, ...]:
        return tuple(map(target, self.page))


class Escalation(Section):
    """Steps, one after the other, until somebody has it. A list is its steps."""

    steps: tuple[EscalationStep, ...] = Field(
        description="Who is paged first, and who next.", min_length=1, max_length=20
    )
    repeat: Annotated[int, Field(ge=0, le=MOST_REPEATS)] = Field(
        0, description="How often the steps begin again when nobody has it."
    )
    last_resort: str = Field("", description="Key of `people`: who is paged when all of this was in vain.")

    @model_validator(mode="before")
    @classmethod
    def _steps_alone(cls, written: Any) -> Any:
        return {"steps": written} if isinstance(written, list | tuple) else written

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Both ways to write it."""
        found = handler(core_schema)
        written = handler.resolve_ref_schema(found)
        group = dict(written)
        written.clear()
        written.update({"anyOf": [group, group["properties"]["steps"]]})
        return found

    def policy(self, name: str) -> EscalationPolicy:
        """As the rules know it."""
        steps = (Step(one.targets, int(one.wait.total_seconds()), one.round_robin) for one in self.steps)
        return EscalationPolicy(
            name=name, steps=tuple(steps), repeat=self.repeat, last_resort=self.last_resort
        )


def as_written(written: Mapping[str, Escalation]) -> dict[str, EscalationPolicy]:
    """By name, with references to others as they stand."""
    return {name: one.policy(name) for name, one in written.items()}


def mistakes(written: Mapping[str, Escalation], known: Mapping[Kind, Collection[str]]) -> Iterator[str]:
    """Targets that nobody knows, and policies that come back to themselves; one line each.

    `known` says of every kind which names page somebody.
    """
    policies = as_written(written)
    unknown = [line for name, one in written.items() for line in _strangers(name, one, known)]
    yield from unknown
    ways = loops(policies)
    for way in ways:
        yield f"escalation.{way[0]}: comes back to itself: {' → '.join(way)}"
    if not unknown and not ways:
        yield from _too_long(policies)


def not_known(who: str, known: Mapping[Kind, Collection[str]]) -> Iterator[str]:
    """Why nobody stands behind this target, if nobody does."""
    one = target(who)
    if one.name not in known[one.kind]:
        yield _NOT_KNOWN[one.kind].format(name=one.name)


def _strangers(name: str, written: Escalation, known: Mapping[Kind, Collection[str]]) -> Iterator[str]:
    for place, step in enumerate(written.steps):
        for who in step.page:
            yield from (f"escalation.{name}.steps[{place}].page: {why}" for why in not_known(who, known))
    if written.last_resort and written.last_resort not in known[Kind.PERSON]:
        yield f"escalation.{name}.last_resort: {written.last_resort} is not among people"


_NOT_KNOWN = {
    Kind.PERSON: "{name} is not among people",
    Kind.ONCALL: "{name} is neither a team with `oncall` nor among rotas",
    Kind.LEAD: "{name} is not a team with a lead",
    Kind.TEAM: "{name} is not a team with people",
    Kind.SERVICE: "{name} is not a service of a pager",
    Kind.POLICY: "{name} is not among escalation",
}


def _too_long(policies: Mapping[str, EscalationPolicy]) -> Iterator[str]:
    for name in policies:
        try:
            flattened(name, policies)
        except ValueError as error:
            yield f"escalation.{name}: {error}"
