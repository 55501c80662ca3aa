"""Zendesk Support: https://developer.zendesk.com/api-reference/ticketing/introduction/

Reads tickets with their customer, organisation, group and deadlines, writes notes, replies, tags
and new tickets, follows the incremental export and believes signed webhooks. It does not change
status, priority or assignee of a ticket, and sends no attachments.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import httpx

from adapters.doors.knock import digest, must_be_fresh, must_match, said_in
from adapters.http import SLOW, Declined, Pace
from adapters.tickets.desk import Desk
from adapters.tickets.values import at, instant, names, object_, objects, text
from adapters.tickets.zendesk_check import findings
from adapters.tickets.zendesk_history import history
from adapters.tickets.zendesk_query import behind, starting, words
from adapters.tickets.zendesk_read import ID, hinted, merge_in, ref_in, ticket
from adapters.tickets.zendesk_write import arrived, audits, comment, made
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import Forged, Refused, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import Zendesk

SIDE = "users,organizations,groups"
INCLUDE = f"{SIDE},metric_sets,slas,metric_events"
"""Zendesk passes over what an account or an endpoint does not have."""
PAGE = 100
MERGED = "closed_by_merge"
"""Tag that Zendesk itself puts on a ticket that was merged into another."""

ABILITIES: Mapping[Ability, str] = dict.fromkeys(Ability, "")


def connect(
    settings: Zendesk, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return ZendeskTickets(settings, now, transport)


class ZendeskTickets:
    """Keeps the promise of `bot.ports.TicketSystem`.

    Paths in `settings.fields` start from the ticket's JSON, joined by `organization_fields` of its
    organisation and `user_fields` of its requester: `custom_fields.360001`,
    `organization_fields.support_tier`, `brand_id`.
    """

    name = "zendesk"

    def __init__(
        self, settings: Zendesk, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._desk = Desk(
            "Zendesk",
            settings.base_url,
            auth=(f"{settings.email}/token", settings.api_token.get_secret_value()),
            pace=Pace("ratelimit-remaining", "ratelimit-reset"),
            slow=SLOW | {409},  # somebody else wrote at the same moment, and our words were not taken
            transport=transport,
        )

    def fetch(self, id: str) -> Ticket:
        """One call, and a look into its history for a ticket that was merged into another."""
        said = self._desk.ask("GET", self._path(id), ticket=True, params={"include": INCLUDE})
        raw = object_(at(said, "ticket"))
        if raw.get("status") == "deleted":
            raise self._desk.gone()
        merged = self._merged_into(id) if MERGED in names(raw.get("tags")) else ""
        return replace(self._ticket({**raw, "id": id}, said), merged_into=merged)

    def history(self, id: str) -> History:
        """From its audits: who spoke, whether in public, and every status."""
        return history(self._desk, self._path(id), self._settings)

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """At most one page of 100. Zendesk's index is some minutes behind."""
        if limit <= 0:
            return ()
        asked = {"query": words(query), "per_page": str(min(limit, PAGE)), "include": f"tickets({SIDE})"}
        if not query.text.strip():
            asked |= {"sort_by": "updated_at", "sort_order": "desc"}
        said = self._desk.ask("GET", "/api/v2/search", params=asked)
        found = [one for one in objects(at(said, "results")) if one.get("result_type", "ticket") == "ticket"]
        return self._tickets(found, said)[:limit]

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """The incremental export: for administrators, 10 calls a minute.

        Zendesk holds back the last minute, and would rather tell a ticket twice than not at all.
        What was deleted is told, too; deadlines are not.
        """
        if not cursor:
            return Changes((), starting(self._now()))
        size = {"per_page": str(max(1, min(limit, 10 * PAGE))), "include": f"{SIDE},metric_sets"}
        said = self._desk.ask("GET", "/api/v2/incremental/tickets/cursor", params=behind(cursor) | size)
        onward = text(at(said, "after_cursor"))
        more = bool(onward) and at(said, "end_of_stream") is False
        tickets = self._tickets(objects(at(said, "tickets")), said)
        return Changes(tickets, onward or cursor, more, whole=False)

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """`target` is the id of a group. The text is public: triggers may mail it to the requester."""
        if doubtful and (found := self._made_before(key)):
            return found
        headers = {"Idempotency-Key": key}  # remembered for two hours; `external_id` for good
        said = self._desk.ask("POST", "/api/v2/tickets", json={"ticket": made(draft, key)}, headers=headers)
        raw = object_(at(said, "ticket"))
        if not ID.fullmatch(text(raw.get("id"))):
            raise TryLater(say("Zendesk does not say which ticket it made."), unsure=True)
        return self._ticket(raw, said)

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._write(id, comment(text, key, public=False), key, doubtful=doubtful)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._write(id, comment(text, key, public=True), key, doubtful=doubtful)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Looks first: what is there already wakes no trigger, and no tag of somebody else is lost."""
        path = self._path(id)
        raw = object_(at(self._desk.ask("GET", path, ticket=True), "ticket"))
        if (tag.casefold() in map(str.casefold, names(raw.get("tags")))) is on:
            return
        stamp = text(raw.get("updated_at"))
        guard = {"updated_stamp": stamp, "safe_update": "true"} if stamp else {}
        self._change("PUT" if on else "DELETE", f"{path}/tags", {"tags": [tag], **guard})

    def ref_in(self, address: str) -> str:
        return ref_in(address, self._settings.base_url)

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """Signed are the timestamp and the body, in this order; an older order is refused."""
        secret = self._settings.webhook_secret.get_secret_value()
        if not secret:
            raise Forged("no webhook_secret is set")
        signed_at = knock.headers.get("x-zendesk-webhook-signature-timestamp", "")
        signed = signed_at.encode(errors="replace") + knock.body
        must_match(
            knock.headers.get("x-zendesk-webhook-signature", ""), b64encode(digest(secret, signed)).decode()
        )
        must_be_fresh(instant(signed_at), self._now())
        said = said_in(knock)
        event = text(said.get("id")) or knock.headers.get("x-zendesk-webhook-invocation-id", "")
        id = hinted(said)
        return (Hint(event or sha256(signed).hexdigest(), id),) if id else ()

    def check(self) -> Iterator[Finding]:
        return findings(self._desk, self._settings)

    def close(self) -> None:
        self._desk.close()

    def _path(self, id: str) -> str:
        """Ids come from what people paste; nothing else may get into a path."""
        if not ID.fullmatch(id):
            raise self._desk.gone()
        return f"/api/v2/tickets/{id}"

    def _write(self, id: str, body: Mapping[str, Any], key: str, *, doubtful: bool) -> None:
        path = self._path(id)
        if not (doubtful and arrived(self._desk, path, key)):
            self._change("PUT", path, body)

    def _change(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        try:
            self._desk.ask(method, path, ticket=True, json=body)
        except Declined as no:
            if no.status == 422 and "closed" in no.text.casefold():
                raise Refused(say("The ticket is closed; Zendesk lets nobody change it any more.")) from no
            raise

    def _merged_into(self, id: str) -> str:
        try:
            return next(filter(ID.fullmatch, map(merge_in, audits(self._desk, self._path(id), pages=1))), "")
        except Refused:
            return ""

    def _made_before(self, key: str) -> Ticket | None:
        said = self._desk.ask("GET", "/api/v2/tickets", params={"external_id": key, "include": SIDE})
        ours = [one for one in objects(at(said, "tickets")) if one.get("external_id") == key]
        return next(iter(self._tickets(ours, said)), None)

    def _tickets(self, found: Sequence[Mapping[str, Any]], said: Any) -> tuple[Ticket, ...]:
        return tuple(self._ticket(raw, said) for raw in found if ID.fullmatch(text(raw.get("id"))))

    def _ticket(self, raw: Mapping[str, Any], said: Any) -> Ticket:
        return ticket(raw, said, self._settings, self._now())
