"""What happened to a case of Salesforce: comments, e-mails, and statuses where their history is tracked."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from adapters.tickets.past import past, told
from adapters.tickets.salesforce_query import ID, select
from adapters.tickets.salesforce_query import quoted as q
from adapters.tickets.salesforce_read import status_of
from adapters.tickets.salesforce_session import Session
from adapters.tickets.values import Json, at, instant, text
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.settings_tickets import Salesforce

MOST = 200
"""Rows that are read at once; Salesforce takes five questions in one request."""

FIELDS = "Id, Status, IsClosed, CreatedDate, CreatedById, CreatedBy.UserType, ContactId, SuppliedEmail"
WHO = "Id, CreatedDate, CreatedById, CreatedBy.UserType"
COMMENT = f"{WHO}, IsPublished"
MAIL = f"{WHO}, MessageDate, Incoming, Status"
CHANGE = f"{WHO}, Field, OldValue, NewValue"
DRAFT = "5"
INSIDE = "Standard"
MACHINES = ("AutomatedProcess", "CloudIntegrationUser", "")
"""Types of users; whose type may not be seen is nobody's word. All but these are customers and partners."""


def case(where: str) -> str:
    return select(FIELDS, "Case", where, "LIMIT 1")


def history(session: Session, raw: Json, settings: Salesforce) -> History:
    """Of a case that has the fields of `FIELDS`. It takes one request, and another where there is much."""
    id, machine = text(raw.get("Id")), _machine(raw, session.user)
    comments, mails, changes = _rows(session, id) if ID.fullmatch(id) else ([], [], [])
    statuses = Statuses(raw, settings, changes)
    begun = told(
        "salesforce",
        f"created/{id}",
        instant(raw.get("CreatedDate")),
        what=What.CREATED,
        by=opener(raw, session.user),
        said=Said.PUBLIC,
        status=statuses.first,
    )
    spoken = [_comment(one, session.user, machine) for one in comments]
    mailed = [_mail(one, machine) for one in mails]
    return past(chain(begun, *spoken, *mailed, statuses.became()), statuses=statuses.whole)


def _rows(session: Session, id: str) -> tuple[list[Json], list[Json], list[Json]]:
    """Comments, e-mails and changes. Of many, the oldest, the newest, and the oldest replies."""
    own, inside = f"ParentId = {q(id)}", f"CreatedBy.UserType = {q(INSIDE)}"
    changed = f"CaseId = {q(id)} AND Field IN ('Status', 'created')"
    comments, mails, changes = session.queries(
        [
            _oldest(COMMENT, "CaseComment", own),
            _oldest(MAIL, "EmailMessage", own),
            _oldest(CHANGE, "CaseHistory", changed),
        ]
    )
    more: list[tuple[list[Json], str]] = []
    if len(comments) >= MOST:
        more.append((comments, _newest(COMMENT, "CaseComment", own)))
        more.append((comments, _oldest(COMMENT, "CaseComment", f"{own} AND IsPublished = true AND {inside}")))
    if len(mails) >= MOST:
        more.append((mails, _newest(MAIL, "EmailMessage", own)))
        more.append((mails, _oldest(MAIL, "EmailMessage", f"{own} AND Incoming = false AND {inside}")))
    told_more = session.queries([soql for _, soql in more]) if more else []
    for (known, _), rows in zip(more, told_more, strict=True):
        known.extend(rows)
    return comments, mails, changes


def _oldest(fields: str, source: str, where: str) -> str:
    return select(fields, source, where, f"ORDER BY CreatedDate ASC, Id ASC LIMIT {MOST}")


def _newest(fields: str, source: str, where: str) -> str:
    return select(fields, source, where, f"ORDER BY CreatedDate DESC, Id DESC LIMIT {MOST}")


class Statuses:
    """`whole` where the changes are all there were.

    Then a row says that history was tracked when the case was made, each change goes on from the one
    before, and one leads to the status of now.
    """

    def __init__(self, raw: Json, settings: Salesforce, changes: Sequence[Json]) -> None:
        self._raw = raw
        self._settings = settings
        self._changes = [one for one in changes if text(one.get("Field")) == "Status"]
        began = any(text(one.get("Field")) == "created" for one in changes)
        words = [(text(one.get("OldValue")), text(one.get("NewValue"))) for one in self._changes]
        unbroken = all(new == old for (_, new), (old, _) in pairwise(words))
        reached = any(new == text(raw.get("Status")) for _, new in words)
        self.whole = began and unbroken and reached and len(changes) < MOST
        self.first = self._status(words[0][0]) if self.whole else None

    def became(self) -> Iterator[Update]:
        for one in self._changes:
            kind, moment = text(at(one, "CreatedBy.UserType")), instant(one.get("CreatedDate"))
            by = Author.AGENT if kind == INSIDE else Author.SYSTEM if kind in MACHINES else Author.CUSTOMER
            status = self._status(text(one.get("NewValue")))
            yield from told("salesforce", f"change/{text(one.get('Id'))}", moment, by=by, status=status)

    def _status(self, word: str) -> TicketStatus:
        """Whether a word of their own closes a case is known of the present one alone."""
        closed = self._raw.get("IsClosed") is True and word == text(self._raw.get("Status"))
        return status_of({"Status": word, "IsClosed": closed}, self._settings)


# --- who -----------------------------------------------------------------------------------


def opener(raw: Json, own: str) -> Author:
    """What came by web or mail has an address of its own, whoever made it a case."""
    if _is_ours(raw, own):
        return Author.AGENT
    by = _speaker(raw, "")
    known = raw.get("SuppliedEmail") or (by is Author.SYSTEM and raw.get("ContactId"))
    return Author.CUSTOMER if known else by


def _machine(raw: Json, own: str) -> str:
    """The user in whose name mails and forms become cases, which writes automatic answers as well."""
    return text(raw.get("CreatedById")) if raw.get("SuppliedEmail") and not _is_ours(raw, own) else ""


def _is_ours(raw: Json, own: str) -> bool:
    return bool(own) and text(raw.get("CreatedById")) == own


def _speaker(raw: Json, machine: str) -> Author:
    kind, id = text(at(raw, "CreatedBy.UserType")), text(raw.get("CreatedById"))
    if kind == INSIDE and not (machine and id == machine):
        return Author.AGENT
    return Author.SYSTEM if kind in (*MACHINES, INSIDE) else Author.CUSTOMER


def _comment(raw: Json, own: str, machine: str) -> Iterable[Update]:
    by, public = _speaker(raw, machine), raw.get("IsPublished") is True
    if _is_ours(raw, own):
        by = Author.AGENT if public else Author.SYSTEM
    said = Said.PUBLIC if public or by is Author.CUSTOMER else Said.INTERNAL
    moment = instant(raw.get("CreatedDate"))
    return told("salesforce", f"comment/{text(raw.get('Id'))}", moment, by=by, said=said)


def _mail(raw: Json, machine: str) -> Iterable[Update]:
    """A draft was not sent yet."""
    if text(raw.get("Status")) == DRAFT:
        return ()
    by = Author.CUSTOMER
    if raw.get("Incoming") is not True:
        inside = _speaker(raw, machine) is Author.AGENT
        by = Author.AGENT if inside else Author.SYSTEM
    moment = instant(raw.get("MessageDate")) or instant(raw.get("CreatedDate"))
    return told("salesforce", f"mail/{text(raw.get('Id'))}", moment, by=by, said=Said.PUBLIC)
