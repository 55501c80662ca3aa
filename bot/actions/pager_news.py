"""What happened in a pager to an incident that is ours: pages are answered or over, the war room hears it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import ending, outgoing, page_reach, pager_known, pager_rules
from bot.actions import page as pages
from bot.actions.change import Change
from bot.actions.page_words import spoken
from bot.actions.pager_people import name_of, person_of
from bot.domain import pager_facts
from bot.domain.audit import Actor
from bot.domain.incident import Status
from bot.domain.page import Page
from bot.domain.page_course import PageState, course
from bot.domain.pager import Contact, PagerIncident, PagerLink, PagerState, called
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

VIEW = "pager_resolved"
"""It is resolved in the pager; whether it is here is asked."""


def as_read(known: PagerLink, found: PagerIncident, now: datetime) -> PagerLink:
    assigned = pager_facts.assigned(found) or known.assigned
    return replace(known, state=found.state, title=found.title, url=found.url, read_at=now, assigned=assigned)


def newly_asked(known: PagerLink, found: PagerIncident) -> list[str]:
    return pager_facts.newly_assigned(known.assigned, pager_facts.assigned(found))


@dataclass(frozen=True, slots=True)
class News:
    """`change` is of our incident, None where it has none."""

    world: World
    work: Work
    by: Actor
    change: Change | None
    known: PagerLink
    found: PagerIncident

    def happened(self) -> None:
        in_it = pager_known.pages_of(self.work, self.known)
        locked = [one for page in in_it if (one := self.work.pages.lock(page.id))]
        before = self.work.pager_links.lock(self.known.pager, self.known.id) or self.known
        now = self.world.clock.now()
        # Before anything else: whoever follows the pages must not tell the pager what it has just told us.
        after = as_read(before, self.found, now)
        self.work.pager_links.put(after)
        if after.state is PagerState.RESOLVED:
            if before.state is not PagerState.RESOLVED:
                self._over(locked, after, now)
            return
        if before.state is PagerState.RESOLVED:
            self._say("{pager} has opened it again, and looks for somebody there: {title}", aloud=True)
        elif (before.state, after.state) == (PagerState.ACKNOWLEDGED, PagerState.TRIGGERED):
            self._let_go(locked, now)
        if not self._answered(locked, now) and before.state is not after.state:
            self._said_taken()
        if asked := newly_asked(before, self.found):
            self._say("{pager} asks {who} now: {title}", who=", ".join(asked))

    def _say(self, sentence: str, *, aloud: bool = False, who: str = "") -> None:
        if self.change:
            text = say(sentence, pager=called(self.known.pager), title=self.found.title, who=who)
            self.change.happened(Kind.PAGE, text, aloud=aloud and self.change.incident.is_open)

    def _spoken(self, contact: Contact) -> str:
        return spoken(self.world, self.work, name_of(self.world, self.known.pager, contact))

    def _said_taken(self) -> None:
        """No page of ours asked for it: the war room hears it all the same."""
        if self.found.holders:
            who = ", ".join(map(self._spoken, self.found.holders))
            self._say("{who} has it in {pager}: {title}", who=who)

    def _let_go(self, locked: Sequence[Page], now: datetime) -> None:
        """The pager looks for somebody by itself; who has it here still has it."""
        for page in locked:
            turn = pager_facts.turns(self.work.pages.events(page.id), self.known)
            self.work.pages.add_events(page.id, [pager_facts.let_go(self.known, now, turn)])
        self._say("Nobody has it in {pager} any more; it looks for somebody there: {title}", aloud=True)

    def _answered(self, locked: Sequence[Page], now: datetime) -> bool:
        """Pages that somebody there has taken; whether there was one."""
        answered = False
        for page in locked:
            if page.state is PageState.ENDED:
                continue
            log, at = self.work.pages.events(page.id), pager_facts.happened_at(self.found, now, page.at)
            kept = page
            for contact, event in pager_known.answers(self.world, self.known, self.found, log, at):
                answered = True
                if event.person in course(self.work.pages.events(page.id), now).holders:
                    self.work.pages.add_events(page.id, [event])
                    continue
                by = replace(self.by, person=person_of(self.world, self.work, self.known.pager, contact))
                kept = pages.acknowledged(self.world, self.work, by, kept, event)
                pages.joins(self.change, kept, page_reach.chat_id(self.world, self.work, event.person))
        return answered

    def _over(self, locked: Sequence[Page], after: PagerLink, now: datetime) -> None:
        by, pager = self.found.resolved_by, called(self.known.pager)
        who = self._spoken(by) if by else ""
        text = say("Resolved in {pager} by {who}", pager=pager, who=who) if by else ""
        text = text or say("Resolved in {pager}", pager=pager)
        for page in locked:
            log = self.work.pages.events(page.id)
            for_all = any(map(page_reach.is_service, pager_facts.reached_by(log, after)))
            if for_all and page.state is not PageState.ENDED:
                person = name_of(self.world, self.known.pager, by) if by else ""
                ended = pager_facts.resolved(after, now, person, text)
                pages.ended(self.world, self.work, self.by, page, ended)
        if after.asked or after.dismissed:
            pager_rules.settle(self.world, self.work, after)
        if self.change:
            self.change.happened(Kind.PAGE, f"{text}: {self.found.title}", aloud=self.change.incident.is_open)
            self._resolved_here_too(self.change, after, text)

    def _resolved_here_too(self, change: Change, after: PagerLink, text: str) -> None:
        """By rule where it began there, else where people say so; not while another one is open there."""
        links = self.work.pager_links.of_incident(change.incident.key)
        if not change.incident.is_open or any(one.state is not PagerState.RESOLVED for one in links):
            return
        rule = pager_rules.rule_at(self.world, after.pager, after.rule)
        if after.page == 0 and rule and rule.resolve:
            ending.end_within(change, Status.RESOLVED, text)
            return
        for room in change.rooms:
            lane = outgoing.lane_of(change.incident.key, room.chat)
            order = outgoing.Order(
                "show", room.chat, lane=lane, view=VIEW, data={"pager": after.pager, "id": after.id}
            )
            outgoing.put(self.world, self.work, change.incident, order)
