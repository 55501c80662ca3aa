"""What pagers and the telephone tell at `/webhooks/<name>`: believed with proof, kept before the answer."""

import asyncio
from collections.abc import Iterator, Sequence

import httpx
import pytest
from starlette.applications import Starlette

from adapters.likeness.connect import Likeness
from adapters.web.metrics import Metrics
from adapters.web.webhooks import LARGEST, webhooks
from bot.config import Settings
from bot.domain.finding import Finding
from bot.domain.ticket import Knock
from bot.errors import Forged, Unavailable
from bot.ports import Answered
from bot.world import World
from tests.fakes.desk import SECRET, Desk
from tests.fakes.pager import Pager


class Twilio:
    """Keeps the promise of `bot.ports.Phone`, as far as it answers."""

    name = "twilio"
    thanks = "<Response><Say>Thank you.</Say></Response>"

    def text(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None: ...

    def call(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None: ...

    def answers(self, knock: Knock) -> Sequence[Answered]:
        if knock.headers.get("x-twilio-signature") != "good":
            raise Forged("the signature is wrong")
        return [Answered("CA1", "+491", "1", knock.body.decode())]

    def check(self) -> Iterator[Finding]:
        yield Finding("twilio", "answers")

    def close(self) -> None: ...


class Known:
    """A world with a desk, a pager and a telephone."""

    def __init__(self, store, clock):
        self.metrics, self.store, self.down = Metrics([]), store, False
        world = World(
            clock,
            self,
            Settings(),
            {},
            self.metrics,
            Likeness(),
            desks={"zendesk": Desk()},
            pagers={"pagerduty": Pager()},
            phone=Twilio(),
        )
        self.app = Starlette(routes=webhooks(world))

    def read(self):
        return self._up().read()

    def change(self):
        return self._up().change()

    def _up(self):
        if self.down:
            raise Unavailable("The database does not answer.")
        return self.store

    def tell(self, path="/webhooks/pagerduty/known", body="e1 P7", headers=None):
        async def send():
            way = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as client:
                return await client.post(path, content=body, headers=headers)

        return asyncio.run(send())

    def kept(self):
        with self.store.read() as work:
            return sorted(
                (row.kind, row.chat, row.data.get("id", ""))
                for row in work.outbox.of("", states=("waiting",))
            )

    def refused(self):
        return [one for one in self.metrics.text().decode().splitlines() if "refused_requests_total{" in one]


@pytest.fixture
def known(database, clock):
    return Known(database, clock)


def test_a_hint_of_a_pager_is_kept_before_it_is_acknowledged_and_once(known):
    answers = [known.tell().status_code for _ in range(3)]

    assert answers == [200] * 3
    assert known.kept() == [("pager_read", "pagerduty", "P7")]


def test_several_hints_about_one_incident_ask_once(known):
    for event in ("e1", "e2", "e3"):
        known.tell(body=f"{event} P7")
    known.tell(body="e4 P8")

    assert known.kept() == [("pager_read", "pagerduty", "P7"), ("pager_read", "pagerduty", "P8")]


@pytest.mark.parametrize("path", ["/webhooks/pagerduty", "/webhooks/pagerduty/wrong"])
def test_what_does_not_prove_that_the_pager_sent_it_is_refused_and_counted(known, path):
    answer = known.tell(path)

    assert answer.status_code == 401
    assert known.kept() == []
    assert known.refused() == [
        'caseline_refused_requests_total{door="webhook_pagerduty",reason="forged"} 1.0'
    ]


def test_the_proof_of_a_desk_proves_nothing_of_a_pager(known):
    answer = known.tell("/webhooks/pagerduty", headers={"X-Secret": SECRET})

    assert answer.status_code == 401
    assert known.kept() == []


def test_more_than_a_pager_ever_sends_is_not_read(known):
    answer = known.tell(body=b"e1 " + b"P" * LARGEST)

    assert answer.status_code == 413
    assert known.kept() == []


def test_a_pager_hears_that_nothing_was_kept_and_sends_it_again(known):
    known.down = True
    lost = known.tell()
    known.down = False
    again = known.tell()

    assert (lost.status_code, lost.headers["retry-after"], again.status_code) == (503, "30", 200)
    assert known.kept() == [("pager_read", "pagerduty", "P7")]


def test_a_pager_that_is_not_connected_is_unknown_here(known):
    assert known.tell("/webhooks/opsgenie/known").status_code == 404


def test_whoever_presses_a_key_is_thanked_as_the_telephone_understands_it(known):
    answer = known.tell("/webhooks/twilio", "1", {"X-Twilio-Signature": "good"})

    assert (answer.status_code, answer.text) == (200, Twilio.thanks)
    assert answer.headers["content-type"].startswith("application/xml")


def test_a_key_that_somebody_else_presses_is_refused(known):
    answer = known.tell("/webhooks/twilio", "1", {"X-Twilio-Signature": "bad"})

    assert answer.status_code == 401
    assert known.refused() == ['caseline_refused_requests_total{door="webhook_twilio",reason="forged"} 1.0']


def test_a_key_that_could_not_be_kept_is_asked_for_again(known):
    known.down = True

    answer = known.tell("/webhooks/twilio", "1", {"X-Twilio-Signature": "good"})

    assert answer.status_code == 503
