"""What a system of tickets can be asked; published as a checklist."""

from enum import StrEnum


class Ability(StrEnum):
    FETCH = "fetch"
    SEARCH = "search"
    CHANGES = "changes"
    CREATE = "create"
    NOTE = "note"
    REPLY = "reply"
    TAG = "tag"
    REQUESTER = "requester"
    ORGANISATION = "organisation"
    ASSIGNEE = "assignee"
    DEADLINES = "deadlines"
    HISTORY = "history"
    STATUSES = "statuses"
    WEBHOOK_SIGNED = "webhook_signed"
