"""Jira's JSON in our words. It may lack anything, and hold more than we know."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from adapters.tickets.values import at, chosen, instant, names, priority, rows, status, text
from bot.domain.ticket import Deadline, Priority, Ticket, TicketStatus
from bot.settings_tickets import Jira

CATEGORIES = {"new": TicketStatus.NEW, "indeterminate": TicketStatus.OPEN, "done": TicketStatus.SOLVED}
STATUSES = {
    "waiting for customer": TicketStatus.PENDING,
    "pending": TicketStatus.ON_HOLD,
    "on hold": TicketStatus.ON_HOLD,
    "closed": TicketStatus.CLOSED,
    "canceled": TicketStatus.CLOSED,
}
"""Names that a service desk brings along, where they say more than their category."""

PRIORITIES = {
    "highest": Priority.URGENT,
    "high": Priority.HIGH,
    "medium": Priority.NORMAL,
    "low": Priority.LOW,
    "lowest": Priority.LOW,
}
METRICS = (
    ("first", "first_reply"),
    ("resol", "resolution"),
    ("respon", "next_reply"),
    ("reply", "next_reply"),
)
"""What the name of an SLA holds, in this order; others are of no metric of ours."""

FIELDS = ("summary", "status", "priority", "reporter", "assignee", "project", "labels", "created", "updated")
DESK = "service_desk"
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_]{1,49})-[1-9][0-9]{0,9}")


def key(written: Any, projects: Iterable[str]) -> str:
    """The key in capitals; empty for what is none, or is of a project that does not count."""
    found = _KEY.fullmatch(written) if isinstance(written, str) else None
    counted = {project.upper() for project in projects}
    if found is None or (counted and found[1].upper() not in counted):
        return ""
    return found[0].upper()


def fields(settings: Jira, organisations: str) -> list[str]:
    """Names of the fields that are asked for; Jira's default is all there are, with all their texts."""
    own = [path.split(".")[1] for path in settings.fields.values() if path.startswith("fields.")]
    return list(dict.fromkeys([*FIELDS, *own, *filter(None, [organisations])]))


def ticket(raw: Any, settings: Jira, organisations: str = "", asked: str = "") -> Ticket:
    """`organisations` is the id of the field that holds them, if any; `asked` the key that was asked for."""
    id = text(at(raw, "key")) or asked
    word = text(at(raw, "fields.status"))
    category = category_of(at(raw, "fields.status")) or TicketStatus.OPEN
    organisation = at(raw, f"fields.{organisations}.0") if organisations else None
    return Ticket(
        system="jira",
        id=id,
        subject=text(at(raw, "fields.summary")),
        url=f"{settings.base_url.rstrip('/')}/browse/{id}",
        status=named(word, category, settings),
        desk_status=word,
        priority=priority(at(raw, "fields.priority"), settings.priorities, PRIORITIES),
        requester=text(at(raw, "fields.reporter.accountId")),
        requester_name=text(at(raw, "fields.reporter.displayName")),
        requester_email=text(at(raw, "fields.reporter.emailAddress")),
        organisation=text(at(organisation, "id")),
        organisation_name=text(at(organisation, "name")),
        assignee=text(at(raw, "fields.assignee.displayName") or at(raw, "fields.assignee.accountId")),
        assignee_id=text(at(raw, "fields.assignee.accountId")),
        assignee_email=text(at(raw, "fields.assignee.emailAddress")),
        group=text(at(raw, "fields.project.name")),
        created_at=instant(at(raw, "fields.created")),
        updated_at=instant(at(raw, "fields.updated")),
        tags=names(at(raw, "fields.labels")),
        fields=chosen(raw, settings.fields),
    )


def category_of(raw: Any) -> TicketStatus | None:
    """What the category of a status comes down to; None for one that Jira does not bring along."""
    return CATEGORIES.get(text(at(raw, "statusCategory.key")))


def named(word: str, category: TicketStatus, settings: Jira) -> TicketStatus:
    """The settings count before names that say more than their category."""
    return status(word, settings.statuses, {word.casefold(): category, **STATUSES})


def accounts(said: Any, email: str) -> list[str]:
    """Ids of those with this address, or with one that may not be seen: Jira found them by it."""
    shown = ((text(at(who, "accountId")), text(at(who, "emailAddress"))) for who in rows(said))
    return [id for id, address in shown if id and address.casefold() in ("", email.casefold())]


def spoke_at(comments: Any, found: Ticket) -> datetime | None:
    """When the reporter last wrote; `comments` are the newest first.

    The request itself counts, unless there are older comments that were not read.
    """
    read = rows(at(comments, "comments"))
    for comment in read:
        public = at(comment, "jsdPublic") is not False
        if public and found.requester and at(comment, "author.accountId") == found.requester:
            return instant(at(comment, "created"))
    total = at(comments, "total")
    whole = isinstance(total, int) and total <= len(read)
    return found.created_at if whole and found.requester else None


def deadlines(slas: Any, now: datetime) -> Iterator[Deadline]:
    """One of each metric, that which runs out first, where several SLAs are of the same."""
    best: dict[str, Deadline] = {}
    for sla in rows(at(slas, "values")):
        name = text(at(sla, "name")).casefold()
        metric = next((ours for part, ours in METRICS if part in name), "")
        found = _deadline(metric, sla, now) if metric else None
        if found and (metric not in best or _sooner(found, best[metric])):
            best[metric] = found
    yield from best.values()


def _sooner(one: Deadline, other: Deadline) -> bool:
    if one.met != other.met:
        return other.met
    return one.due_at is not None and (other.due_at is None or one.due_at < other.due_at)


def _deadline(metric: str, sla: Any, now: datetime) -> Deadline | None:
    """Outside working hours Jira may call a clock paused; it is not, it goes on by itself."""
    running = at(sla, "ongoingCycle")
    if isinstance(running, Mapping):
        closed = running.get("withinCalendarHours") is False
        paused = running.get("paused") is True and not closed
        due = None if paused else _moment(running.get("breachTime"))
        if due is None and running.get("paused") is not True:
            due = _remaining(running, now)
        return Deadline(metric=metric, due_at=due, paused=paused, missed=running.get("breached") is True)
    done = rows(at(sla, "completedCycles"))
    if not done or not isinstance(done[-1], Mapping):
        return None
    missed = done[-1].get("breached") is True
    return Deadline(metric=metric, due_at=_moment(done[-1].get("breachTime")), missed=missed, met=True)


def _moment(date: Any) -> datetime | None:
    milliseconds = at(date, "epochMillis")
    if isinstance(milliseconds, int | float):
        return instant(milliseconds / 1000)
    return instant(at(date, "iso8601"))


def _remaining(cycle: Mapping[str, Any], now: datetime) -> datetime | None:
    left = at(cycle.get("remainingTime"), "millis")
    try:
        return now + timedelta(milliseconds=left)
    except (TypeError, ValueError, OverflowError):
        return None
