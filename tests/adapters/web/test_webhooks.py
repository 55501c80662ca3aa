"""What systems of tickets tell at `/webhooks/<name>`: believed only with proof, kept before the answer."""

import asyncio
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from adapters.likeness.connect import Likeness
from adapters.web.metrics import Metrics
from adapters.web.patient import PatientProtocol
from adapters.web.webhooks import LARGEST, Intake, webhooks
from bot.config import Settings
from bot.domain.ticket import Hint, Knock
from bot.errors import Forged, Unavailable
from bot.world import World
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.databases import Relay
from tests.fakes.desk import SECRET, Desk

PROOF = {"X-Secret": SECRET}


class PathDesk(Desk):
    """Proves itself by what stands behind its name in the address."""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        if knock.secret != SECRET:
            raise Forged("the secret is wrong")
        return [Hint("e1", knock.body.decode())]


class ManyDesk(Desk):
    """Tells of several tickets at once, one a line."""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        return [Hint(*line.split(" ")) for line in knock.body.decode().splitlines()]


class BrokenDesk(Desk):
    """Has a bug."""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        raise KeyError(knock.headers["x-secret"], knock.body)


class Known:
    """A world with these desks, and how often hints were written."""

    def __init__(self, store, clock, **desks):
        self.metrics = Metrics([])
        self.store = store
        self.units = 0
        self.asked = threading.Event()
        world = World(clock, self, Settings(), {}, self.metrics, Likeness(), desks)
        self.app = Starlette(routes=webhooks(world))

    def read(self):
        return self.store.read()

    def change(self):
        self.units += 1
        self.asked.set()
        return self.store.change()

    def tell(self, path="/webhooks/zendesk", body="e1 7", headers=PROOF, method="POST"):
        return asyncio.run(self.send(method, path, body, headers))

    async def send(self, method, path, body, headers):
        way = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, content=body, headers=headers)

    def kept(self):
        """Tickets that are to be read."""
        with self.read() as work:
            rows = work.outbox.of("", states=("waiting",))
        return sorted((row.chat, row.data["ticket"]) for row in rows)

    def refused(self):
        return [one for one in self.metrics.text().decode().splitlines() if "refused_requests_total{" in one]


@pytest.fixture
def known(database, clock):
    return Known(database, clock, zendesk=Desk(), freshdesk=PathDesk("freshdesk"), many=ManyDesk("many"))


@pytest.fixture
def broken(sqlite_database, clock):
    return Known(sqlite_database, clock, zendesk=BrokenDesk())


def test_a_hint_is_kept_before_it_is_acknowledged(known):
    answer = known.tell()

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert known.kept() == [("zendesk", "7")]


def test_a_hint_that_is_delivered_again_is_acknowledged_and_changes_nothing(known):
    answers = [known.tell().status_code for _ in range(3)]

    assert answers == [200] * 3
    assert known.kept() == [("zendesk", "7")]


@pytest.mark.parametrize("headers", [{}, {"X-Secret": ""}, {"X-Secret": "wrong"}, {"Authorization": SECRET}])
def test_what_does_not_prove_itself_is_refused_and_counted(known, caplog, headers):
    answer = known.tell(headers=headers)

    assert answer.status_code == 401
    assert SECRET not in answer.text + caplog.text
    assert known.kept() == []
    assert known.refused() == ['caseline_refused_requests_total{door="webhook_zendesk",reason="forged"} 1.0']


def test_a_secret_in_the_path_proves_a_webhook_too(known):
    good = known.tell(f"/webhooks/freshdesk/{SECRET}", "7", {})
    bad = known.tell("/webhooks/freshdesk/wrong", "8", {})
    none = known.tell("/webhooks/freshdesk", "9", {})

    assert (good.status_code, bad.status_code, none.status_code) == (200, 401, 401)
    assert known.kept() == [("freshdesk", "7")]


@pytest.mark.parametrize(
    "path", ["/webhooks/jira", "/webhooks/jira/secret", "/webhooks/", "/webhooks/zendesk/a/b"]
)
def test_a_system_that_is_not_connected_is_unknown_here(known, path):
    answer = known.tell(path)

    assert answer.status_code == 404
    assert known.kept() == []
    assert known.refused() == []


def test_more_than_a_system_ever_sends_is_not_read(known):
    answer = known.tell(body=b"e1 " + b"7" * LARGEST)

    assert answer.status_code == 413
    assert known.kept() == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/webhooks/zendesk", f"/webhooks/zendesk/{SECRET}"])
def test_a_webhook_is_told_by_post_alone(known, method, path):
    answer = known.tell(path, method=method)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert known.kept() == []


def test_a_webhook_about_nothing_is_acknowledged_without_asking_the_database(known):
    answer = known.tell("/webhooks/many", "")

    assert answer.status_code == 200
    assert known.units == 0


def test_several_hints_of_one_webhook_are_kept_together(known):
    answer = known.tell("/webhooks/many", "\n".join(f"e{n} {n}" for n in range(5)))

    assert answer.status_code == 200
    assert known.units == 1
    assert known.kept() == [("many", str(n)) for n in range(5)]


def test_while_the_database_is_gone_everybody_hears_it_in_time_and_nothing_is_kept(
    postgresql_url, postgresql_server, clock
):
    """Some come while the first is still waited for, and must not wait as long again."""
    with Relay(postgresql_server.socket) as relay:
        database = connect(relay.url(postgresql_url), Bell())
        known = Known(database, clock, zendesk=Desk())
        relay.freeze()
        answers = asyncio.run(_one_after_the_other(known))
        relay.thaw()
        database.close()

    assert {(answer.status_code, answer.headers["retry-after"]) for answer, _ in answers} == {(503, "30")}
    assert max(seconds for _, seconds in answers) < 3
    again = connect(postgresql_url, Bell())
    assert Known(again, clock).kept() == []
    again.close()


async def _one_after_the_other(known):
    """The others come while the first is waited for; each answer, and after how many seconds it came."""

    async def tell(n):
        begun = time.monotonic()
        return await known.send("POST", "/webhooks/zendesk", f"e{n} {n}", PROOF), time.monotonic() - begun

    first = asyncio.create_task(tell(0))
    await asyncio.to_thread(known.asked.wait, 20)
    return await asyncio.gather(first, *map(tell, range(1, 10)))


def test_a_bug_in_an_adapter_is_logged_once_and_tells_nothing(broken, caplog):
    answer = broken.tell(body="what a customer wrote")

    assert (answer.status_code, answer.text) == (500, "")
    [record] = caplog.records
    assert (record.levelname, record.system) == ("ERROR", "zendesk")
    assert "KeyError" in caplog.text
    assert SECRET not in caplog.text
    assert "what a customer wrote" not in caplog.text


def test_a_bug_while_hints_are_written_is_logged_once_and_nobody_hears_that_they_were_kept(caplog):
    """A later delivery may meet a better release."""
    write = Slow()

    async def story():
        intake = Intake(write)
        first = asyncio.create_task(intake.take(hints("broken")))
        await _begun(write)
        others = [asyncio.create_task(intake.take(hints(str(n)))) for n in range(9)]
        await asyncio.sleep(0)
        write.may.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    outcomes = asyncio.run(story())

    assert {type(one) for one in outcomes} == {Unavailable}
    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert "ZeroDivisionError" in caplog.text


@contextmanager
def listening(app):
    """The app behind the server that the product uses; gives its port."""
    config = uvicorn.Config(app, log_config=None, http=PatientProtocol, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        try:
            yield door.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)


async def _send_many(port, senders, each):
    """Statuses of all; every sender waits for its answer before it sends again."""

    async def send(number):
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            return [
                (
                    await client.post(
                        "/webhooks/zendesk", content=f"e{number}.{n} {number}.{n}", headers=PROOF
                    )
                ).status_code
                for n in range(each)
            ]

    return await asyncio.gather(*map(send, range(senders)))


def test_a_sender_who_hangs_up_in_the_middle_is_no_mistake_of_ours(known, caplog):
    head = b"POST /webhooks/zendesk HTTP/1.1\r\nHost: x\r\nX-Secret: desk-secret\r\nContent-Length: 9\r\n\r\n"

    with listening(known.app) as port:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(head + b"e1 7")
        answers = asyncio.run(_send_many(port, 1, 1))

    assert answers == [[200]]
    assert known.kept() == [("zendesk", "0.0")]
    assert caplog.records == []


def test_fifty_senders_at_once_lose_nothing_and_are_written_together(known):
    with listening(known.app) as port:
        answers = asyncio.run(_send_many(port, 50, 6))

    assert {status for some in answers for status in some} == {200}
    assert known.kept() == sorted(("zendesk", f"{number}.{n}") for number in range(50) for n in range(6))
    assert known.units <= 150


class Slow:
    """Writes as soon as it is let, and remembers what it was given together."""

    def __init__(self):
        self.begun, self.may = threading.Event(), threading.Event()
        self.written = []

    def __call__(self, hints):
        self.begun.set()
        assert self.may.wait(20)
        self.written.append([hint.ticket for _, hint in hints])
        if self.written[-1] == ["bad"]:
            raise Unavailable("The database does not answer.")
        return 1 // (self.written[-1] != ["broken"])


def hints(*tickets):
    return [("zendesk", Hint(f"e{one}", one)) for one in tickets]


async def _begun(write):
    await asyncio.to_thread(write.begun.wait, 20)


def test_a_sender_who_hangs_up_does_not_hurt_the_others():
    write = Slow()

    async def story():
        intake = Intake(write)
        first = asyncio.create_task(intake.take(hints("1")))
        await _begun(write)
        second, third = (asyncio.create_task(intake.take(hints(one))) for one in "23")
        await asyncio.sleep(0)
        first.cancel()
        second.cancel()
        write.may.set()
        return await asyncio.gather(first, second, third, return_exceptions=True)

    gone, also, stayed = asyncio.run(story())

    assert isinstance(gone, asyncio.CancelledError)
    assert isinstance(also, asyncio.CancelledError)
    assert stayed is None
    assert write.written == [["1"], ["2", "3"]]


def test_what_arrives_while_one_is_written_is_written_together():
    write = Slow()

    async def story():
        intake = Intake(write)
        first = asyncio.create_task(intake.take(hints("first")))
        await _begun(write)
        others = [asyncio.create_task(intake.take(hints(str(n)))) for n in range(250)]
        await asyncio.sleep(0)
        write.may.set()
        await asyncio.gather(first, *others)

    asyncio.run(story())

    assert [len(some) for some in write.written] == [1, 200, 50]


def test_who_was_not_kept_hears_so_and_the_next_are_written_all_the_same():
    write = Slow()
    write.may.set()

    async def story():
        intake = Intake(write)
        bad = asyncio.create_task(intake.take(hints("bad")))
        [failed] = await asyncio.gather(bad, return_exceptions=True)
        await intake.take(hints("good"))
        return failed

    assert isinstance(asyncio.run(story()), Unavailable)
    assert write.written == [["bad"], ["good"]]
