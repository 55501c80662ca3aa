"""Summaries for people inside the company: drafted from facts, changed, agreed to where that is asked, sent.

An incident has one in hand at most, whatever becomes of drafts for customers.
"""

from dataclasses import replace
from datetime import datetime

from bot.actions import identity, summary_card, summary_words
from bot.actions.change import Change, changing
from bot.actions.summary_card import listeners
from bot.domain.audit import Actor
from bot.domain.incident import Status
from bot.domain.status_update import UpdateState, phase_of
from bot.domain.summary import Summary
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.ports import Work
from bot.world import World

LONGEST = 10_000


def draft(
    world: World,
    by: Actor,
    key: str,
    *,
    text: str = "",
    business: str | None = None,
    next_at: datetime | None = None,
) -> Summary:
    """A new one, filled from what is known, or with this text.

    Where nobody says what it means for the business, what the last one said counts. Raises Conflict while
    another one is in hand.
    """
    with changing(world, by, key) as change:
        if change.incident.status is Status.CANCELLED:
            raise Conflict(say("{key} was cancelled; there is nothing to tell.", key=key))
        return _drafted(change, text=text, business=business, next_at=next_at)


def _drafted(
    change: Change, *, text: str = "", business: str | None = None, next_at: datetime | None = None
) -> Summary:
    key = change.incident.key
    last = change.work.summaries.latest(key)
    effect = business if business is not None else last.business if last else ""
    when = next_at or summary_words.next_at(change.world, change.incident)
    kept = change.work.summaries.add(
        Summary(
            incident=key,
            number=0,
            phase=phase_of(change.incident),
            text=_cut(text) or _filled(change, effect, when),
            business=_cut(effect),
            next_at=_later(change, when),
            drafted_by=change.by.person,
            drafted_at=change.now,
        )
    )
    if kept is None:
        raise Conflict(
            say("{key} has a draft of a summary already.\nChange that one, or throw it away.", key=key)
        )
    change.audit({}, {"summary": kept.number, "text": kept.text})
    _show(change, kept)
    return kept


def over(change: Change) -> None:
    """Whoever heard how it stood is to hear that it is over: a draft of that lies ready."""
    if change.work.summaries.latest(change.incident.key) is None:
        return
    if unfinished := change.work.summaries.in_hand(change.incident.key):
        _throw_away(change, unfinished)
    _drafted(change)


def _filled(change: Change, business: str, next_at: datetime | None) -> str:
    return summary_words.text(change.world, change.work, change.incident, business=business, next_at=next_at)


def _cut(text: str) -> str:
    if len(text) > LONGEST:
        raise BadInput(
            say("That is longer than anybody reads: {limit} characters at most.", limit=str(LONGEST))
        )
    return text.strip()


def _later(change: Change, when: datetime | None) -> datetime | None:
    if when and when <= change.now:
        raise BadInput(say("The next one can only be promised for later."), field="next_at")
    return when


def in_hand(work: Work, key: str, version: int = 0) -> Summary:
    """Raises NotFound without one, and Conflict where it is another version than the one that was read."""
    found = work.summaries.in_hand(key)
    if found is None:
        raise NotFound(say("{key} has no draft of a summary.\nSay `brief` to begin one.", key=key))
    if version and version != found.version:
        raise Conflict(
            say(
                "The summary of {key} was changed since you read it.\nNothing was done; read it again.",
                key=key,
            )
        )
    return found


def edit(world: World, by: Actor, key: str, version: int, text: str, *, next_at: datetime | None) -> Summary:
    """Other words; whatever was approved before has to be approved again."""
    with changing(world, by, key) as change:
        summary = in_hand(change.work, key, version)
        if not text.strip():
            raise BadInput(say("Write what they are to read."), field="text")
        return _changed(change, summary, text=_cut(text), next_at=_later(change, next_at))


def refill(world: World, by: Actor, key: str, *, business: str, next_at: datetime | None) -> Summary:
    """What is known now, in place of the words that stand there."""
    with changing(world, by, key) as change:
        summary = in_hand(change.work, key)
        when = next_at or summary_words.next_at(world, change.incident)
        filled = _filled(change, business, when)
        return _changed(change, summary, text=filled, business=_cut(business), next_at=_later(change, when))


def _changed(change: Change, summary: Summary, **fields: object) -> Summary:
    fresh = replace(
        summary,
        phase=phase_of(change.incident),
        version=summary.version + 1,
        state=UpdateState.DRAFT,
        edited_by=change.by.person,
        edited_at=change.now,
        approved_by="",
        approved_at=None,
    )
    again = replace(fresh, **fields)  # type: ignore[arg-type]
    change.audit({"text": summary.text}, {"summary": again.number, "text": again.text})
    return _saved(change, again)


def discard(world: World, by: Actor, key: str) -> Summary:
    with changing(world, by, key) as change:
        return _throw_away(change, in_hand(change.work, key))


def _throw_away(change: Change, summary: Summary) -> Summary:
    change.audit({"summary": summary.number}, {"discarded": summary.number})
    return _saved(change, replace(summary, state=UpdateState.DISCARDED))


def approve(world: World, by: Actor, key: str, version: int) -> Summary:
    """Agreed to exactly as it was read."""
    with changing(world, by, key) as change:
        summary = in_hand(change.work, key, version)
        if summary.state is UpdateState.APPROVED:
            raise Conflict(say("That summary is approved already."))
        own = identity.is_same(world, change.work, summary.writer, by.person)
        if own and not world.settings.approval.own:
            raise NotAllowed(say("Somebody else has to approve what you wrote.\nNothing was changed."))
        change.audit({}, {"approved summary": summary.number, "version": summary.version})
        agreed = replace(summary, state=UpdateState.APPROVED, approved_by=by.person, approved_at=change.now)
        return _saved(change, agreed)


def publish(world: World, by: Actor, key: str, version: int) -> Summary:
    """It goes to whoever hears of this incident inside the company, once; customers' clocks do not notice."""
    with changing(world, by, key) as change:
        summary = in_hand(change.work, key, version)
        if world.settings.stakeholders.summary_approval and summary.state is not UpdateState.APPROVED:
            raise Conflict(say("Nobody has approved it yet.\nNothing was sent."))
        if summary.next_at and summary.next_at <= change.now:
            raise Conflict(
                say("The time that it promises for the next one is over.\nNothing was sent; change it first.")
            )
        to = listeners(world, change.work, change.incident)
        if not to.all:
            raise Conflict(_nobody(key))
        sent = replace(
            summary,
            state=UpdateState.PUBLISHED,
            published_by=by.person,
            published_at=change.now,
            heard=to.all,
        )
        change.audit({}, {"sent summary": sent.number, "text": sent.text, "to": list(to.all)})
        said = say(
            "Summary {number} went to {count} inside the company.", number=sent.number, count=len(to.all)
        )
        change.happened(Kind.NOTE, said)
        summary_card.begin(change, sent, to)
        return _saved(change, sent)


def _nobody(key: str) -> str:
    return say(
        "Nobody would hear it: nobody follows {key}, and the settings name no channel or address for it.\n"
        "Nothing was sent. Whoever says `follow {key}` will hear it.",
        key=key,
    )


def _saved(change: Change, summary: Summary) -> Summary:
    change.work.summaries.save(summary)
    _show(change, summary)
    return summary


def _show(change: Change, summary: Summary) -> None:
    summary_card.show(change.world, change.work, change.incident, summary, change.rooms)
