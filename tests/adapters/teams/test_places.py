from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from adapters.teams.places import CHANNEL, PERSONAL, Place, Places, in_thread, thread_of, without_thread
from storage.unit_of_work import Database

SERVICE = "https://smba.trafficmanager.net/emea/"


def channel_message(**changes: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "serviceUrl": SERVICE,
        "from": {"id": "29:ana", "name": "Ana", "aadObjectId": "aad-ana"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "19:incidents;messageid=17", "conversationType": "channel", "isGroup": True},
        "channelData": {
            "team": {"id": "19:general"},
            "tenant": {"id": "acme"},
            "channel": {"id": "19:incidents"},
        },
    } | changes


@pytest.fixture
def places(database: Database) -> Places:
    return Places(database)


def test_a_message_in_a_channel_tells_of_the_channel_its_team_and_who_said_it(places: Places) -> None:
    here = places.remember(channel_message())

    assert here == Place(
        service_url=SERVICE,
        conversation="19:incidents",
        kind=CHANNEL,
        tenant="acme",
        team="19:general",
        channel="19:incidents",
        bot="28:bot",
    )
    general, ana = places.of("teams:19:general"), places.of("teams:29:ana")
    assert general == replace(here, conversation="19:general", channel="19:general")
    assert ana is not None
    assert (ana.person, ana.object_id, ana.name, ana.conversation) == ("29:ana", "aad-ana", "Ana", "")
    assert ana.seen_in == "19:incidents"


def test_a_personal_chat_is_where_its_person_is_written_to(places: Places) -> None:
    personal = {"id": "a:1", "conversationType": "personal"}
    places.remember(channel_message(conversation=personal, channelData={"tenant": {"id": "acme"}}))
    places.remember(channel_message())

    ana = places.of("teams:29:ana")
    assert ana is not None
    assert (ana.conversation, ana.kind, ana.tenant) == ("a:1", PERSONAL, "acme")
    assert places.of("teams:a:1") is not None


def test_people_who_are_mentioned_are_known_and_bots_are_not(places: Places) -> None:
    mentions = [
        {"type": "mention", "mentioned": {"id": "28:bot", "name": "Caseline"}},
        {"type": "mention", "mentioned": {"id": "29:leo", "name": "Leo"}},
        {"type": "mention", "mentioned": {"id": "29:ana", "name": "Not Ana"}},
        {"type": "clientInfo"},
    ]
    places.remember(channel_message(entities=mentions))

    leo, ana = places.of("teams:29:leo"), places.of("teams:29:ana")
    assert leo is not None
    assert ana is not None
    assert (leo.name, leo.seen_in, ana.name) == ("Leo", "19:incidents", "Ana")
    assert places.of("teams:28:bot") is None


def test_an_address_that_changes_is_followed_and_what_is_not_told_again_is_kept(places: Places) -> None:
    team = {"id": "19:general", "aadGroupId": "group-1"}
    data = channel_message()["channelData"]
    places.remember(channel_message(channelData={**data, "team": team}))
    places.remember(channel_message(serviceUrl="https://smba.trafficmanager.net/amer/"))

    here = places.of("teams:19:incidents")
    assert here is not None
    assert (here.service_url, here.group) == ("https://smba.trafficmanager.net/amer/", "group-1")


def test_a_thread_is_reached_as_its_channel_is(places: Places) -> None:
    places.remember(channel_message())
    channel = places.of("teams:19:incidents;messageid=99")
    assert channel is not None
    places.own("teams:19:incidents;messageid=99", channel, root="-")
    places.remember(channel_message(serviceUrl="https://smba.trafficmanager.net/amer/"))

    thread = places.of("teams:19:incidents;messageid=99")

    assert thread is not None
    assert (thread.ours, thread.root, thread.service_url) == (
        True,
        "-",
        "https://smba.trafficmanager.net/amer/",
    )
    channel = places.of("teams:19:incidents")
    assert channel is not None
    assert not channel.ours


def test_what_is_known_already_is_not_written_again(places: Places, database: Database) -> None:
    writes: list[str] = []
    change = database.change

    @contextmanager
    def counted() -> Iterator[Any]:
        writes.append("change")
        with change() as work:
            yield work

    class Counting:
        read = staticmethod(database.read)
        change = staticmethod(counted)

    counting = Places(Counting())
    for _ in range(3):
        counting.remember(channel_message())

    assert writes == ["change"]


def test_a_place_is_forgotten(places: Places) -> None:
    places.remember(channel_message())

    places.forget("teams:19:incidents")

    assert places.of("teams:19:incidents") is None
    assert places.of("teams:19:general") is not None


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": "message", "serviceUrl": SERVICE},
        {"conversation": {"id": "19:x"}},
        {"conversation": "19:x", "serviceUrl": SERVICE},
        {"conversation": {"id": 7}, "serviceUrl": SERVICE},
        {"conversation": {"id": "19:" + "x" * 5000}, "serviceUrl": SERVICE},
    ],
)
def test_an_activity_that_names_no_conversation_tells_nothing(places: Places, odd: dict[str, Any]) -> None:
    assert places.remember(odd) is None


@pytest.mark.parametrize("wrong", [None, "x", 7, [], {"id": None}, {"id": "29:" + "x" * 3000}])
def test_an_odd_sender_does_no_harm(places: Places, wrong: Any) -> None:
    odd = channel_message(channelData=wrong, entities=wrong) | {"from": wrong}

    assert places.remember(odd) is not None


def test_a_record_of_a_later_release_can_be_read() -> None:
    assert Place.read({"conversation": "19:x", "colour": "blue"}) == Place(conversation="19:x")
    assert Place.read({"conversation": "19:x", "ours": True}) == Place(conversation="19:x")


def test_a_room_that_we_opened_stays_ours_whatever_is_told_of_it_meanwhile(places: Places) -> None:
    telling = places.remember(channel_message())
    assert telling is not None
    places.own("teams:19:incidents", telling)

    places.put("teams:19:incidents", telling)
    places.remember(channel_message(serviceUrl="https://smba.trafficmanager.net/amer/"))

    here = places.of("teams:19:incidents")
    assert here is not None
    assert here.ours
    places.forget("teams:19:incidents")
    places.remember(channel_message())
    again = places.of("teams:19:incidents")
    assert again is not None
    assert not again.ours


def test_a_room_that_nothing_was_heard_from_can_be_opened(places: Places) -> None:
    places.own("teams:19:new;messageid=1", Place(conversation="19:new", kind=CHANNEL), root="-")

    here = places.of("teams:19:new;messageid=1")
    assert here is not None
    assert (here.conversation, here.kind, here.ours, here.root) == ("19:new", CHANNEL, True, "-")


def test_people_are_remembered_as_called(places: Places) -> None:
    places.call("teams:19:incidents", ["teams:29:ana"])
    places.call("teams:19:incidents", ["teams:29:leo", "teams:29:ana"])

    assert places.called("teams:19:incidents") == {"teams:29:ana", "teams:29:leo"}
    assert places.called("teams:19:other") == frozenset()


def test_a_thread_is_part_of_a_conversations_id() -> None:
    thread = in_thread("19:x;messageid=1", "2")

    assert (thread, without_thread(thread), thread_of(thread)) == ("19:x;messageid=2", "19:x", "2")
    assert (in_thread("19:x", ""), thread_of("19:x")) == ("19:x", "")
