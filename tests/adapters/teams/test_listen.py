"""What people say in Teams, and what they get back."""

from typing import Any

import pytest

from adapters.teams.words import typed
from bot.commands.table import COMMANDS
from bot.domain.card import Button, Buttons, Card, Paragraph
from bot.domain.form import Form, TextField
from bot.domain.interaction import Reply
from tests.adapters.teams.activities import BOT, GROUP, activity, mentioning, person
from tests.adapters.teams.bench import Bench

FORM = Form("Declare an incident", "declare", (TextField(name="title", label="Title"),), words="sev1")
RICH = Card("INC-1 is open", (Buttons((Button("Resolve", "resolve", "INC-1"),)),))


def mention(id: str, name: str, text: str = "") -> dict[str, Any]:
    return {"type": "mention", "text": text or f"<at>{name}</at>", "mentioned": {"id": id, "name": name}}


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("", "", ""),
        ("  declare   sev1 Checkout\xa0is&nbsp;down ", "declare", "sev1 Checkout is down"),
        ("/case declare sev1 x", "declare", "sev1 x"),
        ("/case", "", ""),
        ("/case-liaison me", "liaison", "me"),
        ("/declare x", "declare", "x"),
        ("note a &amp; b &lt;c&gt; &amp;lt;", "note", "a & b <c> &lt;"),
        ("note first\r\nsecond line\n", "note", "first\nsecond line"),
        ("note “quoted” 🔥 שלום", "note", "“quoted” 🔥 שלום"),
        ("note half \ud83d", "note", "half \ufffd"),
        ("note <at>Leo</at>", "note", "<at>Leo</at>"),
        ('<at id="0"></at>status', "status", ""),
        ("room_gone", "room_gone?", ""),
        ("INC-1 message_deleted now", "INC-1", "message_deleted? now"),
        ("help", "help", ""),
        ("home", "home_opened", ""),
    ],
)
def test_words_arrive_as_they_were_typed(bench: Bench, text: str, command: str, words: str) -> None:
    bench.say(text)

    assert (bench.router.last.command, bench.router.last.words) == (command, words)


def test_no_hidden_word_can_be_typed() -> None:
    hidden = {one.word for one in COMMANDS if one.hidden}

    assert {typed(word, "/case")[0] for word in hidden} & hidden == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<at>Caseline</at> note Caseline is down", "Caseline is down"),
        ("hello <at>Caseline</at>: note it", "it"),
        ("note it <at>Caseline</at>", "it"),
        ("<at>Caseline</at>&nbsp;note it", "it"),
        ('<at id="0">Caseline</at> note it', "it"),
    ],
)
def test_the_mention_that_called_the_bot_is_taken_away(bench: Bench, text: str, words: str) -> None:
    entities = [mention(BOT, "Caseline")]
    bench.send(activity("message", bench.thread, text=text, entities=entities))

    assert (bench.router.last.command, bench.router.last.words) == ("note", words)


def test_mentioned_people_are_known_by_id_and_by_name(bench: Bench) -> None:
    bench.send(activity("message", bench.thread, **mentioning("role scribe {Leo} and {Mei}", "Leo", "Mei")))

    said = bench.router.last
    assert (said.command, said.words) == ("role", "scribe @teams:29:leo and @teams:29:mei")
    assert said.mentions == {"teams:29:leo": "Leo", "teams:29:mei": "Mei"}


def test_two_people_of_one_name_are_told_apart(bench: Bench) -> None:
    entities = [mention("29:leo1", "Leo"), mention("29:leo2", "Leo")]
    text = "note <at>Leo</at> and <at>Leo</at>"
    bench.send(activity("message", bench.chat, text=text, entities=entities))

    assert bench.router.last.words == "@teams:29:leo1 and @teams:29:leo2"


def test_the_person_and_the_room_are_told(bench: Bench) -> None:
    bench.say("status")
    said = bench.router.last

    assert (said.person.id, said.person.name, said.person.email) == ("teams:29:ana", "Ana", "ana@acme.test")
    assert (said.person.zone, said.person.language) == ("Europe/Berlin", "en-GB")
    assert (said.person.workspace, said.person.checked_at) == (bench.teams.tenant, bench.clock.now())
    assert said.room is not None
    assert (said.room.id, said.room.direct) == (f"teams:{bench.personal.id}", True)


def test_among_others_only_what_mentions_the_bot_is_for_it(bench: Bench) -> None:
    bench.send(activity("message", bench.thread, text="status please"))
    bench.send(activity("message", bench.ops, text="<at>Caseline</at> status", entities=[]))

    assert [one for one in bench.router.said if one.command != "said"] == []
    assert bench.told(bench.channel) == bench.told(bench.group) == []


def test_other_bots_are_not_listened_to(bench: Bench) -> None:
    raw = activity("message", bench.chat, text="declare x")

    bench.send({**raw, "from": {"id": "28:other", "name": "Other", "aadObjectId": "x"}})
    bench.send({**raw, "from": person("Ana", role="bot")})

    assert bench.router.said == []


def test_an_answer_in_the_personal_chat_is_a_message_there(bench: Bench) -> None:
    assert bench.say("help").status_code == 200

    (told,) = bench.told()
    assert told.words == "Understood."


def test_a_private_answer_to_what_was_said_among_others_comes_in_the_personal_chat(bench: Bench) -> None:
    bench.say("status INC-1", bench.thread)

    assert [one.words for one in bench.told()] == ["Understood."]
    assert bench.told(bench.channel) == []


def test_a_public_answer_stays_in_its_thread(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Posted."), public=True)
    bench.say("update x", bench.thread)

    (told,) = bench.told(bench.channel)
    assert (told.words, told.root) == ("Posted.", "1700000000001")


def test_who_cannot_be_written_to_is_answered_in_the_thread(bench: Bench) -> None:
    bench.teams.users["29:leo"].has_app = False
    bench.say("status", bench.thread, sender="Leo")

    assert [one.words for one in bench.told(bench.channel)] == ["Understood."]


def test_what_was_said_for_the_bots_ears_only_is_answered_for_that_persons_eyes_only(bench: Bench) -> None:
    recipient = {"id": BOT, "name": "Caseline", "isTargeted": True}
    bench.send(activity("message", bench.ops, text="status", recipient=recipient))

    (told,) = bench.told(bench.group)
    assert (told.to, told.words) == ("29:ana", "Understood.")


def test_when_teams_takes_no_targeted_message_the_answer_comes_in_the_personal_chat(bench: Bench) -> None:
    bench.teams.targeted = False
    recipient = {"id": BOT, "name": "Caseline", "isTargeted": True}
    bench.send(activity("message", bench.ops, text="status", recipient=recipient))

    assert [one.words for one in bench.told()] == ["Understood."]


def test_a_typed_word_that_needs_a_form_is_answered_with_an_input_card(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    bench.say("declare")

    (told,) = bench.told()
    assert "Declare an incident" in told.words
    assert "Send" in told.buttons


def test_the_same_message_delivered_again_is_one_wish_and_one_answer(bench: Bench) -> None:
    raw = activity("message", bench.chat, text="declare sev1 x")

    bench.send(raw)
    bench.send(raw)

    assert len(bench.router.said) == len(bench.told()) == 1


def test_another_process_gives_the_same_wish_the_same_id(bench: Bench) -> None:
    raw = activity("message", bench.thread, **mentioning("declare sev1 x"))
    bench.send(raw)

    conversation = bench.channel.id
    assert bench.router.last.id == f"teams:{conversation}:{raw['id']}"


def test_the_answer_to_a_wish_that_another_process_granted_is_not_given_twice(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("Already done."), outcome="again")
    bench.say("declare sev1 x")

    assert bench.told() == []


def test_people_without_an_account_in_the_directory_are_told_so_and_counted(bench: Bench) -> None:
    raw = activity("message", bench.chat, text="declare x")
    bench.send({**raw, "from": person("Ana", aadObjectId="")})

    assert bench.router.said == []
    assert bench.meter.reasons == ["stranger"]
    assert "own organization" in bench.told()[0].words


def test_people_of_another_organization_in_a_shared_chat_are_told_so_and_counted(bench: Bench) -> None:
    bench.teams.users["29:leo"].tenant = "33333333-3333-3333-3333-333333333333"
    bench.say("declare x", bench.ops, sender="Leo")

    assert bench.router.said == []
    assert bench.meter.reasons == ["stranger"]


def test_guests_are_told_so_and_counted(bench: Bench) -> None:
    bench.teams.users["29:leo"].guest = True
    bench.say("declare x", bench.thread, sender="Leo")

    assert bench.router.said == []
    assert bench.meter.reasons == ["guest"]


def test_teams_is_asked_who_somebody_is_once_in_ten_minutes(bench: Bench) -> None:
    for _ in range(3):
        bench.say("status")
    assert len(bench.teams.called("GET member")) == 1

    bench.clock.move(minutes=11)
    bench.say("status")
    assert len(bench.teams.called("GET member")) == 2


def test_when_teams_cannot_say_who_it_is_the_person_is_served_unchecked(bench: Bench) -> None:
    bench.teams.fail("GET member", 503)
    bench.say("declare x")
    assert (bench.router.last.person.name, bench.router.last.person.checked_at) == ("Ana", None)

    bench.teams.heal()
    bench.say("status")
    assert bench.router.last.person.checked_at == bench.clock.now()


def test_an_error_of_ours_ends_in_an_apology_with_a_number(bench: Bench) -> None:
    def broken(_: object) -> Reply:
        raise RuntimeError("boom")

    bench.router.run = broken
    assert bench.say("declare x").status_code == 200

    assert "Sorry" in bench.told()[0].words
    assert bench.meter.outcomes == ["broke"]


def test_an_answer_that_cannot_be_drawn_ends_in_an_apology_too(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("x", (object(),)))  # type: ignore[arg-type]
    assert bench.say("declare x").status_code == 200

    assert "Sorry" in bench.told()[0].words
    assert bench.meter.outcomes == ["broke"]


def test_a_card_that_teams_does_not_take_is_told_in_plain_words(bench: Bench) -> None:
    bench.teams.fail("POST activities", 400, "BadSyntax", times=1)
    bench.router.reply = Reply(card=Card("Look", (Paragraph(("at this",)),)))
    bench.say("status")

    assert bench.told()[0].activity["text"] == "Look\n\nat this"


def test_a_message_with_nobody_in_it_gets_no_answer(bench: Bench) -> None:
    raw = activity("message", bench.chat, text="help")

    spoilings: list[dict[str, Any]] = [{"from": None}, {"from": {}}, {"conversation": None}, {"recipient": 7}]
    for spoiled in spoilings:
        assert bench.send({**raw, "id": "", **spoiled}).status_code == 200


def test_what_people_write_among_themselves_is_passed_on_where_teams_tells_it(bench: Bench) -> None:
    files = [
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": "https://acme.sharepoint.test/log.txt",
            "name": "log.txt",
        }
    ]
    files += [{"contentType": "image/png", "contentUrl": "https://smba.trafficmanager.net/v3/attachments/1"}]
    bench.send(activity("message", bench.thread, text="It is the cache", attachments=files))

    said = bench.router.last
    assert said.command == "said"
    assert said.message is not None
    assert (said.message.text, said.message.author) == ("It is the cache", "teams:29:ana")
    assert said.message.files == {"https://acme.sharepoint.test/log.txt": "log.txt"}
    assert bench.told(bench.channel) == []


def test_a_group_chat_is_as_good_as_a_channel(bench: Bench) -> None:
    bench.router.reply = Reply(card=RICH, public=True)
    bench.say("status INC-1", {"id": bench.group.id, **GROUP})

    (told,) = bench.told(bench.group)
    assert "Resolve" in told.buttons
