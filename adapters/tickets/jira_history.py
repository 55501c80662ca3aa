"""What happened to an issue of Jira: who opened it, what was said on it, and its statuses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from adapters.http import Declined
from adapters.tickets.desk import MARK, Desk
from adapters.tickets.jira_read import DESK, STATUSES, category_of, named
from adapters.tickets.jira_text import plain
from adapters.tickets.jira_write import OWN, PROPERTY
from adapters.tickets.past import past, place, told
from adapters.tickets.values import at, instant, rows, text
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.errors import Refused
from bot.settings_tickets import Jira

FIELDS = "status,reporter,creator,created,project,labels"
PAGE = 100
MOST = 4
"""Pages that are read from the beginning on; of longer ones the newest page, too."""

_KEPT = re.compile(rf"{re.escape(MARK)}\S+\s*$")


class Past:
    """Reads issues by checked keys. Jira tells the categories of statuses apart from the changes."""

    def __init__(self, desk: Desk, settings: Jira) -> None:
        self._desk = desk
        self._settings = settings
        self._categories: dict[str, TicketStatus] = {}

    def of(self, key: str) -> History:
        path = f"/rest/api/3/issue/{key}"
        issue = self._desk.ask("GET", path, ticket=True, params={"fields": FIELDS})
        serves = self._settings.service_desk and (at(issue, "fields.project.projectTypeKey") or DESK) == DESK
        comments = list(self._comments(path, text(at(issue, "fields.reporter.accountId")), serves=serves))
        changes, whole = self._changes(path)
        current = at(issue, "fields.status")
        self._learn(changes, current)
        first = self._status(changes[0][1], "from") if changes else self._known(current, "id", "name")
        by, said = opened(issue, request=serves and self._is_request(key), serves=serves)
        id = f"created/{text(at(issue, 'id')) or key}"
        began = instant(at(issue, "fields.created"))
        begun = told("jira", id, began, what=What.CREATED, by=by, said=said, status=first)
        became = [self._became(*change) for change in changes]
        statuses = whole and all(update and update[0].status for update in became)
        return past(chain(begun, comments, *became), statuses=statuses)

    def _is_request(self, key: str) -> bool:
        """An agent's own issue is none: no customer sees it."""
        try:
            self._desk.ask("GET", f"/rest/servicedeskapi/request/{key}")
        except Refused as no:
            return not (isinstance(no, Declined) and no.status == 404)
        return True

    def _comments(self, path: str, reporter: str, *, serves: bool) -> Iterator[Update]:
        """The oldest ones until somebody replied, and the newest."""
        whole = False
        for page in range(MOST):
            asked = {"orderBy": "created", "expand": "properties", "startAt": page * PAGE}
            said = self._asked(f"{path}/comment", asked)
            found = rows(at(said, "comments"))
            read = [update for raw in found for update in comment(raw, reporter, serves=serves)]
            yield from read
            if whole := _ends(said, page * PAGE, len(found)):
                break
            if any(update.is_reply for update in read):
                break
        if not whole:
            newest = self._asked(f"{path}/comment", {"orderBy": "-created", "expand": "properties"})
            for raw in rows(at(newest, "comments")):
                yield from comment(raw, reporter, serves=serves)

    def _changes(self, path: str) -> tuple[list[tuple[Any, Any]], bool]:
        """Changes of the status, the oldest first, with what they were part of; and whether that is all."""
        found: list[Any] = []
        whole = False
        for page in range(MOST):
            said = self._asked(f"{path}/changelog", {"startAt": page * PAGE})
            read = rows(at(said, "values"))
            found += read
            if whole := _ends(said, page * PAGE, len(read)):
                break
        if not whole and isinstance(total := at(said, "total"), int):
            said = self._asked(f"{path}/changelog", {"startAt": max(MOST * PAGE, total - PAGE)})
            found += rows(at(said, "values"))
        changes = [(raw, item) for raw in found for item in rows(at(raw, "items")) if _is_status(item)]
        return changes, whole

    def _asked(self, path: str, how: Mapping[str, Any]) -> Any:
        return self._desk.ask("GET", path, ticket=True, params={**how, "maxResults": PAGE})

    def _became(self, raw: Any, item: Any) -> tuple[Update, ...]:
        id, moment = text(at(raw, "id")), instant(at(raw, "created"))
        by, status = speaker(at(raw, "author"), ""), self._status(item, "to")
        return told("jira", f"change/{id}", moment, by=by, status=status, sequence=place(id))

    # --- statuses --------------------------------------------------------------------------

    def _learn(self, changes: Sequence[tuple[Any, Any]], current: Any) -> None:
        """Asks for all statuses where one is named that is not known yet."""
        self._keep([current])
        if any(self._status(item, side) is None for _, item in changes for side in ("from", "to")):
            self._keep(rows(self._desk.ask("GET", "/rest/api/3/status")))

    def _keep(self, statuses: Sequence[Any]) -> None:
        for raw in statuses:
            if (category := category_of(raw)) and (id := text(at(raw, "id"))):
                self._categories[id] = category

    def _status(self, item: Any, side: str) -> TicketStatus | None:
        return self._known(item, side, f"{side}String")

    def _known(self, raw: Any, id: str, name: str) -> TicketStatus | None:
        """None for one that was deleted since, unless its name says what it is."""
        word = text(at(raw, name))
        category = self._categories.get(text(at(raw, id)))
        told_by_name = {*map(str.casefold, self._settings.statuses), *STATUSES}
        if category is None and word.casefold() not in told_by_name:
            return None
        return named(word, category or TicketStatus.OPEN, self._settings)


def _ends(said: Any, start: int, found: int) -> bool:
    """Whether a page is the last one; Jira may give fewer than it was asked for."""
    total = at(said, "total")
    counted = isinstance(total, int) and total > 0
    return not found or at(said, "isLast") is True or (start + found >= total if counted else found < PAGE)


def _is_status(item: Any) -> bool:
    return "status" in (at(item, "fieldId"), at(item, "field"))


# --- who, and for whom ---------------------------------------------------------------------


def speaker(who: Any, reporter: str) -> Author:
    """Customers have accounts of their own kind, or reported this issue; whoever else has one is an agent."""
    id, kind = text(at(who, "accountId")), text(at(who, "accountType"))
    if kind == "app" or not (id or kind):
        return Author.SYSTEM
    return Author.CUSTOMER if kind == "customer" or (id and id == reporter) else Author.AGENT


def opened(issue: Any, *, request: bool, serves: bool) -> tuple[Author, Said]:
    """By whom, and whether the customer saw it. An agent may open it in the name of a customer."""
    reporter, creator = at(issue, "fields.reporter"), at(issue, "fields.creator")
    id = text(at(reporter, "accountId"))
    is_customer = text(at(reporter, "accountType")) == "customer"
    hidden = serves and not request
    by = speaker(creator or reporter, id)
    if by is Author.SYSTEM and speaker(reporter, id) is Author.CUSTOMER:
        by = Author.CUSTOMER  # By a form or a mail, which a machine turned into an issue.
    if _is_made_by_us(issue) and id == text(at(creator, "accountId")) and not is_customer:
        return Author.AGENT, Said.INTERNAL
    if hidden and by is Author.CUSTOMER and not is_customer:
        by = Author.AGENT
    return by, Said.INTERNAL if hidden and by is not Author.CUSTOMER else Said.PUBLIC


def _is_made_by_us(issue: Any) -> bool:
    labels = rows(at(issue, "fields.labels"))
    return any(isinstance(label, str) and label.startswith(OWN) for label in labels)


def comment(raw: Any, reporter: str, *, serves: bool) -> tuple[Update, ...]:
    """Ours are known by their key: public ones of a service desk are replies, all others are notes."""
    hidden = at(raw, "jsdPublic") is False or bool(at(raw, "visibility"))
    by, said = speaker(at(raw, "author"), reporter), Said.INTERNAL if hidden else Said.PUBLIC
    if _is_ours(raw, hidden=hidden):
        by, said = (Author.AGENT, said) if serves and not hidden else (Author.SYSTEM, Said.INTERNAL)
    elif hidden and by is Author.CUSTOMER:
        by = Author.AGENT  # Customers cannot hide what they write: this one works there.
    id = text(at(raw, "id"))
    words = plain(at(raw, "body")) if by is Author.CUSTOMER else ""
    return told("jira", f"comment/{id}", instant(at(raw, "created")), by=by, said=said, words=words)


def _is_ours(raw: Any, *, hidden: bool) -> bool:
    if any(at(one, "key") == PROPERTY for one in rows(at(raw, "properties"))):
        return True
    return hidden and _KEPT.search(plain(at(raw, "body"))) is not None
