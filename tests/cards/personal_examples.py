"""Customers who are told one by one, and what customers read in channels that they share with us."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.cards import personal, personal_forms, status_shared
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.form import Form
from bot.domain.personal_word import PersonalBrief, PersonalList, PersonalWord, WordState
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told
from tests.cards.dossiers import AT
from tests.cards.status_examples import TEXT

HOSTILE = "Bolt <!channel> *Ltd* \u202egnp.exe"
WRITTEN = "Dear Kim,\n\ncards of your bank are declined since 09:12 UTC. <b>We</b> write again at 09:52 UTC."


def _update(known: Dossier) -> StatusUpdate:
    *_, leo, _ = known.people
    return StatusUpdate(
        incident="INC-1", number=2, phase="identified", texts={"en": TEXT}, drafted_by=leo, drafted_at=AT
    )


def _word(name: str, id: int = 17, **fields: Any) -> PersonalWord:
    said: dict[str, Any] = {"incident": "INC-1", "update": 2, "customer": name.casefold(), "tier": "premium"}
    return PersonalWord(name=name, id=id, held_at=AT + timedelta(minutes=26), **said | fields)


def _brief(word: PersonalWord, *states: Telling, count: int = 0) -> PersonalBrief:
    targets = tuple(
        Told(update=2, audience=Audience.TICKETS, target=f"zendesk:4821{n}", state=state, word=word.id)
        for n, state in enumerate(states)
    )
    counts = {state: states.count(state) for state in states}
    counts[states[0]] += count
    return PersonalBrief(word=word, number=2, targets=targets, counts=counts)


def _listed(known: Dossier) -> Card:
    _, leo, eve = known.people
    at = AT + timedelta(minutes=31)
    written: dict[str, Any] = {"text": WRITTEN, "language": "en", "written_by": leo, "written_at": at}
    shown = (
        _brief(_word("Acme"), Telling.HELD, Telling.HELD, Telling.HELD, count=4),
        _brief(_word(HOSTILE, 18, state=WordState.PROPOSED, **written), Telling.HELD),
        _brief(_word("Coil", 19, state=WordState.SENT, by=leo, at=at), Telling.TOLD, Telling.WAITING),
        _brief(_word("Dyne", 20, state=WordState.SENT, by=eve, at=at, **written), Telling.FAILED),
        _brief(
            _word("Ergo", 21, state=WordState.LEFT_OUT, by=leo, at=at, why="Their manager called them."),
            Telling.SKIPPED,
        ),
        _brief(_word("Fab", 22, state=WordState.PASSED, why="Number 3 took its place."), Telling.SKIPPED),
    )
    return personal.listed(known, PersonalList(update=_update(known), shown=shown, waiting=2, total=31))


def _some(count: int, **fields: Any) -> list[PersonalWord]:
    return [_word(f"Firm {n}", n, **fields) for n in range(1, count + 1)]


ONCE: Mapping[str, Callable[[Dossier], Card | Form]] = {
    "personal.listed": _listed,
    "personal.listed · second page": lambda k: personal.listed(
        k,
        PersonalList(
            update=_update(k), shown=(_brief(_word("Acme"), Telling.HELD),), waiting=9, total=9, skipped=8
        ),
    ),
    "personal.nobody": personal.nobody,
    "personal.owner": lambda k: personal.owner(k, _update(k), _some(1)),
    "personal.owner · many": lambda k: personal.owner(k, _update(k), _some(30)),
    "personal.owner · done": lambda k: personal.owner(k, _update(k), _some(1, state=WordState.SENT)),
    "personal.due": lambda k: personal.due(k, _update(k), _some(2)),
    "personal.done": lambda _: personal.done(_word("Acme", state=WordState.PROPOSED)),
    "personal_forms.write": lambda _: personal_forms.write(_word("Acme"), WRITTEN, "de", count=3),
    "personal_forms.leave": lambda _: personal_forms.leave(_word(HOSTILE)),
    "status_shared.words": lambda _: status_shared.words(
        "Card payments <!channel>", f"{TEXT}\n\n{TEXT}", "en"
    ),
    "status_shared.withdrawn": lambda _: status_shared.withdrawn("", "de"),
    "status_shared.withdrawn · a correction": lambda _: status_shared.withdrawn("", "en", TEXT),
}
