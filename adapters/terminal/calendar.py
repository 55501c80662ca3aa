"""`caseline calendar NAME`: when it is open, and every date that closes it, with where it came from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from adapters.terminal.plain import as_json, harmless, instant, table
from bot.calendars import PUBLIC_YEARS, Explained
from bot.domain.calendar import ALWAYS
from bot.domain.finding import Finding
from bot.domain.holiday import Holiday
from bot.errors import NotFound, SettingsError


def calendar(known: Mapping[str, Explained], name: str, year: int, *, as_data: bool) -> str:
    """Raises NotFound."""
    if name not in known:
        raise NotFound(f"There is no calendar {name}; there are {', '.join(known)}.")
    data = _data(known[name], year)
    return as_json(data) if as_data else "\n".join(map(harmless, _lines(data)))


def findings(made: Callable[[], Mapping[str, Explained]], now: datetime) -> Iterator[Finding]:
    """A line of `caseline check` for every calendar of the settings; one that cannot be used stops all."""
    try:
        known = made()
    except SettingsError as error:
        yield from (Finding("calendars", line, "mend it in the settings") for line in error.findings)
    else:
        yield from (_finding(one, now) for name, one in known.items() if name != ALWAYS.name)


def _finding(one: Explained, now: datetime) -> Finding:
    """Whether it is open, and how many dates of this year are closed."""
    opens = one.calendar.next_open(now)
    state = "open now" if opens == now.replace(microsecond=0) else f"opens {instant(opens)}"
    count = len({on for on, _ in _holidays(one, now.year)})
    says = f"{one.written.timezone}, {state}, {count} holidays in {now.year}"
    return Finding(f"calendars.{one.calendar.name}", says)


def _data(one: Explained, year: int) -> dict[str, Any]:
    written = one.written
    return {
        "calendar": one.calendar.name,
        "timezone": written.timezone,
        "version": one.calendar.version,
        "year": year,
        "hours": dict(written.hours),
        "holidays": [
            {"date": on, "name": holiday.name, "source": holiday.source, "written": holiday.on}
            for on, holiday in _holidays(one, year)
        ],
        "public_holidays_known": not written.public() or year in PUBLIC_YEARS,
        "overrides": _of_year(written.overrides, year),
        "breaks": _of_year(written.breaks, year),
    }


def _holidays(one: Explained, year: int) -> list[tuple[str, Holiday]]:
    dated = ((holiday.in_year(year), holiday) for holiday in one.holidays)
    return sorted(((on, holiday) for on, holiday in dated if on), key=lambda pair: (pair[0], pair[1].source))


def _of_year(dated: Mapping[str, tuple[str, ...]], year: int) -> dict[str, tuple[str, ...]]:
    return {on: spans for on, spans in sorted(dated.items()) if on.startswith(f"{year:04d}-")}


def _lines(data: Mapping[str, Any]) -> list[str]:
    lines = [f"{data['calendar']} · {data['timezone']} · {data['year']} · version {data['version']}"]
    parts: dict[str, Sequence[Sequence[str]]] = {
        "Hours": _spans(data["hours"]),
        "Holidays": [_holiday(one) for one in data["holidays"]],
        "Overrides": _spans(data["overrides"]),
        "Breaks": _spans(data["breaks"]),
    }
    for heading, rows in parts.items():
        lines += ["", heading, *(f"  {line}" for line in table(rows))] if rows else []
    if not data["public_holidays_known"]:
        lines += ["", f"Public holidays are known from {PUBLIC_YEARS[0]} to {PUBLIC_YEARS[-1]} only."]
    return lines


def _spans(given: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(when, ", ".join(spans) or "closed") for when, spans in given.items()]


def _holiday(one: Mapping[str, str]) -> tuple[str, ...]:
    source = one["source"] if one["written"] == one["date"] else f"{one['source']} ({one['written']})"
    return one["date"], f"{date.fromisoformat(one['date']):%a}", one["name"] or "–", source
