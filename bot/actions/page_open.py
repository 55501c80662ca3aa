"""Pages that have not ended, and who could be paged now."""

from collections.abc import Callable, Mapping

from bot.actions import page as pages
from bot.actions.page_words import spoken
from bot.domain.escalation import Target
from bot.domain.incident import Incident
from bot.domain.page import Page
from bot.paging import names, policy_for, who_of
from bot.ports import Work
from bot.world import World

LISTED = 20
LOOKED_AT = 200


def waiting_for(world: World, work: Work, person: str) -> list[Page]:
    """Those that this person was sent, and that still look for somebody; the newest first."""
    return [
        one
        for one in work.pages.open(limit=LOOKED_AT)
        if one.is_looking and pages.is_paged(world, work, one, person)
    ]


def seen(work: Work, may_see: Callable[[Incident], bool]) -> list[Page]:
    """The newest ones that this reader may see, those that look for somebody first."""
    found = []
    for one in work.pages.open(limit=LOOKED_AT):
        incident = work.incidents.get(one.about) if one.is_about_incident else None
        if incident is None or may_see(incident):
            found.append(one)
    return sorted(found, key=lambda one: not one.is_looking)[:LISTED]


def on_call_now(world: World, work: Work) -> Mapping[Target, str]:
    """Whom each name that can be paged would wake first, in words; empty where that is nobody."""
    now = world.clock.now()
    who = who_of(world.settings, work.stand_ins.since(now))
    found: dict[Target, str] = {}
    for name in names(world.settings):
        policy = policy_for(world.settings, name)
        people = (person for step in policy.steps[:1] for one in step.targets for person in who(one, now))
        found[name] = ", ".join(dict.fromkeys(spoken(world, work, person) for person in people))
    return found
