"""A draft as Jira's fields of a new issue."""

from typing import Any

from adapters.tickets.jira_read import key
from adapters.tickets.jira_text import document, label
from bot.domain.ticket import Draft, Priority
from bot.domain.wording import say
from bot.errors import Refused
from bot.settings_tickets import Jira

URGENCY = {Priority.URGENT: "Highest", Priority.HIGH: "High", Priority.NORMAL: "Medium", Priority.LOW: "Low"}


def fields(draft: Draft, settings: Jira, own: str) -> dict[str, Any]:
    """`own` is the label by which it is found again. Goes to the first project where the draft names none."""
    project = (draft.target or next(iter(settings.projects), "")).upper()
    if not key(f"{project}-1", settings.projects):
        raise Refused(say("Say in which of the configured projects of Jira the new issue belongs."))
    who = f"{draft.requester_name} {draft.requester_email}".strip()
    made = {
        "project": {"key": project},
        "issuetype": {"name": settings.issue_type},
        "summary": " ".join(draft.subject.split())[:255],
        "description": document(f"{draft.text}\n\n{who}"),
        "labels": [own, *map(label, draft.tags)],
    }
    theirs = {ours: name for name, ours in settings.priorities.items()}
    urgency = theirs.get(draft.priority) or URGENCY.get(draft.priority)
    return {**made, "priority": {"name": urgency}} if urgency else made
