"""How a drill went, in typical states."""

from collections.abc import Callable, Mapping

from bot.cards import drill
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.drill_report import Word, drill_report
from bot.domain.drill_tables import TABLES
from bot.domain.form import Form
from bot.domain.review import Review

_OURS = [Word(minute=4), Word(minute=8, names_scope=True), Word(minute=50), Word(minute=61, is_last=True)]
_THEIRS = [Word(minute=0), Word(minute=45), Word(minute=60, is_last=True)]
_TABLE = TABLES["pagerduty"]
OVER = Review(
    ours=drill_report(_OURS, _TABLE, lasted=60),
    theirs=drill_report(_THEIRS, _TABLE, lasted=60),
    vendor="GitHub *status* <!here>",
    speed=10,
    told=7,
    not_told=2,
)
NOW = Review(ours=drill_report([], TABLES["gitlab"], lasted=2, over=False))

ONCE: Mapping[str, Callable[[Dossier], Card | Form]] = {
    "drill.report": lambda known: drill.report(known, OVER),
    "drill.report · so far": lambda known: drill.report(known, NOW),
    "drill.heard": lambda known: drill.heard(
        known, who="GitHub status", heading="Investigating", text="We look into <!channel> *Actions*."
    ),
}
