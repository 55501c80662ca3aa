"""A system of tickets that exists in memory only: what was written on a ticket can be read back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.finding import Finding
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket, TicketStatus
from bot.errors import AdapterError, Forged, TicketGone

SECRET = "desk-secret"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When every ticket was written, unless a test says otherwise."""


@dataclass
class Desk:
    """Keeps the promise of `bot.ports.TicketSystem`. `trouble` maps a method to the error it raises.

    Unless it `tells_all`, its changes know no customer and no fields; unless it `keeps_statuses`, its
    histories may lack some.
    """

    name: str = "zendesk"
    tickets: dict[str, Ticket] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    replies: dict[str, list[str]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    trouble: dict[str, AdapterError] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    version: int = 0
    tells_all: bool = True
    keeps_statuses: bool = True
    past: dict[str, list[Update]] = field(default_factory=dict)

    def has(self, id: str, subject: str = "", **more: Any) -> Ticket:
        """A ticket as it stands there from now on; what is not said stays as it was."""
        self.version += 1
        known = self.tickets.get(id) or Ticket(
            system=self.name,
            id=id,
            subject="Card declined",
            url=f"https://{self.name}.test/tickets/{id}",
            status=TicketStatus.OPEN,
            created_at=START,
        )
        subject = subject or known.subject
        changed = replace(known, subject=subject, updated_at=START.replace(microsecond=self.version), **more)
        self.tickets[id] = changed
        self.changes.append(id)
        return changed

    def happened(self, id: str, *updates: Update) -> None:
        """What its history tells from now on, too; before it stands the beginning, unless a test says one."""
        self.past.setdefault(id, []).extend(updates)

    def _called(self, method: str) -> None:
        self.calls.append(method)
        if method in self.trouble:
            raise self.trouble[method]

    def fetch(self, id: str) -> Ticket:
        self._called("fetch")
        if id not in self.tickets:
            raise TicketGone("Zendesk has no such ticket any more.")
        return self.tickets[id]

    def history(self, id: str) -> History:
        """As long as nothing `happened`, that the customer opened it and how it stands."""
        self._called("history")
        if id not in self.tickets:
            raise TicketGone("Zendesk has no such ticket any more.")
        told = self.past.get(id, [])
        begun = any(one.what is What.CREATED for one in told)
        first = [] if begun else [self._created(self.tickets[id], alone=not told)]
        return History((*first, *told), statuses=self.keeps_statuses)

    def _created(self, ticket: Ticket, *, alone: bool) -> Update:
        return Update(
            source=self.name,
            id=f"created/{ticket.id}",
            at=ticket.created_at or START,
            what=What.CREATED,
            by=Author.CUSTOMER,
            said=Said.PUBLIC,
            status=ticket.status if alone else None,
        )

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        self._called("search")
        return [one for one in self.tickets.values() if query.text.casefold() in one.subject.casefold()][
            :limit
        ]

    def changed(self, cursor: str, *, limit: int) -> Changes:
        self._called("changed")
        if not cursor:
            return Changes((), str(len(self.changes)))
        ids = self.changes[int(cursor) : int(cursor) + limit]
        end = int(cursor) + len(ids)
        found = tuple(self.tickets[id] for id in dict.fromkeys(ids) if id in self.tickets)
        if not self.tells_all:
            found = tuple(replace(one, requester_email="", organisation_name="", fields={}) for one in found)
        return Changes(found, str(end), more=end < len(self.changes), whole=self.tells_all)

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        self._called("create")
        self.drafts.append(draft)
        id = str(9000 + len(self.tickets))
        return self.has(id, draft.subject, tags=draft.tags)

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._called("note")
        if not (doubtful and key in self.keys):
            self.keys.append(key)
            self.notes.setdefault(id, []).append(text)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._called("reply")
        if not (doubtful and key in self.keys):
            self.keys.append(key)
            self.replies.setdefault(id, []).append(text)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        self._called("mark")
        if id not in self.tickets:
            raise TicketGone("Zendesk has no such ticket any more.")
        rest = tuple(one for one in self.tickets[id].tags if one != tag.casefold())
        self.has(id, tags=(*rest, tag.casefold()) if on else rest)

    def ref_in(self, address: str) -> str:
        start = f"https://{self.name}.test/tickets/"
        id = address.removeprefix(start)
        return id if address.startswith(start) and id.isalnum() else ""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        if knock.headers.get("x-secret") != SECRET:
            raise Forged("the secret is wrong")
        event, _, id = knock.body.decode().partition(" ")
        return [Hint(event, id)]

    def check(self) -> Iterator[Finding]:
        yield Finding(self.name, "answers")

    def close(self) -> None: ...
