"""Makes sense of what people really type: severities, quotes, flags, times, in any order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.incident import KEY, key_of

_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "‘": "’", "`": "`"}
_FLAG = re.compile(r"(?<!\S)(?:--|—|–)(private|drill|test|exercise|here)\b", re.IGNORECASE)
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
    first, _, rest = _FLAG.sub("", words).strip().partition("\n")
    known = spellings(severities)
    severity, title = _leading(first, known)
    if not severity:
        severity, title = _trailing(first, known)
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


def _leading(text: str, known: dict[str, str]) -> tuple[str, str]:
    tokens = text.strip().split(maxsplit=2)
    for count in (2, 1):
        head = " ".join(tokens[:count]).strip("[]():,.-–—").casefold()
        if len(tokens) >= count and head in known:
            rest = text.strip().split(maxsplit=count)
            return known[head], rest[count].lstrip(_LEADING_NOISE) if len(rest) > count else ""
    return "", text


def _trailing(text: str, known: dict[str, str]) -> tuple[str, str]:
    """Behind the title only unmistakable spellings count: a title may end in `P1` or `s 3`."""
    tokens = text.split()
    for count in (2, 1):
        tail = " ".join(tokens[-count:]).strip("[]():,.").casefold()
        if (
            len(tokens) > count
            and tail in known
            and (tail.startswith("sev") or known[tail].casefold() == tail)
        ):
            return known[tail], " ".join(tokens[:-count]).rstrip(_LEADING_NOISE)
    return "", text


def unquoted(text: str) -> str:
    """Without the quotes that people put around a whole title."""
    text = text.strip()
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
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


_AGO = re.compile(r"(?i)^(\d{1,3})\s*(m|min|minutes?|h|hours?)\s+ago\b[\s:,–—-]*")
_CLOCK = re.compile(
    r"(?i)^(?:at\s+)?(?:(?P<day>\d{4}-\d{2}-\d{2}|yesterday)\s+)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
    r"(?P<utc>\s*(?:z|utc))?(?=[\s:,–—-]|$)[\s:,–—-]*"
)


def instant(words: str, now: datetime, zone: str) -> tuple[datetime | None, str]:
    """(the instant that the words begin with, the rest): `10:42 …`, `at 10:42 …`, `5m ago …`.

    A time of day is in the person's zone and lies in the past: later than now means yesterday.
    """
    if found := _AGO.match(words):
        unit = "hours" if found[2].lower().startswith("h") else "minutes"
        return now - timedelta(**{unit: int(found[1])}), words[found.end() :]
    found = _CLOCK.match(words)
    if not found:
        return None, words
    local = now.astimezone(UTC if found["utc"] else _zone(zone))
    at = local.replace(hour=int(found["hour"]), minute=int(found["minute"]), second=0, microsecond=0)
    day = (found["day"] or "").lower()
    if day == "yesterday":
        at -= timedelta(days=1)
    elif day:
        try:
            date = datetime.strptime(day, "%Y-%m-%d")  # noqa: DTZ007  # Only its date is used.
        except ValueError:
            return None, words
        at = at.replace(year=date.year, month=date.month, day=date.day)
    elif at > local + timedelta(minutes=1):
        at -= timedelta(days=1)
    return at.astimezone(UTC), words[found.end() :]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
