"""What may not be read by others is never written where others read."""

import pytest

from bot.domain.card import Button, Buttons, Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Reply
from bot.domain.room import RoomState, WarRoom
from tests.adapters.teams.bench import Bench

SECRET = "INC-1 · SEV1 · Payroll leaked"


@pytest.fixture
def private(bench: Bench) -> Bench:
    """INC-1 is private, INC-2 is not; Ana cannot be written to, so only the room is left."""
    bench.declare("Payroll leaked", private=True)
    bench.declare("Payroll leaked")
    bench.teams.users["29:leo"].has_app = False
    return bench


def told(bench: Bench) -> str:
    return "\n".join(one.words for one in bench.told(bench.channel))


def test_a_private_incident_is_not_spoken_of_where_others_read(private: Bench) -> None:
    private.router.reply = Reply(card=Card(SECRET))
    private.say("status INC-1", private.thread, sender="Leo")

    assert "only in private" in told(private)
    assert "Payroll" not in told(private)


def test_not_even_by_a_public_answer(private: Bench) -> None:
    private.router.reply = Reply(card=Card(SECRET), public=True)
    private.say("status INC-1", private.thread)

    assert "Payroll" not in told(private)


def test_nor_by_what_a_button_carries(private: Bench) -> None:
    card = Card("Payroll leaked", (Buttons((Button("Resolve", "resolve", "INC-1"),)),))
    private.router.reply = Reply(card=card)
    private.say("status inc1", private.thread, sender="Leo")

    assert "Payroll" not in told(private)


def test_nor_by_a_form(private: Bench) -> None:
    private.router.reply = Reply(
        form=Form(SECRET, "update", (TextField(name="x", label="X"),), about="INC-1")
    )
    private.say("update INC-1", private.thread)

    assert "personal chat" in told(private)
    assert "Payroll" not in told(private)


def test_in_its_own_war_room_a_private_incident_is_spoken_of(private: Bench) -> None:
    with private.database.change() as work:
        room = f"teams:{private.thread['id']}"
        work.rooms.add(WarRoom("INC-1", "teams", room=room, state=RoomState.OPEN))
    private.router.reply = Reply(card=Card(SECRET), public=True)
    private.say("status", private.thread)

    assert SECRET in told(private)


def test_others_may_read_of_an_incident_that_is_not_private(private: Bench) -> None:
    private.router.reply = Reply(card=Card("INC-2 · SEV1 · Payroll leaked"))
    private.say("status INC-2", private.thread, sender="Leo")

    assert "INC-2" in told(private)


def test_a_private_answer_to_a_press_is_in_the_answer_alone(private: Bench) -> None:
    private.router.reply = Reply(card=Card(SECRET))
    body = private.press({"does": "status", "about": "INC-1"}, sender="Leo")

    assert body["value"] == SECRET
    assert told(private) == ""


def test_a_thread_of_a_channel_that_is_a_war_room_belongs_to_it(private: Bench) -> None:
    with private.database.change() as work:
        room = f"teams:{private.channel.id}"
        work.rooms.add(WarRoom("INC-1", "teams", room=room, state=RoomState.OPEN))
    private.say("status", private.thread)

    said = private.router.last
    assert said.room is not None
    assert said.room.id == room
