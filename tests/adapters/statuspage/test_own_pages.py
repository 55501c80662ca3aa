"""What the pages say, to people and to their browsers."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from adapters.statuspage.own import OwnPage
from adapters.statuspage.own_history import Day, Quiet, days
from adapters.statuspage.own_spoken import SPOKEN
from bot.domain.status_page import Condition, Effect
from bot.errors import SettingsError
from bot.settings_page import PublicPage
from tests.adapters.statuspage.shown import (
    HOSTILE,
    NOW,
    PARTS,
    QUIET,
    incident,
    over,
    page,
    three_years,
    trouble,
    update,
)

ALL = tuple(SPOKEN)
VOID = {"meta", "link", "img", "br", "circle", "path", "rect", "use"}


class Read(HTMLParser):
    """Elements with their attributes, the text between them, and whether all are closed in order."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(body.decode())
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data


def pen(*languages, **more):
    return OwnPage(PublicPage(title="Acme status", **more), languages or ("en",), "https://status.test")


def read(shown, path="/status", language="en", *, stale=False, by=None):
    body = (by or pen(language)).draw(shown, path, language, stale=stale)
    return Read(body)


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("path", ["/status", "/status/history/2026-11", "/status/incidents/INC-77"])
def test_every_page_has_a_language_one_main_and_headings_in_order(language, path):
    found = read(trouble(), path, language, by=pen(*ALL))

    tags = [tag for tag, _ in found.found]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-4]", tag)]

    assert dict(found.found)["html"]["lang"] == language
    assert (tags.count("main"), tags.count("h1"), levels[0]) == (1, 1, 1)
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert "script" not in tags
    assert not any("style" in attributes or "onclick" in attributes for _, attributes in found.found)


def test_a_quiet_page_says_that_all_is_well_and_folds_the_days():
    found = read(QUIET)

    assert "All systems operational" in found.text
    assert found.text.count("No incidents reported") == 1


def test_an_open_incident_speaks_for_the_whole_when_no_component_says_worse():
    assert "Major outage" in read(page(incident(effect=Effect.CRITICAL))).text


def test_an_incident_without_effect_leaves_the_headline_alone():
    assert "All systems operational" in read(page(incident(effect=Effect.NONE))).text


def test_every_condition_and_effect_is_said_in_words_in_every_language():
    for words in SPOKEN.values():
        assert set(words.conditions) == set(words.headlines) == set(Condition)
        assert set(words.effects) == set(Effect)
        assert len(words.months) == len(words.months_short) == 12
        assert set(words.only_in) == set(SPOKEN)


def test_a_missing_translation_falls_back_to_the_first_language_visibly():
    found = read(trouble(), language="de", by=pen("en", "de"))

    assert "Nur auf Englisch" in found.text
    assert "We found the cause" in found.text
    assert any(attributes.get("lang") == "en" for tag, attributes in found.found if tag == "p")


def test_the_next_update_a_correction_and_a_withdrawal_are_told():
    found = read(trouble())

    assert "Next update by 28 Nov 2026, 10:58 UTC" in found.text
    assert "Corrected 28 Nov 2026, 10:41 UTC" in found.text
    assert "This update was withdrawn 28 Nov 2026, 10:27 UTC." in found.text


def test_times_are_in_the_zone_of_the_page_and_in_utc_for_machines():
    found = read(trouble(), by=pen("en", timezone="Asia/Kathmandu"))

    assert "16:27 UTC+0545" in found.text
    assert any(attributes.get("datetime") == "2026-11-28T10:00:00Z" for _, attributes in found.found)


@pytest.mark.parametrize("path", ["/status", "/status/history/2026-11", "/status/incidents/INC-1"])
def test_hostile_words_are_shown_as_they_were_typed_and_do_nothing(path):
    said = (update(text=HOSTILE, phase=HOSTILE),)
    body = HOSTILE + "\n\n" + "x" * 50_000
    evil = page(
        incident(title=HOSTILE, updates=said),
        over("INC-2", 1, title=HOSTILE, updates=(update(text=body),)),
        components=(PARTS[0].__class__(name="x", title=HOSTILE, description=HOSTILE),),
    )

    raw = pen("en").draw(evil, path, "en", stale=False)
    found = Read(raw)

    assert not {tag for tag, _ in found.found} & {"script", "img"}
    assert "<script>alert(1)</script>" in found.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", raw.decode())
    title = raw.decode().partition("<title>")[2].partition("</title>")[0]
    assert "\u202e" not in title


def test_the_history_repeats_only_the_beginning_of_long_words():
    long = over("INC-2", 1, updates=(update(text="word " * 10_000),))

    assert len(pen().draw(page(long), "/status", "en", stale=False)) < 20_000


@pytest.mark.parametrize("path", ["/status/incidents/INC-9", "/status/history/2099-01", "/status/x"])
def test_what_nobody_has_is_no_page(path):
    assert pen().draw(trouble(), path, "en", stale=False) is None


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "2026-11-", "٢٠٢٦-11", "0000-01", "../../x", ""])
def test_what_is_no_month_is_no_page(month):
    assert pen().draw(trouble(), f"/status/history/{month}", "en", stale=False) is None


def test_months_lead_to_each_other_and_no_link_leads_nowhere():
    shown, by = three_years(), pen()
    known = {"/status"}
    waiting = ["/status"]
    while waiting:
        for tag, attributes in read(shown, waiting.pop(), by=by).found:
            href = attributes.get("href", "")
            if tag == "a" and href.startswith("/status/history/") and href not in known:
                known.add(href)
                waiting.append(href)

    assert len(known) == 37


def test_three_years_are_a_small_page():
    shown = three_years()

    sizes = {code: len(pen(*ALL).draw(shown, "/status", code, stale=False)) for code in ALL}
    whole_year = pen("en", history_days=366).draw(shown, "/status", "en", stale=False)

    assert max(sizes.values()) < 60_000
    assert len(whole_year) < 100_000


def test_when_nothing_newer_can_be_read_the_page_says_as_of_when_it_is():
    assert "As of 28 Nov 2026, 10:42 UTC" in read(QUIET, stale=True).text
    assert "As of" not in read(QUIET).text


def test_a_day_on_which_an_incident_went_on_was_not_quiet():
    long = over("INC-1", 5, lasted=timedelta(days=2))
    today = NOW.date()

    found = list(days([long], today - timedelta(days=6), today, NOW, lambda at: at.date()))

    assert found == [
        Quiet(today - timedelta(days=2), today),
        Day(today - timedelta(days=5), (long,)),
        Quiet(today - timedelta(days=6), today - timedelta(days=6)),
    ]


def test_a_logo_that_is_no_picture_is_refused(tmp_path):
    file = tmp_path / "logo.svg"
    file.write_text("hello")

    with pytest.raises(SettingsError, match="neither"):
        pen(logo=str(file))
    with pytest.raises(SettingsError, match="cannot be read"):
        pen(logo=str(tmp_path / "none.png"))
