"""The timeline: status updates, notes, corrections, and chat messages that were marked for it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import outgoing, page_pagers, sla_incident, status_counts
from bot.actions.change import Change, changing
from bot.actions.incident import set_phase
from bot.domain.audit import Actor
from bot.domain.interaction import Message
from bot.domain.sla_update import What
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotFound
from bot.world import World

CORRECTED = (Kind.NOTE, Kind.UPDATE)
"""Kinds of entries that people wrote, and may therefore correct."""

WRITTEN_BY_ITSELF = "Only notes and updates can be corrected; what Caseline wrote by itself stays."

AHEAD = timedelta(minutes=1)
"""How far a note may lie in the future: clocks of two machines differ a little."""


FAR = timedelta(days=30)
"""Who announces the next update for later than this has mistyped it."""


def post_update(
    world: World, by: Actor, key: str, text: str, *, phase: str = "", next_at: datetime | None = None
) -> TimelineEntry:
    """A status update; the promised next one is counted from now, unless it is announced for `next_at`.

    Where only published words count, colleagues hear of it and no promise is kept or made.
    """
    with changing(world, by, key) as change:
        change.must_be_open()
        _check_announced(change, next_at)
        if phase and phase != change.incident.phase:
            set_phase(change, phase)
        change.save(last_update=text, last_update_at=change.now)
        entry = change.happened(Kind.UPDATE, text, aloud=True)
        if not status_counts.only_published(world, change.work, change.incident):
            sla_incident.happened(change, What.PUBLISHED, entry, promised=next_at)
        page_pagers.updated(change, text)
        return entry


def words_of_update(world: World, key: str, id: int = 0) -> str:
    """As they stand on the timeline now; of the latest one for 0."""
    with world.store.read() as work:
        entries = [one for one in work.timeline.of(key, limit=200) if one.kind is Kind.UPDATE]
    found = next((one for one in reversed(entries) if id in (0, one.id) and not one.removed_at), None)
    if found is None:
        raise NotFound(say("{key} has no such update on its timeline.", key=key))
    return found.text


def _check_announced(change: Change, next_at: datetime | None) -> None:
    if next_at and next_at < change.now + AHEAD:
        raise BadInput(say("The next update can only be announced for later."), field="next_at")
    if next_at and next_at > change.now + FAR:
        raise BadInput(say("That is more than a month ahead; check the date."), field="next_at")


def note(
    world: World,
    by: Actor,
    key: str,
    text: str,
    *,
    at: datetime | None = None,
    message: Message | None = None,
) -> TimelineEntry:
    """A note; `at` dates it back, `message` is where it was said."""
    with changing(world, by, key) as change:
        if message is None:
            _check_instant(change, at)
        if message and any(e.removed_at is None for e in change.work.timeline.from_source(message.id)):
            raise Conflict(say("That message is on the timeline already."))
        entry = change.happened(Kind.NOTE, text, at=at, message=message)
        change.audit({}, {"note": entry.id, "text": text})
        return entry


def _check_instant(change: Change, at: datetime | None) -> None:
    if at and at > change.now + AHEAD:
        raise BadInput(say("That lies in the future; a timeline holds what has happened."), field="at")
    if at and at < change.incident.declared_at - timedelta(days=30):
        raise BadInput(say("That is more than a month before the incident; check the date."), field="at")


def correct(
    world: World, by: Actor, key: str, id: int, *, text: str, at: datetime | None = None
) -> TimelineEntry:
    """Other words or another instant; without words the entry is taken off the timeline."""
    with changing(world, by, key) as change:
        entry = change.work.timeline.get(id)
        if entry is None or entry.incident != key or entry.removed_at:
            raise NotFound(say("That entry is no longer on the timeline of {key}.", key=key))
        if entry.kind not in CORRECTED:
            raise Conflict(say(WRITTEN_BY_ITSELF))
        _check_instant(change, at)
        return _correct(change, entry, text, at or entry.at)


def _correct(change: Change, entry: TimelineEntry, text: str, at: datetime) -> TimelineEntry:
    if text:
        corrected = replace(entry, text=text, at=at, edited_at=change.now)
    else:
        corrected = replace(entry, removed_at=change.now)
    change.work.timeline.save(corrected)
    before = {"entry": entry.id, "text": entry.text, "at": entry.at}
    change.audit(before, {"entry": entry.id, "text": text, "at": at})
    if entry.kind is Kind.UPDATE:
        _latest_update(change)
    outgoing.tell_rooms(
        change.world, change.work, change.incident, change.rooms, entry.id, aloud=entry.kind is Kind.UPDATE
    )
    return corrected


def _latest_update(change: Change) -> None:
    """What is shown as the latest update follows the timeline; what was promised next does not move."""
    entries = change.work.timeline.of(change.incident.key, limit=200)
    latest = max((e for e in entries if e.kind is Kind.UPDATE), key=lambda e: e.recorded_at, default=None)
    change.save(last_update=latest.text if latest else "", last_update_at=latest.at if latest else None)


def follow_message(world: World, by: Actor, message: Message, *, deleted: bool) -> list[TimelineEntry]:
    """What was edited or deleted in chat is edited or removed on the timeline."""
    with world.store.read() as work:
        entries = [e for e in work.timeline.from_source(message.id) if e.removed_at is None]
    followed = []
    for entry in entries:
        text = "" if deleted else message.text
        if text != entry.text:
            followed.append(correct(world, replace(by, interaction=""), entry.incident, entry.id, text=text))
    return followed
