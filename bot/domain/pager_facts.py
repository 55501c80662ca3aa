"""What a pager tells of a page, as events of its log; their ids are made of the pager's own facts.

So the same fact, however often and in whatever order it is read, is written down once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.page_event import PageEvent, Place, What
from bot.domain.pager import Contact, PagerIncident, PagerLink

LET_GO = "let_go"
"""Nobody has it in the pager any more: it looks for somebody by itself."""

KNOWN = "known"
"""Who had it in the pager before this page, or because we said so there; that is no answer to the page."""


def reached(link: PagerLink, at: datetime, place: Place, person: str) -> PageEvent:
    """The page of this person is in the pager now, as this incident."""
    id = "/".join(("reached", link.id, person, *map(str, place)))
    return PageEvent(
        source=link.pager, id=id, at=at, what=What.ARRIVED, place=place, person=person, way=link.pager
    )


def reached_by(log: Iterable[PageEvent], link: PagerLink) -> set[str]:
    """Whose page reached this incident of the pager: services, and people who were asked to join it."""
    start = f"reached/{link.id}/"
    return {one.person for one in log if one.source == link.pager and one.id.startswith(start)}


def acknowledged(link: PagerLink, by: Contact, person: str, at: datetime, turn: int) -> PageEvent:
    """`turn` counts how often it was let go before: who then takes it again takes it anew."""
    known_as = by.id or by.email or by.name
    return PageEvent(
        source=link.pager,
        id=f"acknowledged/{link.id}/{known_as}/{turn}",
        at=at,
        what=What.ACKNOWLEDGED,
        person=person,
        way=link.pager,
    )


def known(event: PageEvent) -> PageEvent:
    """The same fact, told before it could count."""
    return replace(event, what=KNOWN)


def let_go(link: PagerLink, at: datetime, turn: int) -> PageEvent:
    return PageEvent(source=link.pager, id=f"let_go/{link.id}/{turn}", at=at, what=LET_GO, way=link.pager)


def turns(log: Iterable[PageEvent], link: PagerLink) -> int:
    """How often it was let go there."""
    start = f"let_go/{link.id}/"
    return sum(one.source == link.pager and one.id.startswith(start) for one in log)


def resolved(link: PagerLink, at: datetime, person: str, text: str) -> PageEvent:
    return PageEvent(
        source=link.pager, id=f"resolved/{link.id}", at=at, what=What.ENDED, person=person, text=text
    )


def happened_at(found: PagerIncident, now: datetime, since: datetime) -> datetime:
    """When it last changed there; never ahead of our clock, nor before the page was asked for."""
    return max(since, min(found.updated_at or now, now))


def assigned(found: PagerIncident) -> str:
    """Whom it wakes, or who has it, by name."""
    return ", ".join(one.name or one.email or one.id for one in found.assigned)


def newly_assigned(before: str, after: str) -> list[str]:
    """Who is asked now and was not before; nobody as long as nobody was known to be."""
    known_before = before.split(", ") if before else []
    return [one for one in after.split(", ") if one and known_before and one not in known_before]
