"""The playground, connected: its page, its voice, and a morning that has already begun."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.routing import Route

from adapters.playground.deliver import PlaygroundVoice
from adapters.playground.door import Handle
from adapters.playground.listen import Word, playground
from adapters.playground.people import CAST
from adapters.playground.scenario import Scenario
from bot.commands.search import Search
from bot.commands.table import TYPED
from bot.config import Identity, Settings, Team
from bot.world import World

ANNOUNCED_IN = "playground:#incidents"


class Page(NamedTuple):
    """`play` lets the scenario go on, and is to be called every second or so."""

    voice: PlaygroundVoice
    routes: list[Route]
    play: Callable[[World], None]
    close: Callable[[], None]


def at_home(settings: Settings) -> Settings:
    """These settings, with the people and channels that the playground has."""
    people = {one.key: Identity(name=one.name, playground=one.key) for one in CAST}
    support = Team(lead="mia", members=("ana", "leo", "mia"))
    known = {} if settings.people else {"people": people, "teams": {"support": support}}
    return settings.model_copy(update={**known, "announce": (ANNOUNCED_IN,)})


def connect(world: World, handle: Handle, address: str) -> Page:
    words = [Word(one.word, one.synonyms, one.usage, one.says) for one in TYPED]
    page = playground(
        CAST,
        words,
        handle,
        world.clock,
        command=world.settings.command,
        address=address.rstrip("/"),
        find=Search(world).find,
    )
    scenario = Scenario(page.door, world.clock.now())

    def play(world: World) -> None:
        scenario.play(world.clock.now())

    return Page(page.voice, page.routes, play, page.door.close)
