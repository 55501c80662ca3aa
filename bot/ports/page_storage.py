"""What is kept of pages, of pagers' incidents, of who stands in, of bridges and of calendar feeds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.bridge import Bridge
from bot.domain.feed import Feed
from bot.domain.page import Page
from bot.domain.page_event import PageEvent
from bot.domain.page_plan import PagePlan
from bot.domain.pager import Contact, PagerLink
from bot.domain.rota_stand_in import StandIn


class Pages(Protocol):
    def add(self, page: Page) -> Page | None:
        """With its id; None where one looks for the same already, about the same and for the same role."""
        ...

    def looking(self, about: str, who: str, role: str) -> Page | None:
        """The one that keeps `add` from adding another."""
        ...

    def get(self, id: int) -> Page | None: ...

    def lock(self, id: int) -> Page | None:
        """As `get`, and nobody else changes it until this unit of work ends."""
        ...

    def save(self, pages: Sequence[Page]) -> None:
        """What is derived from their logs; none that was settled looks for somebody again."""
        ...

    def reopen(self, page: Page) -> bool:
        """As `save`, for one that was settled and looks for somebody again.

        False, and nothing is changed, where another one looks for somebody already.
        """
        ...

    def of(self, about: str) -> list[Page]:
        """In the order in which they were asked for."""
        ...

    def open(self, *, limit: int) -> list[Page]:
        """Those that have not ended, the newest first."""
        ...

    def turn(self, policy: str) -> int:
        """How many pages were asked for under a policy of this name."""
        ...

    def is_any_due(self, now: datetime) -> bool: ...

    def due(self, now: datetime, *, limit: int) -> list[Page]:
        """As `take_due`, for looking only."""
        ...

    def take_due(self, now: datetime, *, limit: int) -> list[Page]:
        """Those to be looked at, the earliest first, locked; not those that somebody else has locked."""
        ...

    def add_events(self, page: int, events: Sequence[PageEvent]) -> int:
        """Those that are not known yet, by source and id; how many that were."""
        ...

    def add_all_events(self, events: Mapping[int, Sequence[PageEvent]]) -> None:
        """As `add_events`, of several pages at once, which are saved in the same unit of work."""
        ...

    def events(self, page: int) -> list[PageEvent]: ...

    def events_of(self, pages: Iterable[int]) -> dict[int, list[PageEvent]]: ...

    def forget_before(self, at: datetime, *, limit: int) -> int:
        """Those about no incident that have looked for nobody since then, with their logs; how many.

        What a pager still has open, or has for an incident, stays.
        """
        ...


class PagePlans(Protocol):
    """What will be done about pages at their next look, and is done then without one.

    Whatever happens to a page ends its plan.
    """

    def is_any_near(self, now: datetime, until: datetime) -> bool:
        """Whether `near` has any."""
        ...

    def near(self, now: datetime, until: datetime, *, limit: int) -> list[Page]:
        """Those that are looked at between these instants and not planned for, locked as by `take_due`."""
        ...

    def put(self, plans: Mapping[int, PagePlan | None], made_of: str) -> None:
        """By page; None for one that has to be looked at, which is not `near` any more, either."""
        ...

    def carry_out(self, now: datetime, made_of: str, *, limit: int) -> int:
        """What is planned for so many pages that are due, the earliest first; how many those were.

        A plan holds until its end, while it is made of the same. Not those that somebody else has locked.
        """
        ...


class PagerLinks(Protocol):
    def put(self, link: PagerLink) -> None:
        """Found again by pager and id."""
        ...

    def get(self, pager: str, id: str) -> PagerLink | None: ...

    def lock(self, pager: str, id: str) -> PagerLink | None:
        """As `get`, and nobody else changes it until this unit of work ends."""
        ...

    def of_page(self, page: int) -> list[PagerLink]: ...

    def of_incident(self, incident: str) -> list[PagerLink]:
        """Those of its pages, too."""
        ...

    def unresolved(self, pager: str, read_before: datetime, *, limit: int) -> list[PagerLink]:
        """Those that were not looked at since, the longest ago first; not those that are nothing to us."""
        ...


class OnCalls(Protocol):
    """Who was on call when a pager was asked last."""

    def put(self, pager: str, service: str, contacts: Sequence[Contact], at: datetime) -> None: ...

    def get(self, pager: str, service: str) -> tuple[tuple[Contact, ...], datetime] | None: ...


class StandIns(Protocol):
    def add(self, one: StandIn) -> int: ...

    def get(self, id: int) -> StandIn | None: ...

    def withdraw(self, id: int, at: datetime) -> bool:
        """False when it was withdrawn before."""
        ...

    def since(self, at: datetime) -> list[StandIn]:
        """Those that end later and were not withdrawn, in the order in which they were asked for."""
        ...


class Bridges(Protocol):
    def of(self, incident: str) -> Bridge | None: ...

    def add(self, bridge: Bridge) -> bool:
        """False when the incident has one."""
        ...

    def save(self, bridge: Bridge) -> None: ...


class Feeds(Protocol):
    def add(self, feed: Feed) -> None:
        """Instead of an earlier one of the same `of` and `by`."""
        ...

    def with_digest(self, digest: str) -> Feed | None: ...

    def withdraw(self, of: str, by: str) -> bool: ...
