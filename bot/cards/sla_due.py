"""Lists of what is due: late first, then by when it is due."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.cards import sla
from bot.cards import sla_words as words
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Tone,
)
from bot.domain.sla_promised import Agenda, Lack, Promised, Whose
from bot.domain.wording import line, say


def agenda(told: Agenda, *, command: str) -> Card:
    """What is late, what comes next, and what is paused; an empty one says why it may be empty."""
    parts: list[Part] = []
    if told.until:
        parts.append(Paragraph(_until(told)))
    for heading, found in _groups(told):
        rows = tuple(sla.row(one, mine=told.whose is Whose.ME) for one in found)
        parts += [Paragraph((Bold(heading),)), Bullets(rows)]
    if not told.promised:
        parts.append(Paragraph(_empty(told)))
    parts += [Note(note) for note in _notes(told, command)]
    tone = Tone.URGENT if told.late else Tone.WARNING if told.until and told.total else Tone.CALM
    return Card(_title(told), (*parts, Buttons(_buttons(told))), tone)


def brief(told: Agenda) -> tuple[Part, ...]:
    """For a home page: the first of them, with a button to all; nothing for whom nothing is promised."""
    if told.lack is not Lack.NOTHING and not told.promised:
        return ()
    heading = say("My promises")
    if told.late:
        heading = say("My promises: {late} late", late=told.late)
    if not told.promised:
        return (Paragraph((Bold(heading),)), Note(_empty(told)), *_of_the_team(told))
    left = told.total - len(told.promised)
    label = say("All {count}", count=told.total) if left > 0 else say("The whole list")
    buttons = (Button(label, "due", words="me"), Button(say("My team's"), "due", words="team"))
    return (
        Paragraph((Bold(heading),)),
        Bullets(tuple(sla.row(one, mine=True) for one in told.promised)),
        Buttons(buttons),
    )


def _of_the_team(told: Agenda) -> tuple[Part, ...]:
    return (Buttons((Button(say("My team's"), "due", words="team"),)),) if told.teams else ()


def _groups(told: Agenda) -> list[tuple[str, list[Promised]]]:
    late = [one for one in told.promised if one.is_late]
    paused = [one for one in told.promised if one.is_paused and not one.is_late]
    rest = [one for one in told.promised if one not in late and one not in paused]
    named = ((say("Late"), late), (say("Next"), rest), (say("Paused"), paused))
    return [(name, found) for name, found in named if found]


_TITLES: Mapping[Whose, tuple[str, str, str]] = {
    Whose.ME: ("Nothing of yours is due", "One promise is yours", "{count} promises are yours"),
    Whose.TEAM: ("Nothing of {teams} is due", "One promise of {teams}", "{count} promises of {teams}"),
    Whose.SHIFT: (
        "Nothing breaks before your shift ends",
        "One promise is late or due before your shift ends",
        "{count} promises are late or due before your shift ends",
    ),
    Whose.ALL: ("Nothing is due", "One promise is open", "{count} promises are open"),
}
"""For none, one and several."""

_BY_THEN = (
    "Nothing is late or due by then",
    "One promise is late or due by then",
    "{count} promises are late or due by then",
)


def _title(told: Agenda) -> str:
    number = min(told.total, 2)
    teams = ", ".join(told.teams) or say("your team")
    asks_until = told.until and told.whose is not Whose.SHIFT
    said = say((_BY_THEN if asks_until else _TITLES[told.whose])[number], count=told.total, teams=teams)
    return say("{said} · {late} late", said=said, late=told.late) if told.late else said


def _until(told: Agenda) -> Line:
    until = Moment(told.until or told.now, Show.DATE_TIME)
    if told.whose is Whose.SHIFT:
        return line(
            "Late, or due until {until}: yours, and what nobody has in the queues of your team.", until=until
        )
    return line("Late, or due until {until}.", until=until)


def _empty(told: Agenda) -> Line:
    """What is not there, or what would have to be set before anything can be there."""
    if told.page > 1:
        return line("There are no more.")
    match told.lack:
        case Lack.NO_DESK:
            return line("No system of tickets is connected; whoever runs Caseline can connect one.")
        case Lack.NO_POLICY:
            return line(
                "No policy promises anything yet. Whoever runs Caseline writes them under {setting} in the "
                "settings.",
                setting=Code("sla"),
            )
        case Lack.STRANGER:
            return line(
                "Caseline does not know which tickets are yours. Whoever runs it writes your id in the desk, "
                "or your address, under {setting} in the settings.",
                setting=Code("people"),
            )
        case Lack.NO_TEAM:
            return line(
                "You belong to no team. Whoever runs Caseline names its people, and its queues, under "
                "{setting} in the settings.",
                setting=Code("teams"),
            )
        case Lack.NOTHING:
            return line(_nobody(told))
        case _:
            assert_never(told.lack)


def _nobody(told: Agenda) -> str:
    """Of one's own list nothing follows for what nobody has yet."""
    if told.whose is not Whose.ME:
        return "Nobody waits for anything that was promised. Well done."
    if told.teams:
        return "Nobody waits for you. Well done; what nobody has yet is on the list of your team."
    return "Nobody waits for you. Well done."


def _notes(told: Agenda, command: str) -> list[Line]:
    found = [words.silent(system, since) for system, since in told.silent.items()]
    if told.is_cut:
        found.append(line("There are more tickets than can be looked at in one go; the list may lack some."))
    if told.broken:
        found.append(_broken(told.broken))
    if told.pages > 1:
        found.append((say("Page {page} of {pages}.", page=told.page, pages=told.pages),))
    if told.promised and told.whose is Whose.ME:
        hint = Code(f"{command} snooze {told.promised[0].about} 30m")
        found.append(line("For half an hour without reminders: {hint}", hint=hint))
    return found


def _broken(abouts: Sequence[str]) -> Line:
    return line(
        "{tickets} cannot be read: a mistake of Caseline. Whoever runs it finds the reason in the log.",
        tickets=", ".join(abouts),
    )


def _buttons(told: Agenda) -> tuple[Button, ...]:
    """Another page first, then the other lists."""
    lists = {
        Whose.ME: Button(say("Mine"), "due", words="me"),
        Whose.TEAM: Button(say("My team's"), "due", words="team"),
        Whose.SHIFT: Button(say("Until my shift ends"), "due", words="shift"),
        Whose.ALL: Button(say("Everything"), "due", words="all"),
    }
    more = Button(say("More"), "due", words=told.next_page)
    others = tuple(button for whose, button in lists.items() if whose is not told.whose)
    return (more, *others) if told.page < told.pages else others
