"""Instants as each language writes them: always day, time and zone, since customers live in many."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from bot.domain.status_facts import instant

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": tuple(
        "January February March April May June July August September October November December".split()
    ),
    "de": tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    ),
    "es": tuple(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
    ),
    "tr": tuple("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split()),
}
_HARD_SPACE = "\N{NO-BREAK SPACE}"


def moment(at: datetime, language: str, zone: tzinfo = UTC) -> str:
    """Day, month, time and zone; without the year, which nobody needs while an incident lasts.

    A language that is not known here gets the date as ISO 8601 writes it.
    """
    there = _in(instant(at), zone)
    write = _WAYS.get(language, _plain)
    return f"{write(there)} {zone_name(there)}"


def zone_name(at: datetime) -> str:
    """`UTC`, `CET (UTC+1)`, or `UTC+3` where the zone has no letters of its own."""
    offset = at.utcoffset() or timedelta()
    name = at.tzname() or "UTC"
    if not offset:
        return name if name.isalpha() else "UTC"
    minutes = abs(int(offset.total_seconds())) // 60
    apart = f"UTC{'-' if offset < timedelta() else '+'}{minutes // 60}"
    apart += f":{minutes % 60:02d}" if minutes % 60 else ""
    return f"{name} ({apart})" if name.isalpha() else apart


def _in(at: datetime, zone: tzinfo) -> datetime:
    try:
        return at.astimezone(zone)
    except (OverflowError, ValueError):
        return at


def _plain(at: datetime) -> str:
    return f"{at.year:04d}-{at.month:02d}-{at.day:02d} {_clock(at)}"


def _clock(at: datetime) -> str:
    return f"{at.hour:02d}:{at.minute:02d}"


def _month(at: datetime, language: str) -> str:
    return MONTHS[language][at.month - 1]


def _french_day(at: datetime) -> str:
    return "1er" if at.day == 1 else str(at.day)


def _french_clock(at: datetime) -> str:
    return f"{at.hour}{_HARD_SPACE}h{_HARD_SPACE}{at.minute:02d}"


_WAYS: Mapping[str, Callable[[datetime], str]] = {
    "en": lambda at: f"{at.day} {_month(at, 'en')}, {_clock(at)}",
    "de": lambda at: f"{at.day}. {_month(at, 'de')} um {_clock(at)} Uhr",
    "fr": lambda at: f"{_french_day(at)} {_month(at, 'fr')} à {_french_clock(at)}",
    "es": lambda at: f"{at.day} de {_month(at, 'es')}, {_clock(at)}",
    "tr": lambda at: f"{at.day} {_month(at, 'tr')} {_clock(at)}",
    "zh-Hans": lambda at: f"{at.month}月{at.day}日 {_clock(at)}",
}
