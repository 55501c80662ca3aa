"""From Opsgenie's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

from collections.abc import Mapping
from typing import Any

from adapters.doors.payload import part_at, parts_at, text_at
from adapters.paging.values import instant
from bot.domain.pager import Contact, PagerIncident, PagerState, Urgency

NAME = "opsgenie"
LOW = ("P3", "P4", "P5")

US = "Caseline"
"""In whose name something is done where nobody here is known: whoever has this name, is nobody."""


def alert(raw: Mapping[str, Any], url: str) -> PagerIncident:
    """As it stands in `data` of their answers."""
    state, priority = _state(raw), text_at(raw, "priority")
    holder = text_at(raw, "report", "acknowledgedBy") or text_at(raw, "owner")
    closer = text_at(raw, "report", "closedBy")
    return PagerIncident(
        pager=NAME,
        id=text_at(raw, "alias") or text_at(raw, "id"),
        title=text_at(raw, "message"),
        url=url,
        state=state,
        service=_service(raw),
        urgency=Urgency.LOW if priority in LOW else Urgency.HIGH,
        priority=priority,
        key=text_at(raw, "alias"),
        holders=(contact(holder),) if _is_known(holder) and state is PagerState.ACKNOWLEDGED else (),
        resolved_by=contact(closer) if _is_known(closer) and state is PagerState.RESOLVED else None,
        created_at=instant(text_at(raw, "createdAt")),
        updated_at=instant(text_at(raw, "updatedAt")),
    )


def _is_known(user: str) -> bool:
    return user not in ("", US)


def _state(raw: Mapping[str, Any]) -> PagerState:
    if text_at(raw, "status") == "closed":
        return PagerState.RESOLVED
    return PagerState.ACKNOWLEDGED if raw.get("acknowledged") is True else PagerState.TRIGGERED


def _service(raw: Mapping[str, Any]) -> str:
    """As `responder` of the settings writes it; of several, the first one that is not a person."""
    for one in parts_at(raw, "responders"):
        kind, id = text_at(one, "type"), text_at(one, "id")
        if id and kind != "user":
            return f"{kind}:{id}"
    return ""


def contact(user: str) -> Contact:
    """People are called by their address there."""
    return Contact(name=user, id=user, email=user if "@" in user else "")


def on_call(said: Mapping[str, Any]) -> list[Contact]:
    """The flat list of who is woken first."""
    names = part_at(said, "data").get("onCallRecipients")
    return [contact(one) for one in names if isinstance(one, str)] if isinstance(names, list) else []
