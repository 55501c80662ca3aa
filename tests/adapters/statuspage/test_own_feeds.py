"""The feeds, read back by parsers that were not written for them."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest

from adapters.statuspage.own import OwnPage
from bot.settings_page import PublicPage
from tests.adapters.statuspage.shown import HOSTILE, NOW, QUIET, incident, page, three_years, trouble, update

ATOM = "{http://www.w3.org/2005/Atom}"
PEN = OwnPage(PublicPage(title="Acme status"), ("en", "de"), "https://status.test/")


def drawn(kind, shown, language="en"):
    body = PEN.draw(shown, f"/status/feed.{kind}", language, stale=False)
    assert body is not None
    return json.loads(body) if kind == "json" else ET.fromstring(body)  # noqa: S314 - it is our own


def titles(kind, shown):
    if kind == "json":
        return [one["title"] for one in drawn(kind, shown)["items"]]
    tag = "item/title" if kind == "rss" else f"{ATOM}entry/{ATOM}title"
    root = drawn(kind, shown)
    return [one.text for one in (root.find("channel") if kind == "rss" else root).findall(tag)]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_every_update_is_an_entry_the_newest_first(kind):
    assert titles(kind, trouble())[:3] == [
        "Identified · Card payments fail",
        "Investigating · Card payments fail",
        "Investigating · Card payments fail",
    ]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_holds_the_newest_fifty_and_may_be_empty(kind):
    assert len(titles(kind, three_years())) == 50
    assert titles(kind, QUIET) == []


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_hostile_titles_arrive_as_they_were_typed_but_for_what_cannot_be_carried(kind):
    [title] = titles(kind, page(incident(title=HOSTILE, updates=(update(text=HOSTILE),))))

    assert "<script>alert(1)</script>" in title
    assert "\x00" not in title
    assert "\u202e" not in title


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_words_in_a_feed_are_html_in_which_markup_is_text(kind):
    tag = "description" if kind == "rss" else f"{ATOM}content"
    root = drawn(kind, page(incident(updates=(update(text="<b>bold</b>"),))))

    [content] = [one.text for one in root.iter(tag) if one.text and "bold" in one.text]

    assert content == '<p dir="auto">&lt;b&gt;bold&lt;/b&gt;</p>'


def test_an_entry_keeps_its_id_when_it_is_put_right_and_says_when_that_was():
    before = drawn("json", page(incident(updates=(update(7),))))["items"][0]
    mended = update(7, text="Better words.", corrected_at=NOW + timedelta(minutes=5))
    after = drawn("json", page(incident(updates=(mended,))))["items"][0]

    assert before["id"] == after["id"] == "https://status.test/status/incidents/INC-1#update-7"
    assert (before["date_modified"], after["date_modified"]) == (
        "2026-11-28T10:42:00Z",
        "2026-11-28T10:47:00Z",
    )


def test_a_withdrawn_update_is_told_without_its_words():
    gone = update(7, text="Wrong.", retracted_at=NOW)

    assert "withdrawn" in drawn("json", page(incident(updates=(gone,))))["items"][0]["content_text"]


def test_a_text_that_is_not_translated_says_so():
    [item] = drawn("json", page(incident()), "de")["items"]

    assert item["content_text"].startswith("Nur auf Englisch\n\n")
    assert item["url"].endswith("?lang=de")


def test_dates_of_rss_are_read_by_a_mail_program():
    dates = [one.text for one in drawn("rss", trouble()).iter("pubDate")]

    assert parsedate_to_datetime(dates[0]) == NOW - timedelta(minutes=4)
