"""Several incidents at once: what is open, which is meant, what sounds alike."""

from collections.abc import Sequence

from bot.cards import pace
from bot.cards.headline import called, tone
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Line,
    Note,
    Paragraph,
    Part,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.incident import Incident
from bot.domain.likeness import Similar
from bot.domain.wording import line, say


def listing(incidents: Sequence[Dossier], *, more: bool) -> Card:
    """The open incidents, newest first."""
    if not incidents:
        declare = Button(say("Declare an incident"), does="declare", weight=Weight.PRIMARY)
        return Card(say("No incident is open"), (Buttons((declare,)),), Tone.DONE)
    parts: list[Part] = [Bullets(tuple(_listed(one) for one in incidents))]
    if more:
        parts.append(Note(line("Older ones are not shown.")))
    parts.append(
        Buttons(
            tuple(Button(one.incident.key, does="status", about=one.incident.key) for one in incidents[:4])
        )
    )
    count = len(incidents)
    title = say("One incident is open") if count == 1 else say("{count} incidents are open", count=count)
    loudest = min(incidents, key=lambda one: list(Tone).index(tone(one)) * -1)
    return Card(title, tuple(parts), tone(loudest))


def which(word: str, words: str, incidents: Sequence[Incident], *, command: str) -> Card:
    """Asks which incident is meant, when the room does not tell."""
    if not incidents:
        return Card(say("No incident is open"), (Paragraph(line("There is nothing this could be about.")),))
    example = Code(f"{command} {word} {incidents[0].key} …")
    buttons = tuple(Button(f"{i.key} {i.title}", does=word, about=i.key, words=words) for i in incidents)
    return Card(
        say("Which incident?"),
        (
            Paragraph(line("Choose one, or name it: {example}", example=example)),
            Buttons(buttons[:4], buttons[4:]),
        ),
    )


def similar(incidents: Sequence[Similar], *, words: str) -> Card:
    """Offers to join what is already open before the same thing is declared again, and says why."""
    rows = tuple(_offered(one.incident, one.terms) for one in incidents)
    keys = [one.incident.key for one in incidents[:3]]
    joins = tuple(Button(say("Join {key}", key=key), "join", key) for key in keys)
    anyway = Button(say("Declare anyway"), "declare", words=words, weight=Weight.DANGER, once=True)
    return Card(
        say("Is it one of these?"),
        (
            Paragraph(line("Nothing was declared yet. These open incidents sound alike:")),
            Bullets(rows),
            Buttons((*joins, anyway)),
        ),
        Tone.WARNING,
    )


def _offered(incident: Incident, terms: Sequence[str]) -> Line:
    why = line(" — same words: {terms}", terms=", ".join(terms))
    return (Bold(called(incident)), " ", incident.severity, " · ", incident.title, *why)


def _listed(dossier: Dossier) -> Line:
    incident = dossier.incident
    liaison = dossier.holder_of("customer_liaison")
    who: Line = (
        line(" · liaison {who}", who=dossier.mention(liaison))
        if liaison
        else (line(" · no customer liaison") if dossier.major else ())
    )
    rooms = dossier.room_links
    where: Line = (" · ", rooms[0]) if rooms else ()
    return (
        Bold(called(incident)),
        f" {incident.severity} · {incident.phase} · ",
        incident.title,
        *who,
        *pace.due(dossier),
        *where,
    )
