"""Buttons, dialogs and forms: who sees what when one is pressed."""

import time
from typing import Any

import pytest

from adapters.teams import render
from bot.domain.card import Button, Buttons, Card, Paragraph
from bot.domain.form import Choice, ChoiceField, Form, MomentField, NumberField, PersonField, TextField
from bot.domain.interaction import Interaction, Reply
from tests.adapters.teams.activities import Json, activity, executed, fetched, invoke, submitted
from tests.adapters.teams.bench import Bench, words

MESSAGE = "application/vnd.microsoft.activity.message"
CARD = "application/vnd.microsoft.card.adaptive"
PRESS = {"does": "join", "about": "INC-1"}
ONCE = {"does": "declare", "words": "--anyway sev1 x", "once": True}
RICH = Card("INC-1 is open", (Buttons((Button("Resolve", "resolve", "INC-1"),)),))
SECRET = "Only for Ana"
FORM = Form(
    "Post an update",
    "update",
    (
        TextField(name="text", label="What is new?", long=True),
        ChoiceField(
            name="phase", label="Phase", choices=(Choice("Identified", "identified"),), required=False
        ),
        NumberField(name="count", label="Customers", required=False),
        MomentField(name="at", label="When", required=False),
        PersonField(name="who", label="Who", required=False),
    ),
    about="INC-1",
)


def data_in(card: Json) -> Json:
    """What the form's button sends, besides the inputs."""
    (send,) = [one for one in card["actions"] if one["type"].startswith("Action.")]
    return dict(send["data"])


def card_of(body: Json) -> Json:
    assert (body["statusCode"], body["type"]) == (200, CARD)
    return dict(body["value"])


def content_of(body: Json) -> Json:
    assert body["task"]["type"] == "continue"
    return dict(body["task"]["value"]["card"]["content"])


def test_a_button_means_the_word_about_the_incident(bench: Bench) -> None:
    body = bench.press(PRESS)

    said = bench.router.last
    assert (said.command, said.about, said.words) == ("join", "INC-1", "")
    assert said.room is not None
    assert said.room.id == f"teams:{bench.channel.id};messageid=1700000000001"
    assert body == {"statusCode": 200, "type": MESSAGE, "value": "Understood."}


def test_a_card_that_the_pen_drew_can_be_pressed(bench: Bench) -> None:
    card = render.card(Card("x", (Buttons((Button("Go", "phase", "INC-2", "monitoring"),)),)))
    (action,) = next(one["actions"] for one in card["body"] if one["type"] == "ActionSet")

    bench.press(action["data"])

    said = bench.router.last
    assert (said.command, said.about, said.words) == ("phase", "INC-2", "monitoring")


def test_a_private_answer_is_seen_by_the_presser_alone(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card(SECRET))
    body = bench.press(PRESS)

    assert body == {"statusCode": 200, "type": MESSAGE, "value": SECRET}
    assert bench.told(bench.channel) == bench.told() == []
    assert bench.teams.called("PUT activities") == []


def test_a_private_answer_that_needs_room_takes_the_place_of_the_card_for_the_presser_alone(
    bench: Bench,
) -> None:
    bench.router.reply = Reply(card=RICH)
    card = card_of(bench.press({"does": "timeline", "about": "INC-1"}))

    assert "INC-1 is open" in words(card)
    assert '"title": "Back"' in words(card)
    assert bench.told(bench.channel) == []
    assert bench.teams.called("PUT activities") == []


def test_a_public_answer_is_said_to_everybody(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Ana took part."), public=True)
    body = bench.press(PRESS)

    assert body["value"] == "Ana took part."
    assert [one.words for one in bench.told(bench.channel)] == ["Ana took part."]


def test_in_a_personal_chat_a_long_answer_is_a_message_below(bench: Bench) -> None:
    bench.router.reply = Reply(card=RICH)
    body = bench.press({"does": "list"}, bench.chat)

    assert body == {"statusCode": 200, "type": MESSAGE, "value": "INC-1 is open"}
    assert "Resolve" in bench.told()[0].buttons


def test_a_form_without_a_dialog_takes_the_place_of_the_card_for_the_presser_alone(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    card = card_of(bench.press({"does": "update", "about": "INC-1"}))

    bench.router.reply = Reply(card=Card("Update posted."))
    body = bench.press(data_in(card), inputs={"text:text": "Better"})

    assert body["value"] == "Update posted."
    assert dict(bench.router.last.fields or {}) == {"text": "Better"}
    assert bench.teams.called("PUT activities") == []


def test_a_double_click_on_a_button_for_one_use_is_one_wish(bench: Bench) -> None:
    bench.press(ONCE, replyToId="1")
    bench.press(ONCE, replyToId="1")
    bench.press(ONCE, replyToId="2")

    first, second, elsewhere = (said.id for said in bench.router.said)
    assert first == second
    assert elsewhere != first


def test_pressing_another_button_twice_is_two_wishes(bench: Bench) -> None:
    bench.press(PRESS)
    bench.press(PRESS)

    first, second = (said.id for said in bench.router.said)
    assert first != second


def test_what_was_done_before_is_told_so(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Already done."), outcome="again")

    assert bench.press(ONCE)["value"] == "Already done."


@pytest.mark.parametrize("data", [{}, {"does": ""}, {"does": 7}, {"x": 1}])
def test_a_button_that_is_none_of_ours_is_refused_in_teams_own_words(bench: Bench, data: Json) -> None:
    body = bench.press(data)

    assert (body["statusCode"], body["type"]) == (400, "application/vnd.microsoft.error")
    assert bench.router.said == []


@pytest.mark.parametrize("value", [None, 7, [], {}, {"action": "x"}, {"action": {"data": []}}])
def test_a_malformed_press_is_refused_in_teams_own_words(bench: Bench, value: Any) -> None:
    assert bench.invoked(invoke("adaptiveCard/action", value, bench.thread))["statusCode"] == 400


def test_a_card_that_wants_to_refresh_itself_changes_nothing(bench: Bench) -> None:
    raw = executed(PRESS, bench.thread)
    raw["value"]["trigger"] = "automatic"

    assert bench.invoked(raw)["statusCode"] == 400
    assert bench.router.said == []


@pytest.mark.parametrize("name", ["signin/verifyState", "config/fetch", "fileConsent/invoke", "", "x" * 500])
def test_an_invoke_of_unknown_name_is_answered_with_words(bench: Bench, name: str) -> None:
    body = bench.invoked(invoke(name, {}, bench.thread))

    assert (body["statusCode"], body["type"]) == (200, MESSAGE)
    assert bench.router.said == []


# --- dialogs --------------------------------------------------------------------------------


def opened(bench: Bench, form: Form = FORM) -> Json:
    """The data that the dialog's button would send."""
    bench.router.reply = Reply(form=form)
    data = {"does": form.does, "about": form.about}
    return data_in(content_of(bench.invoked(fetched(data, bench.thread))))


def test_a_button_opens_a_dialog(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    body = bench.invoked(fetched({"does": "update", "about": "INC-1"}, bench.thread))

    said = bench.router.last
    assert (said.command, said.about, said.fields) == ("update", "INC-1", None)
    assert body["task"]["value"]["title"] == "Post an update"
    assert {one["type"] for one in content_of(body)["actions"]} == {"Action.Submit"}


def test_a_sent_form_is_answered_in_its_window(bench: Bench) -> None:
    data = opened(bench)
    bench.router.reply = Reply(card=Card("Update posted."))

    sent = {"text:text": " Better ", "choice:phase": "identified", "number:count": "12"}
    body = bench.invoked(submitted({**data, **sent}, bench.thread))

    assert body == {"task": {"type": "message", "value": "Update posted."}}
    said = bench.router.last
    assert (said.command, said.about) == ("update", "INC-1")
    assert dict(said.fields or {}) == {"text": "Better", "phase": "identified", "count": 12}


def test_a_form_with_mistakes_stays_open_with_what_was_filled_in(bench: Bench) -> None:
    data = opened(bench)
    bench.router.reply = Reply(errors={"text": "Say what is new."}, outcome="bad_input")

    card = content_of(bench.invoked(submitted({**data, "number:count": "12"}, bench.thread)))

    assert "Say what is new." in words(card)
    assert [one["value"] for one in card["body"] if one.get("id") == "number:count"] in ([12], ["12"])
    bench.router.reply = Reply(card=Card("Update posted."))
    body = bench.invoked(submitted({**data_in(card), "text:text": "Better"}, bench.thread))
    assert body["task"]["value"] == "Update posted."


def test_mistakes_in_a_form_on_a_card_are_shown_on_that_card(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    data = data_in(card_of(bench.press({"does": "update", "about": "INC-1"})))
    bench.router.reply = Reply(errors={"text": "Say what is new."}, outcome="bad_input")

    card = card_of(bench.press(data, inputs={"number:count": "12"}))

    assert "Say what is new." in words(card)
    assert data_in(card)["does"] == "update"


def test_a_form_that_did_not_travel_with_itself_says_what_is_wrong(bench: Bench) -> None:
    data = opened(bench)
    bench.router.reply = Reply(errors={"text": "Say what is new."})

    for also in ({}, {"form": "{"}, {"form": '{"fields": [{"kind": "x"}], "title": 1, "submit": 2}'}):
        body = bench.invoked(submitted({**data, "also": also}, bench.thread))
        assert "Say what is new." in body["task"]["value"]


def test_a_form_that_leads_to_another_form_goes_on_in_the_window(bench: Bench) -> None:
    data = opened(bench)
    bench.router.reply = Reply(form=FORM, outcome="asked")

    assert "What is new?" in words(content_of(bench.invoked(submitted(data, bench.thread))))


def test_sending_a_form_twice_is_one_wish(bench: Bench) -> None:
    data = opened(bench)
    bench.router.reply = Reply(card=Card("Done."))
    bench.invoked(submitted(data, bench.thread))
    bench.invoked(submitted(data, bench.thread))
    bench.invoked(submitted(opened(bench), bench.thread))

    sent = [said.id for said in bench.router.said if said.fields is not None]
    assert sent[0] == sent[1] != sent[2]


def test_an_answer_with_buttons_works_in_a_window(bench: Bench) -> None:
    bench.router.reply = Reply(card=RICH)
    card = content_of(bench.invoked(fetched({"does": "resolve", "about": "INC-1"}, bench.thread)))

    (button,) = next(one["actions"] for one in card["body"] if one["type"] == "ActionSet")
    assert (button["type"], button["title"]) == ("Action.Submit", "Resolve")
    bench.router.reply = Reply(form=FORM)
    assert content_of(bench.invoked(submitted(button["data"], bench.thread)))
    assert (bench.router.last.command, bench.router.last.fields) == ("resolve", None)


def test_a_person_from_the_directory_is_known_by_the_id_under_which_they_speak(bench: Bench) -> None:
    data = opened(bench)
    leo = bench.teams.users["29:leo"]
    bench.invoked(submitted({**data, "person:who": leo.object_id}, bench.thread))

    said = bench.router.last
    assert dict(said.fields or {})["who"] == "teams:29:leo"
    assert said.mentions == {"teams:29:leo": "Leo"}


def test_a_person_whom_teams_does_not_know_here_stays_as_chosen(bench: Bench) -> None:
    data = opened(bench)
    stranger = "00000000-0000-4000-8000-000000000000"
    bench.invoked(submitted({**data, "person:who": stranger}, bench.thread))

    assert dict(bench.router.last.fields or {})["who"] == f"teams:{stranger}"


# --- input cards and old clients ------------------------------------------------------------


def typed_form(bench: Bench, where: Json, place: Any) -> tuple[Json, str]:
    """An input card that was asked for by typing: its button's data, and its message."""
    bench.router.reply = Reply(form=FORM)
    bench.say("update", where)
    told = bench.told(place)[-1]
    return dict(told.buttons["Send"]["data"]), told.id


def test_an_input_card_becomes_the_answer_once_it_is_sent(bench: Bench) -> None:
    data, message = typed_form(bench, bench.chat, bench.personal)
    bench.router.reply = Reply(card=Card("Update posted."))
    body = bench.press(data, bench.chat, inputs={"text:text": "Better"}, replyToId=message)

    assert body["value"] == "Update posted."
    assert [one.words for one in bench.told()] == ["Update posted."]


def test_an_input_card_among_others_says_who_filled_it_in_but_not_the_answer(bench: Bench) -> None:
    data, message = typed_form(bench, bench.thread, bench.channel)
    bench.router.reply = Reply(card=Card(SECRET))
    body = bench.press(data, inputs={"text:text": "Better"}, replyToId=message)

    (told,) = bench.told(bench.channel)
    assert "Ana has filled in this form" in told.words
    assert SECRET not in told.words
    assert body["value"] == SECRET


def test_mistakes_on_an_input_card_leave_it_as_it_is_for_others(bench: Bench) -> None:
    data, message = typed_form(bench, bench.thread, bench.channel)
    bench.router.reply = Reply(errors={"text": "Say what is new."})
    card = card_of(bench.press(data, replyToId=message))
    bench.router.reply = Reply(card=Card("Update posted."))
    bench.press(data_in(card), inputs={"text:text": "x"}, replyToId=message)

    (told,) = bench.told(bench.channel)
    assert (told.versions, "filled in" in told.words) == (2, True)


def test_an_old_client_presses_by_a_message(bench: Bench) -> None:
    bench.send(activity("message", bench.thread, value=PRESS, replyToId="1700"))

    said = bench.router.last
    assert (said.command, said.about) == ("join", "INC-1")
    assert [one.words for one in bench.told()] == ["Understood."]


def test_an_old_client_sends_a_form_by_a_message(bench: Bench) -> None:
    data, message = typed_form(bench, bench.chat, bench.personal)
    bench.router.reply = Reply(errors={"text": "Say what is new."})
    bench.send(activity("message", bench.chat, value=data, replyToId=message))

    assert bench.router.last.fields == {}
    assert "Say what is new." in bench.told()[-1].words


# --- trouble ----------------------------------------------------------------------------------


def test_people_who_are_not_served_are_told_so_where_they_pressed(bench: Bench) -> None:
    bench.teams.users["29:ana"].guest = True
    bench.say("status")
    bench.router.said.clear()

    assert "Guests" in bench.press(PRESS)["value"]
    assert "Guests" in bench.invoked(fetched(PRESS, bench.thread))["task"]["value"]
    assert bench.router.said == []


@pytest.mark.parametrize("make", [executed, fetched, submitted])
def test_an_error_of_ours_ends_in_an_apology_with_a_number(bench: Bench, make: Any) -> None:
    def broken(_: Interaction) -> Reply:
        raise RuntimeError("boom")

    bench.router.run = broken
    answer = bench.send(make(PRESS, bench.thread))

    assert answer.status_code == 200
    assert "Sorry" in answer.text


def test_nothing_to_say_still_ends_the_press(bench: Bench) -> None:
    bench.router.reply = Reply()

    assert bench.press(PRESS)["value"] == "Done."
    assert bench.invoked(fetched(PRESS, bench.thread)) == {"task": {"type": "message", "value": "Done."}}


def test_a_public_answer_to_an_input_card_stands_where_that_stood(bench: Bench) -> None:
    data, message = typed_form(bench, bench.thread, bench.channel)
    bench.router.reply = Reply(card=Card("Ana posted an update."), public=True)
    bench.press(data, inputs={"text:text": "x"}, replyToId=message)

    assert [one.words for one in bench.told(bench.channel)] == ["Ana posted an update."]


def test_a_press_does_not_wait_for_a_teams_that_is_slow_to_take_messages(bench: Bench) -> None:
    bench.press(PRESS)
    bench.router.reply = Reply(card=Card("Ana took part."), public=True)
    bench.teams.delay = 1.5
    started = time.monotonic()

    assert bench.press(PRESS)["value"] == "Ana took part."
    assert time.monotonic() - started < 1.5
    bench.teams.wait_until(lambda: bench.told(bench.channel))


def test_a_long_private_answer_is_cut_nowhere(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Look", (Paragraph(("long " * 200,)),)))

    assert words(card_of(bench.press({"does": "status", "about": "INC-1"}))).count("long") == 200
