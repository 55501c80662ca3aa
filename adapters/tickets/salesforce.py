"""Salesforce Service Cloud, by https://developer.salesforce.com/docs/platform/api-rest/.

Reads cases with their contact, account, owner, milestones and last e-mail; writes comments and
cases, and names incidents in a text field. Does not send e-mail by itself (whether a public
comment is mailed is for their set-up), and has no tags but those of incidents.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from adapters.doors.knock import fingerprint, must_know_secret, said_in
from adapters.http import Declined
from adapters.tickets import (
    salesforce_changes,
    salesforce_check,
    salesforce_history,
    salesforce_query,
    salesforce_read,
)
from adapters.tickets.address import at_home
from adapters.tickets.salesforce_session import Session
from adapters.tickets.salesforce_write import LONGEST, bears, drafted, marked
from adapters.tickets.values import at, text
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket, incidents_in
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import Salesforce

PLACE = re.compile(r"(?:/lightning/r/(?:Case/)?|/)(500[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)(?![0-9A-Za-z])")
"""`/lightning/r/Case/500…/view` in Lightning, `/500…` in Salesforce Classic."""
TRIES = 3

ABILITIES: Mapping[Ability, str] = {
    Ability.FETCH: "",
    Ability.SEARCH: "",
    Ability.CHANGES: "",
    Ability.CREATE: "",
    Ability.NOTE: "",
    Ability.REPLY: "A public comment; whether the customer is sent an e-mail is for their set-up.",
    Ability.TAG: "Only incidents, in the field that `incident_field` names; nothing is marked without it.",
    Ability.REQUESTER: "",
    Ability.ORGANISATION: "",
    Ability.ASSIGNEE: "",
    Ability.DEADLINES: "",
    Ability.HISTORY: "",
    Ability.STATUSES: "",
    Ability.WEBHOOK_SIGNED: "A flow signs nothing; a secret in a header or the path is asked for instead.",
}


def connect(
    settings: Salesforce, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return SalesforceTickets(settings, now, transport)


class SalesforceTickets:
    """Paths in `settings.fields` start from the case and are asked for: `Product__c`, `Account.Tier__c`.

    An id is the case's id of 15 or 18 characters, or its number.
    """

    name = "salesforce"

    def __init__(
        self, settings: Salesforce, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._session = Session(settings, transport)

    def fetch(self, id: str) -> Ticket:
        raw = self._raw(id)
        known = raw if text(raw.get("Id")) else {**raw, "Id": salesforce_query.full_id(id)}
        return self._tickets([known])[0]

    def history(self, id: str) -> History:
        """Statuses are told where the organisation tracks the history of that field."""
        raw = self._one(salesforce_history.case(self._where(id)))
        known = raw if text(raw.get("Id")) else {**raw, "Id": salesforce_query.full_id(id)}
        return salesforce_history.history(self._session, known, self._settings)

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """Words are looked for in the subject, a number among the numbers of cases."""
        keys = incidents_in((query.tag,))
        if query.tag and not (keys and self._settings.incident_field):
            return []
        where = salesforce_query.matching(self._settings, query)
        size = 200 if keys else max(1, min(limit, 200))
        order = "SystemModstamp DESC"
        found = self._session.query(salesforce_query.cases(self._settings, where, order=order, limit=size))
        tickets = self._tickets(found)
        return [ticket for ticket in tickets if set(keys) <= set(incidents_in(ticket.tags))][:limit]

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """At most 200 cases by `SystemModstamp`, then by id: equal instants are never cut apart.

        A minute overlaps, since a slow transaction may write an instant that has already passed.
        """
        place = salesforce_changes.place(cursor)
        if place is None:
            return Changes((), salesforce_changes.start(self._now()))
        size = max(1, min(limit, 200))
        soql = salesforce_query.cases(
            self._settings, place.behind, order="SystemModstamp ASC, Id ASC", limit=size
        )
        tickets = self._tickets([raw for raw in self._session.query(soql) if text(raw.get("Id"))])
        full = len(tickets) >= size
        cursor = salesforce_changes.next_place(place, tickets, full=full)
        return Changes(tuple(tickets), cursor, more=full and cursor != place.cursor)

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """By `key_field` it can be made only once; without it the key stands in the description.

        `target` is the id of the queue or user who gets it. What comes back is what was asked for.
        """
        body, field = drafted(draft, key, self._settings), self._settings.key_field
        id = self._made_before(body, key) if doubtful else ""
        if not id and field:
            said = self._session.ask("PATCH", f"/sobjects/Case/{field}/{quote(key, safe='')}", json=body)
            id = text(at(said, "id")) or self._made_before(body, key)
        elif not id:
            id = text(at(self._session.ask("POST", "/sobjects/Case", json=body), "id"))
        if not id:
            raise TryLater(say("{system} does not say what it made.", system="Salesforce"), unsure=True)
        made = {"Status": "New", "CreatedDate": self._now().isoformat(), **body, "Id": id}
        return salesforce_read.case(made, self._settings)

    def _made_before(self, body: Mapping[str, str], key: str) -> str:
        """By the field for it, else among the newest two hundred cases of this subject."""
        if field := self._settings.key_field:
            where = f"{field} = {salesforce_query.quoted(key)}"
            found = self._session.query(salesforce_query.select("Id", "Case", where, "LIMIT 1"))
        else:
            soql = salesforce_query.newest("Description", "Case", "Subject", body.get("Subject", ""))
            found = [raw for raw in self._session.query(soql) if bears(key, raw.get("Description"))]
        return text(at(found, "0.Id"))

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """What is longer than a comment may be is cut."""
        room = LONGEST - len(marked("", key))
        words = text if len(text) <= room else f"{text[: room - 1]}…"
        self._comment(id, words, key, public=False, doubtful=doubtful)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """What is longer than a comment may be is refused: half an answer is none."""
        if len(marked(text, key)) > LONGEST:
            raise Refused(say("This is too long for a comment in Salesforce."))
        self._comment(id, text, key, public=True, doubtful=doubtful)

    def _comment(self, id: str, words: str, key: str, *, public: bool, doubtful: bool) -> None:
        parent = self._id(id)
        if doubtful and self._said_already(parent, key):
            return
        body = {"ParentId": parent, "CommentBody": marked(words, key), "IsPublished": public}
        self._session.ask("POST", "/sobjects/CaseComment", ticket=True, json=body)

    def _said_already(self, parent: str, key: str) -> bool:
        """Among the newest two hundred comments."""
        found = self._session.query(salesforce_query.newest("CommentBody", "CaseComment", "ParentId", parent))
        return any(bears(key, raw.get("CommentBody")) for raw in found)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Only incidents, in `incident_field`; other tags, and every one without it, do nothing.

        It is written only if nobody changed the case since it was read, else read once more.
        """
        keys = incidents_in((tag,))
        if not (keys and self._settings.incident_field):
            return
        for _ in range(TRIES):
            raw = self._raw(id)
            before = salesforce_read.incidents(raw, self._settings)
            others = [key for key in before if key.upper() not in keys]
            if on is not (len(others) == len(before)):
                return
            if self._name_incidents(text(raw.get("Id")) or id, raw, [*others, *(keys if on else ())]):
                return
        raise TryLater(say("Somebody else keeps changing this case in Salesforce."))

    def _name_incidents(self, id: str, raw: Mapping[str, Any], keys: Sequence[str]) -> bool:
        """Whether it was written."""
        read_at = salesforce_changes.http_date(text(raw.get("SystemModstamp")))
        headers = {"If-Unmodified-Since": read_at} if read_at else {}
        body = {self._settings.incident_field: "; ".join(keys) or None}
        try:
            self._session.ask("PATCH", f"/sobjects/Case/{id}", ticket=True, json=body, headers=headers)
        except Declined as no:
            if no.status == 412:
                return False
            raise
        return True

    def ref_in(self, address: str) -> str:
        there = at_home(address, *salesforce_read.homes(self._settings.base_url))
        found = PLACE.match(there.path) if there else None
        return salesforce_query.full_id(found[1]) if found else ""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """The event is a digest of the body, which therefore has to name an instant (see the docs)."""
        must_know_secret(knock, self._settings.webhook_secret.get_secret_value())
        id = text(said_in(knock).get("case")).strip()
        if not salesforce_query.ID.fullmatch(id):
            return []
        return [Hint(fingerprint(knock), salesforce_query.full_id(id))]

    def check(self) -> Iterator[Finding]:
        return salesforce_check.findings(self._session, self._settings)

    def close(self) -> None:
        self._session.close()

    def _raw(self, id: str) -> Mapping[str, Any]:
        return self._one(salesforce_query.cases(self._settings, self._where(id)))

    def _where(self, id: str) -> str:
        """The case with this id or number."""
        if salesforce_query.ID.fullmatch(id):
            return f"Id = {salesforce_query.quoted(id)}"
        if salesforce_query.NUMBER.fullmatch(id):
            return f"CaseNumber = {salesforce_query.quoted(id)}"
        raise self._session.gone()

    def _one(self, soql: str) -> Mapping[str, Any]:
        """A deleted case is not found by a query."""
        found = self._session.query(soql, ticket=True)
        if not found:
            raise self._session.gone()
        return found[0]

    def _id(self, id: str) -> str:
        """Asks nobody unless it is a number."""
        return id if salesforce_query.ID.fullmatch(id) else text(self._raw(id).get("Id"))

    def _tickets(self, raws: Sequence[Mapping[str, Any]]) -> list[Ticket]:
        """With deadlines and the customer's last words, which are two questions in one request."""
        tickets = [salesforce_read.case(raw, self._settings) for raw in raws]
        ids = [ticket.id for ticket in tickets if salesforce_query.ID.fullmatch(ticket.id)]
        if not ids:
            return tickets
        asked = [salesforce_query.milestones(ids), salesforce_query.last_mails(ids)]
        milestones, mails = self._session.queries(asked)
        return [
            replace(
                ticket,
                deadlines=salesforce_read.deadlines(milestones, ticket.id),
                customer_spoke_at=salesforce_read.spoke_at(mails, ticket.id),
            )
            for ticket in tickets
        ]
