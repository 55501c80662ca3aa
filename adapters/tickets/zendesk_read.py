"""From Zendesk's JSON to our nouns; whatever is missing or null leaves its field empty."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.tickets.address import at_home
from adapters.tickets.values import Json, at, chosen, instant, names, object_, objects, priority, status, text
from adapters.tickets.zendesk_deadlines import deadlines
from bot.domain.ticket import Gone, Priority, Ticket, TicketStatus
from bot.settings_tickets import Zendesk

STATUSES = {
    "new": TicketStatus.NEW,
    "open": TicketStatus.OPEN,
    "pending": TicketStatus.PENDING,
    "hold": TicketStatus.ON_HOLD,
    "solved": TicketStatus.SOLVED,
    "closed": TicketStatus.CLOSED,
    "deleted": TicketStatus.CLOSED,
}
PRIORITIES = {one.value: one for one in Priority if one}
NAMED = re.compile(r"#([0-9]{1,19})\b", re.ASCII)
ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
PLACE = re.compile(
    r"/(?:agent/|agent/#/|api/v2/)?tickets/([0-9]+)(?![\w-])|/(?:hc/(?:[\w-]+/)?)?requests/([0-9]+)(?![\w-])",
    re.ASCII,
)
"""Of a ticket: for agents, for agents of old, for programs, and in the help centre."""
EVENT = re.compile(r"zen:event-type:(?:messaging_)?ticket\.")


def ticket(raw: Json, said: Any, settings: Zendesk, now: datetime) -> Ticket:
    """`said` is the whole answer, which holds what `include` asked for beside the tickets."""
    id = text(raw.get("id"))
    requester = _beside(said, "users", raw.get("requester_id"))
    if _is_us(requester, settings):
        raw, requester = {**raw, "requester_id": None, "organization_id": None}, {}
    organisation = _beside(said, "organizations", raw.get("organization_id"))
    metrics = object_(raw.get("metric_set")) or next(_of_ticket(said, "metric_sets", id), {})
    is_deleted = raw.get("status") == "deleted"
    return Ticket(
        system="zendesk",
        id=id,
        subject=text(raw.get("subject")),
        url=f"{settings.base_url.rstrip('/')}/agent/tickets/{id}",
        status=status(_status_word(raw, settings), settings.statuses, STATUSES),
        desk_status=text(raw.get("status")),
        priority=priority(raw.get("priority"), settings.priorities, PRIORITIES),
        requester=text(raw.get("requester_id")),
        requester_name=text(requester.get("name")),
        requester_email=text(requester.get("email")),
        organisation=text(raw.get("organization_id")),
        organisation_name=text(organisation.get("name")),
        assignee=_name(said, "users", raw.get("assignee_id")),
        assignee_id=text(raw.get("assignee_id")),
        assignee_email=text(_beside(said, "users", raw.get("assignee_id")).get("email")),
        group=_name(said, "groups", raw.get("group_id")),
        created_at=instant(raw.get("created_at")),
        updated_at=instant(raw.get("updated_at")),
        customer_spoke_at=instant(metrics.get("requester_updated_at")),
        gone=Gone.DELETED if is_deleted else Gone.HERE,
        tags=names(raw.get("tags")),
        deadlines=deadlines(raw.get("slas"), _events(raw, said, id), now),
        fields=chosen(_fields(raw, requester, organisation), settings.fields),
    )


def _is_us(requester: Json, settings: Zendesk) -> bool:
    """What we had made for nobody in particular: whom we write as is no customer."""
    return bool(settings.email) and text(requester.get("email")).casefold() == settings.email.casefold()


def merge_in(audit: Json) -> str:
    """The ticket that goes on, if this audit is a merge; named by its source, or in the comment's words."""
    events = objects(at(audit, "events"))
    sources = [object_(object_(one.get("via")).get("source")) for one in (audit, *events)]
    merges = [one for one in sources if one.get("rel") == "merge"]
    own = text(audit.get("ticket_id"))
    named = [text(object_(one.get(end)).get("ticket_id")) for one in merges for end in ("to", "from")]
    if merges:
        named += [id for one in events for id in NAMED.findall(text(one.get("body")))]
    return next((id for id in named if id and id != own), "")


def ref_in(address: str, base_url: str) -> str:
    """The id of the ticket; the fragment counts where the old agents' pages had it."""
    there = at_home(address, base_url)
    if there is None:
        return ""
    found = PLACE.match(f"{there.path}#{there.fragment}" if there.path == "/agent/" else there.path)
    id = (found[1] or found[2]) if found else ""
    return id if ID.fullmatch(id) else ""


def hinted(told: Json) -> str:
    """The ticket of an event that was subscribed to, or of a trigger that sends `ticket_id`; else empty."""
    kind = told.get("type")
    if isinstance(kind, str) and EVENT.match(kind):
        id = text(at(told, "detail.id")) or text(told.get("subject")).rpartition(":")[2]
    else:
        id = text(told.get("ticket_id")) if kind is None else ""
    return id if ID.fullmatch(id) else ""


def _status_word(raw: Json, settings: Zendesk) -> Any:
    """The id of an account's own status, where the settings name it; else its category."""
    own = text(raw.get("custom_status_id"))
    return own if own in settings.statuses else raw.get("status")


def _fields(raw: Json, requester: Json, organisation: Json) -> Json:
    return {
        **raw,
        "user_fields": requester.get("user_fields"),
        "organization_fields": organisation.get("organization_fields"),
    }


def _beside(said: Any, name: str, id: Any) -> Json:
    return next((one for one in objects(at(said, name)) if id is not None and one.get("id") == id), {})


def _name(said: Any, name: str, id: Any) -> str:
    """For people to read: the id alone where no name was told."""
    return text(_beside(said, name, id).get("name")) or text(id)


def _of_ticket(said: Any, name: str, id: str) -> Iterator[Json]:
    return (one for one in objects(at(said, name)) if text(one.get("ticket_id")) == id)


def _events(raw: Json, said: Any, id: str) -> Sequence[Json]:
    """Metric events stand in the ticket, by metric or in a row, or beside it."""
    inside = raw.get("metric_events")
    if isinstance(inside, Mapping):
        return [event for name in inside for event in objects(inside[name])]
    return objects(raw.get("metric_events")) or list(_of_ticket(said, "metric_events", id))
