"""What is done about a page now: whom it goes to, or that it is given up, as events and a page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.page import Page
from bot.domain.page_course import PageCourse, PageState, course
from bot.domain.page_event import START, PageEvent, Place, What
from bot.domain.page_next import Next, Who, next_of

OURS = "caseline"
"""Source of what happened here."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """The page as it now stands, what was done about it just now, and its whole log with that."""

    page: Page
    fresh: tuple[PageEvent, ...]
    log: tuple[PageEvent, ...]
    course: PageCourse


def stepped(
    page: Page,
    log: Sequence[PageEvent],
    now: datetime,
    who: Who,
    can_reach: Callable[[str], bool],
    *,
    hurry: bool = False,
) -> Stepped:
    """Everything that is due; with `hurry` the next step at once, however long the last one still has."""
    whole, fresh = list(log), list[PageEvent]()
    while True:
        stands = course(whole, now)
        following = next_of(stands, page.policy, now, who)
        if following is None or (following.at > now and not hurry):
            break
        done = _done(following, now, len(whole), can_reach)
        whole += done
        fresh += done
        hurry = False
    return Stepped(_derived(page, stands, following, now), tuple(fresh), tuple(whole), stands)


def _done(following: Next, now: datetime, number: int, can_reach: Callable[[str], bool]) -> list[PageEvent]:
    if following.place is None:
        return [PageEvent(source=OURS, id=f"gave_up/{number}", at=now, what=What.GAVE_UP)]
    place = following.place
    done = [event(What.ESCALATED, now, place)]
    for person in following.people:
        done.append(event(What.SENT, now, place, person))
        if not can_reach(person):
            done.append(event(What.FAILED, now, place, person))
    return done


def event(what: What, at: datetime, place: Place = START, person: str = "", way: str = "") -> PageEvent:
    """One that can happen once at this place, to this person, by this way."""
    id = "/".join((what, *map(str, place), *filter(None, (person, way))))
    return PageEvent(source=OURS, id=id, at=at, what=what, place=place, person=person, way=way)


def _derived(page: Page, stands: PageCourse, following: Next | None, now: datetime) -> Page:
    is_quiet = stands.state.is_quiet
    is_over = stands.state in (PageState.ENDED, PageState.GAVE_UP)
    return replace(
        page,
        state=stands.state,
        holder=stands.acknowledged_by,
        look_at=following.at if following else None,
        settled_at=(page.settled_at or now) if is_quiet else None,
        ended_at=(page.ended_at or now) if is_over else None,
    )


def sent_to(events: Iterable[PageEvent]) -> list[PageEvent]:
    """Whom it just went to, without those whom nothing can reach."""
    some = list(events)
    failed = {(one.place, one.person) for one in some if one.what == What.FAILED}
    return [one for one in some if one.what == What.SENT and (one.place, one.person) not in failed]
