"""Figures for the operator, in Prometheus' words."""

import logging
from collections.abc import Collection, Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.errors import BotError
from bot.ports import Clock, Store

log = logging.getLogger(__name__)

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)


class Metrics:
    """A `bot.ports.Meter`. What people typed never becomes a label: unknown words are `other`."""

    def __init__(self, words: Collection[str]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._words = frozenset(words)
        self._seen: dict[str, set[str]] = {}
        made = self.registry
        self._interactions = Counter(
            "caseline_interactions", "What people asked for.", ("word", "door", "outcome"), registry=made
        )
        self._answered = Histogram(
            "caseline_interaction_seconds", "Until the answer.", ("word",), registry=made, buckets=_SECONDS
        )
        self._deliveries = Counter(
            "caseline_deliveries", "Tries to carry a row.", ("chat", "kind", "outcome"), registry=made
        )
        self._carried = Histogram(
            "caseline_delivery_seconds", "Time of a try.", ("chat",), registry=made, buckets=_SECONDS
        )
        self._refused = Counter(
            "caseline_refused_requests", "Turned away at a door.", ("door", "reason"), registry=made
        )
        self._jobs = Counter("caseline_jobs", "Knocks of the clock.", ("job", "outcome"), registry=made)

    def interaction(self, word: str, door: str, outcome: str, seconds: float) -> None:
        known = word if word in self._words else "other"
        self._interactions.labels(known, self._bounded("door", door), self._bounded("outcome", outcome)).inc()
        self._answered.labels(known).observe(seconds)

    def delivery(self, chat: str, kind: str, outcome: str, seconds: float) -> None:
        chat = self._bounded("chat", chat)
        self._deliveries.labels(chat, self._bounded("kind", kind), self._bounded("outcome", outcome)).inc()
        self._carried.labels(chat).observe(seconds)

    def refused(self, door: str, reason: str) -> None:
        self._refused.labels(self._bounded("door", door), self._bounded("reason", reason)).inc()

    def job(self, name: str, outcome: str) -> None:
        self._jobs.labels(name, outcome).inc()

    def watch(self, store: Store, clock: Clock) -> None:
        """From now on every scrape also says what waits in the outbox, and how far promises are behind."""
        self.registry.register(_Waiting(store, clock))

    def text(self) -> bytes:
        return generate_latest(self.registry)

    def _bounded(self, label: str, value: str, *, at_most: int = 50) -> str:
        """The value, or `other` once a label has more values than any honest caller needs."""
        seen = self._seen.setdefault(label, set())
        if value not in seen:
            if len(seen) >= at_most:
                return "other"
            seen.add(value)
        return value


class _Waiting(Collector):
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def describe(self) -> Iterable[Metric]:
        """Named without asking the database, so that registering works while it is down."""
        return self._families()

    def collect(self) -> Iterable[Metric]:
        rows, oldest, behind, subscribers, up = self._families()
        try:
            with self._store.read() as work:
                found, look_at = work.outbox.figures(), work.clocks.earliest()
                confirmed, waiting = work.subscribers.count()
        except BotError as error:
            log.warning("What waits could not be counted: %s", error)
            up.add_metric((), 0)
            return [up]
        up.add_metric((), 1)
        now = self._clock.now()
        behind.add_metric((), max((now - look_at).total_seconds(), 0.0) if look_at else 0.0)
        for chat, state, count, since in found:
            rows.add_metric((chat, state), count)
            age = (now - since).total_seconds() if since else 0.0
            oldest.add_metric((chat, state), max(age, 0.0))
        subscribers.add_metric(("confirmed",), confirmed)
        subscribers.add_metric(("waiting",), waiting)
        return [rows, oldest, behind, subscribers, up]

    def _families(self) -> tuple[GaugeMetricFamily, ...]:
        by = ("chat", "state")
        return (
            GaugeMetricFamily("caseline_outbox_rows", "Rows not done.", labels=by),
            GaugeMetricFamily("caseline_outbox_oldest_seconds", "Age of the oldest of them.", labels=by),
            GaugeMetricFamily(
                "caseline_clocks_behind_seconds",
                "How long a promise has been due to be looked at.",
                labels=(),
            ),
            GaugeMetricFamily(
                "caseline_subscribers", "Addresses that get letters, or have to confirm.", labels=("state",)
            ),
            GaugeMetricFamily("caseline_database_up", "1 when the database answered this scrape.", labels=()),
        )
