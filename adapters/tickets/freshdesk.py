"""Freshdesk, by https://developers.freshdesk.com/api/.

Reads a ticket with its customer, company and deadlines in one request; writes notes, replies,
tags and tickets. Does not tell what a ticket was merged into, and searches no texts: their API
does neither in the same request.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import httpx

from adapters.doors.knock import fingerprint, must_know_secret, said_in
from adapters.http import Declined, Pace
from adapters.tickets import freshdesk_changes, freshdesk_check, freshdesk_read
from adapters.tickets.address import at_home
from adapters.tickets.desk import Desk
from adapters.tickets.freshdesk_history import history
from adapters.tickets.freshdesk_write import bears, drafted, html
from adapters.tickets.names import Known, Names
from adapters.tickets.values import at, names, object_, rows, text
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import Refused
from bot.ports import TicketSystem
from bot.settings_tickets import Freshdesk

API = "/api/v2"
ID = re.compile(r"[1-9][0-9]{0,17}")
PLACE = re.compile(
    rf"(?:/[a-z]{{2}}(?:-[A-Za-z]{{2,4}})?)?/(?:a|helpdesk|support)/tickets/({ID.pattern})(?!\w)"
)
"""`/a/tickets/20` for agents, once `/helpdesk/tickets/20`, and `/en/support/tickets/20` for customers."""
PAGES = 10
"""So many pages of a ticket's conversation, or of what a search found, are read at most."""

ABILITIES: Mapping[Ability, str] = {
    Ability.FETCH: "",
    Ability.SEARCH: "Words are looked for in the subjects of the hundred tickets that changed last; "
    "tags and customers among all.",
    Ability.CHANGES: "",
    Ability.CREATE: "",
    Ability.NOTE: "",
    Ability.REPLY: "",
    Ability.TAG: "",
    Ability.REQUESTER: "",
    Ability.ORGANISATION: "",
    Ability.ASSIGNEE: "",
    Ability.DEADLINES: "",
    Ability.HISTORY: "",
    Ability.STATUSES: "Freshdesk keeps only the last one and the solution; "
    "of the others Caseline knows what it saw.",
    Ability.WEBHOOK_SIGNED: "Freshdesk signs nothing; a secret in a header or the path is asked for instead.",
}


def connect(
    settings: Freshdesk, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return FreshdeskTickets(settings, now, transport)


class FreshdeskTickets:
    """Paths in `settings.fields` start from the ticket: `custom_fields.cf_region`, `company.account_tier`.

    In what `changed` and `search` find, the company is an id and has no name; `fetch` tells it.
    """

    name = "freshdesk"

    def __init__(
        self, settings: Freshdesk, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._desk = Desk(
            "Freshdesk",
            settings.base_url,
            auth=(settings.api_key.get_secret_value(), "X"),
            pace=Pace("X-RateLimit-Remaining", "Retry-After"),
            transport=transport,
        )
        self._agents = Names(lambda: self._listed("agents"), now)
        self._groups = Names(lambda: self._listed("groups"), now)

    def fetch(self, id: str) -> Ticket:
        """One request, and now and then two more for the names of agents and groups."""
        raw = object_(self._raw(id, include="requester,company,stats"))
        if raw.get("deleted") is True:
            raise self._desk.gone()
        return self._ticket({**raw, "id": id})

    def history(self, id: str) -> History:
        """From its conversation, up to 500 entries; of its statuses Freshdesk keeps hardly any."""
        return history(self._desk, self._path(id), self._settings)

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """Their search by tag lags some minutes behind."""
        found = []
        for raw in self._candidates(query):
            ticket = self._ticket(raw)
            if ticket.id and freshdesk_read.fits(ticket, query):
                found.append(ticket)
            if len(found) >= limit:
                break
        return found[:limit]

    def _candidates(self, query: Query) -> Iterator[Any]:
        if query.requester_email:
            yield from self._of_customer(query.requester_email, "requester,stats")
        elif query.tag:
            yield from self._tagged(query.tag)
        else:
            latest = {"order_by": "updated_at", "order_type": "desc", "include": "requester,stats"}
            yield from rows(self._desk.ask("GET", f"{API}/tickets", params={**latest, "per_page": 100}))

    def _of_customer(self, email: str, include: str) -> Sequence[Any]:
        """The newest hundred; Freshdesk answers 400 to an address that no contact has."""
        asked = {"email": email, "order_by": "created_at", "order_type": "desc", "include": include}
        try:
            return rows(self._desk.ask("GET", f"{API}/tickets", params={**asked, "per_page": 100}))
        except Declined as no:
            if no.status == 400:
                return []
            raise

    def _tagged(self, tag: str) -> Iterator[Any]:
        """Quotes cannot be written in their query language, so no tag with one is looked for."""
        if not re.fullmatch(r"[^'\"\\]{1,100}", tag):
            return
        for page in range(1, PAGES + 1):
            asked = {"query": f"\"tag:'{tag}'\"", "page": page}
            said = self._desk.ask("GET", f"{API}/search/tickets", params=asked)
            results = rows(at(said, "results"))
            yield from results
            if len(results) < 30:
                return

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """One page of at most a hundred, by `updated_since`; a few seconds overlap every time.

        They page by number: should more tickets than a page change within those seconds, and some
        of them once more while they are being read, one may be told only when it changes again.
        """
        place = freshdesk_changes.place(cursor)
        if place is None:
            return Changes((), freshdesk_changes.start(self._now()))
        size = max(1, min(limit, 100))
        asked = {"updated_since": place.since, "page": place.page, "per_page": size}
        sort = {"order_by": "updated_at", "order_type": "asc", "include": "requester,stats"}
        raws = rows(self._desk.ask("GET", f"{API}/tickets", params={**asked, **sort}))
        tickets = tuple(ticket for raw in raws if (ticket := self._ticket(raw)).id)
        full = len(raws) >= size
        return Changes(
            tickets, freshdesk_changes.next_place(place, tickets, full=full), more=full, whole=False
        )

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """`target` is the id of a group. The key stands in the description."""
        if not draft.requester_email:
            raise Refused(say("Freshdesk needs the customer's e-mail address for a new ticket."))
        if draft.target and not ID.fullmatch(draft.target):
            raise Refused(say("Freshdesk's group has to be given by its id, in digits."))
        if doubtful:
            for raw in self._of_customer(draft.requester_email, "description"):
                if bears(key, raw, "description_text", "description"):
                    return self._ticket(raw)
        return self._ticket(self._desk.ask("POST", f"{API}/tickets", json=drafted(draft, key)))

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._say(id, "notes", {"body": html(text, key), "private": True}, key, doubtful=doubtful)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """The key is a small grey line below: Freshdesk keeps nothing beside the text."""
        self._say(id, "reply", {"body": html(text, key)}, key, doubtful=doubtful)

    def _say(self, id: str, how: str, body: Mapping[str, Any], key: str, *, doubtful: bool) -> None:
        path = self._path(id)
        if doubtful and self._said_already(path, key):
            return
        self._desk.ask("POST", f"{path}/{how}", ticket=True, json=body)

    def _said_already(self, path: str, key: str) -> bool:
        """Reads the conversation from its beginning, at most a thousand entries."""
        for page in range(1, PAGES + 1):
            asked = {"page": page, "per_page": 100}
            said = rows(self._desk.ask("GET", f"{path}/conversations", ticket=True, params=asked))
            if any(bears(key, entry, "body_text", "body") for entry in said):
                return True
            if len(said) < 100:
                break
        return False

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Reads the tags, then replaces them: Freshdesk can add none. Whoever writes in between loses."""
        tags = names(at(self._raw(id), "tags"))
        others = [each for each in tags if each.casefold() != tag.casefold()]
        if on is (len(others) == len(tags)):
            wanted = [*others, tag] if on else others
            self._desk.ask("PUT", self._path(id), ticket=True, json={"tags": wanted})

    def ref_in(self, address: str) -> str:
        there = at_home(address, self._settings.base_url)
        found = PLACE.match(there.path) if there else None
        return found[1] if found else ""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """The event is a digest of the body, which therefore has to name an instant (see the docs)."""
        must_know_secret(knock, self._settings.webhook_secret.get_secret_value())
        said = said_in(knock)
        id = text(said.get("ticket") or at(said, "freshdesk_webhook.ticket_id")).strip()
        return [Hint(fingerprint(knock), id)] if ID.fullmatch(id) else []

    def check(self) -> Iterator[Finding]:
        return freshdesk_check.findings(self._desk, self._settings)

    def close(self) -> None:
        self._desk.close()

    def _raw(self, id: str, **params: str) -> Any:
        return self._desk.ask("GET", self._path(id), ticket=True, params=params)

    def _path(self, id: str) -> str:
        if not ID.fullmatch(id):
            raise self._desk.gone()
        return f"{API}/tickets/{id}"

    def _ticket(self, raw: Any) -> Ticket:
        return freshdesk_read.ticket(object_(raw), self._settings, self._agents, self._groups)

    def _listed(self, what: str) -> dict[str, Known]:
        """The first thousand."""
        found: dict[str, Known] = {}
        for page in range(1, PAGES + 1):
            said = rows(self._desk.ask("GET", f"{API}/{what}", params={"page": page, "per_page": 100}))
            found |= freshdesk_read.listed(said)
            if len(said) < 100:
                break
        return found
