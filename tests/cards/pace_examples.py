"""How often customers hear of an incident, in typical states."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards import pace, timeline
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.form import Form
from bot.domain.sla_pace import Pace, Rhythm
from tests.cards.dossiers import AT

SLOWED = Pace(began=AT, is_slow=True, decided_at=AT + timedelta(hours=2))


def _at(known: Dossier, pace_now: Pace, **spans: int) -> Dossier:
    return replace(known, rhythm=Rhythm(pace=pace_now, **{"usual": 1200, "slower": 3600} | spans))


ONCE: Mapping[str, Callable[[Dossier], Card | Form]] = {
    "pace.offer": lambda known: pace.offer(_at(known, Pace(began=AT))),
    "pace.offer · decided": lambda known: pace.offer(_at(known, SLOWED)),
    "pace.standing": lambda known: pace.standing(_at(known, replace(SLOWED, told_slow=True))),
    "pace.standing · no promise": lambda known: pace.standing(_at(known, Pace(), usual=0)),
    "timeline.updated · only published": lambda known: timeline.updated(
        replace(known, only_published=True), known.entries[-1]
    ),
    "timeline.updated": lambda known: timeline.updated(known, known.entries[-1]),
}
