"""What happened to a ticket of Zendesk: an update for each audit with words or another status."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.tickets.desk import Desk
from adapters.tickets.past import numbered
from adapters.tickets.values import Json, at, instant, object_, objects, status, text
from adapters.tickets.zendesk_read import ID, STATUSES
from adapters.tickets.zendesk_write import KEY, PAGE
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.settings_tickets import Zendesk

OLDEST = 3
"""Pages that are read from the beginning on; more of them only until the first public reply."""
FURTHEST = 8
NEWEST = 2
"""Pages that are read of a longer history from its end."""
COMMENTS = frozenset({"Comment", "VoiceComment", "FacebookComment"})
MACHINES = frozenset({"rule", "system"})
"""Channels of triggers, automations and Zendesk itself."""
STAFF = frozenset({"agent", "admin"})


@dataclass(slots=True)
class Audits:
    """What was read: audits by id, and what Zendesk says beside them of who wrote."""

    settings: Zendesk
    oldest: dict[str, Json] = field(default_factory=dict)
    newest: dict[str, Json] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def add(self, said: Any, to: dict[str, Json]) -> None:
        self.roles |= {text(one.get("id")): text(one.get("role")) for one in objects(at(said, "users"))}
        for audit in objects(at(said, "audits")):
            if ID.fullmatch(id := text(audit.get("id"))) and instant(audit.get("created_at")):
                to[id] = audit

    @property
    def has_gap(self) -> bool:
        return bool(self.newest) and self.oldest.keys().isdisjoint(self.newest)

    def updates(self) -> tuple[Update, ...]:
        """Raises nothing, whatever stands in them; behind a gap nothing is known of the status before."""
        reader = _Reader(self.settings, self.roles)
        if not self.has_gap:
            return numbered(reader.read(self.oldest | self.newest))
        return numbered([*reader.read(self.oldest), *reader.skipped().read(self.newest)])


def history(desk: Desk, path: str, settings: Zendesk) -> History:
    """One request for every 100 audits, at most 10. Raises TicketGone for one that was deleted."""
    found = Audits(settings)
    onward = ""
    for number in range(1, FURTHEST + 1):
        onward = _page(desk, path, "created_at", onward, found, found.oldest)
        if not onward or (number >= OLDEST and any(one.is_reply for one in found.updates())):
            break
    whole = not onward
    if onward:
        behind = ""
        for _ in range(NEWEST):
            behind = _page(desk, path, "-created_at", behind, found, found.newest)
            if not behind:
                break
        whole = not found.has_gap and bool(found.newest)
    if _is_deleted(found):
        raise desk.gone()
    updates = found.updates()
    return History(updates, statuses=whole and bool(updates) and updates[0].status is not None)


def _page(desk: Desk, path: str, sort: str, behind: str, found: Audits, to: dict[str, Json]) -> str:
    """The cursor of the page after it, or an empty string."""
    asked = {"page[size]": str(PAGE), "sort": sort, "include": "users"}
    said = desk.ask(
        "GET", f"{path}/audits", ticket=True, params=asked | ({"page[after]": behind} if behind else {})
    )
    found.add(said, to)
    return text(at(said, "meta.after_cursor")) if at(said, "meta.has_more") else ""


def _is_deleted(found: Audits) -> bool:
    """As the newest change of its status says."""
    last = next((_turned(one) for one in reversed(_sorted(found.oldest | found.newest)) if _turned(one)), {})
    return last.get("status") == "deleted"


class _Reader:
    """Goes through audits from the oldest on and knows the status so far."""

    def __init__(self, settings: Zendesk, roles: Mapping[str, str]) -> None:
        self._settings = settings
        self._roles = roles
        self._requesters: set[str] = set()
        self._begun = False
        self._words: dict[str, str] = {}
        self._status: TicketStatus | None = None

    def skipped(self) -> "_Reader":
        self._words, self._status = {}, None
        return self

    def read(self, audits: Mapping[str, Json]) -> Iterator[Update]:
        for audit in _sorted(audits):
            self._requesters |= {text(one.get("value")) for one in _fields(audit, "requester_id")}
            became = self._became(audit)
            by, said = self._spoken(audit)
            when = instant(audit.get("created_at"))
            if when and (not self._begun or said or became):
                what = What.CHANGED if self._begun else What.CREATED
                self._begun = True
                id = f"audit/{text(audit.get('id'))}"
                words = _words(audit) if by is Author.CUSTOMER else ""
                yield Update(
                    source="zendesk", id=id, at=when, what=what, by=by, said=said, status=became, words=words
                )

    def _became(self, audit: Json) -> TicketStatus | None:
        """An account's own status counts where the settings name it, as it does for a ticket."""
        turned = _turned(audit)
        self._words |= turned
        own = self._words.get("custom_status_id", "")
        word = own if own in self._settings.statuses else self._words.get("status", "")
        if not turned or not word:
            return None
        became = status(word, self._settings.statuses, STATUSES)
        if became is self._status:
            return None
        self._status = became
        return became

    def _spoken(self, audit: Json) -> tuple[Author, Said]:
        """What a person said counts before what a trigger added to it in the same go."""
        comments = [one for one in objects(audit.get("events")) if text(one.get("type")) in COMMENTS]
        told = [(self._author(one, audit), _said(one)) for one in comments]
        if not told:
            return self._author({}, audit), Said.NOTHING
        return min(told, key=lambda one: (one[0] is Author.SYSTEM, one[1] is not Said.PUBLIC))

    def _author(self, comment: Json, audit: Json) -> Author:
        """Whose role is not told is a customer if the ticket was theirs; else their word does not count."""
        via = object_(comment.get("via")) or object_(audit.get("via"))
        if text(via.get("channel")) in MACHINES or text(at(via, "source.rel")) == "merge":
            return Author.SYSTEM
        if at(audit, f"metadata.custom.{KEY}") and comment and _said(comment) is Said.INTERNAL:
            return Author.SYSTEM
        id = text(comment.get("author_id")) or text(audit.get("author_id"))
        role = self._roles.get(id, "")
        if role in STAFF:
            return Author.AGENT
        return Author.CUSTOMER if role or id in self._requesters else Author.SYSTEM


def _words(audit: Json) -> str:
    comments = [one for one in objects(audit.get("events")) if text(one.get("type")) in COMMENTS]
    return "\n".join(text(one.get("plain_body")) or text(one.get("body")) for one in comments)


def _said(comment: Json) -> Said:
    return Said.PUBLIC if comment.get("public") is True else Said.INTERNAL


def _turned(audit: Json) -> dict[str, str]:
    """The last value that each part of the status has in this audit."""
    fields = ("status", "custom_status_id")
    return {name: text(one.get("value")) for name in fields for one in _fields(audit, name)}


def _fields(audit: Json, name: str) -> list[Json]:
    events = objects(audit.get("events"))
    return [
        one for one in events if one.get("type") in ("Create", "Change") and one.get("field_name") == name
    ]


def _sorted(audits: Mapping[str, Json]) -> list[Json]:
    return sorted(audits.values(), key=_place)


def _place(audit: Json) -> tuple[str, int]:
    return str(instant(audit.get("created_at"))), int(text(audit.get("id")))
