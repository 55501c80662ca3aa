"""The past, as the first page and the pages of the months tell it."""

from datetime import date, timedelta
from html import escape

from adapters.statuspage.own_frame import Frame
from adapters.statuspage.own_history import Day, Quiet, after, before, days
from adapters.statuspage.own_incident import entry
from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_strip import strip
from bot.domain.status_page import ShownPage

ENTRIES = 60
"""Incidents of the past on the first page, however many days it may show; months show the others."""


def month(shown: ShownPage, frame: Frame, reader: Reader, first: date, *, stale: bool) -> bytes | None:
    """None for months in which the page told nothing yet, or cannot have."""
    today = reader.when.day_of(shown.at)
    began = [reader.when.day_of(one.began_at) for one in shown.incidents]
    oldest, newest = min([*began, today]).replace(day=1), today.replace(day=1)
    if not oldest <= first <= newest:
        return None
    last = min(after(first) - timedelta(days=1), today)
    heading = reader.words.history_of.format(month=reader.when.month(first))
    links = ""
    if first > oldest:
        links += _to_month(before(first), reader.words.older, reader)
    if first < newest:
        links += _to_month(after(first), reader.words.newer, reader)
    told, _ = _days(shown, reader, first, last, most=len(began) + 1)
    body = f'<h1>{escape(heading)}</h1><h2 class="aloud">{escape(reader.words.history)}</h2>{told}'
    body += (f'<p class="pages">{links}</p>' if links else "") + frame.back(reader)
    at = shown.at if stale else None
    return frame.document(reader, f"/status/history/{first:%Y-%m}", heading, body, as_of=at)


def past(shown: ShownPage, reader: Reader, history_days: int) -> str:
    today = reader.when.day_of(shown.at)
    first = today - timedelta(days=history_days - 1)
    told, shown_from = _days(shown, reader, first, today, most=ENTRIES)
    earlier = before(shown_from) if shown_from.day == 1 else shown_from.replace(day=1)
    has_more = any(reader.when.day_of(one.began_at) < shown_from for one in shown.incidents)
    older = f'<p class="pages">{_to_month(earlier, reader.words.older, reader)}</p>' if has_more else ""
    return (
        f"<section><h2>{escape(reader.words.history)}</h2>{strip(shown, reader, first, today)}{told}"
        f"{older}</section>"
    )


def _days(shown: ShownPage, reader: Reader, first: date, last: date, *, most: int) -> tuple[str, date]:
    """The newest `most` incidents of these days, and the first day that is told of."""
    parts: list[str] = []
    left, told_from = most, last
    for found in days(shown.incidents, first, last, shown.at, reader.when.day_of):
        if left <= 0:
            return "".join(parts), told_from
        if isinstance(found, Quiet):
            parts.append(_quiet(found, reader))
            told_from = found.since
            continue
        parts.append(_day(found, reader, left))
        left -= len(found.incidents)
        told_from = found.day
    return "".join(parts), first


def _day(found: Day, reader: Reader, most: int) -> str:
    told = "".join(entry(one, reader) for one in found.incidents[:most])
    return f'<div class="day"><h3>{reader.when.day(found.day)}</h3>{told}</div>'


def _quiet(found: Quiet, reader: Reader) -> str:
    until = f" – {reader.when.day(found.until)}" if found.until != found.since else ""
    told = f"<span>{reader.when.day(found.since)}{until}</span>"
    return f'<p class="quiet">{told}<span>{escape(reader.words.no_incidents)}</span></p>'


def _to_month(first: date, label: str, reader: Reader) -> str:
    where = f"/status/history/{first:%Y-%m}{reader.suffix}"
    told = label.format(month=reader.when.month(first))
    return f'<a class="whole" href="{where}">{escape(told)}</a>'
