"""From PagerDuty's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from adapters.doors.payload import Payload, part_at, parts_at, text_at
from adapters.paging.values import instant
from bot.domain.pager import Contact, PagerHint, PagerIncident, PagerState, Urgency

NAME = "pagerduty"
SUBJECT = ("incident", "incident_reference")
ID = re.compile(r"\w{1,64}", re.ASCII)


def incident(raw: Payload) -> PagerIncident:
    """As it stands in `incident` of their answers. An unknown status counts as open."""
    state = text_at(raw, "status")
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
        holders=_people(part_at(one, "acknowledger") for one in parts_at(raw, "acknowledgements")),
        assigned=_people(part_at(one, "assignee") for one in parts_at(raw, "assignments")),
        resolved_by=_resolver(raw) if state == PagerState.RESOLVED else None,
        created_at=instant(text_at(raw, "created_at")),
        updated_at=instant(text_at(raw, "updated_at") or text_at(raw, "last_status_change_at")),
    )


def _people(several: Iterable[Payload]) -> tuple[Contact, ...]:
    return tuple(contact(one) for one in several if _is_person(one))


def _is_person(raw: Payload) -> bool:
    """A service can acknowledge and resolve, too, when an event told it to; nobody has it then."""
    return bool(text_at(raw, "id")) and text_at(raw, "type") in ("", "user", "user_reference")


def _resolver(raw: Payload) -> Contact | None:
    by = part_at(raw, "resolved_by") or part_at(raw, "last_status_change_by")
    return contact(by) if _is_person(by) else None


def contact(raw: Payload, *, level: int = 1, until: datetime | None = None) -> Contact:
    name = text_at(raw, "name") or text_at(raw, "summary")
    return Contact(name=name, id=text_at(raw, "id"), email=text_at(raw, "email"), level=level, until=until)


def on_call(rows: Sequence[Payload]) -> list[Contact]:
    """Entries of `oncalls`: by level, and everybody once in a level, though two schedules name them."""
    found: dict[tuple[int, str], Contact] = {}
    for one in filter(lambda one: _is_person(part_at(one, "user")), rows):
        level = one.get("escalation_level")
        until = instant(text_at(one, "end"))
        told = contact(part_at(one, "user"), level=level if isinstance(level, int) else 1, until=until)
        found.setdefault((told.level, told.id), told)
    return sorted(found.values(), key=lambda one: one.level)


def phone(said: Any) -> str:
    """The first telephone among somebody's contact methods, as E.164; empty where there is none."""
    for one in parts_at(said, "contact_methods"):
        digits = "".join(filter(str.isdigit, text_at(one, "address")))
        country = one.get("country_code")
        if digits and country and text_at(one, "type").startswith(("phone_", "sms_")):
            return f"+{country}{digits}"
    return ""


def has_alerts(raw: Payload) -> bool:
    """Then the key that it was made with is that of its alert."""
    count = part_at(raw, "alert_counts").get("all")
    return isinstance(count, int) and count > 0


def alert_key(said: Any) -> str:
    return next((text_at(one, "alert_key") for one in parts_at(said, "alerts")), "")


def asked_to_join(raw: Payload) -> set[str]:
    """Ids of the people and policies to whom responder requests went."""
    targets = (
        one
        for request in parts_at(raw, "responder_requests")
        for one in parts_at(request, "responder_request_targets")
    )
    return {text_at(one, "responder_request_target", "id") or text_at(one, "id") for one in targets} - {""}


def notes(said: Any) -> list[str]:
    return [text_at(one, "content") for one in parts_at(said, "notes")]


def hints(said: Payload) -> list[PagerHint]:
    """What a webhook is about: an incident itself, or something that belongs to one."""
    event = part_at(said, "event")
    data, id = part_at(event, "data"), text_at(event, "id")
    about = text_at(data, "incident", "id")
    if not about and text_at(data, "type") in SUBJECT:
        about = text_at(data, "id")
    return [PagerHint(id, about)] if id and ID.fullmatch(about) else []
