"""Intercom: conversations, and the tickets of its API 2.14.

https://developers.intercom.com/docs/references/2.14/rest-api/api.intercom.io

It reads, finds, tags and answers both, and makes tickets. It closes, snoozes and assigns nothing, and
finds by words only conversations.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

import httpx

from adapters.doors.knock import fingerprint, must_be_signed, said_in
from adapters.http import Declined, Pace
from adapters.tickets.desk import Desk
from adapters.tickets.intercom_changes import OVERLAP, sweep
from adapters.tickets.intercom_check import findings
from adapters.tickets.intercom_history import history
from adapters.tickets.intercom_query import PAGE, narrowed, only, search
from adapters.tickets.intercom_read import (
    CONVERSATION,
    ID,
    TICKET,
    People,
    contact_of,
    ref_in,
    ref_of,
    tags_of,
    ticket,
)
from adapters.tickets.intercom_write import made, new, said_already, spoken
from adapters.tickets.names import Known, Names
from adapters.tickets.values import Json, at, object_, objects, text
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import Intercom

ABILITIES: Mapping[Ability, str] = {
    Ability.FETCH: "",
    Ability.SEARCH: "Conversations are found, and only by whole words of their first message.",
    Ability.CHANGES: "",
    Ability.CREATE: "As a ticket of the type in the settings, for a customer whose e-mail address is known.",
    Ability.NOTE: "",
    Ability.REPLY: "",
    Ability.TAG: "",
    Ability.REQUESTER: "",
    Ability.ORGANISATION: "",
    Ability.ASSIGNEE: "",
    Ability.DEADLINES: "Only whether the SLA is running, hit or missed: Intercom tells no instant.",
    Ability.HISTORY: "",
    Ability.STATUSES: "",
    Ability.WEBHOOK_SIGNED: "",
}

VERSION = "2.14"


def connect(
    settings: Intercom, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return IntercomTickets(settings, now, transport)


class IntercomTickets:
    """An id is that of a conversation, `215469`, or that of a ticket behind a word, `ticket-631`.

    Paths in `settings.fields` begin at the conversation or ticket, to which `contact` and `company`
    are added: `custom_attributes.Product`, `company.custom_attributes.tier`. Lists of changes and
    searches know no company but its id; `fetch` does.
    """

    name = "intercom"

    def __init__(
        self, settings: Intercom, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._desk = Desk(
            "Intercom",
            settings.base_url,
            headers={
                "Authorization": f"Bearer {settings.access_token.get_secret_value()}",
                "Intercom-Version": VERSION,
            },
            pace=Pace("x-ratelimit-remaining", "x-ratelimit-reset"),
            transport=transport,
        )
        self._people = People(
            admins=Names(lambda: self._listed("admins"), now), teams=Names(lambda: self._listed("teams"), now)
        )

    def fetch(self, id: str) -> Ticket:
        """Up to three requests, for it, its contact and their company; at times two more for names."""
        raw = self._whole(id)
        whom = contact_of(raw)
        contact = self._known(f"/contacts/{whom}") if whom else {}
        firms = self._known(f"/contacts/{whom}/companies") if objects(at(contact, "companies.data")) else {}
        company = next(iter(objects(firms.get("data"))), {})
        return self._ticket(raw, contact=contact, company=company)

    def history(self, id: str) -> History:
        """One request: its newest 500 parts come with it, and of what was before them the first reply."""
        return history(self._whole(id), self._settings)

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """As Intercom orders them."""
        tag = self._tag(query.tag) if query.tag else ""
        filters = narrowed(query, tag)
        if not filters or (query.tag and not tag):
            return ()
        said = self._desk.ask("POST", "/conversations/search", json=search(*filters, size=limit))
        return self._tickets(objects(at(said, "conversations")))[:limit]

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """A page of at most 50, and one more request for its contacts.

        Tickets are asked for when the settings name a type of tickets.
        """
        now = int(self._now().timestamp())
        if (now_at := sweep(cursor, now)) is None:
            return Changes((), str(now))
        body = search(now_at.body, size=limit, page=now_at.page)
        said = self._desk.ask("POST", f"/{now_at.kind}/search", json=body)
        raws = [{**raw, "type": now_at.kind.removesuffix("s")} for raw in objects(at(said, now_at.kind))]
        found = sorted(self._tickets(raws), key=lambda each: each.updated_at or self._now())
        onward = now_at.onward(said, tickets=bool(self._settings.ticket_type))
        following = str(onward or max(now_at.since, now_at.begun - OVERLAP))
        return Changes(tuple(found), following, more=onward is not None, whole=False)

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """The target is the id of a type of tickets. The key is the last line of the description."""
        kind = draft.target or self._settings.ticket_type
        if not (kind.isascii() and kind.isdigit()):
            raise Refused(say("Intercom needs `ticket_type` in the settings to make tickets."))
        if not draft.requester_email:
            raise Refused(say("Intercom makes no ticket without the e-mail address of a customer."))
        raw = made(self._desk, kind, key, self._now()) if doubtful else None
        raw = raw or self._desk.ask("POST", "/tickets", json=new(draft, kind, key))
        found = self._ticket({**object_(raw), "type": "ticket"})
        try:
            for tag in draft.tags:
                self.mark(found.id, tag, on=True)
        except TryLater as later:  # The next try has to know that the ticket is there.
            raise TryLater(str(later), after=later.after, unsure=True) from later
        return found

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._say(id, "note", text, key, doubtful=doubtful)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._say(id, "comment", text, key, doubtful=doubtful)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Tags of Intercom are things of their own, and made when they are needed first."""
        path = self._path(id)
        if on:
            there = self._desk.ask("POST", "/tags", json={"name": tag})
            body = {"id": text(at(there, "id")), "admin_id": self._settings.admin}
            self._desk.ask("POST", f"{path}/tags", ticket=True, json=body)
        elif found := self._tag_on(id, tag):
            self._untag(f"{path}/tags/{found}")

    def ref_in(self, address: str) -> str:
        return ref_in(address, self._settings)

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """Signed with the app's client secret. A ping says nothing, nor does what is no conversation's."""
        must_be_signed(knock, self._settings.webhook_secret.get_secret_value(), "x-hub-signature", "sha1")
        said = said_in(knock)
        id = text(at(said, "data.item.id")) or text(at(said, "data.item.conversation_id"))
        ours = said.get("app_id") in (None, self._settings.app)
        known = ours and text(said.get("topic")).startswith("conversation.")
        if not (known and CONVERSATION.fullmatch(id)):
            return ()
        event = text(said.get("id")) or fingerprint(knock)
        return (Hint(event=event, ticket=id),)

    def check(self) -> Iterator[Finding]:
        return findings(self._desk, self._settings)

    def close(self) -> None:
        self._desk.close()

    def _path(self, id: str) -> str:
        if not ID.fullmatch(id):
            raise self._desk.gone()
        return f"/tickets/{id.removeprefix(TICKET)}" if id.startswith(TICKET) else f"/conversations/{id}"

    def _thing(self, id: str) -> Json:
        return object_(self._desk.ask("GET", self._path(id), ticket=True))

    def _whole(self, id: str) -> Json:
        """With the id and the kind that were asked for, whatever stands there."""
        kind = "ticket" if id.startswith(TICKET) else "conversation"
        return {**self._thing(id), "id": id.removeprefix(TICKET), "type": kind}

    def _known(self, path: str) -> Json:
        """Nothing where the contact was deleted or merged, or the token may not read people."""
        try:
            return object_(self._desk.ask("GET", path))
        except Refused:
            return {}

    def _tickets(self, found: Sequence[Json]) -> list[Ticket]:
        """With their contacts, in one request for all of them."""
        ids = list(dict.fromkeys(filter(None, map(contact_of, found))))
        body = search(only("id", "IN", ids), size=PAGE)
        said = self._desk.ask("POST", "/contacts/search", json=body) if ids else {}
        contacts = {text(contact.get("id")): contact for contact in objects(at(said, "data"))}
        return [
            self._ticket(raw, contact=contacts.get(contact_of(raw), {}))
            for raw in found
            if ID.fullmatch(ref_of(raw))
        ]

    def _ticket(self, raw: Json, *, contact: Json | None = None, company: Json | None = None) -> Ticket:
        return ticket(raw, self._settings, self._people, contact=contact or {}, company=company or {})

    def _listed(self, what: str) -> dict[str, Known]:
        """By id: teammates or teams, all in one answer."""
        said = objects(at(self._desk.ask("GET", f"/{what}"), what))
        return {text(one.get("id")): Known(text(one.get("name")), text(one.get("email"))) for one in said}

    def _say(self, id: str, kind: str, said: str, key: str, *, doubtful: bool) -> None:
        path = self._path(id)
        if not (doubtful and said_already(self._thing(id), key)):
            body = spoken(kind, said, key, self._settings.admin)
            self._desk.ask("POST", f"{path}/reply", ticket=True, json=body)

    def _tag_on(self, id: str, tag: str) -> str:
        """The id of this tag; empty when it is not there. Tickets do not show their tags."""
        raw = self._thing(id)
        if raw.get("tags") is None:
            return self._tag(tag)
        return next((found for name, found in tags_of(raw).items() if name.casefold() == tag.casefold()), "")

    def _tag(self, name: str) -> str:
        """Names of tags have no large or small letters there."""
        tags = objects(at(self._desk.ask("GET", "/tags"), "data"))
        same = (text(tag.get("id")) for tag in tags if text(tag.get("name")).casefold() == name.casefold())
        return next(same, "")

    def _untag(self, path: str) -> None:
        try:
            self._desk.ask("DELETE", path, json={"admin_id": self._settings.admin})
        except Declined as no:
            if no.status != httpx.codes.NOT_FOUND:
                raise
