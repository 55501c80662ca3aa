"""Cards about incidents of pagers, drawn as things stand when they are sent."""

from collections.abc import Callable, Mapping

from bot.actions import pager_news, pager_rules
from bot.actions.incident import alike
from bot.cards import pager as cards
from bot.domain.card import Card
from bot.domain.incident import Incident, Status
from bot.domain.outgoing import Outgoing
from bot.domain.pager import PagerLink
from bot.ports import Work
from bot.world import World

OFFERED = 2
"""Incidents to which it may belong, at most."""

LOOKED_AT = 20


def _proposed(world: World, work: Work, row: Outgoing) -> Card | None:
    """Answered before anybody saw the question, it is not asked."""
    link, there = _link(work, row), work.rooms.slot(row.slot)
    if link is None or not (link.asked or (there and there.message)):
        return None
    severity = pager_rules.severity(world, pager_rules.rule_at(world, link.pager, link.rule))
    return cards.proposed(link, severity=severity, others=_others(world, work, link))


def _others(world: World, work: Work, link: PagerLink) -> list[Incident]:
    """Those that sound alike, then the newest; neither drills nor what is private."""
    likely = [one.incident.key for one in alike(world, work, link.title, drill=False)]
    recent = work.incidents.with_status(Status.OPEN, limit=LOOKED_AT)
    open_ones = {one.key: one for one in recent if not one.private and not one.drill}
    keys = dict.fromkeys((*(key for key in likely if key in open_ones), *open_ones))
    return [open_ones[key] for key in list(keys)[:OFFERED]]


def _resolved(_world: World, work: Work, row: Outgoing) -> Card | None:
    """Whoever ended the incident meanwhile need not be asked."""
    link, incident = _link(work, row), work.incidents.get(row.about)
    return cards.resolved(link, incident) if link and incident and incident.is_open else None


def _link(work: Work, row: Outgoing) -> PagerLink | None:
    return work.pager_links.get(str(row.data["pager"]), str(row.data["id"]))


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    pager_rules.VIEW: _proposed,
    pager_news.VIEW: _resolved,
}
