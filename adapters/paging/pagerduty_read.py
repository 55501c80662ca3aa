"""From PagerDuty's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.doors.payload import part_at, parts_at, text_at
from bot.domain.pager import Contact, PagerHint, PagerIncident, PagerState, Urgency

NAME = "pagerduty"
SUBJECT = ("incident", "incident_reference")


def incident(raw: Mapping[str, Any]) -> PagerIncident:
    """As it stands in `incident` of their answers."""
    state = text_at(raw, "status")
    resolver = part_at(raw, "resolved_by") or part_at(raw, "last_status_change_by")
    is_over = state == PagerState.RESOLVED
    return PagerIncident(
        pager=NAME,
        id=text_at(raw, "id"),
        title=text_at(raw, "title") or text_at(raw, "summary"),
        url=text_at(raw, "html_url"),
        state=PagerState(state) if state in tuple(PagerState) else PagerState.TRIGGERED,
        service=text_at(raw, "service", "id"),
        urgency=Urgency.LOW if text_at(raw, "urgency") == Urgency.LOW else Urgency.HIGH,
        priority=text_at(raw, "priority", "summary") or text_at(raw, "priority", "name"),
        key=text_at(raw, "incident_key"),
        holders=tuple(_people(parts_at(raw, "acknowledgements"), "acknowledger")),
        assigned=tuple(_people(parts_at(raw, "assignments"), "assignee")),
        resolved_by=contact(resolver) if is_over and resolver else None,
        created_at=instant(text_at(raw, "created_at")),
        updated_at=instant(text_at(raw, "updated_at") or text_at(raw, "last_status_change_at")),
    )


def _people(several: Sequence[Mapping[str, Any]], name: str) -> list[Contact]:
    return [contact(part_at(one, name)) for one in several if part_at(one, name)]


def contact(raw: Mapping[str, Any], *, level: int = 1, until: datetime | None = None) -> Contact:
    name = text_at(raw, "name") or text_at(raw, "summary")
    return Contact(name=name, id=text_at(raw, "id"), email=text_at(raw, "email"), level=level, until=until)


def on_call(raw: Mapping[str, Any]) -> Contact:
    """One entry of `oncalls`."""
    level = raw.get("escalation_level")
    ends = instant(text_at(raw, "end"))
    return contact(part_at(raw, "user"), level=level if isinstance(level, int) else 1, until=ends)


def phone(methods: Sequence[Mapping[str, Any]]) -> str:
    """The first telephone among their contact methods, as E.164; empty where there is none."""
    for one in methods:
        digits = "".join(filter(str.isdigit, text_at(one, "address")))
        if digits and text_at(one, "type").startswith(("phone_contact_method", "sms_contact_method")):
            return f"+{one.get('country_code') or ''}{digits}"
    return ""


def hints(said: Mapping[str, Any]) -> list[PagerHint]:
    """What a webhook is about: an incident itself, or something that belongs to one."""
    event = part_at(said, "event")
    data, id = part_at(event, "data"), text_at(event, "id")
    about = text_at(data, "incident", "id")
    if not about and text_at(data, "type") in SUBJECT:
        about = text_at(data, "id")
    return [PagerHint(id, about)] if id and about else []


def instant(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
