"""An incident in two chats from the first word to the end: both rooms show the same, message by message."""

import pytest

from bot.errors import TryLater
from tests.fakes.mirror import Mirror, settings, told
from tests.fakes.reader import read
from tests.fakes.teller import card_of, form_of

ROOM = "inc-1-checkout-is-down"


@pytest.fixture
def mirror(database) -> Mirror:
    people = {"leo": {"slack": "leo", "teams": "leo"}, "mia": {"slack": "mia"}}
    teams = {"engineering": {"home": "slack", "lead": "mia"}, "support": {"home": "teams"}}
    return Mirror(database, settings(people=people, teams=teams))


def room(mirror: Mirror, chat: str) -> list[tuple[int, str]]:
    """Every message of the war room: below which one it stands, and what it says without its origin."""
    said = [one for one in mirror.teller(chat).chat.said if one.room == f"{chat}:{ROOM}"]
    place = {one.id: number for number, one in enumerate(said, 1)}
    return [(place.get(one.thread, 0), words(one)) for one in said]


def words(said) -> str:
    """Cards differ only in what another chat's rooms and people are called."""
    text = told(said) if said.card.spoken else read(said.card)
    for chat in ("Slack", "Teams"):
        text = text.replace(f" ({chat})", "")
    return text


def test_a_mirrored_incident(mirror):
    slack, teams = mirror.slack, mirror.teams
    slack.does("eve", "declare sev1 Checkout is down", room="engineering")
    mirror.carry()
    teams.knock()

    teams.presses("leo", question(teams), "I'll be customer liaison", room=ROOM)
    mirror.carry()
    teams.does("ana", "role incident commander @slack:eve", room=ROOM, mentions={"slack:eve": "Eve"})
    mirror.carry()
    slack.does("eve", "update Card payments fail; PayPal works.", room=ROOM)
    mirror.carry()
    form = form_of(teams.presses("leo", teams.war_room(), "Change phase", room=ROOM))
    teams.fills("leo", form, room=ROOM, phase="identified")
    mirror.carry()
    slack.does("eve", "task Ask the bank", room=ROOM)
    mirror.carry()
    both(mirror)

    form = form_of(teams.presses("leo", teams.war_room(), "Resolve", room=ROOM))
    teams.fills("leo", form, room=ROOM, text="Certificate replaced.")
    mirror.carry()
    both(mirror)

    for teller in (slack, teams):
        card = read(teller.war_room())
        assert card.startswith("RESOLVED · INC-1 · SEV1 · Checkout is down  <done>")
        assert "~identified~ resolved" in card.replace("Status: ", "")
    assert slack.chat.topics[f"slack:{ROOM}"] == teams.chat.topics[f"teams:{ROOM}"]
    assert read(card_of(slack.does("eve", "timeline", room=ROOM))) == read(
        card_of(teams.does("ana", "timeline", room=ROOM))
    )


def test_what_people_say_stands_in_both_rooms_in_the_order_in_which_it_was_said(mirror):
    mirror.declare()
    mirror.writes("eve", "The gateway rejects our certificate.", chat="slack", id="s1")
    mirror.carry()
    [shown] = mirror.relayed("teams")
    mirror.writes("leo", "How long?", chat="teams", id="t1", thread=shown.id)
    mirror.carry()
    mirror.slack.does("eve", "note 5m ago Certificate replaced", room=ROOM)
    mirror.writes("eve", "Ten minutes.", chat="slack", id="s2", thread="s1")
    mirror.carry()

    assert mirror.words("teams") == [
        "Eve (Slack): The gateway rejects our certificate.",
        "Eve (Slack): Ten minutes.",
    ]
    assert {one.thread for one in mirror.relayed("slack")} == {"s1"}
    assert mirror.words("slack") == ["Leo (Teams): How long?"]


def test_one_side_lags_and_catches_up_in_order_and_once(mirror):
    mirror.declare()
    calm = dict(mirror.slack.chat.trouble)
    mirror.slack.chat.trouble = dict.fromkeys(
        ("post", "redraw", "set_topic"), TryLater("Slack does not answer.")
    )
    mirror.teams.does("leo", "liaison me", room=ROOM)
    for number in range(3):
        mirror.writes("leo", f"Word {number}", chat="teams", id=f"t{number}")
        mirror.carry()
        mirror.clock.move(minutes=1)
    mirror.teams.does("leo", "update Card payments fail", room=ROOM)
    mirror.carry()
    assert "Slack does not answer; 6 messages wait since 09:12." in read(mirror.teams.war_room())

    mirror.slack.chat.trouble = calm
    mirror.clock.move(minutes=2)
    mirror.carry()
    mirror.carry()

    assert mirror.words("slack") == [f"Leo (Teams): Word {number}" for number in range(3)]
    assert "does not answer" not in read(mirror.teams.war_room())
    cards = [[text for _, text in room(mirror, chat) if "Word" not in text] for chat in ("slack", "teams")]
    assert cards[0] == cards[1]


def question(teller):
    return next(one.card for one in teller.chat.said if one.card.title == "INC-1 needs a customer liaison")


def both(mirror: Mirror) -> None:
    assert room(mirror, "slack") == room(mirror, "teams")
    assert len(room(mirror, "slack")) > 3
