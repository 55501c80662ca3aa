"""kill -9 while customers are told: each ticket gets the word once, and the card says so."""

import random
import time
from pathlib import Path
from threading import Event

import pytest

from bot.domain.outgoing import Delivery
from bot.domain.status_update import Audience, Telling
from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.server import serving as slack_serving
from tests.fakes.zendesk import FakeZendesk
from tests.fakes.zendesk import serving as zendesk_serving
from tests.journeys.slack_stage import furnish
from tests.journeys.test_kill import Mortal, mortal
from tests.journeys.test_kill_tickets import SETTINGS, environment_of, types

ENOUGH = 150.0
"""Seconds after which the test gives up."""
WORD = "Card payments are declined. We write again by 23:59 UTC."


def test_customers_are_told_once_in_spite_of_a_few_kills(sqlite_url: str, tmp_path: Path) -> None:
    _told_in_spite_of_kills(sqlite_url, tmp_path, tickets=60, kills=8)


@pytest.mark.slow
def test_customers_are_told_once_in_spite_of_forty_kills(database_url: str, tmp_path: Path) -> None:
    _told_in_spite_of_kills(database_url, tmp_path, tickets=700, kills=40)


def _told_in_spite_of_kills(database_url: str, folder: Path, *, tickets: int, kills: int) -> None:
    with slack_serving() as slack, zendesk_serving() as zendesk:
        furnish(slack)
        ids = [str(number) for number in range(1001, 1001 + tickets)]
        for id in ids:
            zendesk.add_ticket(id)
        (folder / "caseline.yml").write_text(SETTINGS.format(address=zendesk.address))
        with mortal(environment_of(database_url, slack), folder) as program:
            _prepared(program, slack, database_url, ids)
            zendesk.delay = 0.02
            assert "customers were told" in types(program, slack, "publish INC-1", "t6")
            _kill_often(program, zendesk, tickets, kills)
            _until(database_url, lambda work: work.tellings.count(1), _all_told(tickets))
            program.kill()
        replies = {id: zendesk.tickets[id].replies for id in ids}
        assert {id: len(told) for id, told in replies.items()} == dict.fromkeys(ids, 1)
        assert all(WORD in one for told in replies.values() for one in told)
        assert zendesk.asked["GET tickets/audits"], "no reply was ever in doubt; the kills proved nothing"


def _prepared(program: Mortal, slack: FakeSlack, database_url: str, ids: list[str]) -> None:
    """An incident with all of these tickets, and a word for their customers that was approved."""
    assert "INC-1" in types(program, slack, "declare sev1 Checkout is down", "t1")
    for start in range(0, len(ids), 300):
        types(program, slack, f"link INC-1 {' '.join(ids[start : start + 300])}", f"t2/{start}")
    _until(database_url, lambda work: work.outbox.of("INC-1", states=(Delivery.WAITING, Delivery.TAKEN)), [])
    types(program, slack, "role INC-1 incident_commander me", "t3")
    assert "draft 1" in types(program, slack, f"draft INC-1 {WORD}", "t4")
    assert "is approved" in types(program, slack, "approve INC-1", "t5")


def _all_told(tickets: int) -> dict[tuple[Audience, Telling], int]:
    return {(Audience.TICKETS, Telling.TOLD): tickets}


def _kill_often(program: Mortal, zendesk: FakeZendesk, tickets: int, kills: int) -> None:
    """At random instants all along the way."""
    chance, pause = random.Random(17), Event()
    for number in range(kills):
        until = tickets * (number + chance.random()) / kills
        while sum(bool(one.replies) for one in zendesk.tickets.values()) < min(until, tickets - 1):
            pause.wait(chance.uniform(0.001, 0.02))
        program.kill()
        program.start()


def _until(database_url: str, look, wanted) -> None:
    database: Database = connect(database_url, Bell())
    pause, end = Event(), time.monotonic() + ENOUGH
    try:
        while True:
            with database.read() as work:
                found = look(work)
            if found == wanted:
                return
            assert time.monotonic() < end, f"it never came to an end: {found}"
            pause.wait(0.1)
    finally:
        database.close()
