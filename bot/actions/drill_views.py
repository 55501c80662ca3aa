"""What a team hears in a drill, and how it did."""

from collections.abc import Callable, Mapping

from bot.actions import dossier, drill, rehearsal
from bot.cards import drill as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.ports import Work
from bot.world import World


def _report(world: World, work: Work, row: Outgoing) -> Card:
    known = dossier.read(world, work, row.about, chat=row.chat)
    return cards.report(known, drill.review(world.settings, work, known.incident, known.now))


def _heard(world: World, work: Work, row: Outgoing) -> Card | None:
    """Once the drill is over, nothing more comes of it."""
    known, data = dossier.read(world, work, row.about, chat=row.chat), row.data
    if not known.incident.is_open:
        return None
    return cards.heard(known, who=str(data["who"]), heading=str(data["heading"]), text=str(data["text"]))


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    drill.VIEW: _report,
    rehearsal.VIEW: _heard,
}
