"""The pen draws every part within the rules of Adaptive Cards and of Teams, whatever stands in it."""

import json
from typing import Any

import pytest

from adapters.doors.text import WORD_JOINER
from adapters.teams import render
from bot.domain.card import (
    Bold,
    Button,
    Buttons,
    Card,
    Fact,
    Facts,
    Link,
    Mention,
    Menu,
    Note,
    Option,
    Paragraph,
    Part,
    Picture,
    Quote,
    RoomLink,
    Struck,
    Table,
    Tone,
)
from tests.adapters.samples import CARD, LINE, PARTS, SHOWS
from tests.adapters.teams.schema import check, objects, texts

ANA = Mention("teams:29:1ana", "Ana")


def drawn(*parts: Part) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = render.card(Card("A title", parts))["body"]
    return body[1:]


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: type(part).__name__)
def test_every_part_is_drawn_as_teams_wants_it(part: Part) -> None:
    assert check(render.card(Card("A title", (part,)))) == []
    assert check(render.card(Card("A title", (Paragraph((ANA, *LINE)), part, part, Note((ANA,)))))) == []


@pytest.mark.parametrize("tone", Tone)
def test_a_whole_card_is_drawn_in_every_tone(tone: Tone) -> None:
    activity = render.activity(Card(CARD.title, CARD.parts, tone))

    (attached,) = activity["attachments"]
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert check(attached["content"]) == []
    assert activity["type"] == "message"
    assert activity["summary"] == CARD.title
    assert "Checkout is down" in render.bare(CARD)["text"]


def test_the_tone_is_a_colour_and_a_mark_so_that_nobody_has_to_see_the_colour() -> None:
    headers = [render.card(Card("A title", tone=tone))["body"][0] for tone in Tone]

    assert [one["style"] for one in headers] == ["emphasis", "warning", "attention", "good"]
    assert [one["items"][0]["text"] for one in headers] == [
        "A title",
        "🟠 A title",
        "🔴 A title",
        "✅ A title",
    ]


def test_a_moment_is_shown_in_the_readers_own_zone() -> None:
    (facts,) = drawn(Facts((Fact("Declared", (SHOWS[0],)),)))
    (line,) = drawn(Paragraph((SHOWS[1],)))

    assert facts["facts"][0]["value"] == "{{TIME(2026-08-03T09:12:00Z)}}"
    assert (
        line["inlines"][0]["text"] == "{{DATE(2026-08-03T09:12:00Z, SHORT)}} {{TIME(2026-08-03T09:12:00Z)}}"
    )


def test_people_of_teams_are_mentioned_and_those_of_other_chats_are_named() -> None:
    leo, eve = Mention("slack:U012", "Leo"), Mention("teams:<at>x</at>", "Eve")

    card = render.card(Card("A title", (Paragraph((ANA, " and ", leo, " and ", eve)),)))

    assert card["body"][1]["text"] == "<at>Ana</at> and **Leo** and **Eve**"
    assert card["msteams"]["entities"] == [
        {"type": "mention", "text": "<at>Ana</at>", "mentioned": {"id": "29:1ana", "name": "Ana"}}
    ]


def test_two_people_of_one_name_are_two_mentions() -> None:
    card = render.card(Card("A title", (Paragraph((ANA, Mention("teams:29:1other", "Ana"), ANA)),)))

    assert check(card) == []
    assert [one["mentioned"]["id"] for one in card["msteams"]["entities"]] == ["29:1ana", "29:1other"]


def test_who_is_mentioned_where_something_is_struck_is_named_and_not_notified() -> None:
    card = render.card(Card("A title", (Paragraph((Struck("Ask the bank"), " — ", ANA)),)))

    struck, _, named = card["body"][1]["inlines"]
    assert struck["strikethrough"]
    assert named == {"type": "TextRun", "text": "Ana", "weight": "Bolder"}
    assert card["msteams"] == {}


def test_a_value_that_was_true_before_stands_behind_the_fact() -> None:
    (facts,) = drawn(Facts((Fact("Severity", (Struck("SEV2"), " ", Bold("SEV1"))),)))

    assert facts["facts"][0]["value"] == "**SEV1** (before: SEV2)"


def test_rooms_of_teams_can_be_opened_and_those_of_other_chats_are_named() -> None:
    (line,) = drawn(
        Paragraph(
            (
                RoomLink("teams:19:a1@thread.tacv2;messageid=1700", "war"),
                RoomLink("teams:19:a1@thread.tacv2", "war"),
                RoomLink("teams:19:m1@thread.v2", "war"),
                RoomLink("slack:C012", "#war"),
                RoomLink("teams:19:../../evil", "evil"),
            )
        )
    )

    urls = [run.get("selectAction", {}).get("url") for run in line["inlines"]]
    assert urls == [
        "https://teams.microsoft.com/l/message/19%3Aa1%40thread.tacv2/1700",
        "https://teams.microsoft.com/l/channel/19%3Aa1%40thread.tacv2/0",
        "https://teams.microsoft.com/l/chat/19%3Am1%40thread.v2/0",
        None,
    ]
    assert line["inlines"][-1]["text"] == "#war#evil"


def test_a_link_that_is_no_web_address_is_only_words() -> None:
    bad, good = Link("press me", "javascript:alert(1)"), Link("ok", "https://a.test/x y)z")

    (rich,) = drawn(Paragraph((bad, good)))
    (marked,) = drawn(Paragraph((ANA, bad, good)))

    assert [run.get("selectAction", {}).get("url") for run in rich["inlines"]] == [
        None,
        "https://a.test/xy%29z",
    ]
    assert marked["text"] == "<at>Ana</at>press me[ok](https://a.test/xy%29z)"


def test_a_picture_without_https_is_its_words() -> None:
    (words,) = drawn(Picture("http://desk.test/graph.png", "Errors a minute"))

    assert words["inlines"][0]["text"] == "Errors a minute"


def test_text_of_several_lines_keeps_them() -> None:
    (quote,) = drawn(Quote("one\r\ntwo\n\n\nthree"))

    assert [texts(item) for item in quote["items"]] == [["one"], ["two"], ["three"]]


def test_a_divider_is_a_line_above_what_follows() -> None:
    first, second = drawn(Paragraph(("a",)), PARTS[type(CARD.parts[7])], Paragraph(("b",)))

    assert "separator" not in first
    assert second["separator"]


def test_what_somebody_said_is_passed_on_as_words_without_a_box() -> None:
    said = "5 < 6 & <b>7</b> <at>Ana</at>\n@everyone"
    link = Link("a.png", "https://a.test/a.png?x=1&y=2")
    parts = (Paragraph((Bold("Leo (Slack):"), " ", said)), Paragraph((link, ANA)))

    activity = render.activity(Card("Leo (Slack): 5 < 6", parts, spoken=True))

    assert "attachments" not in activity
    assert activity["summary"] == "Leo (Slack): 5 < 6"
    assert activity["textFormat"] == "xml"
    assert activity["text"].replace(WORD_JOINER, "") == (
        "<b>Leo (Slack):</b> 5 &lt; 6 &amp; &lt;b&gt;7&lt;/b&gt; &lt;at&gt;Ana&lt;/at&gt;<br>@everyone<br>"
        '<a href="https://a.test/a.png?x=1&amp;y=2">a.png</a>Ana'
    )


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: type(part).__name__)
def test_every_part_can_be_words(part: Part) -> None:
    for drawn in (
        render.activity(Card("A title", (part,), spoken=True)),
        render.bare(Card("A title", (part,))),
    ):
        assert drawn["text"]
        assert len(drawn["text"]) <= 10_010


# --- Buttons --------------------------------------------------------------------------------


def test_a_button_says_what_it_does_and_the_same_to_old_clients() -> None:
    button = Button("I have it", "liaison", "INC-1", "me", once=True)

    (row,) = drawn(Buttons((button,)))

    (action,) = row["actions"]
    assert action["type"] == "Action.Execute"
    assert action["verb"] == "liaison"
    assert action["data"] == {"does": "liaison", "about": "INC-1", "words": "me", "once": True}
    assert action["fallback"]["data"] == action["data"]
    assert render.decode(action["data"]) == render.Pressed("liaison", "INC-1", "me", once=True)


def test_four_buttons_are_visible_and_the_rest_are_in_an_overflow() -> None:
    buttons = tuple(Button(f"B{n}", "note", "INC-1", str(n)) for n in range(6))

    (row,) = drawn(Buttons(buttons, more=(Button("More", "list"),)))

    modes = [action.get("mode", "primary") for action in row["actions"]]
    assert modes == ["primary"] * 4 + ["secondary"] * 3


@pytest.mark.parametrize("hidden", [False, True])
def test_a_button_with_a_question_asks_it_before_anything_happens(hidden: bool) -> None:
    button = (Button("Reopen", "reopen", "INC-1", confirm="Is it not over after all?"),)

    (row,) = drawn(Buttons((), button) if hidden else Buttons(button))

    (action,) = row["actions"]
    assert action["type"] == "Action.ShowCard"
    assert "mode" not in action
    assert texts(action["card"]["body"]) == ["Is it not over after all?"]
    (sure,) = action["card"]["actions"]
    assert render.decode(sure["data"]) == render.Pressed("reopen", "INC-1")


def test_a_button_that_is_known_to_open_a_form_asks_for_a_dialog() -> None:
    buttons = Buttons((Button("Post update", "update", "INC-1"), Button("Status", "status", "INC-1")))

    card = render.card(Card("A title", (buttons,)), opens=lambda button: button.does == "update")

    update, status = card["body"][1]["actions"]
    assert check(card) == []
    assert update["type"] == "Action.Submit"
    assert update["data"] == {"does": "update", "about": "INC-1", "msteams": {"type": "task/fetch"}}
    assert render.decode(update["data"]) == render.Pressed("update", "INC-1")
    assert status["type"] == "Action.Execute"


def test_words_that_no_button_can_carry_are_to_be_typed() -> None:
    row, note = drawn(Buttons((Button("Anyway", "declare", words="x" * 3000), Button("List", "list"))))

    assert [action["title"] for action in row["actions"]] == ["List"]
    assert "please type it: Anyway" in texts(note)[0]


def test_a_choice_of_a_menu_comes_back_as_a_word() -> None:
    menu = Menu("Severity", "sev", "INC-1", (Option("SEV1", "SEV1"), Option("none", "")))

    first, row, second, _ = drawn(menu, menu)

    (action,) = row["actions"]
    assert first["id"] != second["id"]
    assert [one["value"] for one in first["choices"]] == ["=SEV1", "="]
    assert render.decode(action["data"] | {first["id"]: "=SEV1", second["id"]: "="}) == render.Pressed(
        "sev", "INC-1", "SEV1"
    )
    assert render.decode(action["data"]) == render.Pressed("sev", "INC-1")


@pytest.mark.parametrize("data", [None, "x", [], {}, {"does": ""}, {"does": 7}, {"verb": "x"}])
def test_data_that_is_none_of_ours_means_nothing(data: object) -> None:
    assert render.decode(data) is None


def test_data_of_wrong_kinds_is_read_as_empty() -> None:
    assert render.decode({"does": "x", "about": 3, "words": None, "menu": "m", "m": []}) == render.Pressed(
        "x"
    )
    assert render.decode({"does": "x", "form": True, "also": "y"}) == render.Sent("x")


# --- Size -----------------------------------------------------------------------------------


def long(parts: int) -> Card:
    everything: list[Part] = [Paragraph(("x" * 2900, ANA)) for _ in range(parts)]
    return Card("t", (*everything, Buttons((Button("Resolve", "resolve"),))), Tone.URGENT)


def test_buttons_survive_a_card_that_is_too_long() -> None:
    card = render.card(long(60), more="https://desk.test/INC-1")

    assert check(card) == []
    assert any(one.get("verb") == "resolve" for one in objects(card))
    assert "longer than Teams can show" in texts(card["body"][-1])[0]
    assert card["body"][-1]["inlines"][-1]["selectAction"]["url"] == "https://desk.test/INC-1"


def test_long_lists_are_shortened_before_anything_is_left_out() -> None:
    facts = Facts((Fact("Status", ("open",)),))
    rows = Table(("N",), tuple(((f"row {n} " + "x" * 200,),) for n in range(90)))
    words = Paragraph(("y" * 2000,))

    card = render.card(Card("t", (Note(("a note",)), facts, rows, words, Quote("z" * 900))))

    assert check(card) == []
    shown = json.dumps(card)
    assert "a note" in shown
    assert "y" * 2000 in shown
    assert "z" * 900 in shown
    assert "more" in shown


def test_an_ordinary_card_is_not_shortened() -> None:
    assert "longer than" not in json.dumps(render.card(CARD))


def test_a_card_of_nothing_but_buttons_stays_within_the_size() -> None:
    buttons = tuple(Button(f"B{n}", "which", "INC-1", "w" * 1500) for n in range(30))

    card = render.card(Card("t", (Buttons(buttons[:4], buttons[4:]),)))

    assert check(card) == []
    assert any(one.get("verb") for one in objects(card))


def test_a_button_with_an_address_leads_there() -> None:
    (row,) = drawn(Buttons((Button("Join", "", url="https://meet.test/INC-1?a=1&b=2"),)))

    (action,) = row["actions"]
    assert (action["type"], action["title"]) == ("Action.OpenUrl", "Join")
    assert action["url"] == "https://meet.test/INC-1?a=1&b=2"


def test_a_button_with_an_address_that_is_none_cannot_be_pressed() -> None:
    shown = drawn(Buttons((Button("Join", "", url="javascript:alert(1)"),)))

    assert "javascript" not in json.dumps(shown)
