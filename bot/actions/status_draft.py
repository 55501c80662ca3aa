"""Status updates on the way: drafted from facts, changed, and thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions import follow_rules, status_card, status_shared, status_words, subscriber
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.incident import Incident, Status
from bot.domain.status_texts import NO_NEWS
from bot.domain.status_update import RESOLVED, Audience, StatusFacts, StatusUpdate, UpdateState, phase_of
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotFound
from bot.ports import Work
from bot.world import World

LONGEST = 10_000
"""Characters of one text; what a channel takes less of, the lint says."""


def draft(
    world: World,
    by: Actor,
    key: str,
    *,
    text: str = "",
    facts: StatusFacts | None = None,
    nothing_new: bool = False,
) -> StatusUpdate:
    """A new one, filled from what is known, or with this text in the first language.

    `facts` take the place of those that were known; `nothing_new` says so, and adds what is true besides.
    Raises Conflict while another one is in hand.
    """
    with changing(world, by, key) as change:
        _must_not_be_cancelled(change)
        if facts:
            keep_facts(change, facts)
        return drafted(change, text=text, nothing_new=nothing_new)


def drafted(
    change: Change, *, text: str = "", corrects: StatusUpdate | None = None, nothing_new: bool = False
) -> StatusUpdate:
    """As `draft`, of an incident that is locked."""
    world, incident = change.world, change.incident
    known = status_words.facts(world, change.work, incident)
    phase = phase_of(incident)
    words = NO_NEWS if nothing_new else phase
    texts: Mapping[str, str] = corrects.texts if corrects else status_words.texts(world, words, known)
    if text:
        texts = {status_words.first_language(world): text}
    update = StatusUpdate(
        incident=incident.key,
        number=0,
        phase=corrects.phase if corrects else phase,
        texts=_cut(texts),
        facts=status_words.kept(known),
        audiences=corrects.audiences if corrects else possible(world, incident),
        next_at=None if phase == RESOLVED else known.next_at,
        corrects=(corrects.corrects or corrects.number) if corrects else 0,
        drafted_by=change.by.person,
        drafted_at=change.now,
    )
    kept = change.work.status_updates.add(update)
    if kept is None:
        raise Conflict(
            say("{key} has a draft already.\nChange that one, or throw it away.", key=incident.key)
        )
    change.audit({}, {"draft": kept.number, "texts": dict(kept.texts)})
    show(change, kept)
    return kept


def _must_not_be_cancelled(change: Change) -> None:
    if change.incident.status is Status.CANCELLED:
        raise Conflict(say("{key} was cancelled; there is nothing to tell.", key=change.incident.key))


def possible(world: World, incident: Incident) -> tuple[Audience, ...]:
    """Everybody who can be told of this incident here.

    Of a private one that is who may follow it; of a drill no public page.
    """
    if incident.private:
        return (Audience.FOLLOWERS,)
    settings = world.settings.publishing
    has_page = world.settings.status_page or world.status_pages
    found = [Audience.PAGE] if has_page and not incident.drill else []
    found += [Audience.TICKETS] if world.desks else []
    found += [Audience.SHARED] if status_shared.can_reach(world, incident) else []
    found += [Audience.CHANNELS] if world.settings.announce else []
    found += [Audience.SUBSCRIBERS] if subscriber.is_on(world) and not incident.drill else []
    found += [Audience.EMAIL] if world.mail and settings.letters_to and not incident.drill else []
    return (*found, Audience.FOLLOWERS)


def keep_facts(change: Change, facts: StatusFacts) -> None:
    before = change.work.status_updates.facts(change.incident.key)
    said = replace(facts, incident=change.incident.key, by=change.by.person, at=change.now)
    change.work.status_updates.put_facts(said)
    follow_rules.named(change.world, change.work, change.incident, said.components)
    changed = [name for name in FACTS if getattr(before, name) != getattr(said, name)]
    change.audit(
        {name: getattr(before, name) for name in changed}, {name: getattr(said, name) for name in changed}
    )


FACTS = ("title", "symptom", "workaround", "cause", "remedy", "components")


def in_hand(work: Work, key: str, version: int = 0) -> StatusUpdate:
    """Raises NotFound without one, and Conflict where it is another version than the one that was read."""
    found = work.status_updates.in_hand(key)
    if found is None:
        latest = work.status_updates.latest(key)
        if latest and latest.published_at:
            raise NotFound(
                say(
                    "{key} has no draft: number {number} is published already.",
                    key=key,
                    number=str(latest.number),
                )
            )
        raise NotFound(say("{key} has no draft yet.\nSay `draft` to begin one.", key=key))
    if version and version != found.version:
        raise Conflict(
            say(
                "The draft of {key} was changed since you read it.\nNothing was done; read it again.", key=key
            )
        )
    return found


def edit(  # noqa: PLR0913 - what the form asks
    world: World,
    by: Actor,
    key: str,
    version: int,
    texts: Mapping[str, str],
    *,
    to: Sequence[str],
    next_at: datetime | None,
) -> StatusUpdate:
    """Other words; whatever was approved before has to be approved again."""
    with changing(world, by, key) as change:
        update = in_hand(change.work, key, version)
        first = status_words.first_language(world)
        if not texts.get(first, "").strip():
            raise BadInput(say("Write what customers are to read."), field=f"text_{first}")
        if next_at and next_at <= change.now:
            raise BadInput(say("The next one can only be promised for later."), field="next_at")
        written = _cut({language: text.strip() for language, text in texts.items() if text.strip()})
        known = status_words.kept(status_words.facts(world, change.work, change.incident))
        return changed(
            change,
            update,
            texts=written,
            audiences=tuple(to),
            next_at=next_at,
            phase=update.phase if update.corrects else phase_of(change.incident),
            facts=known | status_words.behind(update, written, first),
            edited_by=by.person,
            edited_at=change.now,
        )


def changed(change: Change, update: StatusUpdate, **fields: object) -> StatusUpdate:
    """A new version, that nobody has agreed or objected to."""
    fresh = replace(update, **fields)  # type: ignore[arg-type]
    again = replace(
        fresh,
        version=update.version + 1,
        state=UpdateState.DRAFT,
        objection="",
        approved_by="",
        approved_at=None,
        despite="",
        publish_at=None,
    )
    change.audit(
        {"texts": dict(update.texts)},
        {"draft": again.number, "texts": dict(again.texts), "to": list(again.audiences)},
    )
    change.work.status_updates.save(again)
    show(change, again)
    return again


def refill(world: World, by: Actor, key: str, facts: StatusFacts) -> StatusUpdate:
    """What is known now is put into the templates again, in place of the words that stand there."""
    with changing(world, by, key) as change:
        update = in_hand(change.work, key)
        keep_facts(change, facts)
        known = status_words.facts(world, change.work, change.incident)
        return changed(
            change,
            update,
            texts=_cut(status_words.texts(world, update.phase, known)),
            facts=status_words.kept(known),
            next_at=known.next_at,
            edited_by=by.person,
            edited_at=change.now,
        )


def over(change: Change) -> None:
    """Whoever was told that it began is to be told that it is over: a draft of that lies ready."""
    if change.work.status_updates.latest(change.incident.key) is None:
        return
    if unfinished := change.work.status_updates.in_hand(change.incident.key):
        _throw_away(change, unfinished)
    drafted(change)


def discard(world: World, by: Actor, key: str) -> StatusUpdate:
    with changing(world, by, key) as change:
        return _throw_away(change, in_hand(change.work, key))


def _throw_away(change: Change, update: StatusUpdate) -> StatusUpdate:
    gone = replace(update, state=UpdateState.DISCARDED)
    change.work.status_updates.save(gone)
    change.audit({"draft": update.number}, {})
    show(change, gone)
    return gone


def _cut(texts: Mapping[str, str]) -> dict[str, str]:
    for text in texts.values():
        if len(text) > LONGEST:
            raise BadInput(
                say("That is longer than anybody reads: {limit} characters at most.", limit=str(LONGEST))
            )
    return dict(texts)


def show(change: Change, update: StatusUpdate) -> None:
    """Its card in every war room, drawn anew."""
    status_card.show(change.world, change.work, change.incident, update, change.rooms)
