"""Nouns to store, complete but for what a test is about."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.audit import AuditEntry
from bot.domain.customer import Standing
from bot.domain.incident import Incident, key_of
from bot.domain.link import How, Link
from bot.domain.outgoing import Outgoing
from bot.domain.task import Task
from bot.domain.ticket import Ticket, TicketStatus
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


def ticket(id: str = "1", **changed: Any) -> Ticket:
    given: dict[str, Any] = {
        "system": "zendesk",
        "subject": "Card declined",
        "url": f"https://zendesk.test/tickets/{id}",
        "status": TicketStatus.OPEN,
        "created_at": NINE,
        "updated_at": NINE,
    }
    return Ticket(id=id, **given | changed)


def link(id: str = "1", **changed: Any) -> Link:
    given: dict[str, Any] = {
        "incident": "INC-1",
        "system": "zendesk",
        "how": How.WORD,
        "by": "slack:U1",
        "at": NINE,
        "changed_at": NINE,
    }
    return Link(ticket=id, **given | changed)


def standing(customer: str = "", **changed: Any) -> Standing:
    """Of a customer with this address."""
    given: dict[str, Any] = {"customer_name": customer.partition("@")[0].capitalize(), "tier": "standard"}
    return Standing(customer=customer, **given | changed)
