"""Pages as they are begun and ended, in a unit of work that does something else as well."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.page_steps import deed, walk
from bot.domain.audit import Actor, entry
from bot.domain.escalation import Target
from bot.domain.page import Page
from bot.domain.page_course import PageCourse, course
from bot.domain.page_event import PageEvent, What
from bot.domain.page_step import OURS
from bot.domain.wording import say
from bot.errors import Conflict
from bot.paging import policy_for
from bot.ports import Work
from bot.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to come, about what (`INC-1`, `zendesk:123`, or nothing), and why; see `bot.domain.page`."""

    who: Target
    about: str = ""
    why: str = ""
    origin: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Paged:
    """The page, and how its log stands; not `is_new` where one like it was looking for somebody already."""

    page: Page
    course: PageCourse
    is_new: bool


def put(world: World, work: Work, by: Actor, wanted: Wanted) -> Paged:
    """As `ask`, within a unit of work that has locked the incident, if it is about one."""
    now = world.clock.now()
    policy = policy_for(world.settings, wanted.who)
    page = Page(
        about=wanted.about,
        who=str(wanted.who),
        policy=policy,
        why=wanted.why.strip(),
        by=by.person,
        at=now,
        origin=wanted.origin,
        role=wanted.role,
        turn=work.pages.turn(policy.name),
        look_at=now,
    )
    added = work.pages.add(page)
    if added is None:
        return _already(work, page)
    asked = PageEvent(source=OURS, id=What.ASKED, at=now, what=What.ASKED, person=by.person, turn=page.turn)
    kept = walk(world, work).happened(added, [asked])
    audit(world, work, by, kept, {"paged": page.who, "why": page.why})
    return Paged(kept, course(work.pages.events(kept.id), now), is_new=True)


def _already(work: Work, page: Page) -> Paged:
    known = work.pages.looking(page.about, page.who, page.role)
    if known is None:
        raise Conflict(say("Somebody answered this page in the same moment.\nAsk again if you need more."))
    return Paged(known, course(work.pages.events(known.id), page.at), is_new=False)


def end_within(world: World, work: Work, by: Actor, page: Page, why: str) -> Page:
    """As `end`, of a page that is locked."""
    now = world.clock.now()
    return ended(world, work, by, page, deed(What.ENDED, now, by.person, id=wish(by, now), text=why))


def ended(world: World, work: Work, by: Actor, page: Page, done: PageEvent) -> Page:
    """As `end_within`; what happened may have happened in a pager."""
    kept = walk(world, work).happened(page, [done])
    audit(world, work, by, kept, {"ended": done.text})
    return kept


def wish(by: Actor, now: datetime) -> str:
    return by.interaction or now.isoformat()


def audit(world: World, work: Work, by: Actor, page: Page, after: dict[str, str]) -> None:
    about = page.topic
    said = {name: value for name, value in after.items() if value}
    work.audit.add(entry(by, about, world.clock.now(), {}, {"page": page.id, **said}))
