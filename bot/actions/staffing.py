"""Who is paged for the hats of a major incident."""

from dataclasses import replace

from bot.actions import hats, page
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.escalation import target
from bot.domain.role import spoken
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import Conflict
from bot.world import World

REMEMBERED = 200
"""Timeline entries among which it is looked whether something was said already."""


def page_for(world: World, by: Actor, key: str, role: str) -> page.Paged:
    """Whoever stands behind this role, as somebody asks for it; raises Conflict where nobody does."""
    with changing(world, by, key) as change:
        change.must_be_open()
        found = hats.role_pages(world.settings, change.incident.severity) or world.settings.role_pages
        if role not in found:
            sentence = (
                "Nobody is named who could be paged as {role}.\n"
                "Whoever runs Caseline names them in the settings, under `role_pages`."
            )
            raise Conflict(say(sentence, role=spoken(role)))
        why = say("{key} needs a {role}.", key=key, role=spoken(role))
        wanted = page.Wanted(who=target(found[role]), about=key, why=why, role=role)
        return page.put(world, change.work, by, wanted)


def page_missing(change: Change) -> None:
    """One page for each hat that nobody wears, unless one is looking for somebody already.

    A drill wakes nobody, unless the settings say that it does.
    """
    pages = hats.role_pages(change.world.settings, change.incident.severity)
    for role in hats.missing(change):
        if role not in pages:
            continue
        if change.incident.drill and not change.world.settings.drills.pages:
            _rehearse(change, role, pages[role])
            continue
        why = say("{key} needs a {role}.", key=change.incident.key, role=spoken(role))
        wanted = page.Wanted(who=target(pages[role]), about=change.incident.key, why=why, role=role)
        # Nobody in person asks for it; the severity does.
        page.put(change.world, change.work, replace(change.by, person="", interaction=""), wanted)


def _rehearse(change: Change, role: str, who: str) -> None:
    """In a drill people read whom the real thing would have woken."""
    said = say("A drill pages nobody; {who} would be paged as {role}", who=who, role=spoken(role))
    if all(said != one.text for one in change.work.timeline.of(change.incident.key, limit=REMEMBERED)):
        change.happened(Kind.PAGE, said)
