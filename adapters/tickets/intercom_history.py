"""What happened to a conversation or ticket of Intercom, by its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from adapters.tickets.desk import MARK
from adapters.tickets.intercom_read import CUSTOMERS, STATUSES, parts, plain, word_of
from adapters.tickets.intercom_write import DESCRIPTION
from adapters.tickets.past import numbered
from adapters.tickets.values import Json, at, instant, objects, status, text
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.settings_tickets import Intercom

STAFF = frozenset({"admin", "team"})
AUTOMATIC = frozenset({"automated", "campaigns_initiated", "operator_initiated"})
"""How a conversation began that no person opened; nobody waits before the customer answers."""
TALK = frozenset({"comment", "assignment", "open", "close", "snoozed", "unsnoozed", "quick_reply"})
"""Parts whose words, if they have any, reach the customer; of notes none do."""
PART = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
OPEN = "open"
TURNS = {"open": OPEN, "close": "closed", "snoozed": "snoozed", "unsnoozed": OPEN}


def history(raw: Json, settings: Intercom) -> History:
    """Of more than 500 parts the newest are told, the beginning, and when the first reply was."""
    begun = instant(raw.get("created_at"))
    if begun is None:
        return History()
    told = sorted(filter(_is_told, parts(raw)), key=_place)
    whole = _count(raw) <= len(parts(raw))
    is_ticket = raw.get("type") == "ticket"
    first = _first_word(told, raw) if is_ticket else OPEN
    reader = _Reader(settings, is_ticket=is_ticket, word=first if whole else "")
    updates = list(reader.read(told))
    created = Update(
        source="intercom",
        id=f"{text(raw.get('type'))}/{text(raw.get('id'))}",
        at=begun,
        what=What.CREATED,
        by=_opened_by(raw),
        said=Said.PUBLIC,
        status=status(first, settings.statuses, STATUSES),
        words="\n".join(plain(text(at(raw, "source.body")))),
    )
    before = () if whole else _first_reply(raw, updates)
    return History(numbered([created, *before, *updates]), statuses=whole and reader.word == word_of(raw))


def _count(raw: Json) -> int:
    counts = [at(raw, f"{kind}_parts.total_count") for kind in ("conversation", "ticket")]
    return max((one for one in counts if isinstance(one, int)), default=0)


def _is_told(part: Json) -> bool:
    return bool(PART.fullmatch(text(part.get("id")))) and instant(part.get("created_at")) is not None


def _place(part: Json) -> tuple[str, int]:
    return str(instant(part.get("created_at"))), int(text(part.get("id")))


def _first_word(told: list[Json], raw: Json) -> str:
    """The state of a ticket before it had another one."""
    before = (text(part.get("previous_ticket_state")) for part in told if part.get("ticket_state"))
    return next(filter(None, before), word_of(raw))


def _opened_by(raw: Json) -> Author:
    """Of a ticket nobody says it: those for customers are theirs, but for those that Caseline made."""
    if raw.get("type") == "ticket":
        ours = _is_ours(text(at(raw, f"ticket_attributes.{DESCRIPTION}")))
        return Author.CUSTOMER if text(raw.get("category")) in ("", "Customer") and not ours else Author.AGENT
    how = text(at(raw, "source.delivered_as"))
    if text(at(raw, "source.author.type")):
        by = _author(at(raw, "source.author"))
        return Author.SYSTEM if by is Author.AGENT and how in AUTOMATIC else by
    if how in AUTOMATIC:
        return Author.SYSTEM
    return Author.AGENT if how == "admin_initiated" else Author.CUSTOMER


def _author(author: object) -> Author:
    """What an AI says in a teammate's name was said by nobody."""
    kind = text(at(author, "type"))
    if kind in CUSTOMERS:
        return Author.CUSTOMER
    is_person = kind in STAFF and at(author, "from_ai_agent") is not True
    return Author.AGENT if is_person else Author.SYSTEM


def _is_ours(body: str) -> bool:
    lines = plain(body)
    return bool(lines) and lines[-1].startswith(MARK)


def _first_reply(raw: Json, updates: list[Update]) -> Iterator[Update]:
    when = instant(at(raw, "statistics.first_admin_reply_at"))
    if when and not any(one.is_reply and one.at <= when for one in updates):
        id = "statistics/first_admin_reply_at"
        yield Update(source="intercom", id=id, at=when, by=Author.AGENT, said=Said.PUBLIC)


@dataclass(slots=True)
class _Reader:
    """Goes through parts from the oldest on; `word` is the state so far, empty while it is not known."""

    settings: Intercom
    is_ticket: bool
    word: str
    _status: TicketStatus | None = field(default=None, init=False)

    def read(self, told: list[Json]) -> Iterator[Update]:
        self._status = status(self.word, self.settings.statuses, STATUSES) if self.word else None
        for part in told:
            by = _author(part.get("author"))
            said = _said(part)
            if said is Said.INTERNAL and _is_ours(text(part.get("body"))):
                by = Author.SYSTEM
            became = self._became(part, asked=by is Author.CUSTOMER and said is Said.PUBLIC)
            when = instant(part.get("created_at"))
            if when and (said or became):
                id = f"part/{text(part.get('id'))}"
                words = "\n".join(plain(text(part.get("body"))))
                yield Update(source="intercom", id=id, at=when, by=by, said=said, status=became, words=words)

    def _became(self, part: Json, *, asked: bool) -> TicketStatus | None:
        turned = text(part.get("ticket_state")) if self.is_ticket else _turn(part, asked=asked)
        if not turned:
            return None
        self.word = turned
        became = status(turned, self.settings.statuses, STATUSES)
        if became is self._status:
            return None
        self._status = became
        return became


def _said(part: Json) -> Said:
    """Parts such as an assignment or the end may hold a message; a comment may hold none."""
    kind = text(part.get("part_type"))
    has_words = bool(plain(text(part.get("body"))) or objects(part.get("attachments")))
    if not (has_words or part.get("redacted") is True):
        return Said.NOTHING
    if "note" in kind:
        return Said.INTERNAL
    return Said.PUBLIC if kind in TALK or "unsnooze" in kind or "reopen" in kind else Said.NOTHING


def _turn(part: Json, *, asked: bool) -> str:
    """What the customer writes opens it again."""
    kind = text(part.get("part_type"))
    reopened = asked or "unsnooze" in kind or "reopen" in kind
    return TURNS.get(kind) or (OPEN if reopened else "")
