"""How soon the war room is complete after a declare, when every answer of Slack takes 100 ms."""

import itertools
from collections.abc import Callable, Iterator
from time import perf_counter, sleep

from slack_sdk import WebClient

from adapters.courier.workers import Couriers
from adapters.slack.deliver import SlackVoice
from adapters.slack.workspaces import Workspaces
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, sqlite, world
from bot.actions.incident import Declaration, declare
from bot.domain.audit import Actor
from bot.domain.outgoing import Delivery
from bot.domain.room import Room
from bot.world import World
from tests.fakes.slack import FakeSlack, serving

NAME, BOUND = "war_room_complete", 1.2
DELAY = 0.1
PARTS = ("conversations.create", "chat.postMessage", "conversations.setTopic", "conversations.invite")
AROUND = ("pins.add", "bookmarks.add")
WHY = "on the way lie six commits that wait for the disk: each delivery is claimed, and recorded"
_numbers = itertools.count(1)


def run(*, quick: bool) -> Iterator[Figure]:
    repeats = 3 if quick else 9
    with serving() as slack, sqlite() as url, connected(url) as (database, bell):
        slack.add_user("U0ANA", "Ana")
        support = slack.add_channel("support", members=("U0ANA",))
        workspaces = Workspaces(slack.api_url, bot_token="xoxb-test")
        known = world(database)
        known = world(database, {"slack": SlackVoice(workspaces, known.clock)})
        couriers = Couriers(known, bell, database.token)
        couriers.start()
        room = Room(f"slack:{support.id}", "support", "T1")
        try:
            _declared(known, slack, room)
            slack.delay = DELAY
            seconds = interleaved(
                {"ours": lambda: _declared(known, slack, room), "least": lambda: _least(slack)},
                repeats=repeats,
            )
        finally:
            slack.delay = 0.0
            couriers.stop(10)
    told = (
        f"complete after {seconds['ours'] * 1e3:.0f} ms, three calls in a row {seconds['least'] * 1e3:.0f} ms"
    )
    yield Figure(NAME, seconds["ours"] / seconds["least"], BOUND, from_=told, why=WHY)


def _declared(world: World, slack: FakeSlack, room: Room) -> float:
    """Seconds from the wish until Slack has answered the last of what makes a war room."""
    said = Declaration(title=f"Checkout is down {next(_numbers)}", severity="SEV3", workspace="T1")
    before = len(slack.calls)
    started = perf_counter()
    incident = declare(world, Actor("slack:U0ANA", "slack", "declare", said.title), said, room)
    slack.wait_until(_all_answered(slack, before), at_most=20)
    took = perf_counter() - started
    while _at_work(world, incident.key):
        sleep(0.01)
    return took


def _at_work(world: World, key: str) -> bool:
    """Whether something is still on its way; the next one shall find nobody busy."""
    with world.store.read() as work:
        return bool(work.outbox.of(key, states=(Delivery.WAITING, Delivery.TAKEN)))


def _all_answered(slack: FakeSlack, before: int) -> Callable[[], bool]:
    def holds() -> bool:
        ended = {call.method for call in slack.calls[before:] if call.ended and not call.error}
        return ended >= {*PARTS, *AROUND}

    return holds


def _least(slack: FakeSlack) -> float:
    """Three calls of which each needs the answer of the one before: channel, card, pin."""
    client = WebClient("xoxb-test", base_url=slack.api_url)
    started = perf_counter()
    channel = client.conversations_create(name=f"least-{next(_numbers)}")["channel"]["id"]
    message = client.chat_postMessage(channel=channel, text="card")["ts"]
    client.pins_add(channel=channel, timestamp=message)
    return perf_counter() - started
