"""Which hats an incident needs, and when it is asked again for those that nobody wears."""

from datetime import datetime

from bot.actions.change import Change
from bot.config import Settings
from bot.domain.role import CUSTOMER_LIAISON


def wanted(settings: Settings, severity: str) -> tuple[str, ...]:
    """In the order of `roles`: the customer liaison of a major incident, and every role that is paged for."""
    known = settings.severities.get(severity)
    if known is None:
        return ()
    found = set(role_pages(settings, severity)) | ({CUSTOMER_LIAISON} if known.major else set())
    return tuple(role for role in settings.roles if role in found)


def role_pages(settings: Settings, severity: str) -> dict[str, str]:
    """Who is paged for which role as soon as an incident of this severity has nobody in it."""
    known = settings.severities.get(severity)
    if known is None:
        return {}
    if known.role_pages is not None:
        return known.role_pages
    return settings.role_pages if known.major else {}


def missing(change: Change) -> tuple[str, ...]:
    """Wanted hats that nobody wears."""
    worn = {one.role for one in change.work.roles.of(change.incident.key)}
    return tuple(role for role in wanted(change.world.settings, change.incident.severity) if role not in worn)


def ask_clock(change: Change) -> datetime | None:
    """When it is asked next who wears the missing hats; None when nobody is missing."""
    return (change.incident.liaison_ask_due or change.now) if missing(change) else None
