"""What happens in Slack: mentions, direct messages, and what a room reports."""

from datetime import UTC, datetime

import pytest

from adapters.doors.words import HIDDEN
from adapters.slack import answer, words
from bot.domain.card import Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Message, Reply
from tests.adapters.slack import payloads
from tests.adapters.slack.bench import Bench
from tests.adapters.slack.recording import person


def direct(text: str, **more: object) -> payloads.Payload:
    kind = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "ts": "1700.1"}
    return {**kind, "text": text, **more}


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("<@U0BOT> declare sev1 x", "declare", "sev1 x"),
        ("<@U0BOT>: status INC-1", "status", "INC-1"),
        ("<@U0BOT|caseline>", "", ""),
        ("please <@U0BOT> catchup", "catchup", ""),
        ("status <@U0BOT>", "status", ""),
        ("<@U0BOT> unpinned", "unpinned?", ""),
    ],
)
def test_a_mention_takes_the_same_words_as_the_command(
    bench: Bench, text: str, command: str, words: str
) -> None:
    bench.event(payloads.mention("") | {"text": text})

    assert (bench.router.last.command, bench.router.last.words) == (command, words)
    assert bench.router.last.id == "slack:T1:Ev1"


def test_a_mention_is_answered_privately_and_in_its_thread(bench: Bench) -> None:
    bench.event(payloads.mention("status", thread_ts="1699.9"))

    told = bench.slack.told("chat.postEphemeral")
    assert (told["channel"], told["user"], told["thread_ts"]) == ("C1", "U1", "1699.9")


def test_a_public_answer_to_a_mention_starts_a_thread_under_it(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Declared."), public=True)

    bench.event(payloads.mention("declare x"))

    assert bench.slack.told("chat.postMessage")["thread_ts"] == "1700.1"


def test_a_direct_message_is_answered_there(bench: Bench) -> None:
    bench.event(direct("status INC-1"))

    assert bench.router.last.command == "status"
    assert bench.router.last.room is not None
    assert bench.router.last.room.direct
    told = bench.slack.told("chat.postMessage")
    assert told["channel"] == "D1"
    assert "thread_ts" not in told


def test_a_form_for_a_mention_waits_behind_a_button(bench: Bench) -> None:
    bench.router.reply = Reply(form=Form("Declare", "declare", (TextField(name="title", label="Title"),)))

    bench.event(payloads.mention("declare"))

    (button,) = bench.slack.told("chat.postEphemeral")["blocks"][1]["elements"]
    assert '"d":"declare"' in button["value"]


def test_names_of_people_mentioned_by_id_alone_are_looked_up(bench: Bench) -> None:
    bench.event(payloads.mention("liaison <@U12>"))

    assert bench.router.last.words == "@slack:U12"
    assert bench.router.last.mentions == {"slack:U12": "u12"}


@pytest.mark.parametrize(
    "what",
    [
        direct("hello", bot_id="B9"),
        direct("hello", subtype="bot_message"),
        direct("hello", user="U0BOT"),
        payloads.mention("status", bot_id="B9"),
        direct("", subtype="channel_topic"),
        {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"},
        {
            "type": "reaction_added",
            "user": "U1",
            "reaction": "tada",
            "item": {"type": "message", "channel": "C1", "ts": "1.1"},
        },
        {"type": "never_heard_of"},
    ],
)
def test_other_bots_and_what_is_not_for_us_are_passed_over(bench: Bench, what: payloads.Payload) -> None:
    assert bench.event(what).status_code == 200
    assert bench.router.said == []


def test_a_redelivered_event_is_answered_once(bench: Bench) -> None:
    for attempt in range(3):
        retry = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": "http_timeout"} if attempt else {}
        assert bench.event(payloads.mention("status"), **retry).status_code == 200

    assert len(bench.router.said) == 1
    assert bench.slack.methods() == ["chat.postEphemeral"]


def test_a_late_comer_is_reported_and_told_nothing_by_the_door(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("This is not a war room."), outcome="no")

    bench.event({"type": "member_joined_channel", "user": "U1", "channel": "C1"})

    assert bench.router.last.command == "joined"
    assert bench.slack.methods() == []


def test_leaving_is_reported_and_when_we_leave_the_room_is_gone(bench: Bench) -> None:
    bench.event({"type": "member_left_channel", "user": "U1", "channel": "C1"}, id="Ev1")
    bench.event({"type": "member_left_channel", "user": "U0BOT", "channel": "C1"}, id="Ev2")

    assert [said.command for said in bench.router.said] == ["left", "room_gone"]
    assert bench.router.last.person.id == "slack:U0BOT"


@pytest.mark.parametrize(
    "kind", ["channel_archive", "channel_deleted", "channel_left", "group_archive", "group_left"]
)
def test_a_room_that_is_gone_is_reported(bench: Bench, kind: str) -> None:
    bench.event({"type": kind, "channel": "C1"})

    assert bench.router.last.command == "room_gone"
    assert bench.router.last.room is not None
    assert bench.router.last.room.id == "slack:C1"


@pytest.mark.parametrize(
    "what",
    [
        {"type": "channel_unarchive", "channel": "C1", "user": "U1"},
        {"type": "group_unarchive", "channel": "C1"},
        {"type": "member_joined_channel", "user": "U0BOT", "channel": "C1"},
    ],
)
def test_a_room_that_came_back_is_reported_and_told_nothing_by_the_door(
    bench: Bench, what: payloads.Payload
) -> None:
    bench.event(what)

    assert bench.router.last.command == "room_back"
    assert bench.router.last.room is not None
    assert bench.router.last.room.id == "slack:C1"
    assert bench.slack.methods() == []


def test_words_without_an_answer_of_their_own_cannot_be_typed() -> None:
    assert answer.NEVER_TYPED <= HIDDEN
    assert words.typed("room_back now")[0] == "room_back?"


def test_a_renamed_room_is_reported_with_its_new_name(bench: Bench) -> None:
    bench.event({"type": "channel_rename", "channel": {"id": "C1", "name": "inc-1-new", "created": 1}})

    assert bench.router.last.command == "room_renamed"
    assert bench.router.last.room is not None
    assert (bench.router.last.room.id, bench.router.last.room.name) == ("slack:C1", "inc-1-new")


def test_the_home_page_is_drawn_when_it_is_opened(bench: Bench) -> None:
    bench.event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"})

    assert bench.router.last.command == "home_opened"
    told = bench.slack.told("views.publish")
    assert (told["user_id"], told["view"]["type"]) == ("U1", "home")


SAID_AT = datetime(1970, 1, 1, 0, 28, 20, 100_000, UTC)
MARK = {"type": "message", "channel": "C1", "ts": "1700.1"}


def test_a_pin_reaction_brings_the_message_with_text_and_address(bench: Bench) -> None:
    found = {"ts": "1700.1", "user": "U2", "text": "Restarted &amp; fine"}
    bench.slack.answers["conversations.history"] = {"ok": True, "messages": [found]}
    bench.slack.answers["chat.getPermalink"] = {"ok": True, "permalink": "https://acme.slack.com/p1"}

    bench.event({"type": "reaction_added", "user": "U1", "reaction": "pushpin", "item": MARK})

    assert bench.router.last.command == "pinned"
    assert bench.router.last.message == Message(
        "1700.1", "Restarted & fine", "slack:U2", "https://acme.slack.com/p1", at=SAID_AT
    )


def test_a_marked_reply_is_found_in_its_thread(bench: Bench) -> None:
    other = {"ts": "1699.0", "user": "U2", "text": "another"}
    found = {"ts": "1700.1", "user": "U2", "text": "in the thread", "thread_ts": "1699.0"}
    bench.slack.answers["conversations.history"] = {"ok": True, "messages": [other]}
    bench.slack.answers["conversations.replies"] = {"ok": True, "messages": [other, found]}

    bench.event({"type": "reaction_added", "user": "U1", "reaction": "pushpin::skin-tone-2", "item": MARK})

    assert bench.router.last.message is not None
    assert (bench.router.last.message.text, bench.router.last.message.thread) == ("in the thread", "1699.0")


def test_taking_the_mark_away_needs_no_text(bench: Bench) -> None:
    bench.event({"type": "reaction_removed", "user": "U1", "reaction": "pushpin", "item": MARK})

    assert bench.router.last.command == "unpinned"
    assert bench.slack.methods() == []


def rewritten(kind: str, before: str, after: str, **more: object) -> payloads.Payload:
    old = {"ts": "1700.1", "user": "U1", "text": before, **more}
    new = {**old, "text": after, "edited": {"user": "U1"}}
    return {"type": "message", "subtype": kind, "channel": "C1", "message": new, "previous_message": old}


def test_an_edited_message_is_reported_with_its_new_text(bench: Bench) -> None:
    bench.event(rewritten("message_changed", "old", "new"))

    assert bench.router.last.command == "message_edited"
    assert bench.router.last.message == Message("1700.1", "new", "slack:U1", at=SAID_AT)
    assert bench.slack.methods() == []


def test_a_deleted_message_is_reported(bench: Bench) -> None:
    bench.event(rewritten("message_deleted", "old", "old"))

    assert (bench.router.last.command, bench.router.last.person.id) == ("message_deleted", "slack:U1")


@pytest.mark.parametrize(
    "what",
    [
        rewritten("message_changed", "same", "same"),
        rewritten("message_changed", "old", "new", bot_id="B0BOT"),
        rewritten("message_changed", "old", "new", user="U0BOT"),
    ],
)
def test_link_previews_and_our_own_cards_are_no_edits(bench: Bench, what: payloads.Payload) -> None:
    bench.event(what)

    assert bench.router.said == []


def test_guests_in_a_room_are_passed_over_in_silence(bench: Bench) -> None:
    bench.slack.people["U1"] = person("U1", is_restricted=True)

    bench.event({"type": "member_joined_channel", "user": "U1", "channel": "C1"})

    assert bench.router.said == []
    assert bench.slack.methods() == []
    assert bench.meter.reasons == ["guest"]


def test_an_event_that_could_not_be_stored_is_asked_for_again(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Nothing was recorded."), outcome="unavailable")
    joined = {"type": "member_joined_channel", "user": "U1", "channel": "C1"}
    assert bench.event(joined).status_code == 503

    bench.router.reply = Reply()
    assert bench.event(joined, **{"x-slack-retry-num": "1"}).status_code == 200
    assert len(bench.router.said) == 2


def test_what_a_person_was_told_is_not_recorded_is_not_done_behind_their_back(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Nothing was recorded."), outcome="unavailable")

    assert bench.event(payloads.mention("declare x")).status_code == 200
    assert bench.slack.told("chat.postEphemeral")["text"] == "Nothing was recorded."


@pytest.mark.parametrize(
    "what", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}]
)
def test_a_workspace_that_removed_us_is_forgotten(bench: Bench, what: payloads.Payload) -> None:
    bench.case("status")
    assert bench.event(what).status_code == 200

    assert bench.case("status").status_code == 403
    assert len(bench.router.said) == 1


def spoken(**more: object) -> payloads.Payload:
    kind = {"type": "message", "channel_type": "channel", "channel": "C1", "user": "U1", "ts": "1700.1"}
    return {**kind, "text": "It is the <https://x.test|gateway> &amp; <@U2>", **more}


def test_what_people_write_in_a_channel_is_reported_with_its_thread_and_files(bench: Bench) -> None:
    files = [
        {"permalink": "https://acme.slack.com/files/1", "title": "log.txt"},
        {"permalink": "", "title": "hidden by the limit"},
    ]
    bench.event(spoken(thread_ts="1699.9", subtype="file_share", files=files))

    said = bench.router.last
    assert said.room
    assert said.message
    assert (said.command, said.room.id, said.id) == ("said", "slack:C1", "slack:T1:Ev1")
    assert said.message.text == "It is the https://x.test & @slack:U2"
    assert (said.message.id, said.message.thread, said.message.author) == ("1700.1", "1699.9", "slack:U1")
    assert said.message.files == {"https://acme.slack.com/files/1": "log.txt"}
    assert set(said.mentions) == {"slack:U2"}


@pytest.mark.parametrize(
    "own",
    [
        {"bot_id": "B1"},
        {"user": "U0BOT"},
        {"subtype": "bot_message"},
        {"subtype": "channel_topic"},
        {"text": "<@U0BOT> note restarted"},
        {"ts": ""},
    ],
    ids=["a machine", "ourselves", "another app", "Slack", "what is said to us", "no message"],
)
def test_what_is_no_persons_word_to_others_is_not_reported(bench: Bench, own: dict[str, object]) -> None:
    bench.event(spoken(**own))

    assert bench.router.said == []


def test_a_guest_who_writes_in_a_channel_is_not_answered(bench: Bench) -> None:
    bench.slack.people["U1"] = person("U1", is_restricted=True)

    bench.event(spoken())

    assert bench.router.said == []
    assert bench.slack.methods() == []
