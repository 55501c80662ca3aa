"""What is said on Jira's issues, once each: comments, and who may read them."""

from typing import Any

from adapters.http import Declined
from adapters.tickets.desk import MARK, Desk, at
from adapters.tickets.jira_read import DESK, rows
from adapters.tickets.jira_text import document, harmless, plain
from bot.domain.wording import say
from bot.errors import Refused

PROPERTY = "caseline"
"""Where a comment keeps our idempotency key, unseen by people."""

PAGE = 50
LOOK_BACK = 4
"""Pages of comments, the newest first, in which an earlier try is looked for."""


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
