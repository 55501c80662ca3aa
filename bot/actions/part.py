"""Who takes part in an incident, by any id of theirs."""

from collections.abc import Collection

from bot.domain.incident import Incident
from bot.ports import Work


def takes_part(work: Work, incident: Incident, me: Collection[str]) -> bool:
    """Who declared it, joined, or wears a hat."""
    return (
        incident.declared_by in me
        or any(one.person in me for one in work.roles.responders(incident.key))
        or any(one.person in me for one in work.roles.of(incident.key))
    )
