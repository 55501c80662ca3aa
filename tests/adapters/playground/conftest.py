"""A playground whose bot repeats what it understood."""

import asyncio
from dataclasses import dataclass, field
from itertools import count

import httpx
import pytest
from starlette.applications import Starlette

from adapters.playground import CAST, Playground, Word, playground
from bot.domain.card import Button, Buttons, Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Interaction, Reply

WORDS = [
    Word("declare", ("new", "open"), "declare [SEV] [TITLE]", "declares an incident"),
    Word("help", ("home",), "help", "shows what can be done"),
    Word("update", ("post",), "update TEXT", "posts an update"),
]


@dataclass
class Bot:
    """Stands behind the door, as the router does: answers every interaction, and remembers it."""

    heard: list[Interaction] = field(default_factory=list)
    silent: frozenset[str] = frozenset(
        {"joined", "left", "said", "message_edited", "message_deleted", "unpinned"}
    )

    def handle(self, said: Interaction) -> Reply:
        self.heard.append(said)
        if said.command == "declare" and said.fields is None:
            return Reply(
                form=Form(title="Declare", does="declare", fields=(TextField(name="title", label="Title"),))
            )
        if said.fields is not None and said.fields.get("title") == "wrong":
            return Reply(errors={"title": "Say it better."})
        if said.command in self.silent:
            return Reply()
        again = Button("Again", said.command, once=True)
        return Reply(
            card=Card(f"{said.command}: {said.words}", (Buttons((again,)),)), public=said.command == "shout"
        )


class Client:
    """Asks the application without a socket."""

    def __init__(self, app):
        self._transport = httpx.ASGITransport(app)

    def get(self, path, **more):
        return asyncio.run(self._ask("GET", path, **more))

    def post(self, path, **more):
        return asyncio.run(self._ask("POST", path, **more))

    async def _ask(self, method, path, **more):
        async with httpx.AsyncClient(transport=self._transport, base_url="http://127.0.0.1:8080") as client:
            return await client.request(method, path, **more)


@dataclass
class Page:
    """What a browser does, as one person after another."""

    made: Playground
    bot: Bot
    client: Client
    _wish: count = field(default_factory=lambda: count(1))

    def does(self, person, deed, *, id="", headers=None, **what):
        body = {"as": person, "id": id or f"w{next(self._wish)}", **what}
        return self.client.post(f"/playground/{deed}", json=body, headers=headers)

    def says(self, person, channel, text, **more):
        return self.does(person, "messages", channel=channel, text=text, **more)

    def sees(self, person):
        return self.client.get(f"/playground/state?as={person}").json()

    def posts(self, person, channel):
        return [post for post in self.sees(person)["posts"] if post["channel"] == channel]

    def channels(self, person):
        return {one["name"]: one for one in self.sees(person)["channels"]}


@pytest.fixture
def bot():
    return Bot()


@pytest.fixture
def page(bot, clock):
    made = playground(CAST, WORDS, bot.handle, clock, address="http://127.0.0.1:8080/")
    yield Page(made, bot, Client(Starlette(routes=made.routes)))
    made.close()
