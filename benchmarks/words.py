"""200 registered words against one: finding the word must not be a search through all of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import process_time

from slack_bolt import BoltRequest

from adapters.doors.turn import Turn
from adapters.slack.door import SlackDoor
from adapters.slack.listen import TURN
from adapters.slack.workspaces import Workspaces
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, per_call, sqlite, world
from benchmarks.quiet_slack import quiet_slack
from benchmarks.signed import command
from bot.commands.asked import Command
from bot.commands.router import Router
from bot.domain.card import Card
from bot.domain.interaction import Reply
from bot.world import World

NAME, BOUND = "words_200_vs_1", 1.2


def run(*, quick: bool) -> Iterator[Figure]:
    times, repeats = (40, 7) if quick else (200, 21)
    with sqlite() as url, connected(url) as (database, _), quiet_slack() as slack:
        known = world(database)
        with _door(known, slack, words=1) as one, _door(known, slack, words=200) as many:
            sides: dict[str, Callable[[], float]] = {
                "1": lambda: per_call(lambda: _ask(one, "word0"), process_time, times=times),
                "200": lambda: per_call(lambda: _ask(many, "word199"), process_time, times=times),
            }
            for side in sides.values():
                side()
            seconds = interleaved(sides, repeats=repeats)
    told = " against ".join(f"{seconds[side] * 1e6:.0f} µs ({side})" for side in ("200", "1"))
    yield Figure(NAME, seconds["200"] / seconds["1"], BOUND, from_=f"CPU of an interaction: {told}")


@contextmanager
def _door(world: World, slack: str, *, words: int) -> Iterator[SlackDoor]:
    """The real door and router, with this many words that all do nothing."""
    commands = tuple(
        Command(word=f"word{n}", run=_nothing, says="does nothing", usage=f"word{n}", rule="help")
        for n in range(words)
    )
    door = SlackDoor(
        Router(world, commands).handle,
        Workspaces(slack, bot_token="xoxb-benchmark"),
        api_url=slack,
        clock=world.clock,
        meter=world.meter,
    )
    try:
        yield door
    finally:
        door.close()


def _nothing(_: object) -> Reply:
    return Reply(card=Card("Nothing was done."))


def _ask(door: SlackDoor, word: str) -> None:
    headers: dict[str, str | Sequence[str]] = {"content-type": "application/x-www-form-urlencoded"}
    answer = door.receive(BoltRequest(body=command(word).decode(), headers=headers, context={TURN: Turn()}))
    assert answer is not None, "the door did not know its workspace"
    assert "Nothing was done" in answer.body, answer.body
