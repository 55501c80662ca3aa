"""kill -9 while many tickets are linked: each gets one note and its tag, and people see the end of it."""

import random
import re
import time
from pathlib import Path
from threading import Event

import pytest

from bot.domain.link import LinkState
from bot.domain.outgoing import Delivery
from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.adapters.slack import payloads
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.server import serving as slack_serving
from tests.fakes.zendesk import FakeZendesk
from tests.fakes.zendesk import serving as zendesk_serving
from tests.journeys.slack_stage import furnish
from tests.journeys.test_kill import Mortal, mortal

ENOUGH = 150.0
"""Seconds after which the test gives up."""
CALLS = 4
"""For one ticket: it is read, read again before it is tagged, tagged, and noted."""
AGAIN = 5
"""More of them after a kill."""
SETTINGS = """
tickets:
  zendesk:
    base_url: {address}
    email: caseline@acme.test
    api_token: token-of-a-test
"""


def test_what_was_linked_survives_a_few_kills(sqlite_url: str, tmp_path: Path) -> None:
    _linked_in_spite_of_kills(sqlite_url, tmp_path, tickets=60, kills=12)


@pytest.mark.slow
def test_what_was_linked_survives_forty_kills(database_url: str, tmp_path: Path) -> None:
    _linked_in_spite_of_kills(database_url, tmp_path, tickets=500, kills=40)


def _linked_in_spite_of_kills(database_url: str, folder: Path, *, tickets: int, kills: int) -> None:
    with slack_serving() as slack, zendesk_serving() as zendesk:
        furnish(slack)
        ids = [str(number) for number in range(1001, 1001 + tickets)]
        for id in ids:
            zendesk.add_ticket(id)
        zendesk.delay = 0.02
        (folder / "caseline.yml").write_text(SETTINGS.format(address=zendesk.address))
        with mortal(environment_of(database_url, slack), folder) as program:
            assert "INC-1" in types(program, slack, "declare sev1 Checkout is down", "t1")
            assert "being linked" in types(program, slack, f"link INC-1 {' '.join(ids)}", "t2")
            _kill_often(program, zendesk, tickets * CALLS + kills * AGAIN, kills)
            _until_settled(database_url, slack, f"{tickets} of {tickets} linked")
            program.kill()
        _each_once(zendesk, ids)
        assert zendesk.asked["GET tickets/audits"], "no note was ever in doubt; the kills proved nothing"


def environment_of(database_url: str, slack: FakeSlack) -> dict[str, str]:
    return {
        "CASELINE_DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": payloads.SECRET,
        "SLACK_API_URL": slack.api_url,
    }


def types(program: Mortal, slack: FakeSlack, text: str, wish: str) -> str:
    channel = slack.channel("support").id
    body = payloads.command(text, user_id="UANA", channel_id=channel, trigger_id=wish)
    answer = program.client.post(
        f"{program.address}/slack/events",
        content=body,
        headers=payloads.signed(body, time.time()),
    )
    assert answer.status_code == 200
    return answer.text


def _kill_often(program: Mortal, zendesk: FakeZendesk, calls: int, kills: int) -> None:
    """At random instants all along the way, so that each kind of call is cut off."""
    chance, pause = random.Random(11), Event()
    for number in range(kills):
        until = calls * (number + chance.random()) / kills
        while zendesk.asked.total() < until and not all(one.notes for one in zendesk.tickets.values()):
            pause.wait(chance.uniform(0.001, 0.02))
        program.kill()
        program.start()


def _until_settled(database_url: str, slack: FakeSlack, words: str) -> None:
    """All is linked and nothing is left to be carried, and the progress in the war room says so."""
    database = connect(database_url, Bell())
    pause, end = Event(), time.monotonic() + ENOUGH
    try:
        while not (_is_carried(database) and _shows(slack, words)):
            assert time.monotonic() < end, _left(database)
            pause.wait(0.1)
    finally:
        database.close()


def _left(database: Database) -> str:
    """What is looked at first by who wonders why it never came to an end."""
    with database.read() as work:
        rows = work.outbox.of("INC-1", states=(Delivery.WAITING, Delivery.TAKEN, Delivery.FAILED))
        links = [one.link for one in work.ticket_links.of("INC-1", states=tuple(LinkState), limit=1000)]
    left = [f"{one.state} {one.lane} {one.kind} {one.view} {one.due_at} {one.error}" for one in rows]
    odd = [f"{one.ref} {one.state} {one.why}" for one in links if one.why or one.state != LinkState.LINKED]
    return "\n".join(("it never came to an end:", *left, *odd))


def _is_carried(database: Database) -> bool:
    with database.read() as work:
        batches = {
            one.link.state for one in work.ticket_links.of("INC-1", states=tuple(LinkState), limit=1000)
        }
        return not work.outbox.figures() and batches == {LinkState.LINKED}


def _shows(slack: FakeSlack, words: str) -> bool:
    """However it is set, in the thread of the war room's card."""
    [war_room] = slack.channels_named("inc-")
    return any(words in " ".join(one.words.replace("*", " ").split()) for one in war_room.messages)


def _each_once(zendesk: FakeZendesk, ids: list[str]) -> None:
    for id in ids:
        found = zendesk.tickets[id]
        assert len(found.notes) == 1, (id, found.notes)
        assert re.match(r"Linked to INC-1 \(SEV1\): Checkout is down", found.notes[0])
        assert found.tags == ["incident:inc-1"]
