"""`oncall`: who is on call now and who is next, by every rota or by that of a team."""

from bot import rotas
from bot.actions import on_call as actions
from bot.cards import on_call as cards
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply


def oncall(asked: Asked) -> Reply:
    """`oncall [TEAM|ROTA]`."""
    world, name = asked.world, asked.words.strip()
    if not world.settings.rotas:
        return Reply(card=cards.unset())
    duties = rotas.duties(world.settings, name, world.clock.now())
    with world.store.read() as work:
        people = actions.people(world, work, duties, asked.said.person.chat)
    return Reply(card=cards.duties(duties, people, every=len(duties) == len(world.settings.rotas)))


COMMANDS = (
    Command(
        word="oncall",
        run=oncall,
        says="shows who is on call now and who is next, for a team or by every rota",
        usage="oncall [TEAM|ROTA]",
        example="oncall support",
        synonyms=("on-call", "on call", "rota", "rotas"),
    ),
)
