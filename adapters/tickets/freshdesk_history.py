"""What happened to a ticket of Freshdesk: its conversation, and what little is kept of its statuses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.tickets.desk import MARK, Desk
from adapters.tickets.freshdesk_read import OUTBOUND, STATUSES
from adapters.tickets.past import numbered
from adapters.tickets.values import Json, at, instant, object_, objects, rows, status, text
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.settings_tickets import Freshdesk

PAGES = 5
"""So many pages of a conversation are read, from its beginning on; nobody can ask for its end."""
PAGE = 100
ENTRY = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
API = "2"
"""Source of tickets that programs make, unless they say otherwise."""
FEEDBACK = "6"
"""Source of what a customer writes into a survey: nobody waits for an answer to it."""
FORWARDED = "8"
"""Source of what an agent sends to somebody else."""
OURS = re.compile(rf"{re.escape(MARK)}\S+\s*\Z")


def history(desk: Desk, path: str, settings: Freshdesk) -> History:
    """Two requests, and one more for every 100 entries. Raises TicketGone for one that was deleted."""
    raw = object_(desk.ask("GET", path, ticket=True, params={"include": "stats"}))
    if raw.get("deleted") is True:
        raise desk.gone()
    begun = instant(raw.get("created_at"))
    if begun is None:
        return History()
    entries, whole = _conversation(desk, path)
    spoken = [one for entry in entries for one in _spoken(entry)]
    past = _Past(raw, begun, settings)
    rest = () if whole else past.beyond(spoken)
    return History(numbered([past.created, *spoken, *rest, *past.statuses()]))


def _conversation(desk: Desk, path: str) -> tuple[Sequence[Json], bool]:
    """The entries, oldest first, and whether these are all."""
    found: list[Json] = []
    for page in range(1, PAGES + 1):
        asked = {"page": page, "per_page": PAGE}
        said = rows(desk.ask("GET", f"{path}/conversations", ticket=True, params=asked))
        found += objects(said)
        if len(said) < PAGE:
            return found, True
    return found, False


def _spoken(entry: Json) -> Iterator[Update]:
    """What comes in on a private note was written by somebody to whom an agent forwarded the ticket."""
    id, when = text(entry.get("id")), instant(entry.get("created_at"))
    source = text(entry.get("source"))
    if when is None or not ENTRY.fullmatch(id) or source == FEEDBACK:
        return
    is_public = entry.get("private") is False and source != FORWARDED
    comes_in = entry.get("incoming") is True
    if comes_in:
        by = Author.CUSTOMER if is_public else Author.SYSTEM
    else:
        by = Author.AGENT if is_public or not _is_ours(entry, "body_text", "body") else Author.SYSTEM
    said = Said.PUBLIC if is_public else Said.INTERNAL
    words = text(entry.get("body_text")) if by is Author.CUSTOMER else ""
    yield Update(source="freshdesk", id=f"conversation/{id}", at=when, by=by, said=said, words=words)


def _is_ours(raw: Json, *names: str) -> bool:
    """Whether our mark is the last that stands there."""
    return any(OURS.search(re.sub(r"<[^<>]*>", " ", text(raw.get(name)))) for name in names)


@dataclass(frozen=True, slots=True)
class _Past:
    """What the ticket itself tells of its past."""

    raw: Json
    begun: datetime
    settings: Freshdesk

    @property
    def created(self) -> Update:
        """Its first status is known as long as it has no other."""
        source = text(self.raw.get("source"))
        by_us = source == API and _is_ours(self.raw, "description_text", "description")
        changed_at = self._stat("status_updated_at")
        same = "stats" in self.raw and (changed_at is None or changed_at <= self.begun)
        return Update(
            source="freshdesk",
            id="ticket",
            at=self.begun,
            what=What.CREATED,
            by=Author.AGENT if by_us or source == OUTBOUND else Author.CUSTOMER,
            said=Said.PUBLIC,
            status=self._status if same else None,
            words=text(self.raw.get("description_text")),
        )

    def statuses(self) -> Iterator[Update]:
        """The last one, and the solution before an automatic end."""
        solved_at, changed_at = self._stat("resolved_at"), self._stat("status_updated_at")
        if changed_at is None or changed_at <= self.begun:
            return
        if solved_at and self.begun < solved_at < changed_at and self._status.is_over:
            yield self._told("resolved_at", solved_at, status=TicketStatus.SOLVED)
        yield self._told("status_updated_at", changed_at, status=self._status)

    def beyond(self, spoken: Sequence[Update]) -> Iterator[Update]:
        """Of what was not read: the first reply, and when each side spoke last."""
        read_to = max((one.at for one in spoken), default=self.begun)
        first = self._stat("first_responded_at")
        if first and not any(one.is_reply for one in spoken):
            yield self._told("first_responded_at", first, Author.AGENT, Said.PUBLIC)
        for name, by in (("requester_responded_at", Author.CUSTOMER), ("agent_responded_at", Author.AGENT)):
            if (
                (when := self._stat(name))
                and when > read_to
                and (name, when) != ("agent_responded_at", first)
            ):
                yield self._told(name, when, by, Said.PUBLIC)

    @property
    def _status(self) -> TicketStatus:
        return status(text(self.raw.get("status")), self.settings.statuses, STATUSES)

    def _stat(self, name: str) -> datetime | None:
        return instant(at(self.raw, f"stats.{name}"))

    def _told(
        self,
        name: str,
        when: datetime,
        by: Author = Author.SYSTEM,
        said: Said = Said.NOTHING,
        status: TicketStatus | None = None,
    ) -> Update:
        """Named by its instant, since the next one stands in the same place."""
        id = f"{name}/{int(when.timestamp())}"
        return Update(source="freshdesk", id=id, at=when, by=by, said=said, status=status)
