"""The stream of changes, over a real connection: what is missed while away is told on return."""

import json
import threading

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from adapters.playground import feed as feeds
from bot.domain.card import Card


class Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config):
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.ready.set()


@pytest.fixture
def server(page):
    """The same playground behind a real socket."""
    config = uvicorn.Config(Starlette(routes=page.made.routes), port=0, log_level="error", lifespan="off")
    server = Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.ready.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
        yield client
    page.made.door.close()
    server.should_exit = True
    thread.join(10)


def listen(client, person, after="", *, until):
    """(id, kind, data) of the changes up to the first of this kind."""
    changes, seen = [], {}
    headers = {"Last-Event-ID": after} if after else {}
    with client.stream("GET", f"/playground/events?as={person}", headers=headers) as stream:
        assert stream.status_code == 200
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            seen[name] = value
            if line:
                continue
            if "event" in seen:
                changes.append((seen.get("id", ""), seen["event"], json.loads(seen["data"])))
                if seen["event"] == until:
                    return changes
            seen = {}
    return changes


def here(page):
    feed = page.made.chat.feed
    return f"{feed.run}.{feed.number}"


def test_what_was_missed_is_told_in_order_and_once(page, server):
    start = here(page)
    page.says("leo", "support", "one")
    page.says("leo", "support", "two")
    page.does("leo", "join", channel="engineering")
    first = listen(server, "ana", start, until="channel")
    page.says("leo", "support", "three")
    page.made.voice.set_topic("", "playground:support", "busy")
    second = listen(server, "ana", first[-1][0], until="channel")

    told = [data["text"] for _, kind, data in first + second if kind == "post"]
    assert told == ["one", "two", "three"]


def test_a_pin_is_told_anew_when_the_card_behind_it_has_another_title(page, server):
    voice, room = page.made.voice, "playground:incidents"
    card = voice.post("", room, Card("INC-1 · SEV1"), key="c1").message
    voice.pin("", room, card)
    start = here(page)
    voice.redraw("", room, card, Card("RESOLVED · INC-1 · SEV1"), key="c2")

    [*_, (_, _, channel)] = listen(server, "ana", start, until="channel")
    assert [pin["title"] for pin in channel["pins"]] == ["RESOLVED · INC-1 · SEV1"]


def test_what_only_one_person_may_see_is_told_to_nobody_else(page, server):
    start = here(page)
    page.says("leo", "support", "/case help")
    page.says("leo", "dm-leo", "secret")
    page.made.voice.set_topic("", "playground:support", "busy")

    assert [kind for _, kind, _ in listen(server, "ana", start, until="channel")] == ["channel"]
    assert len(listen(server, "leo", start, until="channel")) == 4


def test_a_private_channel_is_told_to_those_who_are_in_it(page, server):
    start = here(page)
    voice = page.made.voice
    room = voice.open_room("", slug="inc-9-secret", title="x", private=True, key="k", doubtful=False).room
    voice.invite("", room, ["playground:leo"])
    page.made.voice.set_topic("", "playground:support", "busy")

    told = [
        data.get("name") or data.get("channel")
        for _, _, data in listen(server, "ana", start, until="channel")
    ]
    assert told == ["support"]


@pytest.mark.parametrize("after", ["", "nonsense", "00000000.3", "....", "9" * 40])
def test_a_browser_of_another_run_is_told_to_start_over(server, after):
    assert listen(server, "ana", after, until="reset")[-1][1] == "reset"


def test_a_browser_that_was_away_for_too_long_is_told_to_start_over(page, server):
    start = here(page)
    for number in range(feeds.KEPT + 1):
        page.made.chat.feed.publish("home", {"html": str(number)}, ["leo"])

    assert listen(server, "ana", start, until="reset")[-1][1] == "reset"


def test_too_many_windows_are_turned_away_and_the_rest_goes_on(page, server):
    streams = []
    for _ in range(feeds.LISTENERS_AT_MOST):
        opened = server.stream("GET", f"/playground/events?as=ana&after={here(page)}")
        pieces = opened.__enter__().iter_raw()
        next(pieces)
        streams.append((opened, pieces))
    turned_away = server.get(f"/playground/events?as=ana&after={here(page)}").text
    for opened, _ in streams:
        opened.__exit__(None, None, None)

    assert "event: full" in turned_away


def test_closing_ends_every_stream(page, server):
    threading.Timer(0.05, page.made.chat.close).start()

    assert listen(server, "ana", here(page), until="never") == []
    assert server.get("/playground/events?as=ana").status_code == 503
