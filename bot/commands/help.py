"""What can be done here and now."""

from collections.abc import Sequence

from bot.actions import dossier, views
from bot.cards import home as cards
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply


def overview(asked: Asked, typed: Sequence[Command]) -> Reply:
    """Buttons for where the person is, and every word that can be typed with what it does."""
    here = None
    if asked.key:
        with asked.world.store.read() as work:
            here = dossier.read(asked.world, work, asked.key, chat=asked.said.person.chat)
    root = asked.root
    words = [(f"{root} {command.usage}", command.says) for command in typed if not command.aside]
    return Reply(card=cards.overview(here, words))


def home_opened(asked: Asked) -> Reply:
    """The home page, drawn for whoever opened it."""
    with asked.world.store.read() as work:
        return Reply(card=views.home_of(asked.world, work, asked.said.person.id, root=asked.root))
