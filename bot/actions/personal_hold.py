"""Customers who are not told together with everybody: their tickets and channels wait for a personal word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.actions import customer, personal_card, personal_remind, status_card
from bot.actions.change import Change
from bot.domain.customer import Standing
from bot.domain.incident import Incident
from bot.domain.personal_word import PersonalWord, WordState
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.ticket import Ref
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

MOST = 10_000
"""Customers of one status update that are looked at when it is taken back."""


def is_personal(world: World, tier: str) -> bool:
    known = world.settings.customers.tiers.get(tier)
    return known is not None and known.personal


def tickets(world: World, work: Work, update: StatusUpdate, refs: Sequence[Ref]) -> set[Ref]:
    """Holds those of these tickets that are to be held; the others are told by whoever asks."""
    if not any(one.personal for one in world.settings.customers.tiers.values()):
        return set()
    known = {ref: customer.standing(world, one) for ref, one in work.tickets.several(refs).items()}
    held = {ref: one for ref, one in known.items() if is_personal(world, one.tier)}
    whose: dict[str, Standing] = {}
    some: dict[str, list[Told]] = {}
    for ref, one in held.items():
        told = Told(update=update.id, audience=Audience.TICKETS, target=str(ref))
        whose[_called(one, told)] = one
        some.setdefault(_called(one, told), []).append(told)
    for called, theirs in some.items():
        hold(world, work, update, whose[called], theirs)
    return set(held)


def hold(world: World, work: Work, update: StatusUpdate, one: Standing, some: Sequence[Told]) -> None:
    """Until somebody decides; what is held of older status updates for the same targets passes.

    Nothing is held of a status update that was taken back meanwhile.
    """
    incident = work.incidents.lock(update.incident)
    now = work.status_updates.get(update.id)
    if incident is None or now is None or now.state is not UpdateState.PUBLISHED:
        return
    others = work.status_updates.of(update.incident)
    due = [told for told in some if not _is_overtaken(work, told, now, others)]
    work.tellings.add_all([_overtaken(world, told) for told in some if told not in due])
    if not due:
        return
    word = work.personal_words.hold(
        PersonalWord(
            incident=incident.key,
            update=update.id,
            customer=_called(one, due[0]),
            name=one.organisation_name or one.customer_name or due[0].target,
            tier=one.tier,
            owner=one.owner,
            held_at=world.clock.now(),
        )
    )
    work.tellings.add_all([replace(told, state=Telling.HELD, word=word.id) for told in due])
    _supersede(world, work, incident, now, due, others)
    personal_card.show(world, work, incident, now)
    status_card.show(world, work, incident, now, work.rooms.of(incident.key), soon=True)
    personal_card.tell_owner(world, work, incident, word)
    personal_remind.put(world, work, incident, word)


def _called(one: Standing, told: Told) -> str:
    """The organisation, else the person, else the ticket alone."""
    return one.organisation or one.customer or told.target


def is_later(one: StatusUpdate, than: StatusUpdate) -> bool:
    """Published after it."""
    if one.published_at is None or than.published_at is None:
        return False
    return (one.published_at, one.id) > (than.published_at, than.id)


def _is_overtaken(work: Work, told: Told, update: StatusUpdate, others: Iterable[StatusUpdate]) -> bool:
    """Somebody was quicker to hand out a later one."""
    later = (one for one in others if is_later(one, update))
    return any(work.tellings.get(one.id, told.audience, told.target) for one in later)


def _overtaken(world: World, told: Told) -> Told:
    return replace(told, state=Telling.SKIPPED, at=world.clock.now(), why=say("A later word took its place."))


def _supersede(
    world: World,
    work: Work,
    incident: Incident,
    update: StatusUpdate,
    due: Sequence[Told],
    others: Iterable[StatusUpdate],
) -> None:
    """Whoever waits for an older one gets the newest, and not both."""
    older = {one.id for one in others if is_later(update, one)}
    for audience in {told.audience for told in due}:
        targets = [told.target for told in due if told.audience is audience]
        for told in work.tellings.held(audience, targets):
            if told.update in older:
                work.tellings.save(_overtaken(world, told))
                why = say("Number {number} took its place.", number=str(update.number))
                pass_if_empty(world, work, incident, told.word, why)


def pass_if_empty(world: World, work: Work, incident: Incident, id: int, why: str) -> None:
    """Nobody has to decide about a word that is for nobody any more."""
    word = work.personal_words.get(id)
    if word is None or not word.is_open or any(t.state is Telling.HELD for t in work.tellings.of_word(id)):
        return
    work.personal_words.save(replace(word, state=WordState.PASSED, at=world.clock.now(), why=why))
    personal_card.tell_owner(world, work, incident, word)
    if update := work.status_updates.get(word.update):
        personal_card.show(world, work, incident, update)


def unlinked(world: World, work: Work, incident: Incident, ref: Ref) -> None:
    """Nobody writes to a customer because of a ticket that is none of this incident.

    Linked again it waits again. Whose last ticket it was is not hurt, so their channel waits no more either.
    """
    ours = {one.id for one in work.status_updates.of(incident.key)}
    for told in work.tellings.held(Audience.TICKETS, [str(ref)]):
        if told.update not in ours:
            continue
        work.tellings.forget([told])
        left = work.tellings.of_word(told.word)
        if all(one.audience is not Audience.TICKETS for one in left):
            work.tellings.forget(left)
        pass_if_empty(world, work, incident, told.word, say("No ticket of theirs is linked any more."))
        if update := work.status_updates.get(told.update):
            personal_card.show(world, work, incident, update)


def take_back(change: Change, update: StatusUpdate) -> None:
    """Nobody is told any more what was retracted."""
    work, why = change.work, say("The status update was retracted.")
    for word in work.personal_words.of(update.id, limit=MOST):
        if not word.is_open:
            break
        for told in work.tellings.of_word(word.id):
            if told.state is Telling.HELD:
                work.tellings.save(replace(told, state=Telling.SKIPPED, at=change.now, why=why))
        pass_if_empty(change.world, work, change.incident, word.id, why)
