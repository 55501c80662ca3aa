"""From what happened to a ticket or an incident to the log of its metrics: what starts and stops what.

The rules are those of docs/sla.md, "Clocks". Reading all updates again gives the same log, in
whatever order and however often they came.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.sla_clock import ClockState, clocks
from bot.domain.sla_course import Calendars
from bot.domain.sla_event import Event, Reason
from bot.domain.sla_ledger import Ledger
from bot.domain.sla_metric import ANSWERED_BY_REPLY, LASTING, UPDATES, Metric
from bot.domain.sla_pace import Pace
from bot.domain.sla_policy import AgentCreated, Book, Reopened, Target
from bot.domain.sla_update import Author, Update, What, ordered
from bot.domain.ticket import TicketStatus


def metric_events(updates: Iterable[Update], book: Book) -> list[Event]:
    """The log of the metrics of one ticket or incident, in order."""
    story = ordered(updates)
    if not story:
        return []
    reading = _Reading(book, Ledger(story[0]))
    for update in story:
        if not reading.is_final:
            reading.read(update)
    return reading.ledger.events


@dataclass(slots=True)
class _Reading:
    """`nobody_waits` once an agent has spoken in public, so that a first reply cannot be waited for."""

    book: Book
    ledger: Ledger
    pace: Pace = field(default_factory=Pace)
    nobody_waits: bool = False
    is_over: bool = False
    is_final: bool = False

    def read(self, update: Update) -> None:
        """What was said counts before the status, which counts before what is promised."""
        self.ledger.update = update
        if update.about is not None:
            self.ledger.subject = update.about
        self.ledger.policy = self.book.policy(self.ledger.subject, update.at)
        self.pace = self.pace.after(update)
        self.ledger.slow = self.pace.is_slow
        if update.what in _HAPPENED:
            _HAPPENED[update.what](self, update)
        if self.is_final:
            return
        if update.is_reply:
            self._replied(update)
        elif update.is_question and update.what is not What.CREATED:
            self._asked()
        if update.status and update.what is not What.CREATED:
            self._became(update.status)
        self.ledger.settle()

    def created(self, update: Update) -> None:
        """Waiting for a first reply begins at once only for a customer, or by Zendesk's rule."""
        status = update.status or TicketStatus.NEW
        self.ledger.status = None if status.is_over else status
        for metric in LASTING:
            self.ledger.start(metric)
        if update.by is Author.CUSTOMER or (update.is_reply and self._second_reply_counts):
            self.ledger.start(Metric.FIRST_REPLY)
        if status.is_over:
            self._became(status)

    @property
    def _second_reply_counts(self) -> bool:
        policy = self.ledger.policy
        return policy is not None and policy.agent_created_public is AgentCreated.SECOND_REPLY

    def _replied(self, update: Update) -> None:
        """A reply that also solves the ticket promises no further update."""
        self.nobody_waits = True
        if update.what is not What.CREATED:
            for metric in ANSWERED_BY_REPLY:
                self.ledger.fulfil(metric)
        if not (update.status or self.ledger.status or TicketStatus.OPEN).is_over:
            for metric in UPDATES:
                self.ledger.start(metric)

    def _asked(self) -> None:
        if Metric.FIRST_REPLY in self.ledger.open:
            return
        first = not self.nobody_waits and not self.ledger.ever(Metric.FIRST_REPLY)
        self.ledger.start(Metric.FIRST_REPLY if first else Metric.NEXT_REPLY)

    def _became(self, status: TicketStatus) -> None:
        was_over = self.ledger.status is not None and self.ledger.status.is_over
        self.ledger.status = status
        if status.is_over and not was_over:
            for metric in LASTING:
                self.ledger.fulfil(metric)
        if status is TicketStatus.CLOSED or (status.is_over and not was_over):
            self.ledger.cancel(Reason.SOLVED)
        if was_over and not status.is_over:
            self._reopened()
        self.is_final = status is TicketStatus.CLOSED

    def _reopened(self) -> None:
        policy = self.ledger.policy
        anew = policy is not None and policy.reopened is Reopened.NEW_CYCLE
        for metric in LASTING:
            (self.ledger.start if anew else self.ledger.again)(metric)

    def gone(self, update: Update) -> None:
        self.ledger.cancel(_GONE[update.what])
        self.is_final = True

    def escalated(self, _: Update) -> None:
        self.ledger.start(Metric.ESCALATION_ACK)

    def accepted(self, _: Update) -> None:
        self.ledger.fulfil(Metric.ESCALATION_ACK)

    def declared(self, _: Update) -> None:
        for metric in Metric:
            if metric.is_incidents:
                self.ledger.start(metric)

    def paged(self, _: Update) -> None:
        if not self.is_over:
            self.ledger.start(Metric.INCIDENT_ACK)

    def acknowledged(self, _: Update) -> None:
        self.ledger.fulfil(Metric.INCIDENT_ACK)

    def liaison(self, _: Update) -> None:
        self.ledger.fulfil(Metric.INCIDENT_LIAISON)

    def published(self, update: Update) -> None:
        """The last word after the end promises no other."""
        self.ledger.fulfil(Metric.INCIDENT_FIRST_UPDATE)
        self.ledger.fulfil(Metric.INCIDENT_UPDATE)
        if not self.is_over:
            self.ledger.start(Metric.INCIDENT_UPDATE, announced=_announced(update))

    def usual(self, update: Update) -> None:
        """What customers were promised stays, unless it got worse."""
        if update.about is not None:
            self.ledger.quicken()

    def over(self, _: Update) -> None:
        self.is_over = True
        self.ledger.cancel(Reason.SOLVED)

    def reopened(self, _: Update) -> None:
        if self.is_over:
            self.is_over = False
            self.ledger.start(Metric.INCIDENT_UPDATE)


def _announced(update: Update) -> Target | None:
    """What somebody promised in person: whoever announces an instant means it by the clock on the wall."""
    seconds = int((update.promised - update.at).total_seconds()) if update.promised else 0
    return Target(metric=Metric.INCIDENT_UPDATE, seconds=seconds) if seconds > 0 else None


_GONE = {What.MERGED: Reason.MERGED, What.DELETED: Reason.DELETED, What.SPAM: Reason.SPAM}

_HAPPENED: dict[What, Callable[[_Reading, Update], None]] = {
    What.CREATED: _Reading.created,
    What.ESCALATED: _Reading.escalated,
    What.ACCEPTED: _Reading.accepted,
    What.MERGED: _Reading.gone,
    What.DELETED: _Reading.gone,
    What.SPAM: _Reading.gone,
    What.DECLARED: _Reading.declared,
    What.PAGED: _Reading.paged,
    What.ACKNOWLEDGED: _Reading.acknowledged,
    What.LIAISON: _Reading.liaison,
    What.PUBLISHED: _Reading.published,
    What.USUAL: _Reading.usual,
    What.OVER: _Reading.over,
    What.REOPENED: _Reading.reopened,
}


def clocks_of(updates: Iterable[Update], book: Book, calendars: Calendars, now: datetime) -> list[ClockState]:
    """As `clocks`, of a ticket or incident of which we keep what happened and not what was measured."""
    return clocks(metric_events(updates, book), calendars, now)
