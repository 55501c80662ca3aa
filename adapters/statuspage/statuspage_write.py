"""From our words to what Statuspage takes."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from adapters.doors.payload import Payload, part_at, text_at, whole
from adapters.doors.text import cut
from bot.domain.status_page import Condition, Posting
from bot.domain.wording import say
from bot.errors import Refused
from bot.settings_publish import Statuspage

TITLE, BODY = 255, 25_000
"""Characters, by their description."""

US = "caseline"
"""Under this name our own object stands in the metadata of an incident there."""

REMEMBERED = 20
"""Keys of earlier updates that stay in the metadata."""

STATES = {
    Condition.OPERATIONAL: "operational",
    Condition.MAINTENANCE: "under_maintenance",
    Condition.DEGRADED: "degraded_performance",
    Condition.PARTIAL_OUTAGE: "partial_outage",
    Condition.MAJOR_OUTAGE: "major_outage",
}
PHASES = frozenset({"investigating", "identified", "monitoring", "resolved"})


def incident(posting: Posting, settings: Statuspage, key: str, before: Payload | None = None) -> Payload:
    """The object of a request. `before` is the incident as it is there already.

    What others keep in its metadata, and the components that it has, stand in the request again: whether
    Statuspage replaces either is not described.
    """
    before = before or {}
    states = {
        settings.components[n]: STATES[c] for n, c in posting.components.items() if n in settings.components
    }
    made: dict[str, Any] = {
        "name": title(posting.title),
        "status": _phase(posting.phase),
        "impact_override": posting.effect.value,
        "body": body(posting.text),
        "deliver_notifications": settings.notify,
        "metadata": {**part_at(before, "metadata"), US: _ours(posting.incident, key, before)},
    }
    if states:
        made["components"] = states
        made["component_ids"] = list(dict.fromkeys((*_components(before), *states)))
    return {"incident": made}


def correction(text: str) -> Payload:
    return {"incident_update": {"body": body(text)}}


def body(text: str) -> str:
    """Statuspage reads HTML here: escaped, everything is shown as it was typed."""
    written = escape(whole(text), quote=False)
    if len(written) > BODY:
        sentence = "Statuspage takes updates of at most {most} characters; make this one shorter."
        raise Refused(say(sentence, most=f"{BODY:,}"))
    return written


def title(text: str) -> str:
    """One line of plain text."""
    return cut(" ".join(whole(text).split()), TITLE)


def _phase(phase: str) -> str:
    if phase not in PHASES:
        raise Refused(say("Statuspage knows no phase {phase}.", phase=phase))
    return phase


def _ours(incident: str, key: str, before: Payload) -> Mapping[str, Any]:
    earlier = list(keys(before))[: REMEMBERED - 1]
    return {"incident": incident, "key": key, **({"earlier": earlier} if earlier else {})}


def keys(incident: Payload) -> Iterable[str]:
    """Of every update that Caseline posted there, the newest first."""
    ours = part_at(incident, "metadata", US)
    earlier = ours.get("earlier")
    told = (text_at(ours, "key"), *(earlier if isinstance(earlier, list) else ()))
    return [one for one in told if isinstance(one, str) and one]


def _components(incident: Payload) -> list[str]:
    listed = incident.get("components")
    return [id for one in listed if (id := text_at(one, "id"))] if isinstance(listed, list) else []
