"""How somebody hears that a rule of theirs is about an incident."""

from collections.abc import Callable, Mapping

from bot.actions import dossier, follow_rules, identity
from bot.cards import follow_rules as cards
from bot.domain.card import Card
from bot.domain.follow_rule import RuleKind, Wanted
from bot.domain.outgoing import Outgoing
from bot.ports import Work
from bot.world import World


def _told(world: World, work: Work, row: Outgoing) -> Card | None:
    """Not to somebody who unfollowed it meanwhile, and not of what has become private."""
    known = dossier.read(world, work, row.about, chat=row.chat)
    me = identity.identities(world, work, row.to)
    follows = any(one.person in me for one in work.followers.of(row.about))
    if known.incident.private or not follows:
        return None
    wanted = Wanted(RuleKind(row.data["kind"]), str(row.data["value"]))
    return cards.told(known, wanted, int(row.data["rule"]))


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {follow_rules.VIEW: _told}
