"""From Zendesk's JSON to our ticket; whatever is missing or null leaves its field empty."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.tickets.desk import chosen, instant, priority, status, text
from adapters.tickets.zendesk_deadlines import deadlines
from bot.domain.ticket import Gone, Priority, Ticket, TicketStatus
from bot.settings_tickets import Zendesk

Json = Mapping[str, Any]

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
        group=_name(said, "groups", raw.get("group_id")),
        created_at=instant(raw.get("created_at")),
        updated_at=instant(raw.get("updated_at")),
        customer_spoke_at=instant(metrics.get("requester_updated_at")),
        gone=Gone.DELETED if is_deleted else Gone.HERE,
        tags=tags(raw),
        deadlines=deadlines(raw.get("slas"), _events(raw, said, id), now),
        fields=chosen(_fields(raw, requester, organisation), settings.fields),
    )


def _is_us(requester: Json, settings: Zendesk) -> bool:
    """What we had made for nobody in particular: whom we write as is no customer."""
    return bool(settings.email) and text(requester.get("email")).casefold() == settings.email.casefold()


def object_(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}


def objects(said: Any, name: str) -> list[Json]:
    """What stands under this name in an answer, without what is no object."""
    listed = object_(said).get(name)
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def tags(raw: Json) -> tuple[str, ...]:
    listed = raw.get("tags")
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()


def merge_in(audit: Json) -> str:
    """The ticket that goes on, if this audit is a merge; named by its source, or in the comment's words."""
    events = objects(audit, "events")
    sources = [object_(object_(one.get("via")).get("source")) for one in (audit, *events)]
    merges = [one for one in sources if one.get("rel") == "merge"]
    own = text(audit.get("ticket_id"))
    named = [text(object_(one.get(end)).get("ticket_id")) for one in merges for end in ("to", "from")]
    if merges:
        named += [id for one in events for id in NAMED.findall(text(one.get("body")))]
    return next((id for id in named if id and id != own), "")


def key_of(audit: Json) -> str:
    """Our idempotency key, if the audit is ours."""
    return text(object_(object_(audit.get("metadata")).get("custom")).get("caseline_key"))


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
    return next((one for one in objects(said, name) if id is not None and one.get("id") == id), {})


def _name(said: Any, name: str, id: Any) -> str:
    """For people to read: the id alone where no name was told."""
    return text(_beside(said, name, id).get("name")) or text(id)


def _of_ticket(said: Any, name: str, id: str) -> Iterator[Json]:
    return (one for one in objects(said, name) if text(one.get("ticket_id")) == id)


def _events(raw: Json, said: Any, id: str) -> Sequence[Json]:
    """Metric events stand in the ticket, by metric or in a row, or beside it."""
    inside = raw.get("metric_events")
    if isinstance(inside, Mapping):
        return [event for name in inside for event in objects(inside, name)]
    return objects(raw, "metric_events") or list(_of_ticket(said, "metric_events", id))
