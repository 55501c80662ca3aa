"""The page when its texts are written by an enemy."""

import json

import pytest

from bot.domain.status_page import Component
from tests.adapters.statuspage.drawing import Read, pen, xml
from tests.adapters.statuspage.shown import HOSTILE, NOW, incident, page, update

PATHS = ("/status", "/status/incidents/INC-1", "/status/history/2026-11")
HARMLESS = {
    *("html", "head", "meta", "title", "link", "style", "body", "svg", "symbol", "path", "circle", "rect"),
    *("use", "a", "header", "main", "footer", "nav", "section", "article", "h1", "h2", "h3", "h4", "p", "ul"),
    *("ol", "li", "div", "span", "bdi", "br", "time", "em"),
}
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def hostile(**more):
    said = (
        update(2, at=NOW, phase=HOSTILE, text={"en": HOSTILE, HOSTILE: HOSTILE}, corrected_at=NOW),
        update(1, at=NOW, phase=HOSTILE, text={HOSTILE: HOSTILE}),
    )
    one = incident(title={"en": HOSTILE}, updates=said, components=("checkout", HOSTILE), **more)
    other = incident("INC-2", title={HOSTILE: HOSTILE}, updates=said, resolved_at=NOW)
    return page(one, other, components=(Component(name="checkout", title=HOSTILE, description=HOSTILE),))


def enemy():
    return pen("en", "de", title=HOSTILE, intro=HOSTILE, link='https://acme.test/"><script>alert(1)</script>')


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("stale", [False, True])
def test_hostile_texts_add_no_tag_and_no_attribute_to_a_page(path, stale):
    found = Read(enemy().draw(hostile(), path, "de", stale=stale).decode())

    assert {tag for tag, _ in found.tags} <= HARMLESS
    assert not [name for _, those in found.tags for name in those if name.startswith("on")]
    assert found.still_open == []
    assert "alert(1)" in found.text


@pytest.mark.parametrize("path", PATHS)
def test_control_characters_never_reach_a_page(path):
    text = enemy().draw(hostile(), path, "en", stale=False).decode()

    assert not [one for one in text if ord(one) < 32 and one != "\n"]


def test_what_turns_the_direction_around_is_held_within_its_own_text():
    text = enemy().draw(hostile(), "/status", "en", stale=False).decode()

    head = text.partition("</title>")[0]
    assert not set(TURNING) & set(head)
    for part in text.split("\u202e")[1:]:
        ends = [at for at in (part.find("</bdi>"), part.find("</p>")) if at >= 0]
        assert ends
        assert "<span class" not in part[: min(ends)]


def test_a_sentence_is_not_filled_in_from_the_fields_that_a_text_names():
    text = enemy().draw(hostile(), "/status", "en", stale=False).decode()

    assert "{at}%s" in text


def test_words_of_50_kilobytes_stay_whole_in_texts_and_are_cut_in_titles():
    word = "w" * 50_000
    shown = page(
        incident(title=word, updates=(update(text=word),)),
        components=(Component(name="a", title=word, description=word),),
    )

    text = pen().draw(shown, "/status", "en", stale=False).decode()

    assert text.count("w" * 1_000) == 50
    assert "w" * 199 + "…" in text
    assert "w" * 199 + "w…" not in text


def test_half_a_character_is_replaced_and_breaks_nothing():
    shown = page(incident(title="half \ud800", updates=(update(text="half \udfff"),)))

    assert "half \ufffd" in pen().draw(shown, "/status", "en", stale=False).decode()


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds_of_hostile_texts_are_still_xml(kind):
    body = enemy().draw(hostile(), f"/status/feed.{kind}", "de", stale=False)

    words = [one.text or "" for one in xml(body).iter()]

    assert any("<script>" in one for one in words)
    assert not set(TURNING) & set("".join(one for one in words if not one.startswith("<p")))


def test_a_feed_holds_hostile_texts_as_html_that_does_nothing():
    tree = xml(enemy().draw(hostile(), "/status/feed.rss", "en", stale=False))

    for one in tree.iter("description"):
        if (one.text or "").startswith("<p"):
            assert {tag for tag, _ in Read(one.text).tags} <= {"p", "br"}


def test_the_json_feed_of_hostile_texts_is_still_json():
    feed = json.loads(enemy().draw(hostile(), "/status/feed.json", "en", stale=False))

    assert feed["items"][0]["content_text"].startswith("</title><script>")
    assert "\x00" not in json.dumps(feed, ensure_ascii=False)


@pytest.mark.parametrize("key", ["INC/1?x#y", "../../etc", '"><b>', "a b", "INC-1\u202e"])
def test_a_strange_key_makes_no_other_address(key):
    links = [
        a["href"]
        for a in Read(pen().draw(page(incident(key)), "/status", "en", stale=False).decode()).all("a")
    ]

    [found] = [one for one in links if one.startswith("/status/incidents/")][:1]
    assert found.count("/") == 3
    assert not set(found) & set('?#"<> \u202e')


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/status/",
            "/status/incidents/",
            "/status/incidents/INC-2",
            "/status/incidents/INC-1/x",
            "/status/x",
        ),
        *(
            "/status/history/",
            "/status/history/2026-13",
            "/status/history/2026-10",
            "/status/history/2026-12",
        ),
        *("/status/history/0000-00", "/status/history/٢٠٢٦-11", "/status/feed.xml", "/status/feed."),
    ],
)
def test_nothing_stands_under_other_addresses(path):
    assert pen().draw(page(incident()), path, "en", stale=False) is None
