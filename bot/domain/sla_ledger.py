"""What is open on one ticket while its updates are read: which metric, for what target, paused by what."""

from dataclasses import dataclass, field

from bot.domain.sla_event import Event, Kind, Reason
from bot.domain.sla_metric import Metric, pauses_of
from bot.domain.sla_policy import Policy, Subject, Target
from bot.domain.sla_update import Update
from bot.domain.ticket import TicketStatus

Promise = tuple[Target | None, str, str]
"""A target, and the name and version of the policy that makes it."""


@dataclass(slots=True)
class Entry:
    """A run that began; `target` is the last one it had, `promise` what the log says of it now.

    `announced` is what somebody promised in person when it began, for what it was about then; `slow` says
    that it began at the slower pace.
    """

    instance: int
    announced: Target | None = None
    announced_for: Subject | None = None
    slow: bool = False
    target: Target | None = None
    promise: Promise | None = None
    paused_by: TicketStatus | None = None

    def pauses_in(self, metric: Metric, status: TicketStatus) -> bool:
        return self.target.is_paused_in(status) if self.target else status in pauses_of(metric)

    def promised(self, target: Target | None, subject: Subject) -> Target | None:
        """A word given in person counts, until it gets worse and the policy promises something sooner."""
        if self.announced is None:
            return target
        is_sooner = target is not None and target.seconds < self.announced.seconds
        return target if is_sooner and subject != self.announced_for else self.announced


@dataclass(slots=True)
class Ledger:
    """Writes events, all of them with the instant of `update`; each concerns one run.

    Runs that begin while it is `slow` keep the slower pace.
    """

    update: Update
    subject: Subject = field(default_factory=Subject)
    policy: Policy | None = None
    slow: bool = False
    status: TicketStatus | None = None
    open: dict[Metric, Entry] = field(default_factory=dict)
    ended: dict[Metric, Entry] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def ever(self, metric: Metric) -> bool:
        return metric in self.open or metric in self.ended

    def start(self, metric: Metric, *, announced: Target | None = None) -> None:
        """Without effect while it runs: what waits has waited since the first time."""
        if metric in self.open:
            return
        before = self.ended.get(metric)
        instance = before.instance + 1 if before else 1
        self.open[metric] = Entry(instance, announced, self.subject, self.slow)
        self._write(metric, Kind.ACTIVATE)
        self._settle(metric)

    def again(self, metric: Metric) -> None:
        """The run that was fulfilled goes on."""
        if metric not in self.open and (before := self.ended.pop(metric, None)):
            before.paused_by = None
            self.open[metric] = before
            self._write(metric, Kind.ACTIVATE)
            self._settle(metric)

    def fulfil(self, metric: Metric) -> None:
        if metric in self.open:
            self._write(metric, Kind.FULFIL)
            self.ended[metric] = self.open.pop(metric)

    def cancel(self, reason: Reason) -> None:
        """Everything that is open."""
        for metric in tuple(self.open):
            self._write(metric, Kind.CANCEL, reason=reason)
            self.ended[metric] = self.open.pop(metric)

    def quicken(self) -> None:
        """Whatever is open has the usual pace from now on."""
        for entry in self.open.values():
            entry.slow = False

    def settle(self) -> None:
        """Whatever is open follows the policy and the status of now."""
        for metric in tuple(self.open):
            self._settle(metric)

    def _settle(self, metric: Metric) -> None:
        self._promise(metric)
        entry = self.open[metric]
        status = self.status
        paused_by = status if status and entry.pauses_in(metric, status) else None
        if paused_by is not entry.paused_by:
            self._write(metric, Kind.PAUSE if paused_by else Kind.RESUME, status=paused_by)
            entry.paused_by = paused_by

    def _promise(self, metric: Metric) -> None:
        entry, policy = self.open[metric], self.policy
        usual = policy.target(metric, self.subject, slow=entry.slow) if policy else None
        target = entry.promised(usual, self.subject)
        if target is None:
            if entry.promise:
                self._write(metric, Kind.CANCEL, reason=Reason.NO_POLICY)
            entry.promise = None
            return
        promise = (target, policy.name if policy else "", policy.version if policy else "")
        if promise != entry.promise:
            self._write(metric, Kind.APPLY_SLA, promise=promise)
        entry.promise, entry.target = promise, target

    def _write(
        self,
        metric: Metric,
        kind: Kind,
        *,
        status: TicketStatus | None = None,
        reason: Reason | None = None,
        promise: Promise = (None, "", ""),
    ) -> None:
        target, policy, version = promise
        number = len(self.events)
        self.events.append(
            Event(
                source=self.update.source,
                id=f"{self.update.id}#{number}",
                at=self.update.at,
                kind=kind,
                metric=metric,
                instance=self.open[metric].instance,
                sequence=number,
                status=status,
                reason=reason,
                target=target,
                policy=policy,
                version=version,
            )
        )
