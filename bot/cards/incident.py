"""How an incident looks: the living card of the war room, the announcement, the lists."""

from collections.abc import Sequence

from bot.cards.incident_buttons import war_room_buttons
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Fact,
    Facts,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Quote,
    Show,
    Struck,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.incident import Incident, Status
from bot.domain.role import spoken
from bot.domain.wording import line, say


def headline(incident: Incident) -> str:
    """`INC-1 · SEV1 · Checkout is down`, with what everybody must know before it."""
    marks = [say("DRILL")] * incident.drill + [say("PRIVATE")] * incident.private
    over = {Status.RESOLVED: [say("RESOLVED")], Status.CANCELLED: [say("CANCELLED")]}
    return " · ".join(
        [*over.get(incident.status, []), *marks, incident.key, incident.severity, incident.title]
    )


def called(incident: Incident) -> str:
    """Its key, for titles; nobody may take a drill for the real thing."""
    return f"{say('DRILL')} · {incident.key}" if incident.drill else incident.key


def tone(dossier: Dossier) -> Tone:
    if not dossier.incident.is_open:
        return Tone.DONE
    if dossier.incident.severity == dossier.severities[0]:
        return Tone.URGENT
    return Tone.WARNING if dossier.major else Tone.CALM


def war_room(dossier: Dossier) -> Card:
    """The pinned card of the war room; redrawn whenever the incident changes."""
    return Card(
        title=headline(dossier.incident),
        tone=tone(dossier),
        parts=(
            *_drill(dossier.incident),
            Facts((*_state(dossier), *_hats(dossier), *_promises(dossier))),
            *_words(dossier.incident),
            *_tasks(dossier),
            *(Note((trouble,)) for trouble in dossier.troubles),
            *war_room_buttons(dossier),
        ),
    )


def announcement(dossier: Dossier) -> Card:
    """What the announcement channels see; redrawn as the war room's card is."""
    key = dossier.incident.key
    return Card(
        title=headline(dossier.incident),
        tone=tone(dossier),
        parts=(
            *_drill(dossier.incident),
            Facts((*_state(dossier), *_hats(dossier), *_rooms(dossier), *_promises(dossier))),
            *_words(dossier.incident),
            Buttons((*_offers(dossier), Button(say("Catch me up"), does="catchup", about=key))),
        ),
    )


def _offers(dossier: Dossier) -> tuple[Button, ...]:
    """Where everybody reads is where a missing customer liaison is found."""
    if not dossier.incident.is_open:
        return ()
    return (
        *((_be_liaison(dossier.incident.key),) if dossier.needs_liaison else ()),
        Button(
            say("Join"),
            does="join",
            about=dossier.incident.key,
            weight=Weight.PLAIN if dossier.needs_liaison else Weight.PRIMARY,
        ),
    )


def _be_liaison(key: str) -> Button:
    return Button(say("I'll be customer liaison"), "liaison", key, words="me", weight=Weight.PRIMARY)


def status(dossier: Dossier) -> Card:
    """The answer to `status`: the same facts, for one reader, wherever they are."""
    card = war_room(dossier)
    rooms = Facts(_rooms(dossier))
    return Card(card.title, (*card.parts[:-1], *([rooms] if rooms.facts else []), card.parts[-1]), card.tone)


def declared(dossier: Dossier) -> Card:
    """The declarer's answer, a moment before the war room exists."""
    incident = dossier.incident
    where = dossier.room_links
    said = (
        line("The war room is {room}.", room=where[0])
        if where
        else line("Its war room is being opened; you will be invited.")
    )
    more: tuple[Part, ...] = ()
    if dossier.needs_liaison:
        more = (
            Paragraph(line("It needs a customer liaison.")),
            Buttons((_be_liaison(incident.key),)),
        )
    return Card(
        say("Declared: {incident}", incident=headline(incident)), (Paragraph(said), *more), tone(dossier)
    )


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


def similar(incidents: Sequence[Incident], *, words: str) -> Card:
    """Offers to join what is already open before the same thing is declared again."""
    rows = tuple((Bold(called(i)), " ", i.severity, " · ", i.title) for i in incidents)
    joins = tuple(Button(say("Join {key}", key=i.key), "join", i.key) for i in incidents[:3])
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


def _drill(incident: Incident) -> tuple[Part, ...]:
    return (Paragraph((Bold(say("This is a drill. No customer is hurt.")),)),) if incident.drill else ()


def _state(dossier: Dossier) -> tuple[Fact, ...]:
    incident = dossier.incident
    state = incident.phase if incident.is_open else str(incident.status)
    return (
        Fact(say("Status"), _changed(dossier.before.get("state", ""), state)),
        Fact(say("Severity"), _changed(dossier.before.get("severity", ""), incident.severity)),
    )


def _changed(before: str, now: str) -> Line:
    return (Struck(before), " ", Bold(now)) if before and before != now else (Bold(now),)


def _hats(dossier: Dossier) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            spoken(role).capitalize(),
            (dossier.mention(person),) if (person := dossier.holder_of(role)) else (say("nobody yet"),),
        )
        for role in dossier.roles
    )


def _rooms(dossier: Dossier) -> tuple[Fact, ...]:
    links = dossier.room_links
    return (Fact(say("War room"), tuple(links)),) if links else ()


def _promises(dossier: Dossier) -> tuple[Fact, ...]:
    incident = dossier.incident
    declared = line(
        "{when} by {who}",
        when=Moment(incident.declared_at, Show.DATE_TIME),
        who=dossier.mention(incident.declared_by),
    )
    facts = [Fact(say("Declared"), declared)]
    if incident.ended_at:
        facts.append(Fact(say("Ended"), (Moment(incident.ended_at, Show.DATE_TIME),)))
    if incident.next_update_due:
        overdue = incident.next_update_due <= dossier.now
        label = say("Next update overdue since") if overdue else say("Next update due")
        facts.append(Fact(label, (Moment(incident.next_update_due),)))
    return tuple(facts)


def _words(incident: Incident) -> tuple[Part, ...]:
    parts: list[Part] = [Quote(incident.description)] if incident.description else []
    if incident.last_update_at:
        parts.append(Paragraph(line("Latest update, {when}:", when=Moment(incident.last_update_at))))
        parts.append(Quote(incident.last_update))
    return tuple(parts)


def _tasks(dossier: Dossier) -> tuple[Part, ...]:
    if not dossier.open_tasks:
        return ()
    shown = dossier.open_tasks[:5]
    rows = tuple(
        (f"{task.number}. ", task.text, *((" — ", dossier.mention(task.owner)) if task.owner else ()))
        for task in shown
    )
    return (Paragraph((Bold(say("Open tasks")),)), Bullets(rows))


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
        *where,
    )
