"""The playground's pen: everything is drawn, nothing foreign becomes mark-up."""

from html.parser import HTMLParser
from typing import get_args

import pytest

from adapters.playground.render import BUTTONS_VISIBLE, draw, draw_part
from adapters.playground.render_span import draw_line, draw_span
from adapters.playground.render_text import draw_text
from bot.domain.card import (
    Bold,
    Button,
    Buttons,
    Card,
    Code,
    Link,
    Mention,
    Menu,
    Option,
    Paragraph,
    Part,
    Picture,
    Quote,
    RoomLink,
    Span,
    Struck,
    Tone,
)
from tests.adapters.playground.samples import AT, PARTS, SPANS

EVIL = '<script>alert(1)</script>" onload="x\' & \x00\u202e'
VOID = {"hr", "img", "input", "br"}


class Reader(HTMLParser):
    """Reads HTML as a browser would, and insists that every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_there_is_a_sample_of_every_part_and_span():
    assert {type(part) for part in PARTS} == set(get_args(Part))
    assert {type(span) for span in SPANS} == set(get_args(Span))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_every_part_becomes_sound_html(part):
    assert Reader(draw_part(part)).tags


@pytest.mark.parametrize("span", SPANS, ids=lambda span: type(span).__name__)
def test_every_span_shows_its_words(span):
    shown = Reader(draw_span(span)).text

    assert shown.strip()


def test_the_title_is_the_heading_and_the_tone_an_attribute():
    reader = Reader(draw(Card("INC-1 · Checkout is down", tone=Tone.URGENT)))

    assert reader.all("h3")
    assert reader.all("article")[0]["data-tone"] == "urgent"
    assert reader.text == "INC-1 · Checkout is down"


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_a_colour_of_its_own_or_the_calm_one(tone):
    assert f'data-tone="{tone.value}"' in draw(Card("x", tone=tone))


HOSTILE: tuple[Part, ...] = (
    Paragraph((EVIL, Bold(EVIL), Code(EVIL), Struck(EVIL), Mention(EVIL, EVIL), RoomLink(EVIL, EVIL))),
    Paragraph((Link(EVIL, "https://example.test/?" + EVIL), Link(EVIL, EVIL))),
    Quote(EVIL),
    Picture(EVIL, EVIL),
    Buttons((Button(EVIL, EVIL, EVIL, EVIL, confirm=EVIL),), more=(Button(EVIL, EVIL),)),
    Menu(EVIL, EVIL, EVIL, (Option(EVIL, EVIL),)),
)


@pytest.mark.parametrize("part", HOSTILE, ids=lambda part: type(part).__name__)
def test_hostile_text_stays_text(part):
    reader = Reader(draw_part(part))

    assert not reader.all("script")
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    assert "\x00" not in draw_part(part)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//evil.test/",
        "/\\evil.test",
        "http://",
        "https://[",
        "mailto:a@b",
        "",
    ],
)
def test_an_address_that_must_not_be_opened_is_shown_as_its_words_alone(url):
    assert draw_span(Link("press me", url)) == "press me"


def test_links_out_of_the_page_tell_the_other_side_nothing():
    (attributes,) = Reader(draw_span(Link("there", "https://example.test/a?b=1&c=2"))).all("a")

    assert attributes["href"] == "https://example.test/a?b=1&c=2"
    assert attributes["target"] == "_blank"
    assert "noreferrer" in attributes["rel"]


def test_a_foreign_picture_is_linked_and_never_fetched():
    reader = Reader(draw_part(Picture("https://elsewhere.test/a.png", "a graph")))

    assert not reader.all("img")
    assert reader.text == "a graph"


def test_direction_marks_reach_no_further_than_the_text_they_stand_in():
    assert draw_line(("safe ", "\u202etxt.exe")) == "safe <bdi>\u202etxt.exe</bdi>"


def test_a_moment_carries_its_instant_for_the_reader_s_own_zone():
    html = draw_line(tuple(span for span in SPANS if not isinstance(span, str)))

    assert f'<time datetime="{AT.isoformat()}" data-show="relative">' in html


def test_at_most_four_buttons_are_visible_and_the_rest_is_one_press_away():
    buttons = tuple(Button(f"B{n}", "status") for n in range(7))
    reader = Reader(draw_part(Buttons(buttons, more=(Button("Last", "status"),))))

    visible = [one for one in reader.all("button") if one["class"] == "button plain"]
    hidden = [one for one in reader.all("button") if one.get("role") == "menuitem"]
    assert len(visible) == BUTTONS_VISIBLE
    assert len(hidden) == 4


def test_a_button_says_what_it_does():
    (button,) = Reader(draw_part(Buttons((Button("Go", "role", "INC-1", "scribe me", once=True),)))).all(
        "button"
    )

    assert button["data-does"] == "role"
    assert button["data-about"] == "INC-1"
    assert button["data-words"] == "scribe me"
    assert "data-once" in button
    assert button["type"] == "button"


def test_long_text_is_cut_with_an_ellipsis():
    text = Reader(draw(Card("x" * 5_000, (Buttons((Button("y" * 200, "status"),)),)))).text

    assert text.count("x") == 299
    assert text.count("y") == 74
    assert text.count("…") == 2


def test_what_people_type_shows_links_code_mentions_and_channels():
    reader = Reader(draw_text("see https://a.test/x. and `1<2` by @Leo in #incidents, *really*"))

    assert [one["href"] for one in reader.all("a")] == ["https://a.test/x", "#incidents"]
    assert reader.all("code")
    assert reader.all("strong")
    assert [one for one in reader.all("span") if one.get("data-person") == "leo"]
    assert reader.text == "see https://a.test/x. and 1<2 by @Leo in #incidents, really"


def test_what_people_type_is_never_mark_up():
    reader = Reader(draw_text("<img src=x onerror=alert(1)> `<b>` *<i>* https://a.test/<script> " + EVIL))

    assert {tag for tag, _ in reader.tags} <= {"p", "code", "strong", "a", "bdi"}


def test_somebody_s_own_words_have_neither_box_nor_title():
    drawn = draw(Card("Eve (Slack): hello", (Paragraph((Bold("Eve (Slack):"), " <hello>")),), spoken=True))

    assert "card" not in drawn
    assert drawn.count("Eve") == 1
    assert "&lt;hello&gt;" in drawn


def test_a_button_with_an_address_leads_there_and_is_words_where_it_may_not():
    leads = Button("Join", "", url="https://meet.test/INC-1?a=1&b=2")
    (link,) = Reader(draw_part(Buttons((leads,)))).all("a")

    assert link["href"] == "https://meet.test/INC-1?a=1&b=2"
    assert link["rel"] == "noopener noreferrer nofollow"
    assert "href" not in draw_part(Buttons((Button("Join", "", url="javascript:alert(1)"),)))
