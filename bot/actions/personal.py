"""What people decide about a personal word: it goes out as published, in other words, or not at all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.actions import identity, personal_card, status_card, status_tickets, status_words
from bot.actions.change import Change, changing
from bot.actions.personal_hold import is_later
from bot.actions.status_draft import LONGEST
from bot.domain.audit import Actor
from bot.domain.personal_word import PersonalWord, WordState
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.ticket import ref
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.ports import Work
from bot.world import World


def send(world: World, by: Actor, key: str, id: int) -> PersonalWord:
    """The published words, unchanged; raises Conflict where somebody decided already."""
    with changing(world, by, key) as change:
        word, update = _undecided(change, id)
        as_published = replace(word, text="", language="", written_by="", written_at=None, despite="")
        return _goes_out(change, as_published, update, {"texts": dict(update.texts)})


def write(  # noqa: PLR0913 - what the form asks, and whether it needs another one's consent
    world: World, by: Actor, key: str, id: int, text: str, *, despite: str = "", may_approve: bool
) -> PersonalWord:
    """Words for this customer alone; they wait where somebody else has to agree to them.

    `despite` is a reason to send them although the lint stops them. The published words need no consent.
    """
    written = text.strip()
    if not written:
        raise BadInput(say("Write what the customer is to read."), field="text")
    if len(written) > LONGEST:
        raise BadInput(
            say("That is longer than anybody reads: {limit} characters at most.", limit=str(LONGEST)),
            field="text",
        )
    with changing(world, by, key) as change:
        word, update = _undecided(change, id)
        language, published = published_words(world, change.work, word, update)
        other = replace(
            word,
            text="" if written in (published, update.texts[language].strip()) else written,
            language=language,
            written_by=by.person,
            written_at=change.now,
            despite=despite.strip(),
        )
        if not other.text:
            return _goes_out(change, replace(other, language="", despite=""), update, _said(other, update))
        _must_be_fit(change, other, update)
        approval = world.settings.approval
        if not approval.required or (may_approve and approval.own):
            return _goes_out(change, other, update, _said(other, update))
        proposed = replace(other, state=WordState.PROPOSED)
        change.work.personal_words.save(proposed)
        change.audit({}, {"personal_proposed": word.name, **_said(proposed, update)})
        personal_card.show(world, change.work, change.incident, update)
        return proposed


def _must_be_fit(change: Change, word: PersonalWord, update: StatusUpdate) -> None:
    """What the lint stops needs a reason; that it resembles what was published is what it is for."""
    alone = replace(update, texts={word.language: word.text}, facts={}, corrects=update.number)
    stops = [one for one in status_words.checks(change.world, change.work, alone) if one.stops]
    if stops and not word.despite:
        raise BadInput(
            say("This cannot go out yet: {why} Change it, or say below why it is right.", why=stops[0].says),
            field="text",
        )


def approve(world: World, by: Actor, key: str, id: int, version: str = "") -> PersonalWord:
    """Agreed to as it was read, and sent; raises Conflict where other words stand there now."""
    with changing(world, by, key) as change:
        word, update = _undecided(change, id)
        if word.state is not WordState.PROPOSED:
            raise Conflict(
                say("Nobody wrote other words to {name}; send the published ones.", name=word.name)
            )
        if version and version != word.version:
            raise Conflict(
                say(
                    "The words to {name} were changed since you read them.\nNothing was sent.", name=word.name
                )
            )
        own = identity.is_same(world, change.work, word.written_by, by.person)
        if own and not world.settings.approval.own:
            raise NotAllowed(say("Somebody else has to approve what you wrote.\nNothing was changed."))
        return _goes_out(change, word, update, _said(word, update))


def leave_out(world: World, by: Actor, key: str, id: int, why: str) -> PersonalWord:
    if not why.strip():
        raise BadInput(say("Say why they are not told."), field="why")
    with changing(world, by, key) as change:
        word, update = _undecided(change, id)
        left = replace(word, state=WordState.LEFT_OUT, by=by.person, at=change.now, why=why.strip())
        for told in _held(change.work, word):
            out = replace(told, state=Telling.SKIPPED, at=change.now, why=why.strip())
            change.work.tellings.save(out)
        _decided(change, left, update, {"personal_left_out": word.name, "why": why.strip()})
        return left


def published_words(world: World, work: Work, word: PersonalWord, update: StatusUpdate) -> tuple[str, str]:
    """(language, words) as this customer would get them; by name where all of it goes to one person."""
    targets = work.tellings.of_word(word.id)
    known = work.tickets.several([ref(one.target) for one in targets if one.audience is Audience.TICKETS])
    said = {status_words.for_ticket(world, update, one) for one in known.values()}
    if len(said) == 1 and len(known) == len(targets):
        return said.pop()
    languages = [one.language for one in targets if one.language] + sorted(one for one, _ in said)
    language = next(iter(languages), status_words.first_language(world))
    return language, update.texts[language].strip()


def _undecided(change: Change, id: int) -> tuple[PersonalWord, StatusUpdate]:
    word = change.work.personal_words.get(id)
    update = change.work.status_updates.get(word.update) if word else None
    if word is None or update is None or word.incident != change.incident.key:
        raise NotFound(say("Nobody of {key} waits for that.", key=change.incident.key))
    if not word.is_open:
        raise Conflict(_what_became(word))
    if update.state is not UpdateState.PUBLISHED:
        raise Conflict(say("Number {number} is not published any more.", number=str(update.number)))
    _must_be_newest(change.work, word, update)
    return word, update


def _what_became(word: PersonalWord) -> str:
    said = {
        WordState.SENT: "{name} was told already.\nNothing was sent again.",
        WordState.LEFT_OUT: "{name} was left out: {why}",
        WordState.PASSED: "That is over for {name}: {why}",
    }
    return say(said[word.state], name=word.name, why=word.why)


def _must_be_newest(work: Work, word: PersonalWord, update: StatusUpdate) -> None:
    """A later one reaches the list as soon as its tickets are handed out."""
    reached = {told.audience for told in _held(work, word)}
    for one in work.status_updates.of(update.incident):
        is_newer = one.state is UpdateState.PUBLISHED and is_later(one, update)
        if is_newer and reached & set(one.audiences):
            raise Conflict(
                say(
                    "Number {number} was published since.\nNothing was sent; the list shows it in a moment.",
                    number=str(one.number),
                )
            )


def _held(work: Work, word: PersonalWord) -> list[Told]:
    return [one for one in work.tellings.of_word(word.id) if one.state is Telling.HELD]


def _said(word: PersonalWord, update: StatusUpdate) -> Mapping[str, Any]:
    """The exact words, for the audit trail."""
    if not word.text:
        return {"texts": dict(update.texts)}
    despite = {"despite": word.despite} if word.despite else {}
    return {"text": word.text, "language": word.language, "written_by": word.written_by, **despite}


def _goes_out(
    change: Change, word: PersonalWord, update: StatusUpdate, said: Mapping[str, Any]
) -> PersonalWord:
    """On every ticket and in every channel that waits, each once."""
    world, work, held = change.world, change.work, _held(change.work, word)
    sent = replace(word, state=WordState.SENT, by=change.by.person, at=change.now)
    for told in held:
        work.tellings.save(replace(told, state=Telling.WAITING, language=word.language or told.language))
        if told.audience is Audience.TICKETS:
            status_tickets.tell(world, work, update, ref(told.target))
        else:
            status_card.tell(world, work, change.incident, update, told.target, told.audience)
    targets = [one.target for one in held]
    _decided(change, sent, update, {"personal": word.name, "number": update.number, "to": targets, **said})
    return sent


def _decided(change: Change, word: PersonalWord, update: StatusUpdate, record: Mapping[str, Any]) -> None:
    world, work, incident = change.world, change.work, change.incident
    work.personal_words.save(word)
    change.audit({}, dict(record))
    personal_card.show(world, work, incident, update)
    personal_card.tell_owner(world, work, incident, word)
    status_card.show(world, work, incident, update, change.rooms, soon=True)
