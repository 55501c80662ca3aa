"""How a drill went, or goes."""

from bot.cards.headline import called
from bot.domain import drill_lines
from bot.domain.card import Bullets, Button, Buttons, Card, Fact, Facts, Note, Paragraph, Part, Quote, Tone
from bot.domain.dossier import Dossier
from bot.domain.drill_tables import NAMES
from bot.domain.review import Review
from bot.domain.wording import line, say

_MARKS = {True: "✓ ", False: "✗ ", None: ""}


def heard(dossier: Dossier, *, who: str, heading: str, text: str) -> Card:
    """What came in then, from the vendor or from customers who were made up."""
    title = say("{drill} · {who}: {heading}", drill=called(dossier.incident), who=who, heading=heading)
    note = Note(line("This belongs to the drill; no customer of yours reads or wrote it."))
    return Card(title, (Quote(text), note), Tone.CALM)


def report(dossier: Dossier, review: Review) -> Card:
    """In minutes of the history, where one is played faster than it happened."""
    ours = review.ours
    title = "{key}: how customers were told" if ours.over else "{key}: how customers are told so far"
    parts: list[Part] = [
        Facts(
            tuple(Fact(one.name, (f"{_MARKS[one.is_good]}{one.says}",)) for one in drill_lines.rows(review))
        )
    ]
    if late := tuple((one,) for one in drill_lines.late(ours)):
        parts.append(Bullets(late))
    if said := drill_lines.compared(review):
        parts.append(Paragraph((said,)))
    parts.append(Note(line("Beside the table “{table}”.", table=ours.table)))
    if review.speed != 1:
        parts.append(
            Note(
                line(
                    "Minutes are those of the history, which is played {n} times faster.",
                    n=f"{review.speed:g}",
                )
            )
        )
    others = tuple(
        Button(say("Beside “{table}”", table=name), "drill", dossier.incident.key, words=f"report {name}")
        for name in NAMES
        if name != ours.table
    )
    done = not ours.late and not ours.is_first_late
    tone = Tone.CALM if not ours.over else Tone.DONE if done else Tone.WARNING
    return Card(say(title, key=called(dossier.incident)), (*parts, Buttons(others)), tone)
