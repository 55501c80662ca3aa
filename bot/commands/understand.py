"""Makes sense of what people really type: severities, quotes, flags, times, in any order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.incident import KEY, key_of

_QUOTES = {
    '"': '"',
    "'": "'",
    "`": "`",
    "“": "”",
    "„": "“”",
    "”": "”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "「": "」",
}
"""What opens a quotation, and what may close it, in the languages that people write in."""
_FLAG = re.compile(r"(?<!\S)(?:--|—|–)(private|drill|test|exercise|here)(?!\S)", re.IGNORECASE)
_LEADING_NOISE = " \t:,;|-–—"


@dataclass(frozen=True, slots=True)
class Declared:
    """What was understood of `declare …`; what was not said is empty."""

    title: str
    severity: str
    description: str
    flags: frozenset[str]


def declaration(words: str, severities: Iterable[str]) -> Declared:
    """Title, severity and flags in any order; lines behind the first describe it."""
    flags = frozenset(found.lower() for found in _FLAG.findall(words))
    first, _, rest = unquoted(_FLAG.sub("", words)).partition("\n")
    severity, title = _either_end(first, severities)
    same = {"test": "drill", "exercise": "drill"}
    return Declared(
        unquoted(" ".join(title.split())), severity, rest.strip(), frozenset(same.get(f, f) for f in flags)
    )


def spellings(severities: Iterable[str]) -> dict[str, str]:
    """How people write a severity: `SEV1`, `sev-1`, `sev 1`, `s1`, `p1`, `severity 1`."""
    known: dict[str, str] = {}
    for name in severities:
        known[name.casefold()] = name
        if found := re.fullmatch(r"(?i)([a-z]+)[-_ ]?(\d+)", name):
            for prefix in (found[1].casefold(), "sev", "severity", "s", "p"):
                for between in ("", "-", " ", "_"):
                    known.setdefault(f"{prefix}{between}{found[2]}", name)
    return known


def severity(words: str, severities: Iterable[str]) -> str:
    """The severity that these words alone name, a bare number included; empty when none."""
    known, wanted = spellings(severities), words.strip().strip("[]():,.").casefold()
    return known.get(wanted) or (known.get(f"sev{wanted}", "") if wanted.isdigit() else "")


def _either_end(text: str, severities: Iterable[str]) -> tuple[str, str]:
    """Unmistakable spellings at either end come first: `S3 is down sev1` is about storage."""
    known = spellings(severities)
    clear = _unmistakable(known)
    for found, title in (_leading(text, clear), _trailing(text, clear), _leading(text, known)):
        if found:
            return found, title
    return "", text


def begins_with_severity(words: str, severities: Iterable[str]) -> bool:
    """`sev1 Checkout is down`, unmistakably; `S3 is down` may be about storage."""
    return bool(_leading(words, _unmistakable(spellings(severities)))[0])


def _unmistakable(known: dict[str, str]) -> dict[str, str]:
    return {said: name for said, name in known.items() if said.startswith("sev") or said == name.casefold()}


def reasoned(words: str, severities: Iterable[str]) -> tuple[str, str]:
    """(severity, why) of `2 because only Europe hurts`; the severity is empty when none was named."""
    known = spellings(severities)
    known |= {said.removeprefix("sev"): name for said, name in known.items() if said[3:].isdigit()}
    found, why = _leading(words, known)
    return found, why.strip()


def _leading(text: str, known: dict[str, str]) -> tuple[str, str]:
    tokens = text.strip().split(maxsplit=2)
    for count in (2, 1):
        head = " ".join(tokens[:count]).strip("[]():,.-–—").casefold()
        if len(tokens) >= count and head in known:
            rest = text.strip().split(maxsplit=count)
            return known[head], rest[count].lstrip(_LEADING_NOISE) if len(rest) > count else ""
    return "", text


def _trailing(text: str, known: dict[str, str]) -> tuple[str, str]:
    tokens = text.split()
    for count in (2, 1):
        tail = " ".join(tokens[-count:]).strip("[]():,.").casefold()
        if len(tokens) > count and tail in known:
            return known[tail], " ".join(tokens[:-count]).rstrip(_LEADING_NOISE)
    return "", text


def unquoted(text: str) -> str:
    """Without the quotes that people put around a whole title."""
    text = text.strip()
    if len(text) > 1 and text[-1] in _QUOTES.get(text[0], ""):
        return text[1:-1].strip()
    return text


def leading_key(words: str) -> tuple[str, str]:
    """(`INC-12`, the rest) when the words begin with an incident's key, else (empty, the words)."""
    found = KEY.match(words.lstrip())
    if not found:
        return "", words
    rest = words.lstrip()[found.end() :]
    return key_of(int(found[1])), rest.lstrip(_LEADING_NOISE) if rest[:1] in {
        "",
        " ",
        ":",
        ",",
        "\n",
    } else rest


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SPAN = re.compile(r"(?i)(\d{1,4})\s*(s|m|h|d)[a-z]*")
_AGO = re.compile(
    r"(?i)^(?:\d{1,4}\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\s*)+ago\b[\s:,–—-]*"
)
_CLOCK = re.compile(
    r"(?i)^(?:at\s+)?(?:(?P<day>\d{4}-\d{2}-\d{2}|yesterday|today)(?:\s+at)?[\sT]+)?"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?P<utc>\s*(?:z|utc|gmt)\b)?(?:\s*uhr\b)?(?=[\s:,–—-]|$)[\s:,–—-]*"
)


def instant(words: str, now: datetime, zone: str) -> tuple[datetime | None, str]:
    """(the instant that the words begin with, the rest): `10:42 …`, `at 10:42 …`, `5m ago …`.

    A time of day is in the person's zone and lies in the past: later than now means yesterday.
    """
    if found := _AGO.match(words):
        parts = _SPAN.findall(found[0])
        span = sum((timedelta(**{_UNITS[unit.lower()]: int(count)}) for count, unit in parts), timedelta())
        return now - span, words[found.end() :]
    found = _CLOCK.match(words)
    if not found:
        return None, words
    try:
        at = _clock(found, now, UTC if found["utc"] else zone_of(zone))
    except (ValueError, OverflowError):  # The thirtieth of February, or a year before time began.
        return None, words
    return at, words[found.end() :]


def _clock(found: re.Match[str], now: datetime, zone: tzinfo) -> datetime:
    local, hour, day = now.astimezone(zone), int(found["hour"]), (found["day"] or "").lower()
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    date = local.date() - timedelta(days=1) if day == "yesterday" else local.date()
    if day[:1].isdigit():
        date = datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007  # Only its date is used.
    latest = _on(date, hour, int(found["minute"]), zone, now)
    if latest is None and not day:
        latest = _on(date - timedelta(days=1), hour, int(found["minute"]), zone, now)
    return latest or _instants(date, hour, int(found["minute"]), zone)[0]


def _instants(date: date, hour: int, minute: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """Both instants with this time of day: they differ in the hour that autumn repeats."""
    at = datetime(date.year, date.month, date.day, hour, minute, tzinfo=zone)
    return at.astimezone(UTC), at.replace(fold=1).astimezone(UTC)


def _on(date: date, hour: int, minute: int, zone: tzinfo, now: datetime) -> datetime | None:
    """The latest of them that is not in the future."""
    past = [at for at in _instants(date, hour, minute, zone) if at <= now + timedelta(minutes=1)]
    return max(past, default=None)


def zone_of(name: str) -> ZoneInfo:
    """UTC when the chat told none, or one that nobody knows."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
