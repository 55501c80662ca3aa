"""Freshdesk, by https://developers.freshdesk.com/api/.

Reads a ticket with its customer, company and deadlines in one request; writes notes, replies,
tags and tickets. Does not name agents and groups (they are ids), does not tell what a ticket was
merged into, and searches no texts: their API does none of it in the same request.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx

from adapters.http import Declined, Pace
from adapters.tickets import freshdesk_changes, freshdesk_check, freshdesk_read
from adapters.tickets.address import path_at
from adapters.tickets.desk import Desk, must_know_secret, text
from adapters.tickets.freshdesk_write import bears, drafted, html
from bot.domain.finding import Finding
from bot.domain.ticket import Changes, Draft, Gone, Hint, Knock, Query, Ticket
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import Refused, TicketGone
from bot.ports import TicketSystem
from bot.settings_tickets import Freshdesk as Settings

API = "/api/v2"
ID = re.compile(r"[0-9]{1,18}")
PLACE = re.compile(r"(?:/[a-z]{2}(?:-[A-Za-z]{2,4})?)?/(?:a|helpdesk|support)/tickets/([0-9]{1,18})(?!\w)")
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
    Ability.WEBHOOK_SIGNED: "Freshdesk signs nothing; a secret in a header or the path is asked for instead.",
}


def connect(
    settings: Settings, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return Freshdesk(settings, now, transport)


class Freshdesk:
    """Paths in `settings.fields` start from the ticket: `custom_fields.cf_region`, `company.account_tier`.

    In what `changed` and `search` find, the company is an id and has no name; `fetch` tells it.
    """

    name = "freshdesk"

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], transport: httpx.BaseTransport | None
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

    def fetch(self, id: str) -> Ticket:
        raw = self._raw(id, include="requester,company,stats")
        ticket = replace(self._ticket(raw), id=id, url=freshdesk_read.url(self._settings, id))
        if ticket.gone is Gone.DELETED:
            raise TicketGone(say("{system} has no such ticket any more.", system="Freshdesk"))
        return ticket

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
            yield from _items(self._desk.ask("GET", f"{API}/tickets", params={**latest, "per_page": 100}))

    def _of_customer(self, email: str, include: str) -> Sequence[Any]:
        """The newest hundred; Freshdesk answers 400 to an address that no contact has."""
        asked = {"email": email, "order_by": "created_at", "order_type": "desc", "include": include}
        try:
            return _items(self._desk.ask("GET", f"{API}/tickets", params={**asked, "per_page": 100}))
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
            results = _items(said.get("results") if isinstance(said, Mapping) else None)
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
        raws = _items(self._desk.ask("GET", f"{API}/tickets", params={**asked, **sort}))
        tickets = tuple(ticket for raw in raws if (ticket := self._ticket(raw)).id)
        full = len(raws) >= size
        return Changes(tickets, freshdesk_changes.next_place(place, tickets, full=full), more=full)

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
            said = _items(self._desk.ask("GET", f"{path}/conversations", ticket=True, params=asked))
            if any(bears(key, entry, "body_text", "body") for entry in said):
                return True
            if len(said) < 100:
                break
        return False

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Reads the tags, then replaces them: Freshdesk can add none. Whoever writes in between loses."""
        tags = freshdesk_read.tags(self._raw(id))
        others = [each for each in tags if each.casefold() != tag.casefold()]
        if on is (len(others) == len(tags)):
            wanted = [*others, tag] if on else others
            self._desk.ask("PUT", self._path(id), ticket=True, json={"tags": wanted})

    def ref_in(self, address: str) -> str:
        found = PLACE.match(path_at(address, [self._settings.base_url]))
        return found[1] if found else ""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """The event is a digest of the body, which therefore has to name an instant (see the docs)."""
        must_know_secret(knock, self._settings.webhook_secret.get_secret_value())
        id = _ticket_in(knock.body)
        return [Hint(hashlib.sha256(knock.body).hexdigest(), id)] if ID.fullmatch(id) else []

    def check(self) -> Iterator[Finding]:
        return freshdesk_check.findings(self._desk, self._settings)

    def close(self) -> None:
        self._desk.close()

    def _raw(self, id: str, **params: str) -> Any:
        return self._desk.ask("GET", self._path(id), ticket=True, params=params)

    def _path(self, id: str) -> str:
        if not ID.fullmatch(id):
            raise TicketGone(say("{system} has no such ticket any more.", system="Freshdesk"))
        return f"{API}/tickets/{id}"

    def _ticket(self, raw: Any) -> Ticket:
        return freshdesk_read.ticket(raw, self._settings)


def _items(said: Any) -> Sequence[Any]:
    return said if isinstance(said, list) else []


def _ticket_in(body: bytes) -> str:
    """From the body that the docs prescribe, or from the one that Freshdesk offers by itself."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    said = said if isinstance(said, Mapping) else {}
    offered = said.get("freshdesk_webhook")
    offered = offered.get("ticket_id") if isinstance(offered, Mapping) else None
    return text(said.get("ticket") or offered).strip()
