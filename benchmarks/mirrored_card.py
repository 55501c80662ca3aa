"""How far the card in the second chat is behind the first, when every answer of both takes 100 ms."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from time import monotonic, sleep
from typing import Any

from adapters.courier.workers import Couriers
from adapters.slack.deliver import SlackVoice
from adapters.slack.workspaces import Workspaces
from adapters.teams.connect import lines_to, ways_of
from adapters.teams.deliver import TeamsVoice
from adapters.teams.places import Places
from benchmarks.figure import Figure
from benchmarks.inside import connected, sqlite, world
from bot.actions.incident import Declaration, declare
from bot.commands.router import Router
from bot.config import MicrosoftTeams, Settings
from bot.domain.audit import Actor
from bot.domain.interaction import Interaction
from bot.domain.outgoing import Delivery
from bot.domain.person import Person
from bot.domain.room import Room
from bot.environment import Environment
from bot.ports import Clock, Voice
from bot.world import World
from storage.unit_of_work import Database
from tests.fakes.slack import FakeSlack
from tests.fakes.slack import serving as slack_serving
from tests.fakes.teams import FakeTeams, said
from tests.fakes.teams import serving as teams_serving

NAME, BOUND = "mirrored_card", 1.0
DELAY = 0.1
LONGEST = 10
WHY = "each chat has a row and a worker of its own; a busy machine wakes one of them late"
DRAWN = {"slack": "chat.update", "teams": "PUT activities"}
HOMES = {"engineering": {"home": "slack"}, "support": {"home": "teams"}}
SLACK_ROOM = Room("slack:C1", "engineering", "T1")
_numbers = itertools.count(1)


def run(*, quick: bool) -> Iterator[Figure]:
    repeats = 3 if quick else 11
    with slack_serving() as slack, teams_serving() as teams, _at_work(slack, teams) as known:
        key = _declared(known)
        slack.delay = teams.delay = DELAY
        waits = [_change(known, slack, teams, key) for _ in range(repeats)]
        slack.delay = teams.delay = 0.0
    first, gap = median(first for first, _ in waits), median(gap for _, gap in waits)
    told = f"the first card after {first * 1e3:.0f} ms, the second {gap * 1e3:.0f} ms later"
    yield Figure(NAME, gap / DELAY, BOUND, from_=f"{told}; an answer takes {DELAY * 1e3:.0f} ms", why=WHY)


@contextmanager
def _at_work(slack: FakeSlack, teams: FakeTeams) -> Iterator[World]:
    """Couriers between a real database and both chats, each of them the home of a team."""
    slack.add_user("U0ANA", "Ana")
    slack.add_channel("engineering", members=("U0ANA",))
    teams.add_user("Leo")
    teams.add_team("Support")
    with sqlite() as url, connected(url) as (database, bell):
        plain = world(database)
        settings = Settings.model_validate({"teams": HOMES})
        voices: dict[str, Voice] = {
            "slack": SlackVoice(Workspaces(slack.api_url, bot_token="xoxb-test"), plain.clock),
            "teams": _teams_voice(teams, database, plain.clock),
        }
        known = replace(plain, settings=settings, voices=voices)
        couriers = Couriers(known, bell, database.token)
        couriers.start()
        try:
            yield known
        finally:
            slack.delay = teams.delay = 0.0
            couriers.stop(LONGEST)


def _teams_voice(teams: FakeTeams, database: Database, clock: Clock) -> TeamsVoice:
    who = {
        "microsoft_app_id": teams.app_id,
        "microsoft_app_password": teams.password,
        "microsoft_app_tenant_id": teams.tenant,
    }
    settings = MicrosoftTeams(
        channel=f"teams:{teams.conversation('General').id}",
        login_url=teams.login_url,
        connector_url=teams.service_url,
        graph_url=teams.graph_url,
        service_hosts=("127.0.0.1",),
    )
    lines, places = lines_to(Environment.model_validate(who), settings), Places(database)
    places.remember(said(teams, "29:leo", "General", "@Caseline help"))
    return TeamsVoice(places, lines.connector, lines.graph, clock, ways=ways_of(settings))


def _declared(known: World) -> str:
    """The key of an incident whose two war rooms are complete."""
    said = Declaration(title="Checkout is down", severity="SEV3", workspace="T1")
    incident = declare(known, Actor("slack:U0ANA", "slack", "declare", said.title), said, SLACK_ROOM)
    _rest(known, incident.key)
    return incident.key


def _change(known: World, slack: FakeSlack, teams: FakeTeams, key: str) -> tuple[float, float]:
    """Seconds until the first chat shows the change, and from then on until the second does."""
    before = len(slack.calls), len(teams.calls)
    number = next(_numbers)
    asked = Interaction(
        id=f"bench:{number}",
        door="slack",
        person=Person("slack:U0ANA", "Ana", "T1"),
        command="sev",
        about=key,
        words=f"SEV{3 + number % 2} again",
    )
    begun = monotonic()
    reply = Router(known).handle(asked)
    assert reply.outcome == "done", reply
    ended: list[float] = []
    until = begun + LONGEST
    while len(ended) < 2 and monotonic() < until:
        sleep(0.001)
        calls = [(one.method, one) for one in slack.calls[before[0] :]]
        ended = _ended(calls) + _ended([(one.name, one) for one in teams.calls[before[1] :]])
    assert len(ended) == 2, "a chat did not show the change"
    _rest(known, key)
    return min(ended) - begun, max(ended) - min(ended)


def _ended(calls: Sequence[tuple[str, Any]]) -> list[float]:
    """When the first redraw was answered."""
    return [one.ended for name, one in calls if name in DRAWN.values() and one.ended][:1]


def _rest(known: World, key: str) -> None:
    """Until nothing is on its way, and no redraw has to keep its distance to the one before."""
    until = monotonic() + LONGEST
    while _is_busy(known, key):
        assert monotonic() < until, "deliveries do not come to an end"
        sleep(0.01)
    sleep(1.1)


def _is_busy(known: World, key: str) -> bool:
    with known.store.read() as work:
        return bool(work.outbox.of(key, states=(Delivery.WAITING, Delivery.TAKEN)))
