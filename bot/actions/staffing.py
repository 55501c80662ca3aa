"""Who is paged for the hats of a major incident."""

from dataclasses import replace

from bot.actions import hats, page
from bot.actions.change import Change
from bot.domain.escalation import target
from bot.domain.role import spoken
from bot.domain.wording import say


def page_missing(change: Change) -> None:
    """One page for each hat that nobody wears, unless one is looking for somebody already."""
    pages = hats.role_pages(change.world.settings, change.incident.severity)
    for role in hats.missing(change):
        if role not in pages:
            continue
        why = say("{key} needs a {role}.", key=change.incident.key, role=spoken(role))
        wanted = page.Wanted(who=target(pages[role]), about=change.incident.key, why=why, role=role)
        # Nobody in person asks for it; the severity does.
        page.put(change.world, change.work, replace(change.by, person="", interaction=""), wanted)
