"""Reads public histories of incidents: what a vendor told everybody, and when."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from adapters.playground.desk_rules import TEXT_LIMIT
from adapters.playground.scenario_file import text_of
from bot.errors import SettingsError

SIZE_LIMIT = 16 * 1024 * 1024
UPDATES_AT_MOST = 500
COMPONENTS_AT_MOST = 20
LONGEST_MINUTES = 14 * 24 * 60
_BREAK = re.compile(r"(?i)<\s*(?:br|/p|/li|/div)\b[^<>]{0,200}>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """`minute` counts from the start of the incident."""

    minute: float
    status: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`impact` is none, minor, major, critical or maintenance; `minutes` is how long customers were hurt."""

    id: str
    title: str
    vendor: str
    impact: str
    components: tuple[str, ...]
    minutes: float
    updates: tuple[Update, ...]


def read(path: Path, incident: str = "") -> History:
    """The incident of this id, or the first; raises SettingsError with one line."""
    for place, raw in _objects(path):
        if not incident or (isinstance(raw, dict) and str(raw.get("id")) == incident):
            try:
                return _history(raw)
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
                needs = "it needs id, title, and updates with at and message"
                raise SettingsError([f"{path}: {place} is no history of an incident; {needs}"]) from error
    wanted = f"no incident {incident}" if incident else "no incident at all"
    raise SettingsError([f"{path}: there is {wanted}"])


def _objects(path: Path) -> Iterator[tuple[str, Any]]:
    """With words for where each stands; of a long file only as much is read as JSON as is asked for."""
    text = text_of(path, SIZE_LIMIT)
    if path.suffix == ".jsonl":
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield f"line {number}", _json(line, f"{path}: line {number}")
        return
    whole = _json(text, str(path))
    for number, one in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield f"incident {number}", one


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError([f"{where}: this is no JSON"]) from error


def _history(raw: Any) -> History:
    said = sorted(
        ((_instant(one["at"]), one) for one in raw["updates"][:UPDATES_AT_MOST]), key=lambda pair: pair[0]
    )
    start = said[0][0] if said else _instant(raw["started_at"])
    end = _instant(raw["resolved_at"]) if raw.get("resolved_at") else (said[-1][0] if said else start)
    minutes = (end - start).total_seconds() / 60
    return History(
        id=str(raw["id"])[:80],
        title=str(raw["title"])[:200],
        vendor="GitHub status" if "githubstatus.com" in str(raw.get("url", "")) else "Vendor status",
        impact=str(raw.get("impact") or "minor"),
        components=tuple(str(name)[:60] for name in (raw.get("components") or ())[:COMPONENTS_AT_MOST]),
        minutes=min(max(minutes, 10), LONGEST_MINUTES),
        updates=tuple(_update(at, start, one) for at, one in said),
    )


def _update(at: datetime, start: datetime, one: dict[str, Any]) -> Update:
    minute = min((at - start).total_seconds() / 60, LONGEST_MINUTES)
    return Update(minute=minute, status=str(one.get("status", ""))[:40], text=_plain(str(one["message"])))


def _plain(text: str) -> str:
    """Words without their mark-up; whatever is left of it is shown as text all the same."""
    bare = unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return bare.strip()[: TEXT_LIMIT - 100] or "…"


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
