"""A message of Teams, its token checked, through the whole door, against the bare SDK with the same check."""

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import process_time
from typing import Any

from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticationConfiguration,
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.teams.connect import lines_to
from adapters.teams.deliver import TeamsVoice
from adapters.teams.door import Reach, TeamsDoor, open_door
from adapters.teams.host import ISSUER, METADATA_URL, SCOPE, HostSettings
from adapters.teams.keys import SigningKeys
from adapters.teams.listen_http import PATH
from adapters.teams.places import Places
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, sqlite, world
from bot.config import MicrosoftTeams
from bot.domain.interaction import Interaction, Reply
from bot.environment import Environment
from bot.world import World
from tests.fakes.teams import FakeTeams, said, serving
from tests.fakes.teams.issuer import Issuer

NAME, BOUND = "teams_message_cpu", 1.4
WHY = "the token is checked alike on both sides; on top come reading, a thread, and the database"
_numbers = itertools.count(1)


def run(*, quick: bool) -> Iterator[Figure]:
    times, repeats = (50, 5) if quick else (200, 15)
    with ExitStack() as stack:
        teams = stack.enter_context(serving())
        database, _ = stack.enter_context(connected(stack.enter_context(sqlite())))
        teams.add_user("Ana")
        teams.add_team("Support")
        issuer = Issuer(service_url=teams.service_url)
        keys = SigningKeys(issuer.fetch)
        door = stack.enter_context(_door(teams, world(database), keys))
        # The SDK keeps keys by their address, for all adapters of a process.
        ours, bare = Starlette(routes=door.routes), Starlette(routes=[_bare(teams)])
        proof = issuer.authorization().encode()
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)

        def per_message(app: Starlette) -> float:
            raws = [_message(teams) for _ in range(times)]
            begun = process_time()
            loop.run_until_complete(_all(app, raws, proof))
            return (process_time() - begun) / times

        sides: dict[str, Callable[[], float]] = {
            "ours": lambda: per_message(ours),
            "bare": lambda: per_message(bare),
        }
        for side in sides.values():
            side()
        seconds = interleaved(sides, repeats=repeats)
    told = {name: f"{one * 1e6:.0f} µs" for name, one in seconds.items()}
    yield Figure(
        NAME,
        seconds["ours"] / seconds["bare"],
        BOUND,
        from_=f"CPU of a message until its reply is ready: our door {told['ours']}, bare SDK {told['bare']}",
        why=WHY,
    )


def _message(teams: FakeTeams) -> bytes:
    raw = said(teams, "29:ana", "General", "@Caseline help")
    return json.dumps({**raw, "id": str(next(_numbers))}).encode()


@contextmanager
def _door(teams: FakeTeams, known: World, keys: SigningKeys) -> Iterator[TeamsDoor]:
    """The product's door; what stands behind it has nothing to say, which the SDK is not asked for either."""
    who = {
        "microsoft_app_id": teams.app_id,
        "microsoft_app_password": teams.password,
        "microsoft_app_tenant_id": teams.tenant,
    }
    settings = MicrosoftTeams(
        login_url=teams.login_url, connector_url=teams.service_url, service_hosts=("127.0.0.1",)
    )
    connector = lines_to(Environment.model_validate(who), settings).connector
    places = Places(known.store)
    door = open_door(
        HostSettings(teams.app_id, teams.password, teams.tenant, local_hosts=("127.0.0.1",)),
        known,
        _nothing,
        Reach(TeamsVoice(places, connector, None, known.clock), connector, places),
        keys,
    )
    try:
        yield door
    finally:
        door.close()


def _nothing(_: Interaction) -> Reply:
    return Reply(outcome="again")


class _Bare(CloudAdapterBase):  # type: ignore[misc] # The SDK has no types.
    """The SDK as it is, with the keys that our door has."""


def _bare(teams: FakeTeams) -> Route:
    adapter = _Bare(
        BotFrameworkAuthenticationFactory.create(
            validate_authority=True,
            to_channel_from_bot_login_url=f"https://login.microsoftonline.com/{teams.tenant}",
            to_channel_from_bot_oauth_scope=SCOPE,
            to_bot_from_channel_token_issuer=ISSUER,
            oauth_url="https://token.botframework.com",
            to_bot_from_channel_open_id_metadata_url=METADATA_URL,
            to_bot_from_emulator_open_id_metadata_url=METADATA_URL,
            credential_factory=PasswordServiceClientCredentialFactory(
                teams.app_id, teams.password, teams.tenant
            ),
            auth_configuration=AuthenticationConfiguration(),
        )
    )

    async def turn(_: TurnContext) -> None:
        """Nobody answers."""

    async def receive(request: Request) -> Response:
        activity = Activity().deserialize(json.loads(await request.body()))
        await adapter.process_activity(request.headers["authorization"], activity, turn)
        return Response()

    return Route(PATH, receive, methods=["POST"])


async def _all(app: Starlette, raws: list[bytes], proof: bytes) -> None:
    """One after the other, straight into the app: HTTP would cost both sides the same."""
    for raw in raws:
        assert await _status(app, raw, proof) == 200


async def _status(app: Callable[..., Awaitable[None]], raw: bytes, proof: bytes) -> int:
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": raw, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    headers = [(b"authorization", proof), (b"content-type", b"application/json")]
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": PATH,
        "raw_path": PATH.encode(), "query_string": b"", "headers": headers, "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    return status
