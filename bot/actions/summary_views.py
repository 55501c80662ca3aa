"""What the cards of summaries are drawn from, and how they are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import dossier, summary_remind, summary_words
from bot.actions.summary_card import CARD, TOLD, listeners
from bot.cards import summary as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.status_update import UpdateState
from bot.domain.summary import Summary
from bot.domain.summary_brief import SummaryBrief
from bot.ports import Work
from bot.world import World


def worked_on(world: World, work: Work, summary: Summary, chat: str) -> Card:
    """For readers in this chat."""
    known = dossier.read(world, work, summary.incident, chat=chat)
    wrote = {summary.writer, summary.approved_by, summary.published_by} - {""}
    in_hand, incident = summary.is_in_hand, known.incident
    brief = SummaryBrief(
        summary=summary,
        listeners=listeners(world, work, incident),
        remarks=tuple(summary_words.remarks(world, incident, summary)) if in_hand else (),
        needs_approval=world.settings.stakeholders.summary_approval,
    )
    return cards.worked_on(replace(known, people={**known.people, **work.people.several(wrote)}), brief)


def _worked_on(world: World, work: Work, row: Outgoing) -> Card | None:
    summary = work.summaries.get(int(row.data["summary"]))
    return worked_on(world, work, summary, row.chat) if summary else None


def _told(world: World, work: Work, row: Outgoing) -> Card | None:
    summary = work.summaries.get(int(row.data["summary"]))
    if summary is None or summary.state is not UpdateState.PUBLISHED:
        return None
    follows = any(one.person == row.to for one in work.followers.of(summary.incident))
    return cards.told(dossier.read(world, work, row.about, chat=row.chat), summary, follows=follows)


def _due(world: World, work: Work, row: Outgoing) -> Card | None:
    """Whatever was sent meanwhile has made it needless."""
    known = dossier.read(world, work, row.about, chat=row.chat)
    still = summary_remind.due(world, work, known.incident)
    if still is None or still.after != row.data["after"]:
        return None
    in_hand = work.summaries.in_hand(row.about) is not None
    return cards.due(known, still.at, listeners=still.listeners, in_hand=in_hand)


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    CARD: _worked_on,
    TOLD: _told,
    summary_remind.VIEW: _due,
}
