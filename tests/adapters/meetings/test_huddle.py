"""A huddle is a link that is made of the war room's ids in Slack."""

from dataclasses import replace

import pytest

from adapters.meetings.huddle import connect
from bot.domain.room import RoomState
from bot.errors import Refused, SettingsError, TryLater
from tests.adapters.meetings.given import PURPOSE, ROOM, SLACK, given

HUDDLE = {"provider": "huddle"}


def test_it_leads_into_the_huddle_of_the_war_room():
    other = replace(ROOM, chat="teams", room="teams:19:a@thread.tacv2")

    meeting = connect(given(HUDDLE, **SLACK)).open(replace(PURPOSE, rooms=(other, ROOM)), key="k1")

    assert meeting.url == "https://app.slack.com/huddle/T0ACME/C0WAR"


def test_it_waits_for_a_war_room_that_is_on_its_way():
    coming = replace(ROOM, room="", state=RoomState.OPENING)

    with pytest.raises(TryLater) as later:
        connect(given(HUDDLE, **SLACK)).open(replace(PURPOSE, rooms=(coming,)), key="k1")

    assert later.value.after == 2.0


@pytest.mark.parametrize(
    "rooms",
    [
        (),
        (replace(ROOM, chat="teams", room="teams:19:a@thread.tacv2"),),
        (replace(ROOM, state=RoomState.FAILED),),
        (replace(ROOM, state=RoomState.LOST),),
        (replace(ROOM, workspace=""),),
    ],
)
def test_without_a_war_room_in_slack_there_is_none(rooms):
    with pytest.raises(Refused, match="INC-12 has no war room in Slack"):
        connect(given(HUDDLE, **SLACK)).open(replace(PURPOSE, rooms=rooms), key="k1")


def test_without_slack_it_cannot_be_used():
    with pytest.raises(SettingsError, match="Slack"):
        connect(given(HUDDLE))
