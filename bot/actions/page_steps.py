"""A page goes on: what happened is written into its log, and what follows from that is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import page_outgoing, page_pagers, page_reach
from bot.actions.page_around import around
from bot.actions.page_words import told
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_event import START, PageEvent, Place, What
from bot.domain.page_next import Who
from bot.domain.page_step import OURS, Stepped, event, stepped
from bot.domain.wording import say
from bot.paging import who_of
from bot.ports import Work
from bot.world import World


@dataclass(frozen=True, slots=True)
class Walk:
    """Takes pages further, however many in one unit of work; they must be locked."""

    world: World
    work: Work
    now: datetime
    who: Who

    def happened(self, page: Page, events: Sequence[PageEvent] = (), *, hurry: bool = False) -> Page:
        """As `on`, for one alone."""
        self.work.pages.add_all_events({page.id: events})
        return self.on([page], hurry=hurry)[0]

    def on(self, pages: Sequence[Page], *, hurry: bool = False) -> list[Page]:
        """What their logs ask for now is done; the pages as they then stand."""
        logs = self.work.pages.events_of(one.id for one in pages)
        reach = page_reach.can_reach(self.world, self.work)
        steps = [stepped(one, logs.get(one.id, []), self.now, self.who, reach, hurry=hurry) for one in pages]
        self.work.pages.add_all_events({one.page.id: one.fresh for one in steps})
        kept = [self._kept(before, one) for before, one in zip(pages, steps, strict=True)]
        self.work.pages.save([one.page for one in kept])
        self._carry(kept)
        for one in kept:
            page_pagers.follow(self.world, self.work, one.page, one.log)
        return [one.page for one in kept]

    def _kept(self, before: Page, after: Stepped) -> Stepped:
        """One that looks for somebody again ends where somebody is being looked for already."""
        if before.settled_at is None or after.page.settled_at is not None:
            return after
        if self.work.pages.reopen(after.page):
            return after
        ended = event(What.ENDED, self.now)
        ended = replace(ended, text=say("Another page looks for somebody already."))
        self.work.pages.add_events(before.id, [ended])
        log = (*after.log, ended)
        return stepped(after.page, log, self.now, self.who, page_reach.can_reach(self.world, self.work))

    def _carry(self, steps: Sequence[Stepped]) -> None:
        known = around(self.world, self.work, steps)
        rows: list[Outgoing] = []
        for one in steps:
            rows += page_outgoing.wakes(self.world, self.work, known, one.page, one.fresh, self.now)
            rows += page_outgoing.redraws(known, one.page, self.now)
        self.work.outbox.add_all(sorted(rows, key=lambda row: row.slot))
        for one in steps:
            if one.page.is_about_incident:
                for line, aloud in told(self.world, self.work, one):
                    page_outgoing.tell(self.world, self.work, one.page, line, aloud=aloud)


def walk(world: World, work: Work) -> Walk:
    now = world.clock.now()
    return Walk(world, work, now, who_of(world.settings, work.stand_ins.since(now)))


def deed(
    what: What, now: datetime, person: str, place: Place = START, *, id: str, text: str = ""
) -> PageEvent:
    """What somebody did about a page here; `id` is the same for every delivery of the same wish."""
    return PageEvent(source=OURS, id=f"{what}/{id}", at=now, what=what, place=place, person=person, text=text)
