"""What is known of a pager's incident: which pages are in it, whether it is ours, and who has it there."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.actions import page_reach, pager_people
from bot.domain import pager_facts
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageState
from bot.domain.page_event import PageEvent
from bot.domain.pager import Contact, PagerIncident, PagerLink
from bot.errors import NotLetIn, Refused, TryLater
from bot.ports import Pager, Work
from bot.world import World

_OURS = re.compile(r"caseline-(\d+)-[0-9a-f]{32}")


def is_ours(key: str) -> bool:
    """Of this Caseline, or of another one that uses the same pager."""
    return _OURS.fullmatch(key) is not None


def row_of(work: Work, pager: str, key: str) -> Outgoing | None:
    """The row of the outbox that paged with this key, as long as it is kept."""
    ours = _OURS.fullmatch(key)
    page = work.pages.get(int(ours[1])) if ours else None
    rows = work.outbox.of(page.topic, states=tuple(Delivery)) if page else []
    return next((one for one in rows if (one.key, one.chat) == (key, pager)), None)


def link(found: PagerIncident, page: Page, service: str, now: datetime) -> PagerLink:
    """That it was made for this page; what happened to it since is told by its state, once that is read."""
    return PagerLink(
        pager=found.pager,
        id=found.id,
        page=page.id,
        incident=page.about if page.is_about_incident else "",
        service=service,
        title=found.title,
        url=found.url,
        read_at=now,
        assigned=pager_facts.assigned(found),
    )


def pages_of(work: Work, known: PagerLink) -> list[Page]:
    """Pages that have reached it, in the order of their ids."""
    own = work.pages.get(known.page) if known.page else None
    others = work.pages.of(known.incident) if known.incident else []
    found = {one.id: one for one in (*((own,) if own else ()), *others)}
    logs = work.pages.events_of(found)
    reached = [id for id in found if pager_facts.reached_by(logs.get(id, ()), known)]
    return [found[id] for id in sorted(reached)]


def afterwards(pager: Pager, id: str) -> PagerIncident | None:
    """As it stands once something was done there; None where the pager does not say."""
    try:
        return pager.read(id)
    except TryLater as later:  # It was done: the next try must know.
        raise TryLater(str(later), after=later.after, unsure=True) from later
    except NotLetIn:
        raise
    except Refused:
        return None


def is_needed(work: Work, known: PagerLink) -> bool:
    """Whether somebody here still wants somebody to see to it there."""
    incident = work.incidents.get(known.incident) if known.incident else None
    if incident and (not incident.is_open or known.page == 0):
        return incident.is_open
    return any(one.state is not PageState.ENDED for one in pages_of(work, known))


def answers(
    world: World, known: PagerLink, found: PagerIncident, log: Sequence[PageEvent], at: datetime
) -> list[tuple[Contact, PageEvent]]:
    """Who has it there and thereby answers this page, as far as its log does not know.

    For a service whoever takes it does; who was asked by name has to take it themselves.
    """
    asked, seen = pager_facts.reached_by(log, known), {(one.source, one.id) for one in log}
    turn = pager_facts.turns(log, known)
    found_new = []
    for contact in found.holders:
        name = pager_people.name_of(world, known.pager, contact)
        event = pager_facts.acknowledged(known, contact, name, at, turn)
        counts = name in asked or any(page_reach.is_service(one) for one in asked)
        if counts and (event.source, event.id) not in seen:
            found_new.append((contact, event))
    return found_new


def holders(
    world: World, known: PagerLink, found: PagerIncident, log: Sequence[PageEvent], at: datetime
) -> list[PageEvent]:
    """Who has it there already, written down so that it counts as no answer to this page."""
    turn = pager_facts.turns(log, known)
    named = [(one, pager_people.name_of(world, known.pager, one)) for one in found.holders]
    return [pager_facts.known(pager_facts.acknowledged(known, one, name, at, turn)) for one, name in named]


def is_guarded(work: Work, known: PagerLink) -> bool:
    """Of drills and private incidents a pager learns no more than that somebody is needed."""
    incident = work.incidents.get(known.incident) if known.incident else None
    return incident is not None and (incident.private or incident.drill)
