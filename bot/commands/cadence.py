"""The word about how often customers of an incident hear of it: `cadence`."""

from bot.actions import pace as actions
from bot.cards import pace as cards
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput

_WAYS = {
    "slow": actions.slow_down,
    "slower": actions.slow_down,
    "normal": actions.as_usual,
    "usual": actions.as_usual,
    "keep": actions.as_usual,
}


def cadence(asked: Asked) -> Reply:
    """How it stands; `slow` and `normal` decide."""
    word = asked.words.strip().casefold()
    if word and word not in _WAYS:
        raise BadInput(say("Say `cadence slow` or `cadence normal`.\nNothing was changed."))
    if word:
        _WAYS[word](asked.world, asked.by, asked.key)
    return Reply(card=cards.standing(asked.dossier()))


def _rules(asked: Asked) -> tuple[str, ...]:
    return ("cadence",) if asked.words.strip() else ("status",)


COMMANDS = (
    Command(
        word="cadence",
        run=cadence,
        says="shows how often customers hear of an incident; `slow` and `normal` change it",
        usage="cadence [slow|normal]",
        rules=_rules,
        example="cadence",
        about=True,
    ),
)
