"""What people do becomes interactions; what they see in answer is theirs alone unless it is public."""

import pytest


def last(bot):
    return bot.heard[-1]


@pytest.mark.parametrize(
    ("typed", "word", "words"),
    [
        ("/case declare sev1 Checkout is down", "declare", "sev1 Checkout is down"),
        ("/CASE Update two\nlines", "update", "two\nlines"),
        ("/case", "help", ""),
        ("/case-update Better now", "update", "Better now"),
        ("@Caseline update Better now", "update", "Better now"),
        ("  @caseline, update Better now", "update", "Better now"),
    ],
)
def test_a_command_is_understood_however_it_is_typed(page, bot, typed, word, words):
    assert page.says("ana", "support", typed, zone="Europe/Berlin").status_code == 200

    assert (last(bot).command, last(bot).words) == (word, words)
    assert last(bot).room.id == "playground:support"
    assert last(bot).person.id == "playground:ana"
    assert last(bot).person.zone == "Europe/Berlin"


def test_a_zone_that_nobody_knows_is_left_out(page, bot):
    page.says("ana", "support", "/case help", zone="../../etc/passwd")

    assert last(bot).person.zone == ""


def test_a_slash_command_is_not_shown_to_others_and_its_answer_is_private(page):
    page.says("ana", "support", "/case help")

    assert [post["title"] for post in page.posts("ana", "support")] == ["help:"]
    assert page.posts("ana", "support")[0]["whisper"]
    assert page.posts("leo", "support") == []


def test_a_public_answer_is_shown_to_everybody(page):
    page.says("ana", "support", "/case shout loud")

    assert [post["title"] for post in page.posts("leo", "support")] == ["shout: loud"]


def test_words_for_people_are_a_message_that_the_bot_does_not_answer(page, bot):
    page.says("ana", "support", "has anybody seen this? cc @caseline later")

    assert [post["text"] for post in page.posts("leo", "support")] == [
        "has anybody seen this? cc @caseline later"
    ]
    assert [one.command for one in bot.heard] == ["said"]


def test_mentioning_the_bot_is_seen_by_all_and_answered_in_private(page, bot):
    page.says("ana", "support", "@Caseline help")

    assert [post["author"] for post in page.posts("ana", "support")] == ["ana", "caseline"]
    assert [post["author"] for post in page.posts("leo", "support")] == ["ana"]
    assert last(bot).message.text == "@Caseline help"


def test_everything_in_a_direct_message_is_for_the_bot(page, bot):
    page.says("ana", "dm-ana", "what is open?")

    assert (last(bot).command, last(bot).words, last(bot).room.direct) == ("what", "is open?", True)
    assert [post["author"] for post in page.posts("ana", "dm-ana")] == ["ana", "caseline"]
    assert "dm-ana" not in page.channels("leo")


def test_mentioned_people_arrive_as_ids_with_their_names(page, bot):
    page.says("ana", "support", "/case role scribe @Leo and @nobody, me@acme.test")

    assert last(bot).words == "scribe @playground:leo and @nobody, me@acme.test"
    assert last(bot).mentions == {"playground:leo": "Leo"}


def test_a_slash_that_nobody_owns_is_explained_and_not_shouted_out(page, bot):
    page.says("ana", "support", "/incdent declare")

    assert "/case help" in page.posts("ana", "support")[0]["html"]
    assert page.posts("leo", "support") == []
    assert bot.heard == []


def test_a_path_that_begins_a_message_is_no_command(page):
    page.says("ana", "support", "/var/log/app is full")

    assert page.posts("leo", "support")[0]["text"] == "/var/log/app is full"


def test_a_message_sent_twice_stands_once(page):
    page.says("ana", "support", "hello", id="same")
    page.says("ana", "support", "hello", id="same")

    assert len(page.posts("leo", "support")) == 1


def test_pressing_a_once_button_twice_is_one_wish(page, bot):
    page.says("ana", "support", "/case help")
    card = page.posts("ana", "support")[0]
    for _ in range(2):
        page.does("ana", "actions", channel="support", message=card["id"], does="declare", once=True)

    assert bot.heard[-1].id == bot.heard[-2].id
    assert bot.heard[-1].command == "declare"


def test_pressing_another_button_twice_is_two_wishes(page, bot):
    page.says("ana", "support", "/case help")
    card = page.posts("ana", "support")[0]
    for _ in range(2):
        page.does(
            "ana", "actions", channel="support", message=card["id"], does="update", about="INC-1", words="x"
        )

    assert bot.heard[-1].id != bot.heard[-2].id
    assert (last(bot).about, last(bot).words) == ("INC-1", "x")


def test_a_button_on_the_home_page_answers_in_a_dialog(page):
    shown = page.does("ana", "actions", does="list").json()

    assert shown["title"] == "list:"
    assert "<article" in shown["card"]


def test_a_form_is_opened_filled_and_stays_open_while_something_is_wrong(page, bot):
    form = page.says("ana", "support", "/case declare").json()["form"]
    token = form.partition('data-token="')[2].partition('"')[0]

    empty = page.does("ana", "forms", form=token, answers={}).json()
    wrong = page.does("ana", "forms", form=token, answers={"title": "wrong"}).json()
    right = page.does("ana", "forms", form=token, answers={"title": "Checkout"}).json()
    late = page.does("ana", "forms", form=token, answers={"title": "Checkout"})

    assert empty == {"errors": {"title": "Please fill this in."}}
    assert wrong == {"errors": {"title": "Say it better."}}
    assert right == {}
    assert last(bot).fields == {"title": "Checkout"}
    assert last(bot).room.id == "playground:support"
    assert late.status_code == 404


def test_nobody_fills_in_somebody_else_s_form(page):
    form = page.says("ana", "support", "/case declare").json()["form"]
    token = form.partition('data-token="')[2].partition('"')[0]

    assert page.does("leo", "forms", form=token, answers={"title": "mine"}).status_code == 404


def test_who_joins_a_channel_is_reported_once(page, bot):
    page.does("leo", "join", channel="engineering")
    page.does("leo", "join", channel="engineering")
    page.made.door.close()

    assert [(one.command, one.person.id, one.room.id) for one in bot.heard] == [
        ("joined", "playground:leo", "playground:engineering")
    ]


def test_one_has_to_join_before_one_can_write(page):
    refused = page.says("leo", "engineering", "hello")

    assert refused.status_code == 403
    assert refused.json() == {"error": "Join #engineering first; then you can write there."}


def test_marks_edits_and_deletions_are_told_to_the_bot_with_the_message(page, bot):
    page.says("eve", "incidents", "gateway restarted")
    id = page.posts("eve", "incidents")[0]["id"]
    page.does("leo", "react", channel="incidents", message=id, on=True)
    page.does("eve", "edit", channel="incidents", message=id, text="gateway rolled back")
    page.does("leo", "react", channel="incidents", message=id, on=False)
    page.does("eve", "delete", channel="incidents", message=id)

    words = ["said", "pinned", "message_edited", "unpinned", "message_deleted"]
    assert [one.command for one in bot.heard] == words
    assert len({one.message.id for one in bot.heard}) == 1
    assert last(bot).message.id.endswith("-" + id)
    assert bot.heard[0].message.text == "gateway restarted"
    assert bot.heard[2].message.text == "gateway rolled back"
    assert bot.heard[0].message.author == "playground:eve"


def test_only_one_s_own_words_can_be_changed(page):
    page.says("eve", "incidents", "gateway restarted")
    id = page.posts("eve", "incidents")[0]["id"]

    assert page.does("leo", "edit", channel="incidents", message=id, text="no").status_code == 403
    assert page.does("leo", "delete", channel="incidents", message=id).status_code == 403


def test_shortcuts_bring_the_message_along(page, bot):
    page.says("eve", "incidents", "cards are declined")
    id = page.posts("eve", "incidents")[0]["id"]
    page.does("ana", "shortcut", word="note_from", channel="incidents", message=id)

    assert (last(bot).command, last(bot).message.text) == ("note_from", "cards are declined")
    assert page.does("ana", "shortcut", word="resolve", channel="incidents", message=id).status_code == 400


def test_somebody_else_s_whisper_can_be_neither_seen_nor_used(page):
    page.says("ana", "support", "/case help")
    id = page.posts("ana", "support")[0]["id"]

    assert page.does("leo", "actions", channel="support", message=id, does="help").status_code == 404
    assert page.does("leo", "react", channel="support", message=id, on=True).status_code == 404


def test_a_whisper_can_be_dismissed(page, bot):
    page.says("ana", "support", "/case help")
    id = page.posts("ana", "support")[0]["id"]
    page.does("ana", "delete", channel="support", message=id)

    assert page.posts("ana", "support") == []
    assert last(bot).command == "help"


def test_the_home_page_is_drawn_when_it_is_opened(page, bot):
    page.does("mia", "home")

    assert last(bot).command == "home_opened"
    assert last(bot).room is None
    assert "home_opened" in page.sees("mia")["home"]
    assert page.sees("ana")["home"] == ""


def test_what_was_read_is_remembered_per_person(page):
    page.says("ana", "support", "hello")
    id = page.posts("leo", "support")[0]["id"]
    page.does("leo", "read", channel="support", message=id)

    assert page.sees("leo")["read"]["support"] == int(id)
    assert page.sees("mia")["read"]["support"] == 0


def test_a_message_and_its_thread_are_told_by_the_ids_that_cards_have(page, bot):
    page.says("eve", "incidents", "gateway restarted")
    id = page.posts("eve", "incidents")[0]["id"]
    page.does("leo", "messages", channel="incidents", text="thanks", thread=id)

    first, answer = (one.message for one in bot.heard)
    assert answer.thread == first.id == page.made.chat.full_id(page.made.chat.post("incidents", id))
