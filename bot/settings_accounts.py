"""Reads the operator's list of customers: a CSV file with a line of column names."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bot.domain.customer import Account, Accounts
from bot.errors import SettingsError
from bot.settings_kinds import ROOM

WHO = ("organisation", "email", "domain")
WHAT = ("tier", "owner", "region", "product", "language")
CHANNELS = "channels"
"""Rooms that are shared with this customer, with spaces between them."""


def read_accounts(path: Path, tiers: Mapping[str, object], *, internal: Collection[str] = ()) -> Accounts:
    """Raises SettingsError with a line for every mistake in the file; `internal` rooms cannot be shared."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise SettingsError([f"customers.accounts: {path} cannot be read: {why}"]) from error
    rows = list(csv.DictReader(text.splitlines()))
    if wrong := [*_mistakes(path, rows, tiers), *_wrong_rooms(path, rows, internal)]:
        raise SettingsError(wrong)
    found: dict[str, dict[str, Account]] = {kind: {} for kind in WHO}
    for row in rows:
        account = _account(row)
        for kind in WHO:
            if who := _folded(row, kind):
                found[kind][who] = account
    return Accounts(found["organisation"], found["email"], found["domain"])


def _account(row: Mapping[str, str | None]) -> Account:
    given = {name: (row.get(name) or "").strip() for name in WHAT}
    return Account(name=(row.get("organisation") or "").strip(), channels=_channels(row), **given)


def _channels(row: Mapping[str, str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((row.get(CHANNELS) or "").split()))


def _folded(row: Mapping[str, str | None], name: str) -> str:
    return " ".join((row.get(name) or "").casefold().split())


def _mistakes(path: Path, rows: list[dict[str, str | None]], tiers: Mapping[str, object]) -> Iterator[str]:
    where = f"customers.accounts: {path}"
    columns = set(rows[0]) if rows else set()
    for unknown in sorted(str(one) for one in columns - {*WHO, *WHAT, CHANNELS, None}):
        known = ", ".join((*WHO, *WHAT, CHANNELS))
        yield f"{where}: there is no column {unknown}; here may stand {known}"
    if rows and not columns & set(WHO):
        yield f"{where}: name a column organisation, email or domain"
    for number, row in enumerate(rows, start=2):
        tier = (row.get("tier") or "").strip()
        if tier and tier not in tiers:
            yield f"{where}: line {number}: there is no tier {tier}; there are {', '.join(tiers)}"
        if not any(_folded(row, kind) for kind in WHO):
            yield f"{where}: line {number}: says of nobody what it says"


def _wrong_rooms(path: Path, rows: list[dict[str, str | None]], internal: Collection[str]) -> Iterator[str]:
    where = f"customers.accounts: {path}"
    for number, row in enumerate(rows, start=2):
        for room in _channels(row):
            if not re.fullmatch(ROOM, room):
                yield f"{where}: line {number}: {room} is no channel; write slack:C0123 or teams:19:…"
            if room in internal:
                yield f"{where}: line {number}: {room} hears what is not for customers; share another one"
