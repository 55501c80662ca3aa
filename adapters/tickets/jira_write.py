"""From our words to what Jira takes: new issues, and comments, once each, for those who may read them."""

from typing import Any

from adapters.http import Declined
from adapters.tickets.desk import MARK, Desk
from adapters.tickets.jira_read import DESK
from adapters.tickets.jira_read import key as is_key
from adapters.tickets.jira_text import document, harmless, label, plain
from adapters.tickets.values import at, rows
from bot.domain.ticket import Draft, Priority
from bot.domain.wording import say
from bot.errors import Refused
from bot.settings_tickets import Jira

PROPERTY = "caseline"
"""Where a comment keeps our idempotency key, unseen by people."""

OWN = "caseline-"
"""Before the idempotency key in the label of an issue that we made."""

PAGE = 50
LOOK_BACK = 4
"""Pages of comments, the newest first, in which an earlier try is looked for."""


URGENCY = {Priority.URGENT: "Highest", Priority.HIGH: "High", Priority.NORMAL: "Medium", Priority.LOW: "Low"}


def drafted(draft: Draft, settings: Jira, own: str) -> dict[str, Any]:
    """`own` is the label by which it is found again. Goes to the first project where the draft names none."""
    project = (draft.target or next(iter(settings.projects), "")).upper()
    if not is_key(f"{project}-1", settings.projects):
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


class Talk:
    """Comments of validated issues."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._desks: dict[str, bool] = {}

    def serves(self, issue: str) -> bool:
        """Whether customers see the public comments of this issue's project; asked once for each."""
        project = issue.partition("-")[0]
        if project not in self._desks:
            said = self._desk.ask("GET", f"/rest/api/3/project/{project}", ticket=True)
            self._desks[project] = at(said, "projectTypeKey") == DESK
        return self._desks[project]

    def comment(self, issue: str, text: str, key: str) -> Any:
        """Jira's own; in a service desk the customer sees it."""
        kept = [{"key": PROPERTY, "value": {"key": key}}]
        said = {"body": document(text), "properties": kept}
        return self._desk.ask("POST", f"/rest/api/3/issue/{issue}/comment", ticket=True, json=said)

    def whisper(self, issue: str, text: str, key: str) -> None:
        """To agents alone. This API keeps no properties, so the key stands in the last line."""
        said = {"body": f"{harmless(text)}\n\n{MARK}{key}", "public": False}
        self._request("POST", issue, "/comment", json=said)

    def must_have_customer(self, issue: str) -> None:
        self._request("GET", issue)

    def _request(self, method: str, issue: str, what: str = "", **how: Any) -> None:
        """An agent's own issue in a service desk is there, and still no request: that is not gone."""
        try:
            self._desk.ask(method, f"/rest/servicedeskapi/request/{issue}{what}", **how)
        except Declined as no:
            if no.status != 404:
                raise
            agents = "{id} is not a customer's request, so Jira Service Management takes no words on it."
            raise Refused(say(agents, id=issue)) from no

    def wrote(self, issue: str, key: str) -> bool:
        path = f"/rest/api/3/issue/{issue}/comment"
        newest = {"orderBy": "-created", "maxResults": PAGE, "expand": "properties"}
        for page in range(LOOK_BACK):
            said = self._desk.ask("GET", path, ticket=True, params={**newest, "startAt": page * PAGE})
            comments = rows(at(said, "comments"))
            if any(_keeps(comment, key) for comment in comments):
                return True
            if len(comments) < PAGE:
                break
        return False


def _keeps(comment: Any, key: str) -> bool:
    kept = rows(at(comment, "properties"))
    if any(at(one, "key") == PROPERTY and at(one, "value.key") == key for one in kept):
        return True
    return plain(at(comment, "body")).rstrip().endswith(f"{MARK}{key}")
