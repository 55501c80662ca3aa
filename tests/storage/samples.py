"""Nouns to store, complete but for what a test is about."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.audit import AuditEntry
from bot.domain.incident import Incident, key_of
from bot.domain.outgoing import Outgoing
from bot.domain.task import Task
from bot.domain.timeline import Kind, TimelineEntry

NINE = datetime(2026, 3, 2, 9, 12, 13, 141592, tzinfo=UTC)


def incident(number: int = 1, **changed: Any) -> Incident:
    given: dict[str, Any] = {
        "title": "Checkout is down",
        "severity": "SEV1",
        "phase": "investigating",
        "declared_by": "slack:U1",
        "declared_at": NINE,
    }
    return Incident(key=key_of(number), number=number, **given | changed)


def entry(**changed: Any) -> TimelineEntry:
    given: dict[str, Any] = {
        "incident": "INC-1",
        "at": NINE,
        "recorded_at": NINE,
        "kind": Kind.NOTE,
        "text": "A release went out.",
        "by": "slack:U1",
    }
    return TimelineEntry(**given | changed)


def task(**changed: Any) -> Task:
    given: dict[str, Any] = {
        "incident": "INC-1",
        "number": 0,
        "text": "Ask the bank",
        "created_by": "slack:U1",
        "created_at": NINE,
    }
    return Task(**given | changed)


def outgoing(**changed: Any) -> Outgoing:
    given: dict[str, Any] = {
        "lane": "slack/C1",
        "kind": "post",
        "chat": "slack",
        "about": "INC-1",
        "key": "INC-1/declared/C1",
        "due_at": NINE,
        "created_at": NINE,
    }
    return Outgoing(**given | changed)


def audit_entry(**changed: Any) -> AuditEntry:
    given: dict[str, Any] = {
        "at": NINE,
        "by": "slack:U1",
        "door": "slack",
        "word": "sev",
        "incident": "INC-1",
        "before": {"severity": "SEV1"},
        "after": {"severity": "SEV2"},
    }
    return AuditEntry(**given | changed)
