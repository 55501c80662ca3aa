"""What the cards of status updates are drawn from, and how they are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import dossier, status_words
from bot.actions.status_cadence import cadence
from bot.actions.status_card import CARD, SHARED, TOLD
from bot.actions.status_told import whom
from bot.cards import status_shared
from bot.cards import status_update as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.status_brief import StatusBrief
from bot.domain.status_diff import diff
from bot.domain.status_standing import standing
from bot.domain.status_update import StatusUpdate, Telling, UpdateState
from bot.ports import Work
from bot.world import World

LISTED = 5
"""Of those who could not be told, or were left out, at most."""


def brief(world: World, work: Work, update: StatusUpdate) -> StatusBrief:
    languages = world.settings.status_updates.languages
    last = work.status_updates.latest(update.incident) if update.is_in_hand else None
    first = languages[0]
    return StatusBrief(
        update=update,
        languages=languages,
        checks=status_words.checks(world, work, update) if update.is_in_hand else (),
        since_last=diff(last.texts.get(first, ""), update.texts.get(first, "")) if last else (),
        changed=status_words.changed(world, work, update) if update.is_in_hand else (),
        counts=work.tellings.count(update.id),
        failed=tuple(work.tellings.standing(update.id, Telling.FAILED, limit=LISTED)),
        left_out=tuple(work.tellings.standing(update.id, Telling.SKIPPED, limit=LISTED)),
        needs_approval=world.settings.approval.required,
        cadence=cadence(world, work, update.incident),
        counts_again=_counts_again(work, update),
    )


def _counts_again(work: Work, update: StatusUpdate) -> StatusUpdate | None:
    if not update.corrects or update.state is not UpdateState.RETRACTED:
        return None
    return standing(work.status_updates.of(update.incident), update.corrects)


def worked_on(world: World, work: Work, update: StatusUpdate, chat: str) -> Card:
    """For readers in this chat."""
    known = dossier.read(world, work, update.incident, chat=chat)
    wrote = {update.writer, update.approved_by, update.objected_by, update.published_by, update.retracted_by}
    people = {**known.people, **work.people.several(wrote - {""})}
    return cards.worked_on(replace(known, people=people), brief(world, work, update))


def _worked_on(world: World, work: Work, row: Outgoing) -> Card | None:
    update = work.status_updates.get(int(row.data["status_update"]))
    return worked_on(world, work, update, row.chat) if update else None


def _told(world: World, work: Work, row: Outgoing) -> Card | None:
    update = work.status_updates.get(int(row.data["status_update"]))
    if update is None:
        return None
    return cards.told(dossier.read(world, work, row.about, chat=row.chat), brief(world, work, update))


def _shared(world: World, work: Work, row: Outgoing) -> Card | None:
    """Nothing of what was taken back before it stood there; in doubt, that it was."""
    update = work.status_updates.get(int(row.data["status_update"]))
    told = work.tellings.get(update.id, *whom(row)) if update else None
    if update is None or told is None or told.state is Telling.HELD:
        return None
    word = work.personal_words.get(told.word) if told.word else None
    first = status_words.first_language(world)
    language, text = told.language, update.texts.get(told.language) or update.texts[first]
    if word and word.text:
        language, text = word.language, word.text
    title = work.status_updates.facts(update.incident).title
    if update.state is not UpdateState.RETRACTED:
        return None if told.state is Telling.SKIPPED else status_shared.words(title, text, language)
    stood, again = work.rooms.slot(row.slot), None if told.word else _counts_again(work, update)
    counts = (again.texts.get(language) or again.texts[first]) if again else ""
    is_there = row.doubtful or (stood and stood.message)
    return status_shared.withdrawn(title, language, counts) if is_there else None


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    CARD: _worked_on,
    TOLD: _told,
    SHARED: _shared,
}
