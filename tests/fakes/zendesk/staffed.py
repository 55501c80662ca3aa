"""A Zendesk with customers who write, agents who work, and signed webhooks that tell of it."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest

import httpx

from tests.fakes.zendesk.fake import FakeZendesk
from tests.fakes.zendesk.server import serving
from tests.fakes.zendesk.state import AGENT, Customer, Organisation, Ticket


class StaffedZendesk(FakeZendesk):
    """Its webhooks go to `listener`, signed with `secret`, one after the other; a lost one stays lost."""

    def __init__(self, secret: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.listener = ""
        self.refused: list[int] = []
        self.on_change = self._tell
        self._secret = secret
        self._post = ThreadPoolExecutor(1, thread_name_prefix="zendesk-webhooks")
        self._client = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0), timeout=10)
        self._customers: dict[str, Customer] = {}
        self._organisations: dict[str, Organisation] = {}

    # --- customers --------------------------------------------------------------------------

    def files(self, name: str, email: str, organisation: str, tier: str, subject: str) -> str:
        """A new ticket; its id."""
        with self._lock:
            there = self._organisations.setdefault(
                organisation, Organisation(next(self._numbers), organisation, tier)
            )
            customer = self._customers.setdefault(
                email, Customer(next(self._numbers), name, email, there if organisation else None)
            )
            id = str(48211 + len(self.tickets))
            now = self._now()
            made = self.add_ticket(
                id, subject, requester=customer, created_at=now, updated_at=now, spoke_at=now
            )
            self.on_change(made)
            return id

    def writes_again(self, id: str, text: str) -> None:
        with self._lock:
            known = self.tickets[id]
            known.spoke_at = self._now()
            self._write(known, {"type": "Comment", "body": text, "public": True}, known.requester.id)

    # --- agents -------------------------------------------------------------------------------

    def take(self, id: str) -> None:
        with self._lock:
            self._change(self.tickets[id], assignee=AGENT)

    def tag(self, id: str, tag: str) -> None:
        with self._lock:
            self._change(self.tickets[id], tags=[*self.tickets[id].tags, tag])

    def turn(self, id: str, status: str) -> None:
        with self._lock:
            self._write(self.tickets[id], None, AGENT.id, status=status)

    def merge(self, id: str, into: str) -> None:
        """As Zendesk writes it down: a closed ticket with a tag of its own, and a source in its history."""
        with self._lock:
            known = self.tickets[id]
            known.tags = [*known.tags, "closed_by_merge"]
            source = {"rel": "merge", "from": {}, "to": {"ticket_id": int(into)}}
            merge = {"type": "Comment", "body": "", "public": False, "via": {"source": source}}
            self._write(known, merge, AGENT.id, status="closed")

    # --- webhooks -----------------------------------------------------------------------------

    def _tell(self, ticket: Ticket) -> None:
        event = {
            "id": f"event-{next(self._numbers)}",
            "type": "zen:event-type:ticket.updated",
            "subject": f"zen:ticket:{ticket.id}",
            "detail": {"id": ticket.id},
        }
        self._post.submit(self._send, json.dumps(event))

    def _send(self, body: str) -> None:
        if not self.listener:
            return
        at = self._now()
        signature = digest(self._secret.encode(), f"{at}{body}".encode(), sha256)
        headers = {
            "x-zendesk-webhook-signature": b64encode(signature).decode(),
            "x-zendesk-webhook-signature-timestamp": at,
        }
        answer = self._client.post(self.listener, content=body, headers=headers)
        if answer.status_code != 200:
            self.refused.append(answer.status_code)

    def rest(self) -> None:
        """Returns when everybody was told everything; nothing is told any more."""
        self._post.shutdown()
        self._client.close()
        self.listener = ""


@contextmanager
def staffed(secret: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[StaffedZendesk]:
    zendesk = StaffedZendesk(secret, now)
    with serving(zendesk):
        try:
            yield zendesk
        finally:
            zendesk.rest()
