"""The question whether customers may hear less often, where it was asked."""

from collections.abc import Callable, Mapping

from bot.actions import dossier, pace
from bot.cards import pace as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.ports import Work
from bot.world import World


def _offered(world: World, work: Work, row: Outgoing) -> Card:
    return cards.offer(dossier.read(world, work, row.about, chat=row.chat))


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {pace.VIEW: _offered}
