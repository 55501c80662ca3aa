"""Answers to who is on call, in their typical states."""

from collections.abc import Callable, Mapping

from bot.cards import on_call
from bot.domain.card import Bold, Card, Mention, Span
from bot.domain.dossier import Dossier
from bot.domain.rota_duty import duty
from bot.settings_rota import Rota
from tests.cards.dossiers import AT

DAYS = {"name": "office", "people": ["ana", "leo"], "rotate": "daily", "only": "mon-fri 09:00-17:00"}
WEEKS = {"name": "nights", "people": ["leo", "ana"], "rotate": "weekly"}
SINCE = {"since": "2026-01-05"}


def _duties(known: Dossier, *names: str) -> Card:
    told = [duty(ROTAS[name].schedule(name), AT, TEAMS.get(name, ())) for name in names]
    return on_call.duties(told, _people(known), every=len(names) > 1)


def _people(known: Dossier) -> Mapping[str, Span]:
    """Ana and Leo are in this chat, Eve is not."""
    ids = {person.name.casefold(): id for id, person in known.people.items()}
    mentioned = {name: Mention(ids[name], name.capitalize()) for name in ("ana", "leo")}
    return {**mentioned, "eve": Bold("Eve")}


def _rota(*layers: Mapping[str, object], **more: object) -> Rota:
    given = {"timezone": "Europe/Berlin", "layers": [{**SINCE, **one} for one in layers], **more}
    return Rota.model_validate(given)


STANDS_IN = {"person": "eve", "since": "2026-08-03 10:00", "until": "2026-08-03 14:00"}
ROTAS = {
    "desk": _rota(
        DAYS, WEEKS, overrides=[STANDS_IN | {"instead_of": "ana"}, STANDS_IN | {"instead_of": "leo"}]
    ),
    "phones": _rota(DAYS),
    "payments": _rota(WEEKS, DAYS),
    "old": _rota(WEEKS | {"until": "2026-08-03"}),
}
TEAMS = {"desk": ("support",), "phones": ("sales", "phones")}
ONCE: Mapping[str, Callable[[Dossier], Card]] = {
    "on_call.duties": lambda k: _duties(k, "desk"),
    "on_call.duties · several rotas": lambda k: _duties(k, *ROTAS),
    "on_call.duties · nobody": lambda k: _duties(k, "old"),
    "on_call.unset": lambda _: on_call.unset(),
}
