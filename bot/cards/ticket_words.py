"""Sentences about tickets that stand where no card can: on timelines, and on the tickets themselves."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.task import Task
from bot.domain.ticket import Ticket
from bot.domain.ticket_change import Change, TicketChange
from bot.domain.wording import say

_CHANGED = {
    Change.STATUS: "status {before} → {after}",
    Change.PRIORITY: "priority {before} → {after}",
    Change.ASSIGNEE: "with {after} now",
    Change.SPOKE: "the customer wrote again",
    Change.MERGED: "merged into {after}",
    Change.DELETED: "was deleted",
    Change.FORBIDDEN: "can no longer be seen",
    Change.BACK: "can be seen again",
}


def told_line(ticket: Ticket, told: Sequence[TicketChange]) -> str:
    """One line for everything that happened to a ticket."""
    news = "; ".join(map(_news, told))
    return say("{ticket} {subject}: {news}", ticket=ticket.ref, subject=ticket.subject, news=news)


def _news(one: TicketChange) -> str:
    nothing = say("nobody") if one.what is Change.ASSIGNEE else "—"
    return say(_CHANGED[one.what], before=one.before or nothing, after=one.after or nothing)


def linked_note(incident: Incident) -> str:
    """What agents read on the ticket; what is private does not tell what it is about."""
    if incident.private:
        return say("Linked to {key}.", key=incident.key)
    return say(
        "Linked to {key} ({severity}): {title}\nUpdates for this customer come from its customer liaison.",
        key=incident.key,
        severity=incident.severity,
        title=incident.title,
    )


def step_note(incident: Incident, text: str) -> str:
    """Likewise, when the incident went a step."""
    if incident.private:
        return say("{key} changed.", key=incident.key)
    return say(
        "{key} ({severity}) {title}: {text}",
        key=incident.key,
        severity=incident.severity,
        title=incident.title,
        text=text,
    )


def follow_up(incident: Incident, task: Task, rooms: Sequence[str]) -> str:
    """What engineers read on the ticket that follows a task up, with the way back."""
    title = "" if incident.private else f" {incident.title}"
    said = say(
        "Task {number} of {key}{title}: {text}",
        number=task.number,
        key=incident.key,
        title=title,
        text=task.text,
    )
    return "\n".join((said, *rooms))
