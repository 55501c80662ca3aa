"""The word about drills: `drill report`."""

from bot.actions import drill as actions
from bot.cards import drill as cards
from bot.commands.asked import Asked, Command
from bot.domain.drill_tables import NAMES
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput


def drill(asked: Asked) -> Reply:
    """How customers were told, by a table that may be named; also of the real thing."""
    word, _, table = asked.words.strip().casefold().partition(" ")
    if word not in ("", "report") or table not in ("", *NAMES):
        tables = ", ".join(NAMES)
        raise BadInput(say("Say `drill report`, perhaps with one of these tables: {tables}.", tables=tables))
    known = asked.dossier()
    with asked.world.store.read() as work:
        review = actions.review(asked.world.settings, work, known.incident, known.now, table=table)
    return Reply(card=cards.report(known, review))


COMMANDS = (
    Command(
        word="drill",
        run=drill,
        says="shows how well customers were told, in a drill or for real",
        usage=f"drill report [{'|'.join(NAMES)}]",
        example="drill report",
        about=True,
    ),
)
