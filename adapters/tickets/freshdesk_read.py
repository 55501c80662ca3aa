"""From Freshdesk's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from adapters.tickets.names import Known, Names
from adapters.tickets.values import Json, at, chosen, instant, names, objects, priority, status, text
from bot.domain.ticket import Deadline, Gone, Priority, Query, Ticket, TicketStatus
from bot.settings_tickets import Freshdesk

STATUSES = {
    "2": TicketStatus.OPEN,
    "3": TicketStatus.PENDING,
    "4": TicketStatus.SOLVED,
    "5": TicketStatus.CLOSED,
}
"""Own statuses have higher numbers; 6 and 7 are theirs for waiting, and anybody may have changed them."""
PRIORITIES = {"1": Priority.LOW, "2": Priority.NORMAL, "3": Priority.HIGH, "4": Priority.URGENT}
WORDS = {"2": "Open", "3": "Pending", "4": "Resolved", "5": "Closed"}
OUTBOUND = "10"
"""Source of tickets that begin with an e-mail from an agent to the customer."""


def url(settings: Freshdesk, id: str) -> str:
    return f"{settings.base_url.rstrip('/')}/a/tickets/{id}"


def ticket(raw: Json, settings: Freshdesk, agents: Names, groups: Names) -> Ticket:
    id, number = text(raw.get("id")), text(raw.get("status"))
    spam = raw.get("spam") is True
    customer, company = at(raw, "requester"), at(raw, "company")
    return Ticket(
        system="freshdesk",
        id=id,
        subject=text(raw.get("subject")),
        url=url(settings, id),
        status=TicketStatus.CLOSED if spam else status(number, settings.statuses, STATUSES),
        desk_status="Spam" if spam else WORDS.get(number, number),
        priority=priority(raw.get("priority"), settings.priorities, PRIORITIES),
        requester=text(raw.get("requester_id") or at(customer, "id")),
        requester_name=text(at(customer, "name")),
        requester_email=text(at(customer, "email")),
        organisation=text(raw.get("company_id") or at(company, "id")),
        organisation_name=text(at(company, "name")),
        assignee=agents.of(text(raw.get("responder_id"))),
        assignee_id=text(raw.get("responder_id")),
        assignee_email=agents.email_of(text(raw.get("responder_id"))),
        group=groups.of(text(raw.get("group_id"))),
        created_at=instant(raw.get("created_at")),
        updated_at=instant(raw.get("updated_at")),
        customer_spoke_at=_spoke_at(raw),
        gone=Gone.DELETED if raw.get("deleted") is True else Gone.HERE,
        tags=names(raw.get("tags")),
        deadlines=tuple(_deadlines(raw)),
        fields=chosen(raw, settings.fields),
    )


def listed(said: Any) -> dict[str, Known]:
    """By id, of a page of agents or groups."""
    return {text(one.get("id")): _known(one) for one in objects(said)}


def _known(one: Json) -> Known:
    return Known(text(at(one, "contact.name") or one.get("name")), text(at(one, "contact.email")))


def fits(found: Ticket, query: Query) -> bool:
    """What the request itself could not ask for."""
    if query.open_only and found.status.is_over:
        return False
    if query.tag and query.tag.casefold() not in (tag.casefold() for tag in found.tags):
        return False
    subject = found.subject.casefold()
    return query.text.strip() == found.id or all(word in subject for word in query.text.casefold().split())


def _spoke_at(raw: Json) -> datetime | None:
    """Freshdesk notes only later words; before these the customer spoke by making the ticket."""
    if not isinstance(raw.get("stats"), Mapping):
        return None
    began = None if text(raw.get("source")) == OUTBOUND else instant(raw.get("created_at"))
    return instant(at(raw, "stats.requester_responded_at")) or began


def _deadlines(raw: Json) -> Iterator[Deadline]:
    """There is no pause to be read: the instant moves once a pause is over."""
    answered, resolved = at(raw, "stats.first_responded_at"), at(raw, "stats.resolved_at")
    yield from _deadline("first_reply", raw.get("fr_due_by"), raw.get("fr_escalated"), answered)
    yield from _deadline("next_reply", raw.get("nr_due_by"), raw.get("nr_escalated"), None)
    yield from _deadline("resolution", raw.get("due_by"), raw.get("is_escalated"), resolved)


def _deadline(metric: str, due: Any, escalated: Any, done: Any) -> Iterator[Deadline]:
    due_at, done_at = instant(due), instant(done)
    late = due_at is not None and done_at is not None and done_at > due_at
    missed = escalated is True or late
    if due_at is not None or missed:
        yield Deadline(metric=metric, due_at=due_at, missed=missed, met=done_at is not None)
