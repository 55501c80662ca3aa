"""Shifts as a feed to which calendars subscribe (RFC 5545).

Own text, because we only write one kind of event, in UTC: a library that also reads all others
would be one more package to keep for what stands below.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from bot.domain.rota_shift import Shift
from bot.domain.wording import say

WIDTH = 75
"""Bytes of a line; what is longer goes on in the next one, behind a space."""

TYPE = "text/calendar; charset=utf-8"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u0085\u2028\u2029]")


def feed(
    title: str, shifts: Mapping[str, Sequence[Shift]], now: datetime, *, names: Mapping[str, str]
) -> str:
    """The text of a calendar with these shifts, by rota. `names` tells how people are called.

    The same shift has the same id whenever it is asked for, so that a calendar changes it in place.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Caseline//on call//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(title)}"]
    for rota, several in shifts.items():
        for shift in several:
            lines += _event(rota, shift, now, names.get(shift.person) or shift.person)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(rota: str, shift: Shift, now: datetime, person: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{rota}-{_utc(shift.since)}@caseline"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(shift.since)}"
    yield f"DTEND:{_utc(shift.until)}"
    yield f"SUMMARY:{_escaped(say('{person} is on call for {rota}', person=person, rota=rota))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """A line break in a name may not begin a line of the feed."""
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Never in the middle of a character."""
    part, size = "", 0
    for character in line:
        width = len(character.encode(errors="replace"))
        if size + width > WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
