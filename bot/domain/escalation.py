"""Escalation policies: who is paged, then who next, and after how long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

MOST_REPEATS = 9
MOST_STEPS = 50
"""Of one policy, with the steps of those to which it refers."""


class Kind(StrEnum):
    """Whom a target names: one person, who is on call for a team, its lead, everybody in it.

    Or whoever a pager wakes for one of its services; or the steps of another policy.
    """

    PERSON = "person"
    ONCALL = "oncall"
    LEAD = "lead"
    TEAM = "team"
    SERVICE = "service"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Target:
    """`oncall:support`. A `policy:payments` stands for the steps of that policy."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


def target(text: str) -> Target:
    """Raises ValueError."""
    kind, colon, name = text.partition(":")
    if not colon or not name.strip() or kind not in tuple(Kind):
        raise ValueError(f"expected {', '.join(f'{one}:<name>' for one in Kind)}, not {text}")
    return Target(Kind(kind), name.strip())


@dataclass(frozen=True, slots=True)
class Step:
    """All targets are paged at once; the next step follows after `wait` seconds in which nobody has it.

    With `round_robin` one target is paged, another one for each page; passed on, it is the next of
    them. Raises ValueError, with one sentence.
    """

    targets: tuple[Target, ...]
    wait: int
    round_robin: bool = False

    def __post_init__(self) -> None:
        if not self.targets:
            raise ValueError("a step needs somebody to page")
        if self.wait < 1:
            raise ValueError("a step waits at least one second")

    @property
    def draws(self) -> int:
        """How many times in a row this step can page somebody."""
        return len(self.targets) if self.round_robin else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationPolicy:
    """Steps in their order, then again from the first, `repeat` times; in the end the person `last_resort`.

    Raises ValueError, with one sentence.
    """

    name: str
    steps: tuple[Step, ...]
    repeat: int = 0
    last_resort: str = ""

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a policy needs at least one step")
        if not 0 <= self.repeat <= MOST_REPEATS:
            raise ValueError(f"a policy is repeated at most {MOST_REPEATS} times")

    @property
    def refers_to(self) -> tuple[str, ...]:
        """Names of policies whose steps stand among its own, each once."""
        targets = (one for step in self.steps for one in step.targets)
        return tuple(dict.fromkeys(one.name for one in targets if one.kind is Kind.POLICY))

    @property
    def wait_of_last_resort(self) -> int:
        """Seconds that the last resort has, before it is said that nobody came."""
        return self.steps[-1].wait


def loops(policies: Mapping[str, EscalationPolicy]) -> list[tuple[str, ...]]:
    """Ways by which policies come back to themselves: `("support", "payments", "support")`."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for name in policies:
        found += _loops(name, policies, (), done)
    return found


def _loops(
    name: str, policies: Mapping[str, EscalationPolicy], way: tuple[str, ...], done: set[str]
) -> Iterator[tuple[str, ...]]:
    if name in way:
        yield (*way[way.index(name) :], name)
        return
    if name in done or name not in policies:
        return
    for inner in policies[name].refers_to:
        yield from _loops(inner, policies, (*way, name), done)
    done.add(name)


def flattened(name: str, policies: Mapping[str, EscalationPolicy]) -> EscalationPolicy:
    """The policy with the steps of others in place of where it refers to them.

    Of those it is only the steps that count, not how often they repeat nor their last resort.
    Raises ValueError for a loop, and for more steps than anybody can want; KeyError for an
    unknown name.
    """
    steps: list[Step] = []
    for step in _steps(name, policies, ()):
        steps.append(step)
        if len(steps) > MOST_STEPS:
            raise ValueError(f"the policy {name} has more than {MOST_STEPS} steps, with those of others")
    return replace(policies[name], steps=tuple(steps))


def _steps(name: str, policies: Mapping[str, EscalationPolicy], way: tuple[str, ...]) -> Iterator[Step]:
    if name in way:
        raise ValueError(f"the policy {name} comes back to itself")
    for step in policies[name].steps:
        people = tuple(one for one in step.targets if one.kind is not Kind.POLICY)
        if people:
            yield replace(step, targets=people)
        for one in step.targets:
            if one.kind is Kind.POLICY:
                yield from _steps(one.name, policies, (*way, name))
