"""Linking: the answer, how far it is, the offer, and taking it back."""

from collections.abc import Mapping, Sequence

from bot.cards import ticket_line
from bot.cards.ticket_words import few
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Line,
    Menu,
    Note,
    Option,
    Paragraph,
    Part,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.link import Link, Linked, LinkState
from bot.domain.ticket import Ref
from bot.domain.timeline import TimelineEntry
from bot.domain.wording import line, say

NAMED = 20
"""Tickets that a button can name; of more it takes back the last wish as a whole."""


def linking(
    key: str, new: Sequence[Ref], again: Sequence[Ref], unknown: Sequence[str], *, unmarked: str = ""
) -> Card:
    """The answer to who links, before any desk was asked; `unmarked` says why nothing is written there."""
    rows: list[Line] = []
    if again:
        rows.append(line("Linked already: {tickets}", tickets=few(again)))
    if unknown:
        rows.append(line("Not understood, and left out: {words}", words=_some(unknown)))
    if not new:
        return Card(say("Nothing new was linked to {key}", key=key), tuple(Paragraph(row) for row in rows))
    title = say("{ticket} is being linked to {key}", ticket=new[0], key=key)
    if len(new) > 1:
        title = say("{count} tickets are being linked to {key}", count=len(new), key=key)
    rows.append(line("How far it is stands in the war room."))
    if unmarked:
        rows.append((unmarked,))
    undo = Button(say("Undo"), does="unlink", about=key, words=_words(new))
    return Card(title, (*(Paragraph(row) for row in rows), Buttons((undo,))), Tone.DONE)


def _words(refs: Sequence[Ref]) -> str:
    return " ".join(map(str, refs)) if len(refs) <= NAMED else "last"


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(word[:60] for word in words[:5])
    return say("{shown} and {count} more", shown=shown, count=len(words) - 5) if len(words) > 5 else shown


def progress(
    dossier: Dossier,
    entry: TimelineEntry,
    states: Mapping[LinkState, int],
    failed: Sequence[Link],
    linked: Sequence[Linked] = (),
) -> Card:
    """The timeline entry of a batch, drawn anew as its tickets are linked; few of them are shown."""
    key, total = dossier.incident.key, sum(states.values())
    left, broken = states.get(LinkState.LINKING, 0), states.get(LinkState.FAILED, 0)
    parts: list[Part] = [Note((dossier.mention(entry.by) if entry.by else say("from the desk"),))]
    if linked:
        parts.append(Bullets(tuple(_told(one) for one in linked)))
    if left or total > 1:
        parts.append(Paragraph(_so_far(states, total)))
    if broken:
        parts.append(Paragraph(line("Could not be linked: {count}", count=str(broken))))
        parts.append(Bullets(tuple((Code(str(one.ref)), f" — {one.why}") for one in failed)))
    tone = Tone.WARNING if broken else Tone.CALM if left else Tone.DONE
    return Card(_headed(key, entry.text, states, total), tuple(parts), tone)


def _headed(key: str, text: str, states: Mapping[LinkState, int], total: int) -> str:
    """What was written down when nobody had looked at the tickets yet is not said before it is true."""
    if states.get(LinkState.FAILED, 0) == total:
        return say("{key}: nothing could be linked", key=key)
    if states.get(LinkState.LINKING, 0):
        one, several = (
            say("{key}: a ticket is being linked", key=key),
            say("{key}: tickets are being linked", key=key),
        )
        return one if total == 1 else several
    return say("{key}: {text}", key=key, text=text)


def _so_far(states: Mapping[LinkState, int], total: int) -> Line:
    done, left = states.get(LinkState.LINKED, 0), states.get(LinkState.LINKING, 0)
    taken_back = states.get(LinkState.UNLINKED, 0)
    said = line("{done} of {total} linked", done=Bold(str(done)), total=str(total))
    waiting = line(", {left} to go", left=str(left)) if left else ()
    undone = line(", {count} taken back", count=str(taken_back)) if taken_back else ()
    return (*said, *waiting, *undone, ".")


def offer(dossier: Dossier, refs: Sequence[Ref]) -> Card:
    """Shown to who posted a ticket's address in a war room: it is up to them."""
    key, shown = dossier.incident.key, refs[:NAMED]
    link = Button(say("Link"), does="link", about=key, words=_words(shown), weight=Weight.PRIMARY)
    title = say("Link {tickets} to {key}?", tickets=few(shown), key=key)
    said = line("You posted the address of a ticket that is not linked yet.")
    if len(refs) > 1:
        said = line("You posted the addresses of tickets that are not linked yet.")
    return Card(title, (Paragraph(said), Buttons((link,))))


def unlinked(key: str, refs: Sequence[Ref]) -> Card:
    """The answer to who takes it back; pressing again links it again, unless they are too many to name."""
    title = say("No longer linked to {key}: {tickets}", key=key, tickets=few(refs))
    if len(refs) > NAMED:
        return Card(title, (Note(line("To link them again, name them again.")),), Tone.DONE)
    again = Button(say("Link again"), does="link", about=key, words=" ".join(map(str, refs)))
    return Card(title, (Buttons((again,)),), Tone.DONE)


def lookalikes(dossier: Dossier, offered: Sequence[Linked], *, count: int) -> Card:
    """Tickets that sound like the incident, with the words that say so; people decide."""
    key = dossier.incident.key
    if not offered:
        return Card(say("{key}: no ticket waits to be linked", key=key), (), Tone.DONE)
    title = say("{key}: one ticket sounds alike", key=key)
    if count > 1:
        title = say("{key}: {count} tickets sound alike", key=key, count=count)
    rows = Bullets(tuple(_alike(one) for one in offered))
    return Card(title, (rows, *_rest(key, offered, count)), Tone.WARNING)


def _rest(key: str, offered: Sequence[Linked], count: int) -> tuple[Part, ...]:
    """What is not shown, one of them to choose, and all of them to take or to leave."""
    every = say("Link it") if count == 1 else say("Link all {count}", count=count)
    buttons = Buttons(
        (
            Button(every, does="link", about=key, words="offered", weight=Weight.PRIMARY),
            Button(say("None of them"), does="unlink", about=key, words="offered"),
        )
    )
    if count == 1:
        return (buttons,)
    left = count - len(offered)
    more = (Note(_not_shown(left)),) if left > 0 else ()
    options = tuple(_option(one) for one in offered)
    return (*more, Menu(say("Link one of them"), does="link", about=key, options=options), buttons)


def _not_shown(left: int) -> Line:
    if left == 1:
        return line("One more is not shown.")
    return line("{count} more are not shown.", count=str(left))


def _alike(one: Linked) -> Line:
    return _told(one) + (line(" — same words: {terms}", terms=one.link.why) if one.ticket else ())


def _told(one: Linked) -> Line:
    """A ticket with its subject, and who wrote it."""
    ticket = one.ticket
    if ticket is None:
        return (Code(str(one.link.ref)),)
    return (ticket_line.named(ticket), " ", ticket.subject, *ticket_line.behind(ticket, one.tier))


def _option(one: Linked) -> Option:
    subject = one.ticket.subject if one.ticket else ""
    return Option(f"{one.link.ref} {subject}".strip(), str(one.link.ref))
