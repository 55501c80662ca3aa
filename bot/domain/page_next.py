"""Who is paged next, and when: asked again after every event, with the same answer however often."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.escalation import EscalationPolicy, Kind, Target
from bot.domain.page_course import PageCourse, course
from bot.domain.page_event import PageEvent, Place

Who = Callable[[Target, datetime], Sequence[str]]
"""Who stands behind a target at an instant; nobody, if nobody is on call."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A place at which there was nobody to page, to be said with whatever comes next."""

    place: Place
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What happens to a page at `at`, if nobody acknowledges it before; in the past, it is late.

    Without a `place` it is given up: there is nobody left to page.
    """

    at: datetime
    place: Place | None = None
    targets: tuple[Target, ...] = ()
    people: tuple[str, ...] = ()
    is_last_resort: bool = False
    skipped: tuple[Skip, ...] = ()


def next_step(events: Iterable[PageEvent], policy: EscalationPolicy, now: datetime, who: Who) -> Next | None:
    """None while somebody has it, and after it was given up.

    `policy` must refer to no other (`flattened`). A place where there is nobody is skipped at
    once; whoever passed the page on is not paged again in the same round. Ask again when it is
    due: until then somebody else may be on call.
    """
    return next_of(course(events, now), policy, now, who)


def next_of(page: PageCourse, policy: EscalationPolicy, now: datetime, who: Who) -> Next | None:
    """As `next_step`, of a page as it stands at `now`."""
    if page.state.is_quiet:
        return None
    soon, round_over = _due(page, policy, now)
    at, skipped = soon, list[Skip]()
    for place, targets in _ahead(page, policy):
        is_last = place.step == len(policy.steps)
        at = soon if page.place is None or place.round == page.place.round else round_over
        passed = frozenset[str]() if is_last else page.passed_in(place.round)
        found = (one for target in targets for one in who(target, max(at, now)) if one not in passed)
        if people := tuple(dict.fromkeys(found)):
            return Next(
                at=at,
                place=place,
                targets=targets,
                people=people,
                is_last_resort=is_last,
                skipped=tuple(skipped),
            )
        skipped.append(Skip(place, targets))
    return Next(at=at, skipped=tuple(skipped))


def _due(page: PageCourse, policy: EscalationPolicy, now: datetime) -> tuple[datetime, datetime]:
    """When the next place is due in this round, and in a later one.

    Passed on, it goes to the next at once; but not round to the same people before the wait is over.
    """
    place = page.place
    if place is None:
        return page.asked_at or now, page.asked_at or now
    wait = policy.steps[place.step].wait if place.step < len(policy.steps) else policy.wait_of_last_resort
    waited = page.reached[place] + timedelta(seconds=wait)
    soon = min(page.passed_at or waited, waited)
    return (max(soon, page.let_go_at), max(waited, page.let_go_at)) if page.let_go_at else (soon, waited)


def _ahead(page: PageCourse, policy: EscalationPolicy) -> Iterator[tuple[Place, tuple[Target, ...]]]:
    """Every place behind the one that was reached; draws of the same step only if it was passed on."""
    here = page.place
    for place, targets in _places(policy, page.turn):
        is_ahead = here is None or place > here
        same_step = here is not None and place[:2] == here[:2]
        if is_ahead and (not same_step or page.passed_at):
            yield place, targets


def _places(policy: EscalationPolicy, turn: int) -> Iterator[tuple[Place, tuple[Target, ...]]]:
    """All of them, in order; a round robin begins with the next target for the next turn and round."""
    for round in range(policy.repeat + 1):
        for number, step in enumerate(policy.steps):
            for draw in range(step.draws):
                first = (turn + round + draw) % len(step.targets)
                drawn = step.targets[first : first + 1] if step.round_robin else step.targets
                yield Place(round, number, draw), drawn
    if policy.last_resort:
        yield Place(policy.repeat, len(policy.steps)), (Target(Kind.PERSON, policy.last_resort),)
