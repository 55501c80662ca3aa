"""From GoAlert's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from adapters.doors.payload import parts_at, text_at
from adapters.paging.goalert_write import MARK
from adapters.paging.values import instant
from bot.domain.pager import Contact, PagerIncident, PagerState

NAME = "goalert"
STATES = {
    "StatusUnacknowledged": PagerState.TRIGGERED,
    "StatusAcknowledged": PagerState.ACKNOWLEDGED,
    "StatusClosed": PagerState.RESOLVED,
}
DEED = re.compile(r"(Acknowledged|Closed) by (.+?)(?: (?:via|from) .*| \(.*\))?\.?")
"""The log of an alert tells in words who did it."""


def number(raw: Mapping[str, Any], name: str = "AlertID") -> str:
    """Empty where it was not told: older versions answer nothing when an alert is made."""
    told = raw.get(name)
    return str(told) if isinstance(told, int) and told > 0 else ""


def state(raw: Mapping[str, Any]) -> PagerState:
    return STATES.get(text_at(raw, "status"), PagerState.TRIGGERED)


def key(raw: Mapping[str, Any]) -> str:
    """Ours, from the last line of the details."""
    last = text_at(raw, "details").rstrip().rpartition("\n")[2].strip()
    return last.removeprefix(MARK) if last.startswith(MARK) else ""


def alert(raw: Mapping[str, Any], url: str) -> PagerIncident:
    stands = state(raw)
    deeds = parts_at(raw, "recentEvents", "nodes")
    who = _who(deeds, "Acknowledged")
    closer = _who(deeds, "Closed")
    return PagerIncident(
        pager=NAME,
        id=number(raw, "alertID"),
        title=text_at(raw, "summary"),
        url=url,
        state=stands,
        service=text_at(raw, "serviceID"),
        key=key(raw),
        holders=(who,) if who and stands is PagerState.ACKNOWLEDGED else (),
        resolved_by=closer if stands is PagerState.RESOLVED else None,
        created_at=instant(text_at(raw, "createdAt")),
        updated_at=max(filter(None, (instant(text_at(one, "timestamp")) for one in deeds)), default=None),
    )


def _who(deeds: list[Mapping[str, Any]], what: str) -> Contact | None:
    """The newest one comes first."""
    for one in deeds:
        if (found := DEED.fullmatch(text_at(one, "message"))) and found[1] == what:
            return Contact(name=found[2])
    return None


def person(one: Contact, found: list[Mapping[str, Any]]) -> Contact:
    """The same with what GoAlert knows of them; of two with this name nobody knows which."""
    same = [raw for raw in found if text_at(raw, "name") == one.name]
    if len(same) != 1:
        return one
    return Contact(name=one.name, id=text_at(same[0], "id"), email=text_at(same[0], "email"))


def on_call(service: Mapping[str, Any]) -> list[Contact]:
    """Steps count from 0 there."""
    found = [
        Contact(name=text_at(one, "userName"), id=text_at(one, "userID"), level=_step(one) + 1)
        for one in parts_at(service, "onCallUsers")
    ]
    return sorted(found, key=lambda one: one.level)


def _step(raw: Mapping[str, Any]) -> int:
    told = raw.get("stepNumber")
    return told if isinstance(told, int) and told >= 0 else 0


def shifts(schedule: Mapping[str, Any], now: datetime) -> list[Contact]:
    """Whose shift it is now."""
    found = []
    for one in parts_at(schedule, "shifts"):
        start, end = instant(text_at(one, "start")), instant(text_at(one, "end"))
        if start and end and start <= now < end:
            until = None if one.get("truncated") is True else end
            name, email = text_at(one, "user", "name"), text_at(one, "user", "email")
            found.append(Contact(name=name, id=text_at(one, "userID"), email=email, until=until))
    return found
