"""Settings of SLA policies: what is promised to whom, and when people are warned."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from bot.domain.duration import duration, spoken
from bot.domain.sla_conditions import Conditions
from bot.domain.sla_ladder import DEFAULT, INCIDENTS, Ladder, Point, warned_at
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import ALWAYS_OPEN, AgentCreated, Policy, Reopened, Target
from bot.domain.ticket import Priority, TicketStatus
from bot.settings_kinds import Name, Section
from bot.settings_sla_targets import ANY, Targets


def _warning(value: object) -> tuple[Point, int]:
    """`75%` of the target, or `30m` of open time before it is due."""
    if isinstance(value, tuple):
        return value
    text = str(value).strip()
    if text.endswith("%"):
        number = text.removesuffix("%").strip()
        if not (number.isdecimal() and 1 <= int(number) <= 99):
            raise ValueError("expected a per cent from 1% to 99%")
        return Point.PERCENT, int(number)
    try:
        seconds = int(duration(text).total_seconds())
    except ValueError:
        raise ValueError("expected a per cent such as 75%, or open time before due such as 30m") from None
    if seconds <= 0:
        raise ValueError("must be longer than nothing")
    return Point.BEFORE, seconds


def _written(value: tuple[Point, int]) -> str:
    point, amount = value
    return f"{amount}%" if point is Point.PERCENT else spoken(timedelta(seconds=amount))


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


WarnAt = Annotated[
    tuple[Point, int],
    BeforeValidator(_warning),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string", "pattern": r"^(\s*\d+\s*[smhd])+\s*$|^\s*[1-9][0-9]?\s*%\s*$"}),
]
Words = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
]


class When(Section):
    """Whom a policy is for; everything that is named must hold, of each list one word."""

    tier: Words = Field((), description="Names of `customers.tiers`.")
    priority: Annotated[tuple[Literal["urgent", "high", "normal", "low"], ...], BeforeValidator(_listed)] = (
        Field((), description="Priorities of tickets.")
    )
    system: Words = Field((), description="Systems that hold the tickets, such as zendesk.")
    group: Words = Field((), description="Groups that work on the tickets.")
    tag: Words = Field((), description="Tags, one of which the ticket has.")
    organisation: Words = Field((), description="Ids or names of the customers' companies.")
    type: Words = Field((), description="Types of tickets, in the desk's words.")
    severity: Words = Field((), description="Severities of incidents.")
    phase: Words = Field((), description="Phases of incidents.")

    def conditions(self) -> Conditions:
        return Conditions(**dict(self))


class SlaPolicy(Section):
    """What is promised; the first policy that fits counts."""

    name: Name = Field(description="How it is called in answers.")
    when: When = Field(default_factory=When, description="Whom it is for; everybody, if it says nothing.")
    targets: Targets = Field(description="What is promised.")
    calendar: str = Field(
        ALWAYS_OPEN, description="One of `calendars`: only its open time counts. `24x7` never closes."
    )
    warn: tuple[WarnAt, ...] = Field(
        (),
        description="When people are to be warned, in a later release: `75%` of the target, or `30m` of open "
        "time before it is due. "
        "The last warning goes to the team, those before it to the assignee.",
        max_length=6,
    )
    pauses: dict[str, tuple[TicketStatus, ...]] = Field(
        default_factory=dict,
        description="Statuses in which a metric does not count, where they differ from the usual ones: "
        "`resolution: [pending]`.",
    )
    agent_created_public: AgentCreated = Field(
        AgentCreated.NONE,
        description="What counts as first reply to a ticket that an agent opened in public: nothing, or "
        "the second public comment.",
    )
    reopened: Reopened = Field(
        Reopened.RESUME, description="Whether a reopened ticket goes on with its clocks, or gets new ones."
    )

    @model_validator(mode="after")
    def _promises_something(self) -> "SlaPolicy":
        wrong = [] if any(self.targets.named()) else ["targets: expected at least one"]
        known = {metric.value for metric in Metric if not metric.is_incidents}
        wrong += [
            f"pauses.{name}: there is no such metric of tickets" for name in self.pauses if name not in known
        ]
        if wrong:
            raise ValueError("\n".join(wrong))
        return self

    def ladder(self, *, incidents: bool = False) -> Ladder:
        """The usual one, with the warnings of this policy."""
        return warned_at(INCIDENTS if incidents else DEFAULT, self.warn)

    def policy(self, position: int) -> Policy:
        """As the rules know it."""
        return Policy(
            name=self.name,
            position=position,
            conditions=self.when.conditions(),
            targets=tuple(self._targets()),
            agent_created_public=self.agent_created_public,
            reopened=self.reopened,
        )

    def _targets(self) -> Iterator[Target]:
        for metric, first, phase, span in self.targets.named():
            pauses = self.pauses.get(metric.value)
            ours = "" if first == ANY else first
            yield Target(
                metric=metric,
                seconds=int(span.total_seconds()),
                calendar=self.calendar,
                priority=Priority(ours) if ours and not metric.is_incidents else None,
                severity=ours if metric.is_incidents else "",
                phase="" if phase == ANY else phase,
                pauses=None if pauses is None else frozenset(pauses),
            )


def policies(written: Sequence[SlaPolicy]) -> tuple[Policy, ...]:
    """In the order of the file."""
    return tuple(one.policy(position) for position, one in enumerate(written, start=1))


def unknown(
    written: Sequence[SlaPolicy],
    *,
    tiers: Collection[str],
    calendars: Collection[str],
    severities: Collection[str],
    phases: Collection[str],
    systems: Collection[str],
) -> Iterator[str]:
    """Names that stand in policies and nowhere else, and names that stand twice; one line each."""
    seen: set[str] = set()
    for place, one in enumerate(written):
        where = f"sla[{place}]"
        if one.name in seen:
            yield f"{where}.name: another policy is called {one.name}"
        seen.add(one.name)
        if one.calendar != ALWAYS_OPEN and one.calendar not in calendars:
            yield f"{where}.calendar: {one.calendar} is not among calendars"
        yield from _strangers(f"{where}.when.tier", one.when.tier, tiers, "customers.tiers")
        yield from _strangers(f"{where}.when.system", one.when.system, systems, "the systems that we know")
        yield from _strangers(f"{where}.when.severity", one.when.severity, severities, "severities")
        yield from _strangers(f"{where}.when.phase", one.when.phase, phases, "phases")
        for metric, first, phase, _ in one.targets.named():
            if metric.is_incidents:
                at = f"{where}.targets.{metric}"
                yield from _strangers(at, (first,), (*severities, ANY), "severities")
                yield from _strangers(f"{at}.{first}", (phase,), (*phases, ANY), "phases")


def _strangers(where: str, names: Collection[str], known: Collection[str], among: str) -> Iterator[str]:
    return (f"{where}: {name} is not among {among}" for name in names if name not in known)
