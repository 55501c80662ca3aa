"""`oncall feed`: the address by which a calendar program reads who is on call."""

from bot import rotas
from bot.actions import feed as actions
from bot.actions.page_reach import name_of
from bot.cards import feed as cards
from bot.cards import plain
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import NotFound


def feed(asked: Asked) -> Reply:
    """`oncall feed`, `oncall feed support`, `oncall feed off`."""
    words = asked.words.strip()
    off = words.casefold() == "off" or words.casefold().endswith(" off")
    of = _of(asked, words[:-3].strip() if off else words)
    if not of:
        why = say("You are not among `people` in the settings, and so on no rota.")
        return Reply(card=plain.refused(why), outcome="asked")
    if off:
        actions.withdraw(asked.world, asked.by, of)
        return Reply(card=cards.withdrawn())
    base = asked.world.settings.public_url
    if not base:
        raise NotFound(
            say(
                "Caseline does not know its own address, by which a calendar could reach it.\n"
                "Whoever runs it writes that into the settings, as `public_url`."
            )
        )
    secret = actions.make(asked.world, asked.by, of)
    return Reply(
        card=cards.given(
            f"{base.rstrip('/')}/calendars/{secret}.ics", of.partition(":")[2], words=words or "me"
        )
    )


def _of(asked: Asked, words: str) -> str:
    """What a feed is of; empty for somebody who can be on no rota."""
    if words.casefold() not in ("", "me"):
        return f"{actions.ROTA}{rotas.rota_of(asked.world.settings, words)}"
    with asked.world.store.read() as work:
        me = name_of(asked.world, work, asked.said.person.id)
    return _mine(asked, me)


def _mine(asked: Asked, me: str) -> str:
    if me not in asked.world.settings.people:
        return ""
    return f"{actions.PERSON}{me}"


COMMANDS = (
    Command(
        word="oncall feed",
        run=feed,
        says="gives a calendar feed of your shifts, or of a team's",
        usage="oncall feed [TEAM|ROTA] [off]",
        rule="oncall",
    ),
)
