"""Everything that was ever promised, and how policies are written down to be read again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.domain.sla_conditions import Conditions
from bot.domain.sla_course import Calendars
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import AgentCreated, Book, Policy, Reopened
from bot.domain.sla_target import Target
from bot.domain.ticket import Priority, TicketStatus


@dataclass(frozen=True, slots=True)
class Promises:
    """Every edition of policies and of calendars; `number` is that of the newest, 0 before there is one."""

    book: Book
    calendars: Calendars
    number: int = 0

    @property
    def newest(self) -> tuple[Policy, ...]:
        return self.book.editions[-1][1] if self.book.editions else ()

    def concern(self, system: str) -> bool:
        """Whether anything is promised to tickets of this system now."""
        return any(
            not target.metric.is_incidents
            for one in self.newest
            if not one.conditions.system or system in one.conditions.system
            for target in one.targets
        )


def written(policies: Sequence[Policy]) -> dict[str, Any]:
    """As plain JSON."""
    return {"policies": [_policy(one) for one in policies]}


def _policy(policy: Policy) -> dict[str, Any]:
    said = asdict(policy)
    pauses = (None if one.pauses is None else sorted(one.pauses) for one in policy.targets)
    said["targets"] = [asdict(one) | {"pauses": p} for one, p in zip(policy.targets, pauses, strict=True)]
    return said


def read(body: Mapping[str, Any]) -> tuple[Policy, ...]:
    """The opposite of `written`."""
    return tuple(_read_policy(one) for one in body["policies"])


def _read_policy(said: Mapping[str, Any]) -> Policy:
    words = {one.name: tuple(said["conditions"].get(one.name, ())) for one in fields(Conditions)}
    return Policy(
        name=said["name"],
        position=said["position"],
        conditions=Conditions(**words),
        targets=tuple(_read_target(one) for one in said["targets"]),
        agent_created_public=AgentCreated(said["agent_created_public"]),
        reopened=Reopened(said["reopened"]),
        version=said["version"],
    )


def _read_target(said: Mapping[str, Any]) -> Target:
    pauses = said["pauses"]
    return Target(
        metric=Metric(said["metric"]),
        seconds=said["seconds"],
        calendar=said["calendar"],
        priority=None if said["priority"] is None else Priority(said["priority"]),
        severity=said["severity"],
        phase=said["phase"],
        pauses=None if pauses is None else frozenset(TicketStatus(one) for one in pauses),
        slow=said.get("slow", False),
    )
