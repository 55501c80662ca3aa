"""Whether customers may be told a draft: somebody with the right agrees, or objects."""

from dataclasses import replace
from datetime import datetime

from bot.actions import identity, status_words
from bot.actions.change import Change, changing
from bot.actions.status_draft import in_hand, show
from bot.domain.audit import Actor
from bot.domain.status_standing import standing
from bot.domain.status_update import StatusUpdate, UpdateState, phase_of
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotAllowed
from bot.world import World


def approve(world: World, by: Actor, key: str, version: int, *, despite: str = "") -> StatusUpdate:
    """Agreed to exactly as it was read; raises Conflict where it or the phase changed since.

    `despite` is a reason to publish it although the lint stops it, which may be wrong.
    """
    with changing(world, by, key) as change:
        update = replace(in_hand(change.work, key, version), despite=despite.strip())
        if update.state is UpdateState.APPROVED:
            raise Conflict(say("That draft is approved already."))
        must_be_fit(change, update)
        own = identity.is_same(world, change.work, update.writer, by.person)
        if own and not world.settings.approval.own:
            raise NotAllowed(say("Somebody else has to approve what you wrote.\nNothing was changed."))
        _must_not_be_objected(change, update)
        approved = replace(
            update, state=UpdateState.APPROVED, approved_by=by.person, approved_at=change.now, objection=""
        )
        change.work.status_updates.save(approved)
        said = {"despite": update.despite} if update.despite else {}
        change.audit({}, {"approved": update.number, "version": update.version, **said})
        show(change, approved)
        return approved


def _must_not_be_objected(change: Change, update: StatusUpdate) -> None:
    """The same words again need whoever objected to them."""
    if not update.objection or identity.is_same(
        change.world, change.work, update.objected_by, change.by.person
    ):
        return
    raise Conflict(
        say(
            "Somebody objected to these words: {why}\nChange them, or let them approve it.",
            why=update.objection,
        )
    )


def must_be_fit(change: Change, update: StatusUpdate) -> None:
    """Nothing that the lint stops, that is about another phase, or that corrects what was taken back."""
    if update.corrects and not standing(change.work.status_updates.of(update.incident), update.corrects):
        raise Conflict(
            say(
                "Number {number}, which it puts right, was retracted.\nNothing was done; begin a new draft.",
                number=str(update.corrects),
            )
        )
    phase = phase_of(change.incident)
    if update.phase != phase and not update.corrects:
        raise Conflict(
            say(
                "{key} is in phase {phase} now, and the draft is about {before}.\nChange it first.",
                key=update.incident,
                phase=phase,
                before=update.phase,
            )
        )
    if update.despite:
        return
    if stops := [one for one in status_words.checks(change.world, change.work, update) if one.stops]:
        raise Conflict(say("This cannot go out yet: {why}", why=stops[0].says))


def object_to(world: World, by: Actor, key: str, why: str) -> StatusUpdate:
    """Stops a draft, approved or not, until other words stand there."""
    if not why.strip():
        raise BadInput(say("Say what is wrong with it."), field="why")
    with changing(world, by, key) as change:
        update = in_hand(change.work, key)
        stopped = replace(
            update,
            state=UpdateState.DRAFT,
            objected_by=by.person,
            objected_at=change.now,
            objection=why.strip(),
            approved_by="",
            approved_at=None,
            publish_at=None,
        )
        change.work.status_updates.save(stopped)
        change.audit({}, {"objected": update.number, "why": why.strip()})
        show(change, stopped)
        return stopped


def objectable_until(world: World, update: StatusUpdate) -> datetime | None:
    """Until when others may object to what was approved; None where nobody is waited for."""
    within = world.settings.approval.object_within
    return update.approved_at + within if within and update.approved_at else None
