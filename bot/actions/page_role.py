"""Pages for a role: nobody is needed any more once somebody wears the hat."""

from bot.actions.change import Change
from bot.actions.page_steps import deed, walk
from bot.domain.page_event import What
from bot.domain.role import spoken
from bot.domain.wording import say


def found(change: Change, role: str, person: str) -> None:
    """Who acknowledges a page gets its role while the page is theirs: that one goes on."""
    world, work = change.world, change.work
    for page in work.pages.of(change.incident.key):
        if page.role != role or not page.is_looking:
            continue
        locked = work.pages.lock(page.id)
        if locked is None or not locked.is_looking:
            continue
        known = work.people.get(person)
        who = known.name if known else person.partition(":")[2]
        text = say("{who} is {role} now.", who=who, role=spoken(role))
        ended = deed(What.ENDED, change.now, person, id=f"role/{change.now.isoformat()}", text=text)
        walk(world, work).happened(locked, [ended])
