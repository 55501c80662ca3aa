"""One run of a metric, folded from its events in order. What does not fit has no effect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.sla_course import Span, Way
from bot.domain.sla_event import Event, Kind, Reason
from bot.domain.sla_policy import Target
from bot.domain.ticket import TicketStatus


@dataclass(frozen=True, slots=True)
class Hold:
    """Which target held from an instant on, by which policy; None while no policy matched."""

    at: datetime
    target: Target | None
    policy: str = ""
    version: str = ""


@dataclass(slots=True)
class Run:
    """How far it came. Without a target it is not shown, but goes on: a policy may match again.

    `ended_at` is when it was fulfilled or cancelled for good; `reason` is None unless cancelled.
    """

    spans: list[Span] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    started_at: datetime | None = None
    way: Way | None = None
    since: datetime | None = None
    status: TicketStatus | None = None
    ended_at: datetime | None = None
    reason: Reason | None = None

    @property
    def target(self) -> Target | None:
        return self.holds[-1].target if self.holds else None

    @property
    def is_open(self) -> bool:
        return self.way in (Way.RUNNING, Way.PAUSED) and self.reason is None

    def turn(self, at: datetime, way: Way, status: TicketStatus | None = None) -> None:
        """Ends the span that goes on, and begins another."""
        if self.way and self.since is not None and self.since < at:
            self.spans.append(Span(self.way, self.since, at, self.status))
        self.way, self.since, self.status = way, at, status

    def all_spans(self) -> list[Span]:
        """Including the one that goes on, which has no end unless the run was cancelled."""
        if self.way is None or self.since is None:
            return []
        end = self.ended_at if self.reason else None
        if end is not None and end <= self.since:
            return self.spans
        return [*self.spans, Span(self.way, self.since, end, self.status)]


def fold(events: Sequence[Event]) -> Run:
    """These events, already in order, are all of one metric and instance."""
    run = Run()
    for event in events:
        if apply := _APPLY.get(event.kind):
            apply(run, event)
    return run


def _activate(run: Run, event: Event) -> None:
    """The beginning; later also the end of a pause, and of a fulfilment that was undone."""
    if run.way is None:
        run.turn(event.at, Way.RUNNING)
        run.started_at = event.at
        run.holds = [Hold(event.at, one.target, one.policy, one.version) for one in run.holds[-1:]]
    elif run.reason is None and run.way is not Way.RUNNING:
        run.turn(event.at, Way.RUNNING)
        run.ended_at = None


def _resume(run: Run, event: Event) -> None:
    if run.way is Way.PAUSED and run.is_open:
        run.turn(event.at, Way.RUNNING)


def _pause(run: Run, event: Event) -> None:
    if run.is_open and (run.way is Way.RUNNING or run.status is not event.status):
        run.turn(event.at, Way.PAUSED, event.status)


def _fulfil(run: Run, event: Event) -> None:
    if run.is_open:
        run.turn(event.at, Way.ENDED)
        run.ended_at = event.at


def _cancel(run: Run, event: Event) -> None:
    if event.reason is Reason.NO_POLICY:
        _let_go(run, event)
    elif run.is_open:
        run.ended_at, run.reason = event.at, event.reason or Reason.SOLVED


def _apply_sla(run: Run, event: Event) -> None:
    if event.target is None:
        _let_go(run, event)
    elif run.way is None or run.is_open:
        run.holds.append(Hold(event.at, event.target, event.policy, event.version))


def _let_go(run: Run, event: Event) -> None:
    if run.is_open and run.target:
        run.holds.append(Hold(event.at, None))


_APPLY: dict[str, Callable[[Run, Event], None]] = {
    Kind.ACTIVATE: _activate,
    Kind.RESUME: _resume,
    Kind.PAUSE: _pause,
    Kind.FULFIL: _fulfil,
    Kind.CANCEL: _cancel,
    Kind.APPLY_SLA: _apply_sla,
}
