"""What machines ask of the web app."""

import asyncio
import threading

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from adapters.web.app import build
from adapters.web.readiness import Readiness
from bot.errors import SettingsError, Unavailable


class Client:
    def __init__(self, checks=None, routes=()):
        self._app = build(routes, checks or {}, lambda: b"figures 1\n")

    def get(self, path, method="GET"):
        return asyncio.run(self._ask(method, path))

    def post(self, path):
        return self.get(path, "POST")

    async def _ask(self, method, path):
        way = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as client:
            return await client.request(method, path)


def unavailable():
    raise Unavailable("The database does not answer.")


def behind():
    raise SettingsError(["CASELINE_DATABASE_URL: the database is empty."])


def test_a_process_that_answers_is_alive_whatever_else_is_wrong():
    answer = Client({"database": unavailable}).get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_a_process_is_ready_when_nothing_is_wrong():
    answer = Client({"database": lambda: None, "slack": lambda: ""}).get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "wrong": {}}


def test_readiness_says_of_each_check_what_is_wrong():
    checks = {
        "database": unavailable,
        "schema": behind,
        "slack": lambda: "T1: token revoked",
        "fine": lambda: "",
    }

    answer = Client(checks).get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["wrong"] == {
        "database": "The database does not answer.",
        "schema": "CASELINE_DATABASE_URL: the database is empty.",
        "slack": "T1: token revoked",
    }


def test_a_check_that_is_broken_is_wrong_and_logged(caplog):
    answer = Client({"database": lambda: 1 / 0}).get("/readyz")

    assert answer.status_code == 503
    assert "the check itself failed" in answer.json()["wrong"]["database"]
    assert "ZeroDivisionError" in caplog.text


@pytest.fixture
def door():
    """A check that hangs until the test lets it go."""
    release = threading.Event()
    yield release
    release.set()


async def _ask_three_times(readiness):
    return [await readiness.wrong() for _ in range(3)]


def test_a_check_that_hangs_is_wrong_and_asked_only_once(door):
    asked = []

    def hangs():
        asked.append(1)
        door.wait(30)
        return ""

    readiness = Readiness({"database": hangs, "slack": lambda: ""}, patience=0.05)

    found = asyncio.run(_ask_three_times(readiness))

    assert found == [{"database": "does not answer within 0.05 s"}] * 3
    assert len(asked) == 1


def test_figures_are_served_as_prometheus_wants_them():
    answer = Client().get("/metrics")

    assert answer.text == "figures 1\n"
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


def test_a_door_cannot_hide_what_machines_ask():
    mine = Route("/{path:path}", lambda _: PlainTextResponse("mine"))

    answers = Client(routes=[mine])

    assert answers.get("/healthz").text == "ok\n"
    assert answers.get("/anything").text == "mine"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_machines_may_only_look(path):
    assert Client().post(path).status_code == 405
