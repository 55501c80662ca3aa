"""Conversations and tickets of Intercom as our tickets, their texts as plain ones, and their addresses."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.tickets.address import at_home
from adapters.tickets.names import Names
from adapters.tickets.values import Json, at, chosen, instant, objects, priority, status, text
from bot.domain.ticket import Deadline, Priority, Ticket, TicketStatus
from bot.settings_tickets import Intercom

TICKET = "ticket-"
"""Before the id of a ticket; ids of conversations are digits alone."""

CONVERSATION = re.compile(r"[1-9][0-9]{0,19}")
ID = re.compile(rf"(?:{TICKET})?{CONVERSATION.pattern}")
CONTACT = re.compile(r"[0-9A-Za-z-]{1,64}")
CUSTOMERS = frozenset({"user", "lead", "contact"})

STATUSES = {
    "open": TicketStatus.OPEN,
    "snoozed": TicketStatus.PENDING,
    "closed": TicketStatus.SOLVED,
    "submitted": TicketStatus.NEW,
    "in_progress": TicketStatus.OPEN,
    "waiting_on_customer": TicketStatus.PENDING,
    "resolved": TicketStatus.SOLVED,
}
"""A closed conversation opens again as soon as the customer writes, so it is only solved."""
PRIORITIES = {"priority": Priority.HIGH, "not_priority": Priority.NORMAL}


def ref_of(raw: Json) -> str:
    """Our id of a conversation or ticket as Intercom shows it."""
    return f"{TICKET if raw.get('type') == 'ticket' else ''}{text(raw.get('id'))}"


def contact_of(raw: Json) -> str:
    """The id of the first contact: more are there only in group conversations."""
    first = next(iter(objects(at(raw, "contacts.contacts"))), {})
    found = text(first.get("id"))
    return found if CONTACT.fullmatch(found) else ""


def tags_of(raw: Json) -> dict[str, str]:
    """Ids by name."""
    tags = objects(at(raw, "tags.tags"))
    return {text(tag.get("name")): text(tag.get("id")) for tag in tags if tag.get("name")}


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who works there, by the names of teammates and teams."""

    admins: Names
    teams: Names


def ticket(raw: Json, settings: Intercom, people: People, *, contact: Json, company: Json) -> Ticket:
    """`contact` and `company` are empty where they were not asked for."""
    id = ref_of(raw)
    word = word_of(raw)
    author = _customer_in(raw)
    firm = company or next(iter(objects(at(contact, "companies.data"))), {})
    return Ticket(
        system="intercom",
        id=id,
        subject=_subject(raw),
        url=f"{settings.web_url.rstrip('/')}/a/inbox/{settings.app}/inbox/conversation/{id.removeprefix(TICKET)}",
        status=status(word, settings.statuses, STATUSES),
        desk_status=text(at(raw, "ticket_state.internal_label")) or word,
        priority=priority(raw.get("priority"), settings.priorities, PRIORITIES),
        requester=contact_of(raw),
        requester_name=text(contact.get("name")) or text(author.get("name")),
        requester_email=text(contact.get("email")) or text(author.get("email")),
        organisation=text(firm.get("id")),
        organisation_name=text(firm.get("name")),
        assignee=people.admins.of(_assigned(raw.get("admin_assignee_id"))),
        assignee_id=_assigned(raw.get("admin_assignee_id")),
        assignee_email=people.admins.email_of(_assigned(raw.get("admin_assignee_id"))),
        group=people.teams.of(_assigned(raw.get("team_assignee_id"))),
        created_at=instant(raw.get("created_at")),
        updated_at=instant(raw.get("updated_at")),
        customer_spoke_at=_customer_spoke_at(raw),
        tags=tuple(tags_of(raw)),
        deadlines=tuple(_deadlines(raw)),
        fields=chosen({**raw, "contact": contact, "company": company}, settings.fields),
    )


def word_of(raw: Json) -> str:
    said = text(raw.get("state")) or text(at(raw, "ticket_state.category")) or text(raw.get("ticket_state"))
    return said or ("closed" if raw.get("open") is False else "open")


def _subject(raw: Json) -> str:
    """A chat has no subject: then the first words of the customer have to do."""
    if told := text(raw.get("title")) or text(at(raw, "ticket_attributes._default_title_")):
        return told
    said = plain(text(at(raw, "source.subject"))) or plain(text(at(raw, "source.body")))
    return said[0] if said else ""


def _customer_in(raw: Json) -> Json:
    """Whoever wrote first, if that was a customer."""
    author = at(raw, "source.author")
    return author if isinstance(author, Mapping) and text(author.get("type")) in CUSTOMERS else {}


def _assigned(id: Any) -> str:
    """Tickets say 0 for nobody."""
    return "" if text(id) == "0" else text(id)


def _customer_spoke_at(raw: Json) -> datetime | None:
    said = [instant(at(raw, "statistics.last_contact_reply_at"))]
    said += [
        instant(part.get("created_at"))
        for part in parts(raw)
        if part.get("part_type") == "comment" and text(at(part, "author.type")) in CUSTOMERS
    ]
    if _customer_in(raw):
        said.append(instant(raw.get("created_at")))
    return max(filter(None, said), default=None)


def _deadlines(raw: Json) -> Iterator[Deadline]:
    """One status stands for all targets of their SLA, and no instant is told.

    `missed` is said as late as at the next reply of a teammate.
    """
    word = text(at(raw, "sla_applied.sla_status"))
    if word in ("active", "hit", "missed"):
        over = raw.get("open") is False or raw.get("state") == "closed"
        missed = word == "missed"
        yield Deadline(metric="resolution", missed=missed, met=word == "hit" or (missed and over))


def parts(raw: Json) -> list[Json]:
    """What was said and done in it; Intercom shows the newest 500."""
    return objects(at(raw, "conversation_parts.conversation_parts")) + objects(
        at(raw, "ticket_parts.ticket_parts")
    )


# --- texts ---------------------------------------------------------------------------------


def plain(body: str) -> list[str]:
    """Its lines that say anything, without markup."""
    lines = (html.unescape(piece).strip() for piece in re.split(r"<[^<>]*>|\n", body))
    return [line for line in lines if line]


# --- addresses -----------------------------------------------------------------------------


def ref_in(address: str, settings: Intercom) -> str:
    """Tickets are opened at addresses of conversations, too; which of both it is does not stand there."""
    there = at_home(address, settings.web_url)
    if there is None:
        return ""
    app = re.escape(settings.app)
    way = rf"/a/(?:inbox|apps)/{app}/(?:[^/]+/)*conversations?/({CONVERSATION.pattern})(?![0-9A-Za-z])"
    match = re.match(way, there.path)
    return match[1] if match else ""
