"""How hats are asked for, given and handed over."""

from bot.cards.headline import called, headline, named, titled, tone
from bot.cards.timeline import catchup
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Menu,
    Moment,
    Note,
    Option,
    Paragraph,
    Part,
    Quote,
    Struck,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.role import CUSTOMER_LIAISON, Handoff, spoken
from bot.domain.wording import line, say


def hats_wanted(dossier: Dossier) -> Card:
    """Asks for the hats that nobody wears; once somebody does, says who, so that nobody else hurries."""
    key, missing = dossier.incident.key, dossier.missing
    if not missing:
        return _all_found(dossier)
    take = Button(_take(missing[0]), "role", key, words=f"{missing[0]} me", weight=Weight.PRIMARY)
    if missing[0] == CUSTOMER_LIAISON:
        take = Button(_take(missing[0]), "liaison", key, words="me", weight=Weight.PRIMARY)
    give = Button(say("Name somebody"), "role", key, words=f"{missing[0]} choose")
    others = tuple(Button(_take(role), "role", key, words=f"{role} me") for role in missing[1:])
    said = line("Nobody is {role} yet. Who takes it?", role=spoken(missing[0]))
    if missing[0] == CUSTOMER_LIAISON:
        said = line("Nobody speaks to the customers yet. Who takes it?")
    return Card(
        _wanted(called(dossier.incident), missing),
        (Paragraph((Bold(headline(dossier.incident)),)), Paragraph(said), Buttons((take, give), others)),
        tone(dossier),
    )


def _take(role: str) -> str:
    return say("I'll be {role}", role=spoken(role))


def _wanted(key: str, missing: tuple[str, ...]) -> str:
    if missing == (CUSTOMER_LIAISON,):
        return say("{key} needs a customer liaison", key=key)
    return say("{key} still needs: {roles}", key=key, roles=", ".join(map(spoken, missing)))


def _all_found(dossier: Dossier) -> Card:
    key = dossier.incident.key
    found = [(role, person) for role in dossier.wanted if (person := dossier.holder_of(role))]
    if not found or not dossier.incident.is_open:
        said = line("{key} no longer needs a customer liaison.", key=key)
        title = say("{key} needs no customer liaison", key=called(dossier.incident))
        return Card(title, (Paragraph(said),), Tone.DONE)
    rows = tuple(
        line("{who} is {role} of {key}.", who=dossier.mention(person), role=spoken(role), key=key)
        for role, person in found
    )
    title = say("{key} has everybody it needs", key=called(dossier.incident))
    if [role for role, _ in found] == [CUSTOMER_LIAISON]:
        title = say("{key} has a customer liaison", key=called(dossier.incident))
    return Card(title, tuple(map(Paragraph, rows)), Tone.DONE)


def holder(dossier: Dossier, role: str, *, mine: bool) -> Card:
    """Answers who wears a hat, and offers what can be done about it; `mine` when the reader wears it."""
    key = dossier.incident.key
    person = dossier.holder_of(role)
    name = spoken(role)
    take = Button(say("I'll take it"), "role", key, words=f"{role} me", weight=Weight.PRIMARY)
    give = Button(say("Name somebody"), "role", key, words=f"{role} choose")
    if not person:
        said = line("Nobody is {role} of {key} yet.", role=name, key=key)
        buttons: tuple[Button, ...] = (take, give)
    else:
        said = line("{who} is {role} of {key}.", who=dossier.mention(person), role=name, key=key)
        hand_over = Button(say("Hand it over"), "handoff", key)
        buttons = (hand_over,) if mine else (take, give)
    title = say("{role} of {key}", role=name.capitalize(), key=key)
    return Card(title, (Paragraph(said), Buttons(buttons)), tone(dossier))


def taken(dossier: Dossier, role: str, *, instead: str) -> Card:
    """Somebody was faster, or it has been theirs for long; taking it from them is a second step."""
    key, name = dossier.incident.key, spoken(role)
    who = dossier.mention(dossier.holder_of(role))
    take = Button(say("Take it from {who}", who=who.name), "role", key, words=instead, weight=Weight.DANGER)
    said = line("{who} is {role} of {key} already. Nothing was changed.", who=who, role=name, key=key)
    return Card(
        say("{who} is {role} of {key}", who=who.name, role=name, key=key),
        (Paragraph(said), Buttons((take,))),
        Tone.WARNING,
    )


def given(dossier: Dossier, role: str, *, to: str, before: str) -> Card:
    """The answer to who gave or took a hat."""
    name, key = spoken(role), dossier.incident.key
    said = line("{who} is now {role} of {key}.", who=dossier.mention(to), role=name, key=key)
    earlier: tuple[Part, ...] = (
        (Note(line("Before: {who}.", who=dossier.mention(before))),) if before and before != to else ()
    )
    return Card(
        say("{role} of {key}", role=name.capitalize(), key=key), (Paragraph(said), *earlier), Tone.DONE
    )


def briefing(dossier: Dossier, role: str) -> Card:
    """Private words for whoever just got a hat: what is known, and what is expected next."""
    known = catchup(dossier)
    due = dossier.incident.next_update_due
    expected = (
        line("Customers wait for word: the next update is due {when}.", when=Moment(due))
        if due and role == CUSTOMER_LIAISON
        else ()
    )
    label, does = (
        (say("Tell customers"), "draft") if dossier.only_published else (say("Post update"), "update")
    )
    post = Button(label, does, dossier.incident.key, weight=Weight.PRIMARY)
    buttons = (Buttons((post, Button(say("Hand it over"), "handoff", dossier.incident.key))),)
    return Card(
        titled(
            dossier.incident,
            say("You are {role} of {what}", role=spoken(role), what=named(dossier.incident)),
        ),
        (
            *([Paragraph(expected)] if expected else []),
            *known.parts[:-1],
            *_checklist(dossier, role),
            *buttons,
        ),
        tone(dossier),
    )


def _checklist(dossier: Dossier, role: str) -> tuple[Part, ...]:
    """What comes with the hat; what is done is struck through."""
    points = dossier.checklist(dossier.holder_of(role))
    if not points:
        return ()
    rows: tuple[Line, ...] = tuple((Struck(one.text),) if one.done_at else (one.text,) for one in points)
    options = tuple(Option(one.text, f"done {one.number}") for one in points if not one.done_at)
    menu = (Menu(say("Mark as done"), "task", dossier.incident.key, options),) if options else ()
    return (Paragraph((Bold(say("Your checklist")),)), Bullets(rows), *menu)


def handoff(dossier: Dossier, offered: Handoff) -> Card:
    """The briefing that the next person acknowledges; redrawn when it is settled."""
    name, key = spoken(offered.role), dossier.incident.key
    giver, taker = dossier.mention(offered.giver), dossier.mention(offered.taker)
    if offered.acknowledged_at:
        said = line("{who} has taken over as {role} of {key}.", who=taker, role=name, key=key)
        return Card(
            say("{role} of {key} handed over", role=name.capitalize(), key=key), (Paragraph(said),), Tone.DONE
        )
    if offered.withdrawn_at:
        said = line("It no longer stands; {who} did not become {role}.", who=taker, role=name)
        return Card(say("Handoff of {key} withdrawn", key=key), (Paragraph(said),), Tone.DONE)
    accept = Button(say("I have it"), "handoff", key, words=f"take {offered.id}", weight=Weight.PRIMARY)
    decline = Button(say("I can't"), "handoff", key, words=f"decline {offered.id}")
    own: tuple[Part, ...] = (Quote(offered.briefing),) if offered.briefing else ()
    return Card(
        say("{who} hands you {role} of {key}", who=giver.name, role=name, key=called(dossier.incident)),
        (
            Paragraph(line("{who} asks you to take over as {role}.", who=giver, role=name)),
            *own,
            *catchup(dossier).parts[:-1],
            Buttons((accept, decline)),
        ),
        tone(dossier),
    )


def offered(dossier: Dossier, made: Handoff) -> Card:
    """Tells the giver that nothing moves until the other has said yes."""
    said = line(
        "{who} was asked to take over as {role}. {holder} keeps it until {who} presses “I have it”.",
        who=dossier.mention(made.taker),
        role=spoken(made.role),
        holder=dossier.mention(dossier.holder_of(made.role)),
    )
    return Card(say("Handoff of {key} offered", key=dossier.incident.key), (Paragraph(said),), Tone.CALM)
