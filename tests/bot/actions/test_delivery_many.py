"""Reminders that are due at once are taken together; what goes wrong with one is its own matter."""

import pytest
from sqlalchemy import text

from bot.actions import delivery_many, sla_clocks
from bot.domain.outgoing import Delivery
from bot.domain.sla_notice import NoticeState
from bot.domain.sla_update import Author, Said, Update
from bot.errors import Refused, TryLater
from bot.jobs import sweep
from tests.bot.actions.promises import TOLD, arrives, heard, told
from tests.fakes.chat import Chat

COUNT = 24
WHO = [f"p{number}" for number in range(COUNT)]
PEOPLE = TOLD["people"] | {who: {"slack": who, "zendesk": f"9{number}"} for number, who in enumerate(WHO)}


class Choosy:
    """The chat, to which one person cannot be written."""

    def __init__(self, chat: Chat, who: str, trouble: Exception | None) -> None:
        self._chat, self._who, self._trouble = chat, who, trouble

    def __getattr__(self, name):
        return getattr(self._chat, name)

    def post(self, workspace, to, card, **more):
        if to == f"slack:{self._who}":
            if self._trouble is None:
                return None
            raise self._trouble
        return self._chat.post(workspace, to, card, **more)


@pytest.fixture
def teller(database):
    """Each is about to be reminded of one ticket, by a message of their own."""
    teller = told(database, people=PEOPLE)
    for number in range(COUNT):
        arrives(teller, str(number), assignee=WHO[number], assignee_id=f"9{number}")
    teller.clock.move(minutes=44)
    sweep(teller.world)
    teller.carry()
    for seconds in (70, 20):
        teller.clock.move(seconds=seconds)
        sweep(teller.world)
    assert sorted(rows(teller, Delivery.WAITING)) == sorted(WHO)
    return teller


def carries(teller, voice=None):
    """As couriers do; how often something was claimed."""
    teller.voices["slack"] = voice or teller.chat
    claimed = 0
    while delivery_many.deliver(teller.world, "test/1"):
        claimed += 1
        assert claimed < 10 * COUNT, "it never comes to rest"
    return claimed


def states(teller):
    with teller.store.read() as work:
        found = work.notices.of_several(f"zendesk:{number}" for number in range(COUNT))
    return {one.recipient.partition(":")[2]: one.state for those in found.values() for one in those}


def rows(teller, state):
    with teller.store.engine.connect() as connection:
        asked = text("SELECT lane FROM outbox WHERE kind = 'nag' AND state = :state")
        return [lane.partition(":")[2] for lane in connection.execute(asked, {"state": state}).scalars()]


def test_each_hears_of_theirs_once(teller):
    claimed = carries(teller)

    assert [len(heard(teller, who)) for who in WHO] == [1] * COUNT
    assert set(states(teller).values()) == {NoticeState.SENT}
    assert sorted(rows(teller, Delivery.DONE)) == sorted(WHO)
    assert claimed < COUNT


def test_who_has_to_wait_holds_up_nobody_else(teller):
    carries(teller, Choosy(teller.chat, "p7", TryLater("Slack is busy", after=30)))

    assert rows(teller, Delivery.WAITING) == ["p7"]
    assert sum(len(heard(teller, who)) for who in WHO) == COUNT - 1
    teller.clock.move(seconds=30)
    carries(teller)
    assert len(heard(teller, "p7")) == 1


@pytest.mark.parametrize("trouble", [Refused("Nobody is there."), None])
def test_what_fails_for_one_fails_for_nobody_else(teller, trouble):
    """With None the chat answers with something that cannot be written down."""
    carries(teller, Choosy(teller.chat, "p7", trouble))

    assert rows(teller, Delivery.FAILED) == ["p7"]
    assert states(teller)["p7"] is NoticeState.FAILED
    assert len(rows(teller, Delivery.DONE)) == COUNT - 1


def test_one_of_which_something_cannot_be_read_hides_no_other(teller, database):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE sla_updates SET what = 'nonsense' WHERE about = 'zendesk:7'"))

    carries(teller)

    assert rows(teller, Delivery.FAILED) == ["p7"]
    assert sum(len(heard(teller, who)) for who in WHO) == COUNT - 1


def test_what_a_slow_chat_leaves_no_time_for_is_given_back_without_doubt(teller, monkeypatch):
    monkeypatch.setattr(delivery_many, "PATIENCE", -1)

    delivery_many.deliver(teller.world, "test/1")

    assert len(rows(teller, Delivery.DONE)) == 1
    assert len(rows(teller, Delivery.WAITING)) == COUNT - 1
    with teller.store.engine.connect() as connection:
        doubtful = "SELECT count(*) FROM outbox WHERE doubtful OR (taken_by <> '' AND state = 'waiting')"
        assert connection.execute(text(doubtful)).scalar_one() == 0
    carries(teller)
    assert [len(heard(teller, who)) for who in WHO] == [1] * COUNT


def test_what_was_answered_meanwhile_is_not_said(teller):
    at = teller.clock.now()
    reply = Update(source="zendesk", id="reply", at=at, by=Author.AGENT, said=Said.PUBLIC)
    with teller.store.change() as work:
        work.updates.add("zendesk:7", [reply])
        sla_clocks.derive(teller.world, work, "zendesk:7")

    carries(teller)

    assert heard(teller, "p7") == []
    assert states(teller)["p7"] is NoticeState.SUPERSEDED
    assert sum(len(heard(teller, who)) for who in WHO) == COUNT - 1


def test_a_worker_leaves_the_others_their_part(teller):
    """One who carries and one who claims afterwards."""
    delivery_many.deliver(teller.world, "test/1")

    assert len(rows(teller, Delivery.WAITING)) >= COUNT // 2
