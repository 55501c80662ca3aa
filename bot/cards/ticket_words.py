"""Sentences about tickets that stand where no card can: on timelines, and on the tickets themselves."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.task import Task
from bot.domain.ticket import Ref, Ticket
from bot.domain.ticket_change import Change, TicketChange
from bot.domain.wording import say

FEW, MOST_NEWS = 5, 8
"""Tickets that are named in one row, and rows about many tickets."""

SUBJECT = 100
"""Characters of a ticket's subject within a line of the timeline."""

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


def called(ticket: Ticket) -> str:
    """Its name and as much of its subject as a line holds."""
    subject = " ".join(ticket.subject.split())
    return f"{ticket.ref} {subject if len(subject) <= SUBJECT else subject[: SUBJECT - 1] + '…'}"


def told_line(ticket: Ticket, told: Sequence[TicketChange]) -> str:
    """One line for everything that happened to a ticket."""
    news = "; ".join(map(_news, told))
    return say("{ticket}: {news}", ticket=called(ticket), news=news)


def _news(one: TicketChange) -> str:
    nothing = say("nobody") if one.what is Change.ASSIGNEE else "—"
    return say(_CHANGED[one.what], before=one.before or nothing, after=one.after or nothing)


def few(refs: Sequence[Ref]) -> str:
    """The first of them by name, and how many more there are."""
    shown = ", ".join(map(str, refs[:FEW]))
    left = len(refs) - FEW
    return say("{shown} and {count} more", shown=shown, count=left) if left > 0 else shown


def told_lines(changed: Sequence[tuple[Ticket, Sequence[TicketChange]]]) -> str:
    """What happened to many tickets at once: first how many, then which of them changed alike."""
    alike: dict[str, list[Ref]] = {}
    for ticket, told in changed:
        for one in told:
            alike.setdefault(_news(one), []).append(ticket.ref)
    rows = sorted(alike.items(), key=lambda row: -len(row[1]))
    said = [say("{news}: {tickets}", news=news, tickets=few(refs)) for news, refs in rows[:MOST_NEWS]]
    rest = [say("… and more; the tickets themselves say it")] if len(rows) > MOST_NEWS else []
    return "\n".join((say("{count} tickets changed", count=len(changed)), *said, *rest))


def unmarked(incident: Incident) -> str:
    """Why nothing is written on tickets of this incident."""
    if incident.private:
        return say("{key} is private: its tickets get no tag and no note.", key=incident.key)
    return say("{key} is a drill: nothing is written on real tickets.", key=incident.key)


def linked_note(incident: Incident) -> str:
    """What agents read on the ticket."""
    return say(
        "Linked to {key} ({severity}): {title}\nUpdates for this customer come from its customer liaison.",
        key=incident.key,
        severity=incident.severity,
        title=incident.title,
    )


def step_note(incident: Incident, text: str) -> str:
    """Likewise, when the incident went a step."""
    return say(
        "{key} ({severity}) {title}: {text}",
        key=incident.key,
        severity=incident.severity,
        title=incident.title,
        text=text,
    )


def follow_up(incident: Incident, task: Task, rooms: Sequence[str]) -> str:
    """What engineers read on the ticket that follows a task up, with the way back.

    Of a private incident they read the task alone.
    """
    if incident.private:
        return task.text
    said = say(
        "Task {number} of {key} {title}: {text}",
        number=task.number,
        key=incident.key,
        title=incident.title,
        text=task.text,
    )
    return "\n".join((said, *rooms))
