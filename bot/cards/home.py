"""What can be done here and now: the help card and the home page of a person."""

from collections.abc import Sequence

from bot.cards import pace
from bot.cards.headline import called, named, titled
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Divider,
    Line,
    Note,
    Paragraph,
    Part,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.role import spoken
from bot.domain.wording import line, say


def _starters() -> tuple[Button, ...]:
    return (
        Button(say("Declare an incident"), does="declare", weight=Weight.PRIMARY),
        Button(say("Open incidents"), does="list"),
    )


def overview(here: Dossier | None, words: Sequence[tuple[str, str]]) -> Card:
    """What can be done here; `words` are usage and meaning of every word that may be typed."""
    rows = tuple((Code(usage), " ", says) for usage, says in words)
    if here is None:
        title = say("What Caseline can do here")
        buttons = _starters()
    else:
        key = here.incident.key
        title = titled(here.incident, say("What can be done about {what}", what=named(here.incident)))
        first = (
            Button(say("Post update"), "update", key, weight=Weight.PRIMARY)
            if here.incident.is_open
            else Button(say("Reopen"), "reopen", key, confirm=say("Is it not over after all?"))
        )
        buttons = (
            first,
            Button(say("Status"), "status", key),
            Button(say("Catch me up"), "catchup", key),
            Button(say("Timeline"), "timeline", key),
        )
    return Card(title, (Buttons(buttons), Divider(), Bullets(rows)))


def home(
    mine: Sequence[tuple[Dossier, tuple[str, ...]]],
    others: Sequence[Dossier],
    *,
    command: str,
    promises: Sequence[Part] = (),
) -> Card:
    """A person's home page: my promises, my incidents with my hats, the other open ones, what I can do."""
    parts: list[Part] = [Buttons(_starters()), Divider()]
    if promises:
        parts += [*promises, Divider()]
    parts.append(Paragraph((Bold(say("My incidents")),)))
    if mine:
        parts.append(Bullets(tuple(_mine(dossier, roles) for dossier, roles in mine)))
        parts.append(_open_buttons([dossier for dossier, _ in mine]))
    else:
        parts.append(Note(line("You hold no role in an open incident.")))
    parts += [Divider(), Paragraph((Bold(say("Other open incidents")),))]
    if others:
        parts.append(Bullets(tuple(_row(dossier) for dossier in others)))
        parts.append(_open_buttons(others))
    else:
        parts.append(Note(line("No other incident is open.")))
    parts += [
        Divider(),
        Buttons((Button(say("What I am told of"), "tell me"), Button(say("My digest"), "digest"))),
        Note(line("Anywhere: {help} shows all words.", help=Code(f"{command} help"))),
    ]
    return Card(say("Caseline"), tuple(parts))


def _mine(dossier: Dossier, roles: tuple[str, ...]) -> Line:
    return (*_row(dossier), *line(" — you are {roles}", roles=", ".join(map(spoken, roles))))


def _row(dossier: Dossier) -> Line:
    incident = dossier.incident
    where: Line = (" ", dossier.room_links[0]) if dossier.room_links else ()
    what: Line = (Bold(called(incident)), f" {incident.severity} · {incident.phase} · ", incident.title)
    return (*what, *pace.due(dossier), *where)


def _open_buttons(dossiers: Sequence[Dossier]) -> Buttons:
    buttons = tuple(Button(d.incident.key, does="status", about=d.incident.key) for d in dossiers)
    return Buttons(buttons[:4], buttons[4:9])
