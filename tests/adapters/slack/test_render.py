"""The pen draws every part within Slack's rules, whatever stands in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.doors.text import size
from adapters.slack import render
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Fact,
    Facts,
    Line,
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
from tests.adapters.samples import AT, CARD, PARTS, SHOWS, test_every_span_part_and_field_has_a_sample
from tests.fakes.slack.blocks import check

__all__ = ["test_every_span_part_and_field_has_a_sample"]


def texts(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in this payload that holds text."""
    if isinstance(node, list):
        for child in node:
            yield from texts(child)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node
        for child in node.values():
            yield from texts(child)


def drawn(*parts: Part) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = render.message(Card("A title", parts))["blocks"]
    return blocks[1:]


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: type(part).__name__)
@pytest.mark.parametrize("newer", [True, False])
def test_every_part_is_drawn_as_slack_wants_it(part: Part, newer: bool) -> None:
    message = render.message(Card("A title", (part,)), newer=newer)

    assert check(message) == []
    assert len(message["blocks"]) > 1
    assert check(render.home(Card("A title", (part,)))) == []


@pytest.mark.parametrize("tone", Tone)
def test_a_whole_card_is_drawn_in_every_tone(tone: Tone) -> None:
    card = Card(CARD.title, CARD.parts, tone)

    assert check(render.message(card)) == []
    assert check(render.home(card)) == []
    assert render.message(card)["text"] == CARD.title
    assert "Checkout is down" in render.bare(card)


def test_a_moment_is_shown_in_the_readers_own_zone() -> None:
    (grid,) = drawn(Facts((Fact("Declared", (SHOWS[0],)),)))
    (rich,) = drawn(Paragraph((SHOWS[1],)))

    stamp = int(AT.timestamp())
    assert grid["fields"][0]["text"] == f"*Declared*\n<!date^{stamp}^{{time}}|2026-08-03 09:12 UTC>"
    assert rich["elements"][0]["elements"][0] == {
        "type": "date",
        "timestamp": stamp,
        "format": "{date_short_pretty} {time}",
        "fallback": "2026-08-03 09:12 UTC",
    }


def test_people_and_rooms_of_slack_are_mentioned_and_those_of_other_chats_are_named() -> None:
    (block,) = drawn(
        Paragraph(
            (
                Mention("slack:U012", "Ana"),
                Mention("teams:29:1x", "Leo"),
                RoomLink("slack:C012", "war"),
                RoomLink("playground:war", "war"),
                Mention("slack:<!channel>", "Eve"),
            )
        )
    )

    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U012"},
        {"type": "text", "text": "Leo"},
        {"type": "channel", "channel_id": "C012"},
        {"type": "text", "text": "#war"},
        {"type": "text", "text": "Eve"},
    ]


def test_a_link_that_is_no_web_address_is_only_words() -> None:
    (block,) = drawn(Paragraph((Link("press me", "javascript:alert(1)"), Link("ok", "https://a.test/x y|z"))))

    words, link = block["elements"][0]["elements"]
    assert words == {"type": "text", "text": "press me"}
    assert link == {"type": "link", "url": "https://a.test/xy%7Cz", "text": "ok"}


@pytest.mark.parametrize("foreign", ["*bold*", "_x_", "~x~", "`x`", "> quoted", ":fire:"])
def test_text_that_would_format_is_put_where_nothing_is_parsed(foreign: str) -> None:
    blocks = drawn(Facts((Fact("Title", (foreign,)),)), Note((Bold("Quoted"), foreign)), Note((foreign,)))

    parsed = [one["text"] for one in texts(blocks) if one.get("type") == "mrkdwn"]
    assert not any(foreign in text for text in parsed)
    assert foreign in json.dumps(blocks)


def test_four_buttons_are_visible_and_the_rest_are_in_an_overflow() -> None:
    buttons = tuple(Button(f"B{n}", "note", "INC-1", str(n)) for n in range(6))

    (block,) = drawn(Buttons(buttons, more=(Button("More", "list"),)))

    kinds = [element["type"] for element in block["elements"]]
    assert kinds == ["button"] * 4 + ["overflow"]
    assert [option["text"]["text"] for option in block["elements"][4]["options"]] == ["B4", "B5", "More"]


def test_more_than_an_overflow_can_hold_becomes_a_menu() -> None:
    (block,) = drawn(Buttons((), more=tuple(Button(f"B{n}", "note", words=str(n)) for n in range(9))))

    assert [element["type"] for element in block["elements"]] == ["static_select"]
    assert len(block["elements"][0]["options"]) == 9


def test_a_hidden_button_with_a_question_still_asks_it() -> None:
    more = (Button("Timeline", "timeline"), Button("Cancel", "cancel", confirm="Sure?"))

    (block,) = drawn(Buttons((), more=more))

    quiet, asking = block["elements"]
    assert "confirm" not in quiet
    assert asking["confirm"]["text"]["text"] == "Sure?"


def test_buttons_survive_a_card_that_is_too_long() -> None:
    long: list[Part] = [Paragraph(("x" * 2999,)) for _ in range(60)]

    message = render.message(Card("t", (*long, Buttons((Button("Resolve", "resolve"),)))))

    assert check(message) == []
    kinds = [block["type"] for block in message["blocks"]]
    assert "actions" in kinds
    assert sum(size(one["text"]) for one in texts(message["blocks"])) < 13_000
    assert "longer than Slack can show" in json.dumps(message["blocks"][-1])


def test_a_second_table_is_drawn_as_a_list() -> None:
    table = Table(("Who", "What"), ((("Ana",), ("pays",)),))

    blocks = drawn(table, table)

    assert [block["type"] for block in blocks] == ["table", "rich_text"]


def test_what_a_long_table_leaves_out_is_counted() -> None:
    table = Table(("N",), tuple(((str(n),),) for n in range(150)))

    shown, rest = drawn(table)

    assert len(shown["rows"]) == 100
    assert rest["elements"][0]["text"] == "… and 51 more"


HOSTILE = [
    "<!channel> <!here> <!everyone> <!subteam^S1>",
    "<@U1> <#C1> <https://evil.test|bank>",
    "@channel @here @everyone @group @Channel",
    "&amp; & < > &lt;!channel&gt;",
    "\x00\x07null \u202egnp.exe\u202c \u2066x",
    "x" * 5000,
    "&" * 5000,
    "😀" * 4000,
    "חשבונית 12 لا يعمل",
    "\ud800 lone",
    "",
    " \n ",
    "<!date^1^{time}|never>",
]
DANGER = ("<!", "<@", "<#", "<http", "@channel", "@here", "@everyone", "@group", "\x00", "\u202e", "\u2066")


def cards_with(text: str) -> Card:
    line: Line = (text, Bold(text), Code(text), Struck(text), Mention("teams:x", text), Link(text, text))
    room: Line = (RoomLink("teams:y", text), "@", "here", "@", Bold("channel"))
    return Card(
        text,
        (
            Paragraph(line),
            Note((text,)),
            Note(line),
            Quote(text),
            Facts((Fact(text, (text,)), Fact("Title", line))),
            Facts((Fact("Title", (text,)), Fact("Room", room))),
            Bullets((line, room)),
            Table((text, text), (((text,), line),)),
            Picture(f"https://a.test/{text}", text),
            Buttons((Button(text, "note", text, text, confirm=text),) * 6, more=(Button(text, "list"),) * 3),
            Menu(text, "note", "INC-1", (Option(text, text), Option("b", "b"))),
        ),
    )


def assert_harmless(payload: dict[str, Any]) -> None:
    for one in texts(payload):
        for danger in DANGER:
            assert danger not in one["text"].lower() or one["text"].startswith(("<@U", "<!date^1785"))
    assert json.dumps(payload).encode()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("newer", [True, False])
def test_hostile_text_is_shown_harmless_and_within_the_limits(text: str, newer: bool) -> None:
    message = render.message(cards_with(text), newer=newer)

    assert check(message) == []
    assert check(render.home(cards_with(text))) == []
    assert_harmless(message)
    assert not any(danger in render.bare(cards_with(text)).lower() for danger in ("<!", "<@", "@here", "@ch"))


signs = st.text(st.sampled_from("<>!@#&|*_~`>:^ \n\x00\u202e\u05d0abhere") | st.characters(), max_size=400)
pieces = st.lists(st.sampled_from(HOSTILE) | signs, max_size=5).map("".join)


@settings(max_examples=40, deadline=None)
@given(pieces)
def test_no_text_can_mention_page_or_break_a_message(text: str) -> None:
    message = render.message(cards_with(text))

    assert check(message) == []
    assert_harmless(message)
    for one in texts(message):
        if one.get("type") == "mrkdwn":
            assert size(one["text"]) <= 3000


def test_errors_are_keyed_by_field_and_unknown_fields_speak_at_the_first_one() -> None:
    blocks: list[Any] = [{"type": "rich_text"}, {"type": "input", "block_id": "title"}]

    assert render.errors({"title": "Say what is wrong."}) == {
        "response_action": "errors",
        "errors": {"title": "Say what is wrong."},
    }
    assert render.errors({"": "The incident is over."}, blocks)["errors"] == {
        "title": "The incident is over."
    }


def test_somebody_s_own_words_have_no_header() -> None:
    drawn = render.message(
        Card("Eve (Teams): hello", (Paragraph((Bold("Eve (Teams):"), " hello")),), spoken=True)
    )

    assert [block["type"] for block in drawn["blocks"]] == ["rich_text"]
    assert drawn["text"] == "Eve (Teams): hello"
