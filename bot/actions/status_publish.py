"""Customers are told: once, whoever presses how often, and with a trace when it has to be taken back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.actions import drill, outgoing, sla_incident, status_last, status_telling, status_words
from bot.actions.change import Change, changing, changing_within
from bot.actions.errand import AnyErrand, Chore
from bot.actions.status_approval import must_be_fit, objectable_until
from bot.actions.status_draft import drafted, in_hand, show
from bot.domain.audit import Actor
from bot.domain.outgoing import Outgoing
from bot.domain.sla_update import What
from bot.domain.status_update import StatusUpdate, UpdateState
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import BadInput, BotError, Conflict, NotFound
from bot.ports import Work
from bot.world import World

KIND = "status_publish"


def publish(world: World, by: Actor, key: str, version: int = 0) -> StatusUpdate:
    """What was approved goes out, at once or as soon as nobody may object any more.

    Raises Conflict where it was not approved, or does not fit the incident as it is now.
    """
    with changing(world, by, key, tickets=True) as change:
        update = in_hand(change.work, key, version)
        if world.settings.approval.required and update.state is not UpdateState.APPROVED:
            raise Conflict(say("Nobody has approved it yet.\nNothing was published."))
        must_be_fit(change, update)
        _must_promise_later(change, update)
        until = objectable_until(world, update)
        if until and until > change.now:
            return _waits(change, update, until)
        return go_out(change, update)


def _must_promise_later(change: Change, update: StatusUpdate) -> None:
    if update.next_at and update.next_at <= change.now:
        raise Conflict(
            say(
                "The time that it promises for the next one is over.\nNothing was published; change it first."
            )
        )


def _waits(change: Change, update: StatusUpdate, until: datetime) -> StatusUpdate:
    waiting = replace(update, publish_at=until, published_by=change.by.person)
    change.work.status_updates.save(waiting)
    change.audit({}, {"publish_at": until, "draft": update.number})
    order = outgoing.Order(
        KIND, "publish", lane=f"{update.incident}/publish", data={"version": update.version}
    )
    outgoing.put(change.world, change.work, change.incident, order, due_at=until)
    show(change, waiting)
    return waiting


def go_out(change: Change, update: StatusUpdate) -> StatusUpdate:
    """From here on it is published, whatever becomes of single channels."""
    published = replace(
        update,
        state=UpdateState.PUBLISHED,
        published_by=update.published_by or change.by.person,
        published_at=change.now,
        publish_at=None,
    )
    change.work.status_updates.save(published)
    text = published.texts[status_words.first_language(change.world)]
    change.audit({}, _record(published))
    entry = change.happened(Kind.PUBLISHED, text, aloud=False)
    if change.incident.is_open:
        change.save(last_update=text, last_update_at=change.now)
        sla_incident.happened(change, What.PUBLISHED, entry, promised=published.next_at)
    status_telling.begin(change, published)
    if not change.incident.is_open:
        drill.show(change)
    show(change, published)
    return published


def _record(update: StatusUpdate) -> dict[str, Any]:
    """Who agreed to which text, for whom it was."""
    return {
        "published": update.number,
        "texts": dict(update.texts),
        "to": list(update.audiences),
        "approved_by": update.approved_by,
        "approved_at": update.approved_at,
    }


def when_due(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Nobody objected in time; where somebody did, or changed it, nothing is left to do."""
    update = work.status_updates.in_hand(row.about)
    still = update and update.publish_at and update.version == row.data["version"]
    return Chore(_due) if still else None


def _due(world: World, work: Work, row: Outgoing, _: object) -> None:
    update = work.status_updates.in_hand(row.about)
    if update is None or not update.publish_at:
        return
    work.tickets.turn()
    with changing_within(world, work, Actor(update.published_by, "clock", "publish"), row.about) as change:
        try:
            must_be_fit(change, update)
        except BotError as error:
            _stopped(change, update, str(error))
            return
        go_out(change, update)


def _stopped(change: Change, update: StatusUpdate, why: str) -> None:
    """A draft once more, that needs other words; nobody objected but us."""
    stopped = replace(
        update,
        state=UpdateState.DRAFT,
        objected_by="",
        objected_at=change.now,
        objection=why,
        approved_by="",
        approved_at=None,
        publish_at=None,
    )
    change.work.status_updates.save(stopped)
    change.audit({}, {"stopped": update.number, "why": why})
    show(change, stopped)


def retract(world: World, by: Actor, key: str, number: int, why: str) -> StatusUpdate:
    """Taken back where that is possible, with what puts it right; that it was published stays on record."""
    if not why.strip():
        raise BadInput(say("Say why it is taken back."), field="why")
    with changing(world, by, key) as change:
        update = _published(change.work, key, number)
        known = change.work.status_updates.of(key)
        with_it = [
            one for one in known if one.corrects == update.number and one.state is UpdateState.PUBLISHED
        ]
        gone = [_gone(change, one, why.strip()) for one in (update, *with_it)]
        others = {"corrections": [one.number for one in gone[1:]]} if gone[1:] else {}
        change.audit({"published": update.number}, {"retracted": update.number, "why": why.strip(), **others})
        said = say("Status update {number} was retracted: {why}", number=str(update.number), why=why.strip())
        change.happened(Kind.PUBLISHED, said)
        status_last.follow(change, gone)
        status_telling.take_back(change, gone)
        return gone[0]


def _gone(change: Change, update: StatusUpdate, why: str) -> StatusUpdate:
    gone = replace(
        update,
        state=UpdateState.RETRACTED,
        retracted_by=change.by.person,
        retracted_at=change.now,
        retraction=why,
    )
    change.work.status_updates.save(gone)
    show(change, gone)
    return gone


def correct(world: World, by: Actor, key: str, number: int) -> StatusUpdate:
    """A draft of other words for one that was published; it is approved and published like any other."""
    with changing(world, by, key) as change:
        return drafted(change, corrects=_published(change.work, key, number))


def _published(work: Work, key: str, number: int) -> StatusUpdate:
    """The latest one for 0."""
    known = [one for one in work.status_updates.of(key) if one.state is UpdateState.PUBLISHED]
    found = next((one for one in reversed(known) if number in (0, one.number)), None)
    if found is None:
        raise NotFound(say("{key} has no published status update of this number.", key=key))
    return found
