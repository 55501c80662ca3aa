"""What people do in Slack, and what they get back: forms, buttons, shortcuts."""

from datetime import UTC, datetime

import pytest

from adapters.slack import ids, render, render_form
from bot.domain.card import Button, Buttons, Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Message, Reply
from tests.adapters.slack import payloads
from tests.adapters.slack.bench import Bench
from tests.adapters.slack.recording import person

FORM = Form("Declare an incident", "declare", (TextField(name="title", label="Title"),), words="sev1")
PRESS = {"action_id": "press:0:resolve", "value": '{"d":"resolve","a":"INC-1"}'}
SAID_AT = datetime(1970, 1, 1, 0, 28, 20, 100_000, UTC)
ONCE = {"action_id": "press:0:declare", "value": '{"d":"declare","w":"sev1 x","o":1}'}


@pytest.mark.parametrize(
    ("name", "text", "command", "words"),
    [
        ("/case", "", "", ""),
        ("/case", "  declare   sev1 Checkout is down ", "declare", "sev1 Checkout is down"),
        ("/case-declare", "sev1 x", "declare", "sev1 x"),
        ("/case-liaison", "", "liaison", ""),
        ("/case", "note a &amp; b &lt;c&gt; &amp;lt;", "note", "a & b <c> &lt;"),
        (
            "/case",
            "link <https://x.test/?a=1&amp;b=2|label> <https://y.test>",
            "link",
            "https://x.test/?a=1&b=2 https://y.test",
        ),
        ("/case", "note <mailto:a@x.test|a@x.test> in <#C2|ops> <#C3>", "note", "a@x.test in #ops #C3"),
        ("/case", "note <!channel> <!here|here> <!subteam^S1|@oncall>", "note", "@channel here @oncall"),
        ("/case", "declare “quoted” 🔥 שלום", "declare", "“quoted” 🔥 שלום"),
        ("/case", "note a\x00b\nsecond line", "note", "a\x00b\nsecond line"),
        ("/case", "room_gone", "room_gone?", ""),
        ("/case", "INC-1 message_deleted now", "INC-1", "message_deleted? now"),
    ],
)
def test_words_arrive_as_they_were_typed(
    bench: Bench, name: str, text: str, command: str, words: str
) -> None:
    bench.case(text, command=name)

    assert (bench.router.last.command, bench.router.last.words) == (command, words)


def test_a_mentioned_person_is_known_by_id_and_by_name(bench: Bench) -> None:
    bench.case("liaison <@U12|leo>")

    assert bench.router.last.words == "@slack:U12"
    assert bench.router.last.mentions == {"slack:U12": "leo"}


def test_what_bolt_finds_in_the_environment_besides_is_not_worth_a_warning(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "xoxb-1")

    Bench(bench.slack, bench.workspaces)

    assert caplog.records == []


def test_half_a_character_is_replaced_since_no_database_could_keep_it(bench: Bench) -> None:
    bench.event(payloads.mention("note \ud83d"))

    assert bench.router.last.words == "\ufffd"


def test_the_person_and_the_room_are_told(bench: Bench) -> None:
    bench.case("status")
    said = bench.router.last

    assert (said.person.id, said.person.name, said.person.email) == ("slack:U1", "u1", "u1@acme.test")
    assert (said.person.zone, said.person.language) == ("Europe/Berlin", "en-US")
    assert said.person.checked_at == bench.clock.now()
    assert said.room is not None
    assert (said.room.id, said.room.name, said.room.direct) == ("slack:C1", "support", False)


def test_slack_is_asked_who_somebody_is_once_in_ten_minutes(bench: Bench) -> None:
    for _ in range(3):
        bench.case("status")
    assert [method for method, _ in bench.slack.calls].count("users.info") == 1

    bench.clock.move(minutes=11)
    bench.case("status")
    assert [method for method, _ in bench.slack.calls].count("users.info") == 2


def test_when_slack_cannot_say_who_it_is_the_person_is_served_unchecked(bench: Bench) -> None:
    bench.slack.answers["users.info"] = 500
    assert bench.case("declare x").json()["text"] == "Understood."
    assert bench.router.last.person.checked_at is None
    assert bench.router.last.person.name == "ana"

    del bench.slack.answers["users.info"]
    bench.case("status")
    assert bench.router.last.person.checked_at == bench.clock.now()


def test_what_was_known_of_somebody_outlasts_trouble_at_slack(bench: Bench) -> None:
    bench.slack.people["U1"] = person("U1", is_restricted=True)
    bench.case("status")
    bench.clock.move(minutes=11)
    bench.slack.answers["users.info"] = 500

    assert "Guests" in bench.case("declare x").json()["text"]
    assert bench.router.said == []


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"is_bot": True}, "bot"),
        ({"deleted": True}, "deleted"),
        ({"is_stranger": True}, "stranger"),
        ({"team_id": "T9"}, "stranger"),
    ],
)
def test_who_is_not_served_is_told_so_privately_and_counted(
    bench: Bench, more: dict[str, object], reason: str
) -> None:
    bench.slack.people["U1"] = person("U1") | more

    answer = bench.case("declare x").json()

    assert answer["response_type"] == "ephemeral"
    assert bench.router.said == []
    assert bench.meter.reasons == [reason]


def test_a_stranger_of_a_shared_channel_presses_in_vain(bench: Bench) -> None:
    payload = payloads.press(PRESS, hook=bench.hook)
    payload["user"]["team_id"] = "T9"

    assert bench.payload(payload).status_code == 200
    assert "own workspace" in bench.slack.told("hook")["text"]
    assert bench.router.said == []
    assert bench.meter.reasons == ["stranger"]


def test_people_of_the_same_organisation_are_no_strangers(bench: Bench) -> None:
    organisation = {"enterprise_id": "E1"}
    bench.slack.people["U1"] = person("U1") | {"team_id": "T9", "enterprise_user": organisation}

    bench.case("status", enterprise_id="E1")

    assert len(bench.router.said) == 1


def test_a_button_means_the_word_about_the_incident(bench: Bench) -> None:
    bench.payload(payloads.press(PRESS, hook=bench.hook))

    said = bench.router.last
    assert (said.command, said.about, said.words) == ("resolve", "INC-1", "")
    told = bench.slack.told("hook")
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)


def test_a_card_that_the_pen_drew_can_be_pressed(bench: Bench) -> None:
    card = Card("x", (Buttons((Button("Go", "phase", "INC-2", "monitoring"),)),))
    (action,) = render.message(card)["blocks"][1]["elements"]

    bench.payload(payloads.press(action, hook=bench.hook))

    said = bench.router.last
    assert (said.command, said.about, said.words) == ("phase", "INC-2", "monitoring")


def test_a_link_button_asks_for_nothing(bench: Bench) -> None:
    assert bench.payload(payloads.press({"action_id": "x", "url": "https://x.test"})).status_code == 200
    assert bench.router.said == []


def test_a_double_click_on_a_button_for_one_use_is_one_wish(bench: Bench) -> None:
    bench.payload(payloads.press(ONCE, at="1.1"))
    bench.payload(payloads.press(ONCE, at="2.2"))
    bench.payload(payloads.press(ONCE, at="3.3", message="1700.9"))

    first, second, elsewhere = (said.id for said in bench.router.said)
    assert first == second
    assert elsewhere != first


def test_pressing_another_button_twice_is_two_wishes(bench: Bench) -> None:
    bench.payload(payloads.press(PRESS, at="1.1"))
    bench.payload(payloads.press(PRESS, at="2.2"))

    first, second = (said.id for said in bench.router.said)
    assert first != second


def test_a_command_opens_the_form(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)

    assert bench.case("declare").text == ""
    opened = bench.slack.told("views.open")
    assert opened["trigger_id"] == "1.2.3"
    assert opened["view"]["callback_id"] == "form:declare"


@pytest.mark.parametrize("error", ["expired_trigger_id", "invalid_trigger_id"])
def test_an_expired_trigger_ends_in_a_button_that_opens_the_form_again(bench: Bench, error: str) -> None:
    bench.router.reply = Reply(form=FORM)
    bench.slack.answers["views.open"] = {"ok": False, "error": error}

    answer = bench.case("declare sev1").json()
    assert answer["response_type"] == "ephemeral"
    (button,) = answer["blocks"][1]["elements"]
    del bench.slack.answers["views.open"]
    bench.payload(payloads.press(button, hook=bench.hook, at="9.9"))

    assert (bench.router.last.command, bench.router.last.words) == ("declare", "sev1")
    assert bench.slack.told("views.open")["trigger_id"] == "t9.9"


def test_a_form_from_a_button_in_a_form_lies_on_top_of_it(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    payload = payloads.press(PRESS, view={"id": "V1", "type": "modal"})
    del payload["channel"]

    bench.payload(payload)

    assert bench.slack.methods() == ["views.push"]


def test_a_button_on_the_home_page_answers_in_a_window(bench: Bench) -> None:
    payload = payloads.press(PRESS, view={"id": "V1", "type": "home"}, container={"type": "view"})
    del payload["channel"], payload["response_url"]

    bench.payload(payload)

    assert bench.slack.told("views.open")["view"]["blocks"][0]["text"]["text"] == "Understood."


def sent(bench: Bench, values: dict[str, payloads.Payload], room: str = "C1") -> dict[str, object]:
    view = render_form.modal(FORM, also={"room": room} if room else None)
    answer = bench.payload(payloads.submission(view, values))
    assert answer.status_code == 200
    return dict(answer.json()) if answer.text else {}


def test_a_form_comes_back_with_its_answers(bench: Bench) -> None:
    assert sent(bench, {"title": payloads.typed("Down &amp; out")}) == {"response_action": "clear"}

    said = bench.router.last
    assert (said.command, said.words, said.fields) == ("declare", "sev1", {"title": "Down & out"})
    assert said.room is not None
    assert said.room.id == "slack:C1"
    told = bench.slack.told("chat.postEphemeral")
    assert (told["channel"], told["user"], told["text"]) == ("C1", "U1", "Understood.")


def test_the_same_form_sent_twice_is_one_wish(bench: Bench) -> None:
    sent(bench, {})
    sent(bench, {})

    assert len({said.id for said in bench.router.said}) == 1


def test_errors_keep_the_form_open_at_their_fields(bench: Bench) -> None:
    bench.router.reply = Reply(errors={"title": "Say what is wrong.", "severity": "Which one?"})

    answer = sent(bench, {})

    assert answer["response_action"] == "errors"
    assert answer["errors"] == {"title": "Say what is wrong. Which one?"}


def test_a_form_may_be_followed_by_another(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)

    answer = sent(bench, {})

    assert answer["response_action"] == "update"
    assert render_form.sent(answer["view"]).also == {"room": "C1"}  # type: ignore[arg-type, union-attr]


def test_without_a_room_the_reply_takes_the_place_of_the_form(bench: Bench) -> None:
    assert sent(bench, {}, room="")["response_action"] == "update"
    assert bench.slack.methods() == []


def test_where_we_may_not_speak_the_reply_takes_the_place_of_the_form(bench: Bench) -> None:
    bench.slack.answers["chat.postEphemeral"] = {"ok": False, "error": "not_in_channel"}

    assert sent(bench, {})["response_action"] == "update"


def test_a_form_opened_in_a_direct_message_is_answered_there(bench: Bench) -> None:
    sent(bench, {}, room="D1")

    assert bench.slack.told("chat.postMessage")["channel"] == "D1"


def test_the_global_shortcut_declares(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)

    bench.payload(payloads.shortcut("declare"))

    assert bench.router.last.command == "declare"
    assert bench.slack.methods() == ["views.open"]


@pytest.mark.parametrize("word", ["link_from", "ticket_from"])
def test_a_shortcut_to_tickets_brings_the_message_without_asking_slack(bench: Bench, word: str) -> None:
    message = {"ts": "1700.1", "user": "U2", "text": "See <https://desk.test/tickets/1|the &lt;ticket&gt;>"}
    more = {"type": "message_action", "message": message, "channel": {"id": "C1", "name": "support"}}
    bench.router.reply = Reply(form=FORM)

    bench.payload(payloads.shortcut(word, response_url=bench.hook, **more))

    said = bench.router.last
    assert (said.command, said.room and said.room.id) == (word, "slack:C1")
    assert said.message
    assert said.message.text == "See https://desk.test/tickets/1"
    assert bench.slack.methods() == ["views.open"]


@pytest.mark.parametrize("word", ["declare_from", "note_from"])
def test_a_message_shortcut_brings_the_message(bench: Bench, word: str) -> None:
    bench.slack.answers["chat.getPermalink"] = {"ok": True, "permalink": "https://acme.slack.com/p1"}
    message = {"ts": "1700.1", "user": "U2", "text": "It is <!here> &amp; now", "thread_ts": "1699.9"}
    more = {"type": "message_action", "message": message, "channel": {"id": "C1", "name": "support"}}

    bench.payload(payloads.shortcut(word, response_url=bench.hook, **more))

    said = bench.router.last
    assert said.command == word
    assert said.message == Message(
        "1700.1", "It is @here & now", "slack:U2", "https://acme.slack.com/p1", "1699.9", at=SAID_AT
    )
    assert bench.slack.told("hook")["text"] == "Understood."


def test_a_button_about_a_message_finds_the_message_again(bench: Bench) -> None:
    found = {"ts": "1700.1", "user": "U2", "text": "It broke."}
    bench.slack.answers["conversations.history"] = {"ok": True, "messages": [found]}
    action = {"action_id": "press:0:note_from", "value": '{"d":"note_from","a":"INC-1","w":"1700.1"}'}

    bench.payload(payloads.press(action, hook=bench.hook))

    assert bench.router.last.message == Message("1700.1", "It broke.", "slack:U2", at=SAID_AT)


def test_a_message_that_slack_does_not_show_keeps_its_instant(bench: Bench) -> None:
    bench.slack.answers["conversations.history"] = {"ok": False, "error": "not_in_channel"}
    action = {"action_id": "press:0:note_from", "value": '{"d":"note_from","a":"INC-1","w":"1700.1"}'}

    bench.payload(payloads.press(action, hook=bench.hook))

    assert bench.router.last.message == Message("1700.1", "", at=SAID_AT)


@pytest.mark.parametrize("words", ["99999999999.1", "1.1.1", "-1.1", "nan", "1e9.0", "\u0661.\u0662", "1"])
def test_what_is_no_instant_of_a_message_is_none(words: str) -> None:
    assert ids.said_at(words) is None


def test_when_the_answer_finds_no_way_it_is_said_in_a_direct_message(bench: Bench) -> None:
    bench.slack.answers["hook"] = 500
    bench.slack.answers["chat.postEphemeral"] = {"ok": False, "error": "channel_not_found"}

    bench.payload(payloads.press(PRESS, hook=bench.hook))

    assert bench.slack.told("chat.postMessage")["channel"] == "U1"


def test_a_search_field_gets_an_empty_list_and_a_closed_form_nothing(bench: Bench) -> None:
    more = {"team": {"id": "T1"}, "user": {"id": "U1"}}

    assert bench.payload({"type": "block_suggestion", **more}).json() == {"options": []}
    assert bench.payload({"type": "view_closed", **more}).text == ""
    assert bench.payload({"type": "something_new", **more}).status_code == 200
    assert bench.router.said == []
