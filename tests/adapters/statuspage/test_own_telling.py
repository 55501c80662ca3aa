"""What our own page tells of updates, in the reader's language and the page's zone."""

from datetime import timedelta

import pytest

from bot.domain.status_page import Component, Condition, Effect
from tests.adapters.statuspage.drawing import html, pen, read
from tests.adapters.statuspage.shown import (
    NOW,
    incident,
    over,
    page,
    three_years,
    trouble,
    update,
)


def test_the_worst_component_is_the_headline():
    parts = (
        Component(name="a", title="A", condition=Condition.MAINTENANCE),
        Component(name="b", title="B", condition=Condition.DEGRADED),
    )

    assert "Some systems are degraded" in read(page(components=parts)).all_of("h1")


def test_an_incident_that_is_over_does_not_change_the_headline():
    shown = page(over("INC-1", 1, effect=Effect.CRITICAL))

    assert "All systems operational" in read(shown).all_of("h1")


def test_a_page_speaks_the_language_that_was_asked_for():
    text = html(trouble(), language="de")

    assert '<html lang="de"' in text
    assert "Kartenzahlungen schlagen fehl" in text
    assert "Schwerer Ausfall" in text


def test_a_text_that_is_missing_in_a_language_is_shown_in_the_first_of_the_page_and_says_so():
    text = html(trouble(), language="de", languages=("en", "de"))

    assert '<span class="note">Nur auf Englisch</span>' in text
    assert '<p dir="auto" lang="en">We found the cause' in text


def test_a_text_that_is_there_in_a_language_carries_no_note():
    one = incident(title={"en": "A", "de": "B"}, updates=(update(text={"en": "C", "de": "D"}),))

    assert 'class="note"' not in html(page(one), language="de")


def test_a_language_that_the_page_does_not_speak_gets_english_words_around_its_texts():
    one = incident(title={"pt": "Pagamentos"}, updates=(update(text={"pt": "Falha"}),))

    text = html(page(one), language="pt", languages=("pt",))

    assert '<span lang="pt"><bdi>Pagamentos</bdi></span>' in text
    assert "Current incidents" in text


def test_a_text_in_no_language_of_the_page_is_shown_all_the_same():
    one = incident(title={"ja": "支払い"}, updates=(update(text={"ja": "失敗"}),))

    found = read(page(one))

    assert "支払い" in found.text
    assert "Only in another language (ja)" in found.text


def test_a_retracted_update_has_lost_its_words_and_says_since_when():
    said = update(text="Secret", retracted_at=NOW + timedelta(minutes=5))

    for path in ("/status", "/status/incidents/INC-1", "/status/history/2026-11"):
        assert "Secret" not in html(page(incident(updates=(said,))), path)
    assert "This update was withdrawn 28 Nov 2026, 10:47 UTC." in read(page(incident(updates=(said,)))).text


def test_a_retracted_last_word_is_not_repeated_by_the_history():
    said = (update(2, phase="resolved", text="Secret", retracted_at=NOW), update(1))

    assert "Secret" not in html(page(over("INC-1", 1, updates=said)))


def test_a_corrected_update_says_when():
    said = update(text="Better", corrected_at=NOW + timedelta(minutes=3))

    assert "Corrected 28 Nov 2026, 10:45 UTC" in read(page(incident(updates=(said,)))).text


def test_times_are_in_the_zone_of_the_page_for_people_and_in_utc_for_machines():
    text = html(page(incident()), timezone="America/New_York")

    assert '<time datetime="2026-11-28T10:42:00Z">28 Nov 2026, 05:42 EST</time>' in text
    assert "Times are in the zone America/New_York." in text


def test_a_zone_without_letters_is_told_by_its_distance():
    assert "16:27 UTC+0545" in html(page(incident()), timezone="Asia/Kathmandu")


def test_an_incident_stands_on_the_day_on_which_it_began_in_the_zone_of_the_page():
    late = NOW.replace(hour=23)
    shown = page(incident(began_at=late, resolved_at=late), at=late + timedelta(hours=2))

    assert '<h3><time datetime="2026-11-29">29 Nov 2026' in html(shown, timezone="Asia/Tokyo")
    assert '<h3><time datetime="2026-11-28">28 Nov 2026' in html(shown, timezone="UTC")


def test_every_month_leads_to_the_one_before_until_the_first_incident():
    shown = page(over("INC-1", 80))

    assert "/status/history/2026-10" in html(shown, "/status/history/2026-11")
    assert "/status/history/2026-08" not in html(shown, "/status/history/2026-09")


def test_a_page_without_a_snapshot_says_nothing_about_the_systems():
    text = pen("en", "de").silent("de").decode()

    assert "Der Status kann gerade nicht gezeigt werden" in text
    assert "In Betrieb" not in text


def test_the_choice_of_a_language_leads_to_the_same_page():
    links = [a["href"] for a in read(page(incident()), "/status/incidents/INC-1").all("a")]

    assert "/status/incidents/INC-1?lang=de" in links


def test_what_the_first_page_leaves_out_stands_under_its_month():
    shown = three_years()
    paths = {
        f"/status/history/{one.began_at:%Y-%m}": [
            other.key for other in shown.incidents if f"{other.began_at:%Y-%m}" == f"{one.began_at:%Y-%m}"
        ]
        for one in shown.incidents
    }

    for path, keys in paths.items():
        text = html(shown, path)
        assert all(f"/status/incidents/{key}?lang=en" in text for key in keys)


def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing():
    found = read(trouble(), link="https://acme.test")

    assert found.all("script") == []
    assert [one for one in found.all("link") if one["rel"] == "stylesheet"] == []
    assert found.all("img") == []


@pytest.mark.parametrize(
    ("lasted", "told"),
    [
        (timedelta(seconds=5), "1 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(days=3, minutes=7), "3 d 7 min"),
        (timedelta(days=3, hours=4, minutes=7), "3 d 4 h"),
    ],
)
def test_how_long_it_lasted_is_told_in_two_units_on_one_line(lasted, told):
    text = html(page(over("INC-1", 10, lasted=lasted)))

    assert f"for {told.replace(' ', chr(160))}<" in text
