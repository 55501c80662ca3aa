"""From Salesforce's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from adapters.tickets.values import at, chosen, instant, priority, status, text
from bot.domain.ticket import Deadline, Priority, Ticket, TicketStatus, tag_of
from bot.settings_tickets import Salesforce

MY_DOMAIN = ".my.salesforce.com"
LIGHTNING = ".lightning.force.com"
QUEUE = "00G"
"""How ids of queues begin; a case of a queue belongs to nobody yet."""
STATUSES = {
    "new": TicketStatus.NEW,
    "on hold": TicketStatus.ON_HOLD,
    "pending": TicketStatus.PENDING,
    "waiting on customer": TicketStatus.PENDING,
    "waiting for customer": TicketStatus.PENDING,
    "solved": TicketStatus.SOLVED,
    "resolved": TicketStatus.SOLVED,
    "closed": TicketStatus.CLOSED,
    "merged": TicketStatus.CLOSED,
}
PRIORITIES = {
    "low": Priority.LOW,
    "medium": Priority.NORMAL,
    "normal": Priority.NORMAL,
    "high": Priority.HIGH,
    "urgent": Priority.URGENT,
    "critical": Priority.URGENT,
}
METRICS = (
    ("first", "first_reply"),
    ("next", "next_reply"),
    ("every", "next_reply"),
    ("resol", "resolution"),
    ("clos", "resolution"),
    ("respon", "first_reply"),
    ("repl", "first_reply"),
)
"""Milestones are named by whoever made them; the first of these that a name holds counts."""


def homes(base_url: str) -> tuple[str, ...]:
    """Where people read cases, the usual one first: of a My Domain, its Lightning host as well."""
    base = base_url.rstrip("/")
    name = (urlsplit(base).hostname or "").casefold()
    own = name.removesuffix(MY_DOMAIN)
    lightning = (f"https://{own}{LIGHTNING}",) if own and own != name else ()
    return (*lightning, base)


def url(settings: Salesforce, id: str) -> str:
    return f"{homes(settings.base_url)[0]}/lightning/r/Case/{id}/view"


def case(raw: Mapping[str, Any], settings: Salesforce) -> Ticket:
    id, owner = text(raw.get("Id")), text(raw.get("OwnerId"))
    name = text(at(raw, "Owner.Name")) or owner
    return Ticket(
        system="salesforce",
        id=id,
        subject=text(raw.get("Subject")),
        url=url(settings, id),
        status=status_of(raw, settings),
        desk_status=text(raw.get("Status")),
        priority=priority(raw.get("Priority"), settings.priorities, PRIORITIES),
        requester=text(raw.get("ContactId")),
        requester_name=text(at(raw, "Contact.Name") or raw.get("SuppliedName")),
        requester_email=text(at(raw, "Contact.Email") or raw.get("SuppliedEmail")),
        organisation=text(raw.get("AccountId")),
        organisation_name=text(at(raw, "Account.Name")),
        assignee="" if owner.startswith(QUEUE) else name,
        assignee_id="" if owner.startswith(QUEUE) else owner,
        assignee_email="" if owner.startswith(QUEUE) else text(at(raw, "Owner.Email")),
        group=name if owner.startswith(QUEUE) else "",
        created_at=instant(raw.get("CreatedDate")),
        updated_at=instant(raw.get("SystemModstamp")),
        merged_into=text(raw.get("MasterRecordId")),
        tags=tuple(map(tag_of, incidents(raw, settings))),
        fields=chosen(raw, settings.fields),
    )


def status_of(raw: Mapping[str, Any], settings: Salesforce) -> TicketStatus:
    """Only the settings say more than the mark that every closed case has, whatever the word for it."""
    word = text(raw.get("Status"))
    found = status(word, settings.statuses, STATUSES)
    named = word.casefold() in {own.casefold() for own in settings.statuses}
    closed = raw.get("IsClosed") is True and not named and not found.is_over
    return TicketStatus.CLOSED if closed else found


def incidents(raw: Any, settings: Salesforce) -> tuple[str, ...]:
    """Keys in the field for them, in the order they stand there."""
    written = text(at(raw, settings.incident_field)) if settings.incident_field else ""
    return tuple(dict.fromkeys(filter(None, re.split(r"[;,\s]+", written))))


def deadlines(milestones: Iterable[Any], id: str) -> tuple[Deadline, ...]:
    """Those of this case, the most pressing first: Salesforce cannot sort them."""
    own = [deadline for one in milestones if at(one, "CaseId") == id for deadline in _deadline(one)]
    return tuple(sorted(own, key=lambda one: (one.due_at is None, one.due_at and one.due_at.timestamp())))


def _deadline(raw: Any) -> Iterator[Deadline]:
    name = text(at(raw, "MilestoneType.Name")).casefold()
    missed, met = at(raw, "IsViolated") is True, at(raw, "IsCompleted") is True
    due_at = instant(at(raw, "TargetDate"))
    metric = next((metric for part, metric in METRICS if part in name), "")
    if metric and (due_at is not None or missed):
        yield Deadline(
            metric=metric,
            due_at=due_at,
            paused=at(raw, "Case.IsStopped") is True and not met,
            missed=missed,
            met=met,
        )


def spoke_at(mails: Sequence[Any], id: str) -> datetime | None:
    return next((instant(at(mail, "spoke")) for mail in mails if at(mail, "ParentId") == id), None)
