"""The Teams door on a bench: real HTTP with authentication on, a fake Teams, and a router that remembers."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from adapters.http import Outside
from adapters.likeness.connect import Likeness
from adapters.teams.connector import Connector
from adapters.teams.deliver import TeamsVoice
from adapters.teams.door import Reach, open_door
from adapters.teams.host import HostSettings
from adapters.teams.keys import SigningKeys
from adapters.teams.listen_http import PATH
from adapters.teams.opens import opens
from adapters.teams.places import Places
from adapters.teams.token import Account, Tokens
from bot.config import Settings
from bot.domain.incident import Incident, key_of
from bot.world import World
from storage.unit_of_work import Database
from tests.adapters.slack.recording import CountingMeter, RecordingRouter
from tests.adapters.teams import activities
from tests.adapters.teams.activities import CHANNEL, GROUP, PERSONAL, Json
from tests.fakes.clock import StoppedClock
from tests.fakes.teams.fake import FakeTeams
from tests.fakes.teams.issuer import Issuer
from tests.fakes.teams.server import serving
from tests.fakes.teams.state import Message

THREAD = ";messageid=1700000000001"


@dataclass
class Bench:
    teams: FakeTeams
    database: Database
    clock: StoppedClock = field(default_factory=StoppedClock)
    router: RecordingRouter = field(default_factory=RecordingRouter)
    meter: CountingMeter = field(default_factory=CountingMeter)
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        teams = self.teams
        for name in ("Ana", "Leo", "Mei"):
            teams.add_user(name)
        self.team = teams.add_team("Support")
        self.channel = teams.conversation("General")
        root = Message("1700000000001", self.channel.id, "29:ana", {"type": "message", "text": "It broke"})
        self.channel.messages.append(root)
        self.personal = teams.personal("29:ana")
        self.group = teams.add_chat("Ops", "29:ana", "29:leo")
        self.issuer = Issuer(service_url=teams.service_url)
        account = Account(
            app_id=teams.app_id, password=teams.password, tenant=teams.tenant, login_url=teams.login_url
        )
        outside = Outside("Teams", {"127.0.0.1"})
        connector = Connector(outside, Tokens(outside, account), account, teams.service_url)
        self.places = Places(self.database)
        self.voice = TeamsVoice(self.places, connector, None, self.clock, opens=opens)
        voices = {"teams": self.voice}
        self.world = World(self.clock, self.database, self.settings, voices, self.meter, Likeness())
        self.door = open_door(
            HostSettings(teams.app_id, teams.password, teams.tenant, local_hosts=("127.0.0.1",)),
            self.world,
            self.router.handle,
            Reach(self.voice, connector, self.places),
            SigningKeys(self.issuer.fetch),
        )
        self.web = Starlette(routes=self.door.routes)

    def declare(self, title: str, *, private: bool = False) -> None:
        """An incident, without anything that comes with declaring it."""
        with self.database.change() as work:
            number = work.incidents.next_number()
            made = Incident(
                key=key_of(number),
                number=number,
                title=title,
                severity="SEV1",
                phase="investigating",
                declared_by="teams:29:ana",
                declared_at=self.clock.now(),
                private=private,
            )
            work.incidents.add(made)

    # --- where -----------------------------------------------------------------------------

    @property
    def chat(self) -> Json:
        return {"id": self.personal.id, **PERSONAL}

    @property
    def thread(self) -> Json:
        return {"id": self.channel.id + THREAD, **CHANNEL}

    @property
    def ops(self) -> Json:
        return {"id": self.group.id, **GROUP}

    # --- saying ----------------------------------------------------------------------------

    def send(self, raw: Json) -> httpx.Response:
        """Signed as Teams would sign it now."""
        raw = {**raw, "serviceUrl": raw.get("serviceUrl") or self.teams.service_url}
        return self.post(json.dumps(raw).encode())

    def post(self, content: bytes) -> httpx.Response:
        headers = {"authorization": self.issuer.authorization()}

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.web)
            async with httpx.AsyncClient(transport=transport, base_url="http://caseline.test") as client:
                return await client.post(PATH, content=content, headers=headers)

        return asyncio.run(sent())

    def say(self, text: str, where: Json | None = None, **more: Any) -> httpx.Response:
        """In the personal chat, unless another conversation is given; there the bot is mentioned."""
        if where is None:
            return self.send(activities.activity("message", self.chat, text=text, **more))
        return self.send(activities.activity("message", where, **activities.mentioning(text), **more))

    def press(self, data: Json, where: Json | None = None, **more: Any) -> Json:
        """The body that the invoke was answered with."""
        return self.invoked(activities.executed(data, where or self.thread, **more))

    def invoked(self, raw: Json) -> Json:
        answer = self.send(raw)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    # --- reading ---------------------------------------------------------------------------

    def told(self, conversation: Any = None) -> list[Message]:
        """What the bot wrote in this conversation: the personal chat when none is given."""
        place = conversation or self.personal
        return [one for one in place.messages if one.by == self.teams.bot]


def words(node: Any) -> str:
    """All that stands in a drawn card, to look for something in it."""
    return json.dumps(node, ensure_ascii=False)


@pytest.fixture
def bench(sqlite_database: Database) -> Iterator[Bench]:
    with serving() as teams:
        made = Bench(teams, sqlite_database)
        yield made
        made.door.close()
        assert teams.findings == []
