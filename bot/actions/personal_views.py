"""What the cards of personal words are drawn from, and how they are drawn."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import dossier, personal_remind
from bot.actions.personal_card import DUE, LIST, OWNER
from bot.cards import personal as cards
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.outgoing import Outgoing
from bot.domain.personal_word import OPEN, PersonalBrief, PersonalList, PersonalWord
from bot.domain.status_update import StatusUpdate, Telling, UpdateState
from bot.ports import Work
from bot.world import World

PAGE = 8
"""Customers on one card."""

NAMED = 3
"""Tickets and channels that are named of one customer; of more it says how many."""


def listed(work: Work, update: StatusUpdate, *, skipped: int = 0) -> PersonalList:
    """A page of it: those that wait first."""
    counts = work.personal_words.count(update.id)
    shown = work.personal_words.of(update.id, limit=PAGE, offset=skipped)
    return PersonalList(
        update=update,
        shown=tuple(_brief(work, one, update) for one in shown),
        waiting=sum(counts.get(state, 0) for state in OPEN),
        total=sum(counts.values()),
        skipped=skipped,
    )


def _brief(work: Work, word: PersonalWord, update: StatusUpdate) -> PersonalBrief:
    targets = work.tellings.of_word(word.id)
    failed = [one for one in targets if one.state is Telling.FAILED]
    others = [one for one in targets if one.state is not Telling.FAILED]
    counts = Counter(one.state for one in targets)
    return PersonalBrief(
        word=word, number=update.number, targets=tuple([*failed, *others][:NAMED]), counts=counts
    )


def current(work: Work, key: str) -> StatusUpdate | None:
    """Whose list counts: the oldest status update for which somebody waits, else the newest that has one."""
    known = [one for one in work.status_updates.of(key) if one.state is UpdateState.PUBLISHED]
    counts = {one.id: work.personal_words.count(one.id) for one in known}
    waits = (one for one in known if any(counts[one.id].get(state) for state in OPEN))
    return next(waits, next((one for one in reversed(known) if counts[one.id]), None))


def card(world: World, work: Work, update: StatusUpdate, chat: str, *, skipped: int = 0) -> Card:
    """The list, for readers in this chat."""
    shown = listed(work, update, skipped=skipped)
    return cards.listed(_known(world, work, shown, chat), shown)


def _known(world: World, work: Work, shown: PersonalList, chat: str) -> Dossier:
    known = dossier.read(world, work, shown.update.incident, chat=chat)
    people = {person for one in shown.shown for person in (one.word.by, one.word.written_by)} - {""}
    return replace(known, people={**known.people, **work.people.several(people)})


def _update(work: Work, row: Outgoing) -> StatusUpdate | None:
    return work.status_updates.get(int(row.data["status_update"]))


def _list(world: World, work: Work, row: Outgoing) -> Card | None:
    update = _update(work, row)
    return card(world, work, update, row.chat) if update else None


def _owner(world: World, work: Work, row: Outgoing) -> Card | None:
    """Nothing where nobody of theirs waits and nothing was said of it before."""
    update, stood = _update(work, row), work.rooms.slot(row.slot)
    if update is None:
        return None
    words = work.personal_words.of(update.id, limit=personal_remind.LOOKED_AT)
    theirs = [one for one in words if one.owner == row.data["owner"]]
    if not any(one.is_open for one in theirs) and not (stood and stood.message):
        return None
    return cards.owner(dossier.read(world, work, row.about, chat=row.chat), update, theirs)


def _due(world: World, work: Work, row: Outgoing) -> Card | None:
    update = _update(work, row)
    late = personal_remind.late(world, work, update.id) if update else []
    if update is None or not late:
        return None
    return cards.due(dossier.read(world, work, row.about, chat=row.chat), update, late)


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    LIST: _list,
    OWNER: _owner,
    DUE: _due,
}
