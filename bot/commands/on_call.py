"""`oncall`: who is on call now and who is next, by every rota or by that of a team."""

from bot import rotas
from bot.actions import on_call as actions
from bot.actions import on_call_there as there
from bot.cards import on_call as cards
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply


def oncall(asked: Asked) -> Reply:
    """`oncall [TEAM|ROTA]`."""
    world, name = asked.world, asked.words.strip()
    services = world.settings.paging.services()
    if not world.settings.rotas and not services:
        return Reply(card=cards.unset())
    if service := _service(asked, name):
        return Reply(card=cards.there(there.ask(world, [service])))
    if not world.settings.rotas:
        return Reply(card=cards.there(there.ask(world, services)))
    with world.store.read() as work:
        now = world.clock.now()
        duties = rotas.duties(world.settings, name, now, work.stand_ins.since(now))
        people = actions.people(world, work, duties, asked.said.person.chat)
    every = len(duties) == len(world.settings.rotas)
    card = cards.duties(duties, people, every=every)
    elsewhere = there.ask(world, services) if not name else []
    return Reply(card=cards.together(card, elsewhere) if elsewhere else card)


def _service(asked: Asked, name: str) -> str:
    """A pager's service; a rota or a team of this name counts before it."""
    settings, key = asked.world.settings, name.casefold().replace(" ", "_").replace("-", "_")
    if key in settings.rotas or (key in settings.teams and settings.teams[key].oncall):
        return ""
    return key if key in settings.paging.services() else ""


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
