"""A page that is told in minutes, and what is done with it."""

from datetime import UTC, datetime, timedelta

from bot.domain.escalation import EscalationPolicy, Step, Target, target
from bot.domain.page_course import PageCourse, course
from bot.domain.page_event import START, PageEvent, Place, What
from bot.domain.page_next import Next, next_step

ASKED = datetime(2026, 1, 5, 3, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return ASKED + timedelta(minutes=minutes)


def step(*targets: str, wait: float = 5, round_robin: bool = False) -> Step:
    return Step(tuple(target(one) for one in targets), int(wait * 60), round_robin)


def policy(*steps: Step, repeat: int = 0, last_resort: str = "") -> EscalationPolicy:
    return EscalationPolicy(name="support", steps=steps, repeat=repeat, last_resort=last_resort)


class Story:
    """The log of one page under one policy; `on_call` names who stands behind a target."""

    def __init__(
        self, policy: EscalationPolicy, on_call: dict[str, str] | None = None, *, turn: int = 0
    ) -> None:
        self.policy = policy
        self.on_call = on_call or {}
        self.events: list[PageEvent] = []
        self.add(0, What.ASKED, turn=turn)

    def add(
        self, minutes: float, what: What, person: str = "", place: Place = START, turn: int = 0
    ) -> "Story":
        number = f"{len(self.events)}"
        self.events.append(
            PageEvent(
                source="caseline", id=number, at=at(minutes), what=what, place=place, person=person, turn=turn
            )
        )
        return self

    def who(self, wanted: Target, at: datetime) -> tuple[str, ...]:
        return tuple(self.on_call.get(str(wanted), "" if wanted.kind != "person" else wanted.name).split())

    def next(self, minutes: float) -> Next | None:
        return next_step(self.events, self.policy, at(minutes), self.who)

    def due(self, minutes: float) -> Next:
        """What is next of a page that is not quiet."""
        found = self.next(minutes)
        assert found is not None
        return found

    def pages(self, minutes: float) -> Next:
        """What is next is done now."""
        due = self.due(minutes)
        if due.place is None:
            self.add(minutes, What.GAVE_UP)
            return due
        self.add(minutes, What.ESCALATED, place=due.place)
        for person in due.people:
            self.add(minutes, What.SENT, person, due.place)
        return due

    def passes_on(self, minutes: float, person: str) -> "Story":
        return self.add(minutes, What.PASSED_ON, person, self.page(minutes).place or START)

    def acknowledges(self, minutes: float, person: str) -> "Story":
        return self.add(minutes, What.ACKNOWLEDGED, person, self.page(minutes).place or START)

    def page(self, minutes: float) -> PageCourse:
        return course(self.events, at(minutes))
