"""Plans: what will be done about a page at its next look, made when that look is near.

Of pages about a ticket or about nothing, and of what is plain: somebody can be paged whom the settings
alone say how to reach. Where an incident has to be told, or a pager asked, the look does it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import page_outgoing, page_reach
from bot.actions.page_around import Around, around
from bot.domain.escalation import Target
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageState
from bot.domain.page_event import PageEvent, What
from bot.domain.page_plan import LASTS, PagePlan, PlannedRow
from bot.domain.page_step import Stepped, stepped
from bot.domain.rota_stand_in import StandIn
from bot.paging import holds_until, who_of
from bot.ports import Work
from bot.world import World

NEAR = timedelta(seconds=90)
"""So long before its instant a plan is made; earlier, too much would happen in between."""


def made_of(world: World, stand_ins: Iterable[StandIn]) -> str:
    """Everything that is the same for all plans of this process, as long as these stand in."""
    connected = ("/".join(sorted(some)) for some in (world.voices, world.pagers))
    phone = "phone" if world.phone else ""
    return ";".join((world.settings.digest, *connected, phone, ",".join(str(one.id) for one in stand_ins)))


def plan(world: World, work: Work, pages: Sequence[Page]) -> None:
    """Keeps for each of these what its next look would do; nothing for those that have to be looked at."""
    stand_ins = work.stand_ins.since(world.clock.now())
    plans: dict[int, PagePlan | None] = {one.id: None for one in pages}
    plans |= dict(_plans(world, work, pages, stand_ins))
    work.page_plans.put(plans, made_of(world, stand_ins))


def _plans(
    world: World, work: Work, pages: Sequence[Page], stand_ins: Sequence[StandIn]
) -> Iterator[tuple[int, PagePlan]]:
    logs = work.pages.events_of(one.id for one in pages)
    reach = page_reach.can_reach(world, work)
    steps: list[tuple[Stepped, datetime, datetime]] = []
    for one in pages:
        log = logs.get(one.id, [])
        if one.look_at and not one.is_about_incident and all(each.at <= one.look_at for each in log):
            answers = _Answers(world, stand_ins, one.look_at + LASTS)
            step = stepped(one, log, one.look_at, answers, reach)
            if _is_plain(world, step, one.look_at):
                steps.append((step, one.look_at, answers.until))
    known = around(world, work, [step for step, *_ in steps])
    for step, at, until in steps:
        rows = tuple(_rows(world, work, known, step, at))
        if step.page.look_at and all(_is_whole(one.after) for one in rows):
            wait = step.page.look_at - at
            made = PagePlan(events=step.fresh, rows=rows, wait=wait, until=until)
            yield step.page.id, made


class _Answers:
    """As `who_of`; all that was answered stays so before `until`."""

    def __init__(self, world: World, stand_ins: Sequence[StandIn], until: datetime) -> None:
        self.until = until
        self._settings, self._stand_ins = world.settings, tuple(stand_ins)
        self._who = who_of(world.settings, stand_ins)

    def __call__(self, target: Target, at: datetime) -> Sequence[str]:
        if until := holds_until(self._settings, self._stand_ins, target, at):
            self.until = min(self.until, until)
        return self._who(target, at)


def _is_plain(world: World, step: Stepped, at: datetime) -> bool:
    """Whether it goes on to people, and nothing but the settings says how they are reached."""
    reached, *others = [one.what for one in step.fresh] or [""]
    goes_on = reached == What.ESCALATED and others and all(one == What.SENT for one in others)
    following = step.page.look_at
    if not goes_on or step.page.state is not PageState.SENT:
        return False
    if following is None or following <= at or not _is_whole(following - at):
        return False
    return all(_is_known(world, one) for one in step.log if one.what == What.SENT)


def _is_known(world: World, sent: PageEvent) -> bool:
    if page_reach.is_service(sent.person):
        return False
    known = world.settings.people.get(sent.person)
    ids = known.ids if known else (sent.person,)
    in_pager = known and world.pagers and any(known.pagers())
    return not in_pager and any(one.partition(":")[0] in world.voices for one in ids)


def _is_whole(time: timedelta) -> bool:
    return not time.microseconds


def _rows(world: World, work: Work, known: Around, step: Stepped, at: datetime) -> Iterator[PlannedRow]:
    """All that the look would write, as if each earlier card were shown; whether it is, is asked then."""
    earlier = {card.slot for card in known.cards[step.page.id] if card.event not in step.fresh}
    every = replace(known, shown=earlier)
    for row in page_outgoing.wakes(world, work, every, step.page, step.fresh, at):
        yield _planned(row, at)
    for row in page_outgoing.redraws(every, step.page, at):
        yield replace(_planned(row, at), if_shown=row.slot in earlier)


def _planned(row: Outgoing, at: datetime) -> PlannedRow:
    return PlannedRow(row, after=row.due_at - at)
