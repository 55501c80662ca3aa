"""Foreign words cannot format, link, mention or break a card, wherever they stand."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.doors.text import WORD_JOINER, size
from adapters.teams import render
from adapters.teams.render_text import escaped, literal
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
    Picture,
    Quote,
    RoomLink,
    Struck,
    Table,
)
from bot.domain.form import Choice, ChoiceField, ChoicesField, Form, PersonField, TextField
from tests.adapters.teams.schema import check, texts

HOSTILE = [
    "<at>Ana</at> <at id='0'>Ana</at>",
    "&lt;at&gt;Ana&lt;/at&gt; &amp; & < > &#60;",
    "**bold** __bold__ *x* _x_ ~~x~~ `x` # x",
    "[bank](https://evil.test) ![x](https://evil.test/x.png) <https://evil.test>",
    "- one\n- two\n1. three\n> four\n# five\n    six",
    "{{DATE(2026-01-01T10:00:00Z, SHORT)}} {{TIME(2026-01-01T10:00:00Z)}} ${title}",
    "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>",
    "\x00\x07null \u202egnp.exe\u202c \u2066x",
    "x" * 5000,
    "*" * 5000,
    "<" * 5000,
    "😀" * 4000,
    "line\n" * 2000,
    "חשבונית 12 لا يعمل",
    "\ud800 lone",
    "\ufffe \U0001ffff",
    "",
    " \n ",
    '"}],"type":"AdaptiveCard"',
]
OURS = re.compile(r"<at>Ana</at>|\{\{(?:TIME|DATE)\(2026-08-03T09:12:00Z(?:, SHORT)?\)\}\}")
ANA = Mention("teams:29:1ana", "Ana")


def cards_with(text: str) -> Card:
    line: Line = (text, Bold(text), Code(text), Struck(text), Mention("slack:x", text), Link(text, text))
    speaking: Line = (ANA, text, Bold(text), Code(text), Mention("teams:29:1x", text), Link(text, text), "t>")
    room: Line = (RoomLink("teams:y", text), "{", "{DATE(2026-01-01T10:00:00Z)}}", "<", "at>")
    return Card(
        text,
        (
            Paragraph(line),
            Paragraph(speaking),
            Note((text, ANA)),
            Quote(text),
            Facts((Fact(text, (text,)), Fact("Title", speaking), Fact("Room", room))),
            Bullets((line, room, (text, ANA), (*room, ANA))),
            Table((text, text), (((text,), line), (speaking,))),
            Picture(f"https://a.test/{text}", text),
            Buttons((Button(text, "note", text, text, confirm=text),) * 6, more=(Button(text, "list"),) * 3),
            Menu(text, "note", "INC-1", (Option(text, text), Option("b", "b"))),
        ),
    )


def form_with(text: str) -> Form:
    choices = (Choice(text, text), Choice("b", "b"))
    return Form(
        text,
        "note",
        (
            TextField(name="a", label=text, hint=text, value=text, placeholder=text, long=True),
            ChoiceField(name="b", label=text, choices=choices, value=text),
            ChoicesField(name="c", label=text, choices=choices, value=(text,)),
            PersonField(name="d", label=text, value=text),
        ),
        about="INC-1",
        words=text,
        submit=text,
        intro=(text, ANA, Bold(text)),
    )


MARKUP = re.compile(r"<at|<[a-z/!]|\{\{|[\x00-\x08\u202a-\u202e\u2066\u2067\ud800-\udfff]", re.IGNORECASE)


def assert_harmless(card: dict[str, Any], mentioned: set[str]) -> None:
    for text in texts(card):
        rest = OURS.sub("", text)
        for ours in mentioned:
            rest = rest.replace(ours, "")
        assert not MARKUP.search(rest), rest
    assert json.dumps(card, ensure_ascii=False).encode()


def mentioned_on(card: dict[str, Any]) -> set[str]:
    entities = card.get("msteams", {}).get("entities", [])
    for one in entities:
        assert re.fullmatch(r"<at>[^<>&*_~`\[\]\\{}|\n]*</at>", one["text"])
        assert one["mentioned"]["id"] in {"29:1ana", "29:1x"}
    return {one["text"] for one in entities}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_harmless_and_within_the_limits(text: str) -> None:
    card, form = render.card(cards_with(text)), render.form(form_with(text), errors={"a": text, "": text})

    assert check(card) == []
    assert check(form) == []
    assert_harmless(card, mentioned_on(card))
    assert json.dumps(form, ensure_ascii=False).encode()
    assert json.dumps(render.bare(cards_with(text)), ensure_ascii=False).encode()
    activity = render.activity(cards_with(text))
    assert size(activity["summary"]) <= 260
    assert activity["summary"].strip()


signs = st.text(
    st.sampled_from("<>!@#&|*_~`[](){}at^\\-1. \n\x00\u202e\u05d0abhere/") | st.characters(), max_size=300
)
pieces = st.lists(st.sampled_from(HOSTILE) | signs, max_size=4).map("".join)


@settings(max_examples=40, deadline=None)
@given(pieces)
def test_no_text_can_mention_format_or_break_a_card(text: str) -> None:
    card = render.card(cards_with(text))

    assert check(card, schema=False) == []
    assert_harmless(card, mentioned_on(card))


@given(pieces)
def test_every_sign_that_formats_is_escaped_where_markdown_is_read(text: str) -> None:
    written = escaped(text, 500)

    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`\[\]]", written)
    assert not re.search(r"^[ \t\u2068]*(?:[#>+=|-]|\d+[.)])", written, re.MULTILINE)
    assert not re.search(r"<|&(?!amp;|lt;)(?:#|[A-Za-z0-9]*(?:;|$))", written, re.MULTILINE)


@given(pieces)
def test_what_stands_where_nothing_is_parsed_reads_as_it_was_written(text: str) -> None:
    seen = literal(text, 100_000).replace(WORD_JOINER, "").translate({0x2068: None, 0x2069: None})

    assert seen == literal(seen, 100_000).replace(WORD_JOINER, "").translate({0x2068: None, 0x2069: None})
    assert set(seen) <= set(text.replace("\r", "\n")) | {"\n"}


def test_ordinary_text_is_not_touched() -> None:
    for text in ("R&D portal is slow", "a - b, 3.5 s (p95)", "x < y", "müßte gehen…", "order-id 7 #3"):
        assert escaped(text, 100).replace(WORD_JOINER, "").replace("&lt;", "<") == text
        assert literal(text, 100) == text


def test_a_label_is_cut_with_an_ellipsis() -> None:
    card = render.card(Card("t", (Buttons((Button("long " * 30, "list"),)),)))

    (action,) = card["body"][1]["actions"]
    assert action["title"].endswith("…")
    assert len(action["title"]) <= 60
