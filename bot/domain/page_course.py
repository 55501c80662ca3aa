"""Pages: where one stands, derived from its log, never counted up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.page_event import PageEvent, Place, What, in_order

Marks = dict[str, datetime]
"""When each person did something first."""


class PageState(StrEnum):
    """In the words of the log; ACKNOWLEDGED, GAVE_UP and ENDED are quiet."""

    ASKED = "asked"
    ESCALATED = "escalated"
    SENT = "sent"
    SEEN = "seen"
    PASSED_ON = "passed_on"
    ACKNOWLEDGED = "acknowledged"
    GAVE_UP = "gave_up"
    ENDED = "ended"

    @property
    def is_quiet(self) -> bool:
        return self in (PageState.ACKNOWLEDGED, PageState.GAVE_UP, PageState.ENDED)


@dataclass(slots=True, kw_only=True)
class PageCourse:
    """A page as it stood at some instant. What is told twice counts from the first time.

    `holders` are those who acknowledged it and have not passed it on since, `let_go_at` is when
    the last of them did; `turn` says with whom of a round robin it begins.
    """

    asked_at: datetime | None = None
    turn: int = 0
    reached: dict[Place, datetime] = field(default_factory=dict)
    sent: dict[Place, Marks] = field(default_factory=dict)
    seen: dict[Place, Marks] = field(default_factory=dict)
    passed: dict[Place, Marks] = field(default_factory=dict)
    holders: Marks = field(default_factory=dict)
    let_go_at: datetime | None = None
    gave_up_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def place(self) -> Place | None:
        """The furthest place that was reached: a late event never takes a page back."""
        return max(self.reached, default=None)

    @property
    def acknowledged_by(self) -> str:
        """Who has it, the first of them; or nobody."""
        return next(iter(self.holders), "")

    @property
    def passed_at(self) -> datetime | None:
        """When the last of those who were paged at this place passed it on; None while one has not."""
        sent, passed = self._here(self.sent), self._here(self.passed)
        return max(passed[one] for one in sent) if sent and sent.keys() <= passed.keys() else None

    @property
    def state(self) -> PageState:
        if self.ended_at:
            return PageState.ENDED
        if self.holders:
            return PageState.ACKNOWLEDGED
        return PageState.GAVE_UP if self.gave_up_at else self._looked_for()

    def _looked_for(self) -> PageState:
        if self.place is None:
            return PageState.ASKED
        if self.passed_at:
            return PageState.PASSED_ON
        if self._here(self.seen):
            return PageState.SEEN
        return PageState.SENT if self._here(self.sent) else PageState.ESCALATED

    def last_place_of(self, person: str) -> Place | None:
        """Where this person was paged last; None where they never were."""
        return max((place for place, sent in self.sent.items() if person in sent), default=None)

    def passed_in(self, round: int) -> frozenset[str]:
        """Who passed it on in this round: they are not paged again before the next one."""
        return frozenset(
            one for place, people in self.passed.items() if place.round == round for one in people
        )

    def add(self, event: PageEvent) -> None:
        """Events must come in the order of `in_order`."""
        match event.what:
            case What.ASKED:
                self.turn = event.turn
            case What.ESCALATED:
                self.reached.setdefault(event.place, event.at)
            case What.SENT:
                _mark(self.sent, event)
            case What.SEEN:
                _mark(self.seen, event)
            case What.PASSED_ON | What.FAILED:
                self._pass_on(event)
            case What.ACKNOWLEDGED:
                self.holders.setdefault(event.person, event.at)
            case _:
                self._end(event)

    def _end(self, event: PageEvent) -> None:
        if event.what == What.GAVE_UP:
            self.gave_up_at = self.gave_up_at or event.at
        elif event.what == What.ENDED:
            self.ended_at = self.ended_at or event.at

    def _pass_on(self, event: PageEvent) -> None:
        _mark(self.passed, event)
        if self.holders.pop(event.person, None) and not self.holders:
            self.let_go_at = event.at

    def _here(self, marks: dict[Place, Marks]) -> Marks:
        place = self.place
        return {} if place is None else marks.get(place, {})


def course(events: Iterable[PageEvent], now: datetime) -> PageCourse:
    """What the log says of it at `now`; later events do not count yet."""
    log = [one for one in in_order(events) if one.at <= now]
    page = PageCourse(asked_at=log[0].at if log else None)
    for one in log:
        page.add(one)
    return page


def _mark(marks: dict[Place, Marks], event: PageEvent) -> None:
    marks.setdefault(event.place, {}).setdefault(event.person, event.at)
