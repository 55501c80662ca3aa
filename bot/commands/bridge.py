"""`bridge`: the call of an incident, opened where there is none."""

from bot.actions import bridge as actions
from bot.cards import bridge as cards
from bot.commands.asked import Asked, Command
from bot.domain.bridge import BridgeState
from bot.domain.interaction import Reply


def bridge(asked: Asked) -> Reply:
    known = asked.dossier()
    if known.bridge is None or known.bridge.state is BridgeState.FAILED:
        if not known.offers_bridge:
            return Reply(card=cards.unset())
        actions.ask(asked.world, asked.by, asked.key)
        known = asked.dossier()
    return Reply(card=cards.shown(known))


COMMANDS = (
    Command(
        word="bridge",
        run=bridge,
        says="shows the call in which you speak to each other, and opens one where there is none",
        usage="bridge [INC-1]",
        example="bridge INC-1",
        synonyms=("call", "meeting"),
        about=True,
    ),
)
