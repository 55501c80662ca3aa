"""Shifts as a feed, read back the way RFC 5545 says."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from adapters.web.icalendar import WIDTH, feed
from bot.domain.rota_shift import Shift
from tests.bot.domain.rotas import MONDAY, schedule

NOW = MONDAY - timedelta(days=1)


def shift(person: str, day: int = 0) -> Shift:
    since = MONDAY + timedelta(days=day)
    return Shift(person, since, since + timedelta(days=1), "base")


def lines(text: str) -> list[tuple[str, str]]:
    """(name, value) of every line, unfolded and unescaped."""
    assert text.endswith("\r\n")
    unfolded = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    pairs = (one.split(":", 1) for one in unfolded)
    return [(name, _plain(value)) for name, value in pairs]


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def values(text: str, name: str) -> list[str]:
    return [value for key, value in lines(text) if key == name]


def test_a_shift_is_an_event_in_utc():
    text = feed("On call", {"support": [shift("ana")]}, NOW, names={"ana": "Ana"})

    assert lines(text) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Caseline//on call//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "On call"),
        ("BEGIN", "VEVENT"),
        ("UID", "support-20260105T080000Z@caseline"),
        ("DTSTAMP", "20260104T080000Z"),
        ("DTSTART", "20260105T080000Z"),
        ("DTEND", "20260106T080000Z"),
        ("SUMMARY", "Ana is on call for support"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


def test_an_instant_of_another_zone_is_written_in_utc():
    there = MONDAY.astimezone(ZoneInfo("Asia/Kathmandu"))
    text = feed("", {"support": [Shift("ana", there, there + timedelta(hours=1), "base")]}, NOW, names={})

    assert values(text, "DTSTART") == ["20260105T080000Z"]


def test_every_event_has_an_id_of_its_own_that_stays():
    several = schedule().shifts(MONDAY, MONDAY + timedelta(days=30))
    shifts = {"support": several, "payments": several}

    first, later = (feed("", shifts, now, names={}) for now in (NOW, NOW + timedelta(days=9)))

    assert len(set(values(first, "UID"))) == 60
    assert values(first, "UID") == values(later, "UID")


def test_a_name_may_begin_no_line_of_its_own():
    text = feed(
        "", {"support": [shift("x")]}, NOW, names={"x": "Eve\r\nATTENDEE:mailto:eve@x.test\rX:1\u2028"}
    )

    assert values(text, "ATTENDEE") == []
    assert [value.partition("\n")[0] for value in values(text, "SUMMARY")] == ["Eve"]


@given(some.text(max_size=300))
def test_what_is_written_is_what_is_read_and_no_line_is_too_long(name):
    text = feed(name, {"support": [shift("ana")]}, NOW, names={"ana": name})

    assert max(len(one.encode()) for one in text.split("\r\n")) <= WIDTH
    assert re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", name.replace("\r\n", "\n")) == re.sub(
        r"\n", " ", values(text, "X-WR-CALNAME")[0]
    )


def test_no_shifts_are_a_calendar_that_is_empty():
    assert values(feed("On call", {}, NOW, names={}), "BEGIN") == ["VCALENDAR"]
