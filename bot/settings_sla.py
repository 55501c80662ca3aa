"""Settings of SLA policies: what is promised to whom, and when people are warned."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from bot.domain.escalation import Kind
from bot.domain.sla_conditions import Conditions
from bot.domain.sla_ladder import DEFAULT, INCIDENTS, Ladder, warned_at
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import ALWAYS_OPEN, AgentCreated, Policy, Reopened, Target
from bot.domain.ticket import Priority, TicketStatus
from bot.settings_kinds import Name, Section, listed
from bot.settings_sla_ladder import Step, WarnAt, as_ladder, mistakes
from bot.settings_sla_targets import ANY, Targets

BREACH_REASONS: Mapping[str, str] = {
    "waited_for_customer": "We waited for an answer from the customer.",
    "waited_for_engineering": "We waited for engineering.",
    "waited_for_partner": "We waited for a partner or a supplier.",
    "wrong_priority": "It had the wrong priority.",
    "wrong_team": "It lay with the wrong team.",
    "no_staff": "Nobody was free to work on it.",
    "outage": "An outage brought more than we could answer.",
    "missed": "We overlooked it.",
}
"""What people may say of a breach, unless the settings name other reasons."""


Words = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    Field(min_length=1),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
]


class When(Section):
    """Whom a policy is for; everything that is named must hold, of each list one word."""

    tier: Words = Field((), description="Names of `customers.tiers`.")
    priority: Annotated[tuple[Literal["urgent", "high", "normal", "low"], ...], BeforeValidator(listed)] = (
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
        description="When people are warned: `75%` of the target, or `30m` of open time before it is due. "
        "The last warning goes to the team, those before it to the assignee.",
        max_length=6,
    )
    ladder: tuple[Step, ...] = Field(
        (),
        description="Who hears of it when, from the first warning to the manager, in place of the usual "
        "levels and of `warn`.",
        max_length=10,
    )
    team: str = Field(
        "",
        description="Key of `teams`: whose people hear of a ticket when its group is no team's.",
    )
    page: Annotated[str, Field(pattern=rf"^({'|'.join(Kind)}):\S+$|^$")] = Field(
        "",
        description="Who is paged when a promise to a ticket is broken, until it is kept: `policy:support`.",
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
        if self.warn and self.ladder:
            wrong.append("ladder: takes the place of warn; leave out one of the two")
        wrong += mistakes(self.ladder, {metric.is_incidents for metric, *_ in self.targets.named()})
        if wrong:
            raise ValueError("\n".join(wrong))
        return self

    def rungs(self, *, incidents: bool = False) -> Ladder:
        """The ladder of this policy; where it has none, the usual one with its warnings."""
        if self.ladder:
            return as_ladder(self.ladder, incidents=incidents)
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


def as_written(written: Sequence[SlaPolicy]) -> tuple[Policy, ...]:
    """In the order of the file, with nothing added."""
    return tuple(one.policy(position) for position, one in enumerate(written, start=1))


def unknown(  # noqa: PLR0913 -- one for each kind of name
    written: Sequence[SlaPolicy],
    *,
    tiers: Collection[str],
    calendars: Collection[str],
    severities: Collection[str],
    phases: Collection[str],
    systems: Collection[str],
    teams: Collection[str],
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
        yield from _strangers(f"{where}.team", (one.team,) if one.team else (), teams, "teams")
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
