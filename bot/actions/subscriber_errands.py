"""Letters to subscribers, judged again when they are carried: who still hears what, and what holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actions import status_told, subscriber_letters, subscriber_post
from bot.actions.errand import AnyErrand, Chore
from bot.actions.subscriber_letters import Links
from bot.actions.subscriber_post import ASKED, Outcome, Posted, subscriber_of
from bot.actions.subscriber_telling import LETTER, TAKEN_BACK, WITHDRAWN, may_hear, take_back_from
from bot.domain.incident import Incident
from bot.domain.letter import Letter
from bot.domain.outgoing import Outgoing
from bot.domain.status_standing import origin
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.subscriber import Subscriber
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World


@dataclass(frozen=True, slots=True)
class _Case:
    """One subscriber who is to be told of one status update; None for one who left."""

    told: Told
    update: StatusUpdate
    incident: Incident
    subscriber: Subscriber | None


def asked(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    one = subscriber_post.known(work, row)
    if one is None:
        return None
    confirms = one.confirmed_at is None

    def write(secret: str) -> Letter:
        return subscriber_letters.asked(Links(world, one, secret))

    return subscriber_post.errand(Posted(world, row, write, confirms), subscriber_post.left)


def letter(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """None for who was told, or was left out, unless an earlier try may have arrived."""
    case = _case(work, row)
    over = (Telling.TOLD,) if row.doubtful else (Telling.TOLD, Telling.SKIPPED)
    if case is None or case.told.place == TAKEN_BACK or case.told.state in over:
        return None
    if case.update.state is UpdateState.RETRACTED:
        # A letter that may have arrived is taken back like one that did.
        state = Telling.TOLD if row.doubtful else Telling.SKIPPED
        return Chore(_stood(state, say("The status update was retracted.")))
    one = case.subscriber
    if one is None or not may_hear(case.incident):
        return Chore(_stood(Telling.SKIPPED, _why_not(case)))
    if case.update.paused_at and not row.doubtful:
        return Chore(_stood(Telling.WAITING))
    facts = work.status_updates.facts(row.about)

    def write(secret: str) -> Letter:
        return subscriber_letters.told(Links(world, one, secret), case.incident, facts, case.update)

    language = subscriber_letters.language_of(world, one, case.update)
    return subscriber_post.errand(Posted(world, row, write), _told(language, place=""))


def withdrawn(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Nothing for who was never told, or knows already."""
    case = _case(work, row)
    if case is None or case.update.state is not UpdateState.RETRACTED:
        return None
    match case.told.state, case.told.place == TAKEN_BACK:
        case (Telling.TOLD, False) | (Telling.WAITING, True) | (Telling.FAILED, True):
            return _take_back(world, work, row, case)
        case (Telling.WAITING, False):
            return Chore(_stood(Telling.SKIPPED, say("The status update was retracted.")))
    return None


def _take_back(world: World, work: Work, row: Outgoing, case: _Case) -> AnyErrand:
    one, facts = case.subscriber, work.status_updates.facts(row.about)
    if one is None or not may_hear(case.incident) or _knows(work, case):
        return Chore(_stood(Telling.TOLD, place=TAKEN_BACK))

    def write(secret: str) -> Letter:
        return subscriber_letters.withdrawn(Links(world, one, secret), case.incident, facts)

    return subscriber_post.errand(Posted(world, row, write), _told(one.language, place=TAKEN_BACK))


def _knows(work: Work, case: _Case) -> bool:
    """What was retracted together, such as words and their correction, is taken back by one letter."""
    mine = case.update
    together = [
        one
        for one in work.status_updates.of(mine.incident)
        if one.retracted_at == mine.retracted_at and origin(one) == origin(mine) and one.id != mine.id
    ]
    known = (work.tellings.get(one.id, Audience.SUBSCRIBERS, case.told.target) for one in together)
    return any(one and one.place == TAKEN_BACK and one.state is Telling.TOLD for one in known)


def _case(work: Work, row: Outgoing) -> _Case | None:
    update = work.status_updates.get(int(row.data["status_update"]))
    told = _telling(work, row)
    incident = work.incidents.get(row.about)
    if update is None or told is None or incident is None:
        return None
    return _Case(told, update, incident, subscriber_post.known(work, row))


def _telling(work: Work, row: Outgoing) -> Told | None:
    number = int(row.data["status_update"])
    return work.tellings.get(number, Audience.SUBSCRIBERS, str(subscriber_of(row)))


def _why_not(case: _Case) -> str:
    return say("They left.") if case.subscriber is None else say("It is nothing that the public hears of.")


_LEFT_OUT = {
    Outcome.REFUSED: "The mail server refuses the address.",
    Outcome.GONE: "They left.",
}


def _told(language: str, *, place: str) -> subscriber_post.Record:
    def record(world: World, work: Work, row: Outgoing, outcome: Outcome) -> None:
        if (told := _telling(work, row)) is None:
            return
        state, why = Telling.TOLD, ""
        if outcome in _LEFT_OUT and not place:
            state, why = Telling.SKIPPED, say(_LEFT_OUT[outcome])
        now = world.clock.now()
        stood = replace(told, state=state, language=language, at=now, why=why, place=place)
        status_told.stands(world, work, row, stood)
        _behind_a_retraction(world, work, stood)

    return record


def _behind_a_retraction(world: World, work: Work, told: Told) -> None:
    """It was taken back while this letter was on its way, in a lane of its own perhaps."""
    update = work.status_updates.get(told.update)
    if update and update.state is UpdateState.RETRACTED and told.state is Telling.TOLD and not told.place:
        take_back_from(world, work, told)


def _stood(state: Telling, why: str = "", *, place: str = "") -> Callable[[World, Work, Outgoing, Any], None]:
    """How it stands now that no letter goes out."""

    def record(world: World, work: Work, row: Outgoing, _: Any) -> None:
        if told := _telling(work, row):
            stood = replace(told, state=state, at=world.clock.now(), why=why, place=place)
            status_told.stands(world, work, row, stood)
            _behind_a_retraction(world, work, stood)

    return record


def record_failure(world: World, work: Work, row: Outgoing) -> None:
    if row.kind not in (LETTER, WITHDRAWN):
        return
    told = _telling(work, row)
    if told and told.state is Telling.WAITING:
        why = say("The mail server did not take it.")
        failed = replace(told, state=Telling.FAILED, at=world.clock.now(), why=why)
        status_told.stands(world, work, row, failed)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    ASKED: asked,
    LETTER: letter,
    WITHDRAWN: withdrawn,
}
