"""What happens in Teams without anybody speaking to the bot."""

from typing import Any

import pytest

from bot.domain.card import Card
from bot.domain.interaction import Reply
from tests.adapters.teams.activities import BOT, Json, activity, person
from tests.adapters.teams.bench import Bench

REMOVED = {"id": BOT, "name": "Caseline"}


def happened(bench: Bench, kind: str, where: Json | None = None, **more: Any) -> int:
    return bench.send(activity(kind, where or bench.thread, **more)).status_code


def commands(bench: Bench) -> list[str]:
    return [said.command for said in bench.router.said]


def test_everybody_who_comes_in_joins_by_themselves(bench: Bench) -> None:
    members = [person("Leo"), person("Mei"), {"id": BOT}]
    assert happened(bench, "conversationUpdate", bench.ops, membersAdded=members) == 200

    assert commands(bench) == ["joined", "joined"]
    assert [said.person.id for said in bench.router.said] == ["teams:29:leo", "teams:29:mei"]
    assert len({said.id for said in bench.router.said}) == 2
    assert bench.told(bench.group) == bench.told() == []


def test_zone_and_language_are_those_of_who_sent_it(bench: Bench) -> None:
    happened(bench, "conversationUpdate", bench.ops, membersAdded=[person("Leo")])

    assert (bench.router.last.person.zone, bench.router.last.person.language) == ("", "")


def test_people_leave_and_when_the_bot_is_removed_the_room_is_gone(bench: Bench) -> None:
    happened(bench, "conversationUpdate", bench.ops, membersRemoved=[person("Leo"), REMOVED])

    assert commands(bench) == ["left", "room_gone"]


@pytest.mark.parametrize(
    ("event", "command"),
    [
        ("channelDeleted", "room_gone"),
        ("channelRenamed", "room_renamed"),
        ("channelRestored", "room_back"),
    ],
)
def test_what_becomes_of_a_channel_is_told_about_that_channel(bench: Bench, event: str, command: str) -> None:
    data = {"eventType": event, "channel": {"id": "19:inc-1@thread.tacv2", "name": "inc-1-checkout"}}
    happened(bench, "conversationUpdate", channelData=data)

    said = bench.router.last
    assert said.command == command
    assert said.room is not None
    assert (said.room.id, said.room.name) == ("teams:19:inc-1@thread.tacv2", "inc-1-checkout")


def test_other_changes_of_a_team_mean_nothing(bench: Bench) -> None:
    for event in ("channelCreated", "teamRenamed", "teamArchived", ""):
        assert happened(bench, "conversationUpdate", channelData={"eventType": event}) == 200

    assert commands(bench) == []


def test_who_adds_the_app_in_a_personal_chat_is_welcomed_with_their_home(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Good to see you"))
    happened(bench, "installationUpdate", bench.chat, action="add")

    assert commands(bench) == ["home_opened"]
    assert [one.words for one in bench.told()] == ["Good to see you"]


def test_a_team_that_adds_the_app_is_told_what_it_can_do(bench: Bench) -> None:
    where = {"id": bench.channel.id, "conversationType": "channel"}
    happened(bench, "installationUpdate", where, action="add")

    assert commands(bench) == ["help"]
    assert [one.words for one in bench.told(bench.channel)] == ["Understood."]


def test_a_conversation_is_remembered_when_the_app_is_added_and_forgotten_when_it_is_removed(
    bench: Bench,
) -> None:
    happened(bench, "installationUpdate", bench.ops, action="add")
    place = bench.places.of(f"teams:{bench.group.id}")
    assert place is not None
    assert (place.service_url, place.tenant) == (bench.teams.service_url, bench.teams.tenant)

    happened(bench, "installationUpdate", bench.ops, action="remove")
    assert bench.places.of(f"teams:{bench.group.id}") is None
    assert commands(bench) == ["help", "room_gone"]


@pytest.mark.parametrize("action", ["add-upgrade", "remove-upgrade", "", "other"])
def test_a_new_version_of_the_app_is_nobodys_business(bench: Bench, action: str) -> None:
    assert happened(bench, "installationUpdate", bench.ops, action=action) == 200
    assert commands(bench) == []


def test_every_activity_tells_how_its_conversation_is_reached(bench: Bench) -> None:
    bench.say("help", bench.thread, sender="Leo")

    place = bench.places.of(f"teams:{bench.channel.id}")
    assert place is not None
    assert (place.service_url, place.kind) == (bench.teams.service_url, "channel")
    known = bench.places.of("teams:29:leo")
    assert known is not None
    assert known.object_id == bench.teams.users["29:leo"].object_id


def test_an_edited_message_is_told_once_for_every_edit(bench: Bench) -> None:
    for at in ("10:00:01", "10:00:02"):
        raw: Json = {"id": "1700000000009", "text": "It was the cache", "timestamp": f"2026-03-02T{at}Z"}
        happened(bench, "messageUpdate", channelData={"eventType": "editMessage"}, **raw)

    first, second = bench.router.said
    assert (first.command, first.id == second.id) == ("message_edited", False)
    assert first.message is not None
    assert (first.message.id, first.message.text) == ("1700000000009", "It was the cache")
    assert bench.told(bench.channel) == []


def test_a_deleted_message_is_told(bench: Bench) -> None:
    happened(bench, "messageDelete", id="1700000000009", channelData={"eventType": "softDeleteMessage"})

    said = bench.router.last
    assert said.command == "message_deleted"
    assert said.message is not None
    assert said.message.id == "1700000000009"


def test_what_is_edited_in_a_personal_chat_is_nobodys_business(bench: Bench) -> None:
    happened(bench, "messageUpdate", bench.chat, text="x")
    happened(bench, "messageDelete", bench.chat)

    assert commands(bench) == []


def test_a_mark_that_is_taken_away_is_told(bench: Bench) -> None:
    marks = [{"type": "1f4cc_pushpin"}]
    happened(bench, "messageReaction", reactionsRemoved=marks, replyToId="17")
    happened(bench, "messageReaction", reactionsAdded=marks, replyToId="17")
    happened(bench, "messageReaction", reactionsRemoved=[{"type": "like"}], replyToId="17")

    assert commands(bench) == ["unpinned"]


@pytest.mark.parametrize("kind", ["typing", "event", "endOfConversation", "trace", "handoff", "x"])
def test_other_kinds_of_activity_mean_nothing(bench: Bench, kind: str) -> None:
    assert happened(bench, kind) == 200
    assert commands(bench) == []


def test_what_could_not_be_recorded_may_be_delivered_again(bench: Bench) -> None:
    raw = activity("conversationUpdate", bench.ops, membersAdded=[person("Leo")])
    bench.router.reply = Reply(card=Card("No database."), outcome="unavailable")
    assert bench.send(raw).status_code == 503

    bench.router.reply = Reply()
    assert bench.send(raw).status_code == 200
    assert bench.send(raw).status_code == 200
    assert commands(bench) == ["joined", "joined"]


def test_a_message_says_what_it_is_part_of(bench: Bench) -> None:
    first = {"id": bench.channel.id + ";messageid=1700000000007", "conversationType": "channel"}
    happened(bench, "message", first, id="1700000000007", text="First")
    happened(bench, "message", bench.thread, id="1700000000008", text="Below")

    threads = [said.message.thread for said in bench.router.said if said.message]
    assert threads == ["", ""]
    assert [said.room.id for said in bench.router.said if said.room] == [
        f"teams:{first['id']}",
        f"teams:{bench.thread['id']}",
    ]
