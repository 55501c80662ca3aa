"""The voice, through the real client, against a Slack that keeps state."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.slack.deliver import SlackVoice
from adapters.slack.deliver_name import channel_name
from adapters.slack.workspaces import Workspaces
from bot.domain.card import Bullets, Button, Buttons, Card, Paragraph, Table
from bot.errors import Refused, TryLater
from tests.adapters.samples import CARD
from tests.fakes.clock import StoppedClock
from tests.fakes.slack import FakeSlack, serving

HELLO = Card("INC-1 · SEV1 · Checkout is down", (Paragraph(("Paying fails.",)),))
CHANGED = Card("INC-1 · SEV2 · Checkout is down")


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with serving() as fake:
        fake.add_user("U1", "Ana", email="ana@acme.test")
        fake.add_user("U2", "Leo")
        yield fake
        assert fake.findings == []


@pytest.fixture
def voice(slack: FakeSlack) -> SlackVoice:
    return SlackVoice(Workspaces(slack.api_url, bot_token="xoxb-test"), StoppedClock())


def opened(voice: SlackVoice, slug: str = "inc-1-Checkout is down!", **how: Any) -> Any:
    given: dict[str, Any] = {"private": False, "key": "k1", "doubtful": False} | how
    return voice.open_room("T1", slug=slug, title="Checkout is down", **given)


# --- war rooms ---------------------------------------------------------------------------------


def test_a_war_room_is_opened_under_a_name_that_slack_takes(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)

    assert room.name == "inc-1-checkout-is-down"
    assert room.room == f"slack:{slack.channel(room.name).id}"
    assert room.url == f"https://slack.com/app_redirect?channel={room.room[6:]}&team=T1"
    assert [call.method for call in slack.calls if call.method != "auth.test"] == ["conversations.create"]


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("inc-1-Zahlung fällt aus – Größe?", "inc-1-zahlung-faellt-aus-groesse"),
        ("inc-12-支払いができない", "inc-12"),
        ("inc-3-Оплата", "inc-3"),
        ("inc-4-" + "x" * 200, "inc-4-" + "x" * 74),
        ("inc-5-<!channel> & @here \x00", "inc-5-channel-here"),
        ("inc-6-CAFÉ ﬁne", "inc-6-cafe-fine"),
        ("---", "incident"),
    ],
)
def test_any_title_becomes_a_channel_name(slug: str, name: str) -> None:
    assert channel_name(slug) == name


def test_a_taken_name_gets_a_number(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.add_channel("inc-1-checkout-is-down", bot=False)
    slack.add_channel("inc-1-checkout-is-down-2", bot=False)

    assert opened(voice).name == "inc-1-checkout-is-down-3"


def test_a_long_taken_name_keeps_its_number(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.add_channel("inc-1-" + "x" * 74, bot=False)

    assert opened(voice, slug="inc-1-" + "x" * 90).name == "inc-1-" + "x" * 72 + "-2"


def test_a_name_that_slack_finds_invalid_is_repaired(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.fail("conversations.create", "invalid_name_specials", times=1)

    assert opened(voice).name == "inc-1"


def test_a_room_whose_making_was_never_recorded_is_found_again(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.add_channel("inc-1-checkout-is-down", bot=False, creator="U1")
    slack.fail("conversations.create", times=1)
    slack.heal()
    first = opened(voice)

    again = opened(voice, doubtful=True)

    assert (again.room, again.name) == (first.room, "inc-1-checkout-is-down-2")
    assert len(slack.channels_named("inc-1")) == 2


def test_a_lost_answer_does_not_make_a_second_room(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.fail("conversations.create", times=1, after=True)
    with pytest.raises(TryLater):
        opened(voice)

    room = opened(voice, doubtful=True)

    assert [channel.name for channel in slack.channels_named("inc-1")] == [room.name]


def test_somebody_elses_channel_is_never_taken_over(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.add_channel("inc-1-checkout-is-down", creator="U1", members=("U1",))

    assert opened(voice, doubtful=True).name == "inc-1-checkout-is-down-2"


def test_a_private_incident_gets_a_private_room(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice, private=True)

    assert slack.channel(room.name).private
    assert opened(voice, private=True, doubtful=True).room == room.room


def test_a_workspace_that_forbids_channels_says_so(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.fail("conversations.create", "restricted_action")

    with pytest.raises(Refused, match="does not let Caseline"):
        opened(voice)


def test_a_room_is_archived_once_and_closing_again_is_fine(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)

    voice.close_room("T1", room.room)
    voice.close_room("T1", room.room)

    assert slack.channel(room.name).archived


def test_a_topic_is_cut_and_cannot_page(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)

    voice.set_topic("T1", room.room, "<!channel> @here & " + "&" * 400)

    topic = slack.channel(room.name).topic
    assert len(topic) <= 250
    assert topic.startswith("&lt;!channel&gt; @\u2060here &amp; ")


@pytest.mark.parametrize("error", ["unknown_method", "feature_not_enabled"])
def test_a_slack_without_topics_is_asked_once_and_nobody_is_bothered(
    slack: FakeSlack, voice: SlackVoice, error: str
) -> None:
    room = opened(voice)
    slack.fail("conversations.setTopic", error)

    voice.set_topic("T1", room.room, "investigating")
    voice.set_topic("T1", room.room, "identified")

    assert len(slack.called("conversations.setTopic")) == 1


def test_one_channel_that_can_have_no_topic_says_nothing_about_the_others(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    room = opened(voice)
    slack.fail("conversations.setTopic", "method_not_supported_for_channel_type", times=1)

    voice.set_topic("T1", room.room, "investigating")
    voice.set_topic("T1", room.room, "identified")

    assert slack.channel(room.name).topic == "identified"


def test_a_topic_that_is_forbidden_is_told(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    slack.fail("conversations.setTopic", "restricted_action")

    with pytest.raises(Refused, match="does not let Caseline"):
        voice.set_topic("T1", room.room, "investigating")


# --- people ------------------------------------------------------------------------------------


def test_people_are_invited_and_who_cannot_come_is_named_with_the_reason(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    slack.add_user("U3", "Gus", guest=True)
    room = opened(voice)
    voice.invite("T1", room.room, ["slack:U1"])

    left_out = voice.invite("T1", room.room, ["slack:U1", "slack:U2", "slack:U3", "slack:U9", "teams:x"])

    assert left_out == {
        "slack:U3": "They are a guest and cannot be invited to this channel.",
        "slack:U9": "Slack does not know this person in that workspace.",
        "teams:x": "They are not in Slack.",
    }
    assert slack.channel(room.name).members[1:] == ["U1", "U2"]


def test_a_slack_in_which_apps_cannot_invite_is_asked_once_for_one_person(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    room = opened(voice)
    slack.fail("conversations.invite", "unknown_method")

    left_out = voice.invite("T1", room.room, ["slack:U1"])

    assert left_out == {"slack:U1": "This Slack does not offer that to apps."}
    assert len(slack.called("conversations.invite")) == 1


def test_more_than_a_hundred_people_are_invited_in_several_calls(slack: FakeSlack, voice: SlackVoice) -> None:
    people = [slack.add_user(f"U{n}", f"P{n}").id for n in range(1000, 1230)]
    room = opened(voice)

    assert voice.invite("T1", room.room, [f"slack:{id}" for id in people]) == {}
    assert [len(call.args["users"].split(",")) for call in slack.called("conversations.invite")] == [
        100,
        100,
        30,
    ]


def test_a_rate_limit_while_inviting_is_no_reason_against_a_person(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    room = opened(voice)
    slack.fail("conversations.invite", "ratelimited", status=429, retry_after=9)

    with pytest.raises(TryLater) as later:
        voice.invite("T1", room.room, ["slack:U1"])

    assert later.value.after == 9


# --- cards -------------------------------------------------------------------------------------


def test_a_card_is_posted_with_its_key_and_drawn_again_in_place(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    posted = voice.post("T1", room.room, HELLO, key="k1")

    again = voice.redraw("T1", posted.room, posted.message, CHANGED, key="k2")

    assert again == posted
    (message,) = slack.channel(room.name).messages
    assert (message.key, message.versions) == ("k1", 2)
    assert "SEV2" in message.words


def test_every_sample_part_is_taken_by_slack(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)

    voice.post("T1", room.room, CARD, key="k")

    (message,) = slack.channel(room.name).messages
    assert {"I have it", "Resolve", "Tasks", "Cancel", "SEV2"} <= set(message.buttons)


def test_a_doubtful_card_is_looked_for_before_it_is_sent_again(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    slack.fail("chat.postMessage", times=1, after=True)
    with pytest.raises(TryLater):
        voice.post("T1", room.room, HELLO, key="k1")

    found = voice.post("T1", room.room, HELLO, key="k1", doubtful=True)
    other = voice.post("T1", room.room, HELLO, key="k2", doubtful=True)

    assert [message.ts for message in slack.channel(room.name).messages] == [found.message, other.message]


def test_a_doubtful_reply_is_looked_for_in_its_thread(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    parent = voice.post("T1", room.room, HELLO, key="k1").message
    reply = voice.post("T1", room.room, HELLO, key="k2", thread=parent)

    again = voice.post("T1", room.room, HELLO, key="k2", thread=parent, doubtful=True)

    assert again == reply
    assert len(slack.channel(room.name).thread(parent)) == 1


def test_where_slack_forbids_looking_a_doubtful_card_is_sent(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    slack.fail("conversations.history", "missing_scope", more={"needed": "channels:history"})

    voice.post("T1", room.room, HELLO, key="k1", doubtful=True)

    assert len(slack.channel(room.name).messages) == 1


def test_what_somebody_deleted_stays_gone_where_it_is_not_missed(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    old = voice.post("T1", room.room, HELLO, key="k1")
    slack.fail("chat.update", "message_not_found")

    same = voice.redraw("T1", old.room, old.message, CHANGED, key="k2", again=False)

    assert same == old
    assert len(slack.channel(room.name).messages) == 1


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_card_that_cannot_be_changed_is_posted_anew_once(
    slack: FakeSlack, voice: SlackVoice, error: str
) -> None:
    room = opened(voice)
    old = voice.post("T1", room.room, HELLO, key="k1")
    slack.fail("chat.update", error)

    new = voice.redraw("T1", old.room, old.message, CHANGED, key="k2")
    again = voice.redraw("T1", old.room, old.message, CHANGED, key="k2")

    assert new.message != old.message
    assert again == new
    assert len(slack.channel(room.name).messages) == 2


def test_an_announcement_goes_to_a_channel_by_name_and_joins_it_first(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    channel = slack.add_channel("incidents", bot=False, members=("U1",))

    posted = voice.post("T1", "slack:#incidents", HELLO, key="k1")
    again = voice.post("T1", "slack:#incidents", HELLO, key="k1", doubtful=True)
    voice.redraw("T1", posted.room, posted.message, CHANGED, key="k2")

    assert posted.room == f"slack:{channel.id}"
    assert again == posted
    assert ["SEV2" in message.words for message in slack.seen_by("U1", "incidents")] == [True]


def test_a_private_channel_that_we_are_not_in_asks_to_be_invited_to(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    channel = slack.add_channel("secret", bot=False, private=True)

    with pytest.raises(Refused, match="/invite @Caseline"):
        voice.post("T1", f"slack:{channel.id}", HELLO, key="k1")


def test_a_person_gets_a_direct_message(slack: FakeSlack, voice: SlackVoice) -> None:
    posted = voice.post("T1", "slack:U1", HELLO, key="k1")
    voice.post("T1", "slack:U1", HELLO, key="k2")

    assert posted.room == f"slack:{slack.seen_by('U1')[0].channel}"
    assert [message.key for message in slack.seen_by("U1")] == ["k1", "k2"]
    assert slack.seen_by("U2") == []
    assert len(slack.called("conversations.open")) == 1


def test_a_whisper_is_seen_by_one_person_only(slack: FakeSlack, voice: SlackVoice) -> None:
    channel = slack.add_channel("support", members=("U1", "U2"))

    voice.whisper("T1", f"slack:{channel.id}", "slack:U1", HELLO)

    assert len(slack.seen_by("U1", "support")) == 1
    assert slack.seen_by("U2", "support") == []


def test_who_is_not_in_the_room_is_whispered_to_in_a_direct_message(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    channel = slack.add_channel("support", members=("U2",))

    voice.whisper("T1", f"slack:{channel.id}", "slack:U1", HELLO)

    (message,) = slack.seen_by("U1")
    assert slack.channel(message.channel).direct


def test_who_removes_us_from_a_public_room_does_not_stop_its_card(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    room = opened(voice)
    posted = voice.post("T1", room.room, HELLO, key="k1")
    slack.channel(room.name).members.clear()

    voice.redraw("T1", posted.room, posted.message, CHANGED, key="k2")

    assert "SEV2" in slack.channel(room.name).messages[0].words


def test_an_archived_room_refuses_with_a_sentence(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    voice.close_room("T1", room.room)

    with pytest.raises(Refused, match="archived"):
        voice.post("T1", room.room, HELLO, key="k1")


def test_a_workspace_without_tables_gets_lists_and_is_not_asked_twice(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    slack.refused_blocks.add("table")
    room = opened(voice)
    card = Card("Due", (Table(("Who", "When"), ((("Ana",), ("09:30",)),)),))

    voice.post("T1", room.room, card, key="k1")
    voice.post("T1", room.room, card, key="k2")

    assert [call.error for call in slack.called("chat.postMessage")] == ["invalid_blocks", "", ""]
    assert "09:30" in slack.channel(room.name).messages[0].words


def test_where_slack_refuses_all_blocks_the_words_still_go_out(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.refused_blocks |= {"header"}
    room = opened(voice)
    card = Card("INC-1 <!here>", (Paragraph(("Paying fails.",)), Bullets((("one",),))))

    posted = voice.post("T1", room.room, card, key="k1")
    voice.redraw("T1", room.room, posted.message, card, key="k2")

    (message,) = slack.channel(room.name).messages
    assert message.blocks == []
    assert message.text == "INC-1 &lt;!here&gt;\nPaying fails.\n• one"


# --- around the card ---------------------------------------------------------------------------


def test_pinning_and_bookmarking_twice_leaves_one_of_each(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)
    message = voice.post("T1", room.room, HELLO, key="k1").message
    url = voice.link_to("T1", room.room, message)

    for link in (url, url, f"{url}?new"):
        voice.pin("T1", room.room, message)
        voice.bookmark("T1", room.room, "INC-1", link)

    channel = slack.channel(room.name)
    assert channel.pins == [message]
    assert [(one["title"], one["link"]) for one in channel.bookmarks] == [("INC-1", f"{url}?new")]
    assert url == f"https://acme.slack.com/archives/{channel.id}/p{message.replace('.', '')}"


def test_the_first_bookmark_of_a_room_costs_one_call(slack: FakeSlack, voice: SlackVoice) -> None:
    room = opened(voice)

    voice.bookmark("T1", room.room, "INC-1", "https://a.test", first=True)

    assert slack.called("bookmarks.list") == []
    assert [one["title"] for one in slack.channel(room.name).bookmarks] == ["INC-1"]


@pytest.mark.parametrize("error", ["unknown_method", "feature_not_enabled", "not_implemented"])
def test_a_workspace_without_bookmarks_is_asked_once_and_nobody_is_bothered(
    slack: FakeSlack, voice: SlackVoice, error: str
) -> None:
    room = opened(voice)
    slack.fail("bookmarks.list", error)

    for _ in range(3):
        voice.bookmark("T1", room.room, "INC-1", "https://a.test")

    assert len(slack.called("bookmarks.list")) == 1


def test_the_home_tab_is_drawn(slack: FakeSlack, voice: SlackVoice) -> None:
    voice.show_home("T1", "slack:U1", Card("Caseline", (Buttons((Button("Declare", "declare"),)),)))

    assert slack.homes["U1"]["blocks"][1]["elements"][0]["text"]["text"] == "Declare"


def test_a_profile_tells_name_zone_and_guests(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.add_user("U3", "Gus", guest=True)

    ana, gus = voice.profile("T1", "slack:U1"), voice.profile("T1", "slack:U3")

    assert ana is not None
    assert gus is not None
    assert (ana.name, ana.email, ana.zone, ana.guest) == ("Ana", "ana@acme.test", "Europe/Berlin", False)
    assert gus.guest
    assert voice.profile("T1", "slack:U9") is None
    assert voice.profile("T1", "teams:x") is None


# --- trouble -----------------------------------------------------------------------------------


def test_what_belongs_to_another_chat_is_refused(voice: SlackVoice) -> None:
    for attempt in (
        lambda: voice.post("T1", "teams:x", HELLO, key="k"),
        lambda: voice.set_topic("T1", "playground:war", "x"),
        lambda: voice.whisper("T1", "slack:C1", "teams:x", HELLO),
    ):
        with pytest.raises(Refused):
            attempt()


def test_a_slack_that_is_down_is_tried_later(slack: FakeSlack, voice: SlackVoice) -> None:
    slack.down = True

    with pytest.raises(TryLater):
        opened(voice)


def test_a_slack_that_was_never_there_is_tried_later() -> None:
    with serving() as gone:
        voice = SlackVoice(Workspaces(gone.api_url, bot_token="xoxb-test"), StoppedClock())

    with pytest.raises(TryLater, match="does not answer"):
        opened(voice)


def test_several_workers_may_speak_at_once(slack: FakeSlack, voice: SlackVoice) -> None:
    rooms = [opened(voice, slug=f"inc-{n}-x") for n in range(4)]
    workers = [
        threading.Thread(
            target=lambda room=room: [voice.post("T1", room.room, HELLO, key=str(n)) for n in range(5)]
        )
        for room in rooms
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)

    assert [len(slack.channel(room.name).messages) for room in rooms] == [5, 5, 5, 5]


def test_a_message_is_taken_back_once(slack: FakeSlack, voice: SlackVoice) -> None:
    channel = slack.add_channel("room")
    posted = voice.post("T1", f"slack:{channel.id}", Card("Hello"), key="k1")

    voice.remove("T1", posted.room, posted.message)
    voice.remove("T1", posted.room, posted.message)

    assert channel.messages == []


def test_a_message_that_slack_does_not_let_us_delete_keeps_nothing_of_its_words(
    slack: FakeSlack, voice: SlackVoice
) -> None:
    channel = slack.add_channel("room")
    posted = voice.post("T1", f"slack:{channel.id}", Card("password: hunter2"), key="k1")
    slack.fail("chat.delete", "cant_delete_message")

    voice.remove("T1", posted.room, posted.message)

    assert "hunter2" not in str(channel.messages)
    assert "This message was deleted." in str(channel.messages)
