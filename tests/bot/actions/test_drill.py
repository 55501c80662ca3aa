"""A drill from its first word to its report; and a history that is played in a real war room."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.rehearsal import Heard, begin
from bot.domain.rehearsal import Rehearsal
from bot.domain.room import Room
from tests.bot.actions.telling import drafts, publishes, settle, telling
from tests.fakes.reader import read
from tests.fakes.teller import Teller, button_of, card_of, labels_of

COURSE = {"minutes": [0, 10, 55, 60], "statuses": ["Investigating", "Update", "Update", "Resolved"]}


@pytest.fixture
def team(sqlite_database):
    return telling(Teller(sqlite_database))


def history(team, **more) -> Rehearsal:
    usual: dict[str, Any] = {
        "history": "42",
        "title": "Incident with Actions",
        "vendor": "GitHub status",
        "speed": 1,
    }
    return Rehearsal(began_at=team.clock.now(), course=COURSE, **usual | more)


def reports(team):
    return [one.card for one in team.chat.said if "how customers were told" in one.card.title]


def test_the_report_of_a_drill_stands_in_its_room_once_it_is_over_and_follows_the_last_word(team):
    """Declared beside the real INC-1; what it looks at is what is published, not what is drafted."""
    with team.store.change() as work:
        work.rehearsals.add(history(team, incident="INC-2"))
    team.declare("sev1 Search is down --drill")
    team.does("leo", "liaison me", about="INC-2")
    team.does("eve", "role incident_commander me", about="INC-2")
    team.clock.move(minutes=4)
    team.does("leo", "draft Search fails. We write again by 09:40 UTC.", about="INC-2")
    assert "none in 4 min" in read(card_of(team.does("ana", "drill report", about="INC-2")))
    team.does("eve", "approve anyway it is a drill", about="INC-2")
    team.does("leo", "publish", about="INC-2")
    settle(team)
    assert not reports(team)

    team.clock.move(minutes=41)
    team.does("eve", "resolve", about="INC-2", fields={"text": "done"})
    settle(team)
    [told] = [read(one) for one in reports(team)]
    assert "DRILL · INC-2: how customers were told" in told
    assert "First word: ✓ after 4 min; within 5 min is asked" in told
    assert "42 min of silence from minute 4 on; 20 min are allowed" in told
    assert "customers were not told that it is over" in told
    assert "In public GitHub status wrote 4 times; its longest silence lasted 45 min, and 1 of 3" in told

    team.clock.move(minutes=2)
    team.does("eve", "approve anyway it is a drill", about="INC-2")
    team.does("leo", "publish", about="INC-2")
    settle(team)
    [told] = [read(one) for one in reports(team)]
    assert "Last word: ✓ 3 min after the end" in told


def test_the_report_counts_tickets_and_can_be_read_beside_another_table(team):
    drafts(team, symptom="Cards are declined")
    publishes(team)

    first = card_of(team.does("ana", "drill report", about="INC-1"))
    other = card_of(team.does("ana", "drill report gitlab", about="INC-1"))

    assert "3 of 3 customers were told the latest word" in read(first)
    assert "What is affected" in read(first)
    assert "What is affected" not in read(other)
    assert labels_of(first) == ["Beside “gitlab”"]
    assert button_of(first, "Beside “gitlab”").words == "report gitlab"
    assert "Say `drill report`" in card_of(team.does("ana", "drill report itil", about="INC-1")).title


def test_a_history_is_played_in_a_channel_and_stops_with_the_drill(team):
    heard = [
        Heard(0, "GitHub status", "Investigating", "We look. <!channel> *now*"),
        Heard(3, "Priya Nair, Acme (vip)", "CI is stuck", "Nothing runs."),
        Heard(30, "GitHub status", "Update", "Later."),
    ]
    played = history(team, speed=2)

    drill = begin(team.world, Room("slack:C9"), played, heard)
    team.carry()

    def arrived() -> list[str]:
        return [
            one.card.title
            for one in team.chat.said
            if (one.room == "slack:C9" and " · GitHub" in one.card.title) or "Priya" in one.card.title
        ]

    assert (drill.drill, drill.severity, drill.title) == (True, "SEV1", "Incident with Actions")
    assert arrived() == ["DRILL · INC-2 · GitHub status: Investigating"]
    team.clock.move(seconds=91)
    team.carry()
    assert arrived()[-1] == "DRILL · INC-2 · Priya Nair, Acme (vip): CI is stuck"
    team.does("mia", "cancel", about="INC-2", fields={"text": "enough"}, room="C9")
    team.clock.move(minutes=60)
    team.carry()

    assert len(arrived()) == 2
    with team.store.read() as work:
        assert work.rehearsals.of("INC-2", team.clock.now()) == replace(played, incident="INC-2", id=1)
        assert [one.adopted for one in work.rooms.of("INC-2")] == [True]
