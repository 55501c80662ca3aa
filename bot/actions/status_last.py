"""What stands on the incident's card as the latest update, once words for customers were taken back."""

from collections.abc import Iterable
from datetime import datetime

from bot.actions import status_words
from bot.actions.change import Change
from bot.domain.status_update import StatusUpdate
from bot.domain.timeline import Kind

_AMONG = 200
"""Entries of the timeline that are looked through."""


def follow(change: Change, gone: Iterable[StatusUpdate]) -> None:
    """Where it is one of these, whatever was said last before it, to customers or to colleagues."""
    if change.incident.last_update_at not in [one.published_at for one in gone]:
        return
    entries = change.work.timeline.of(change.incident.key, limit=_AMONG)
    said: list[tuple[datetime, str]] = [(one.at, one.text) for one in entries if one.kind is Kind.UPDATE]
    if latest := change.work.status_updates.latest(change.incident.key):
        text = latest.texts[status_words.first_language(change.world)]
        said.append((latest.published_at or latest.drafted_at, text))
    at, text = max(said, default=(None, ""))
    change.save(last_update=text, last_update_at=at)
