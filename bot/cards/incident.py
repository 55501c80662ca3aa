"""How an incident looks: the living card of the war room, the announcement, the lists."""

from bot.cards import bridge, customer, pace, room
from bot.cards.headline import headline, tone
from bot.cards.incident_buttons import war_room_buttons
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
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
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.incident import Incident
from bot.domain.role import spoken
from bot.domain.wording import line, say


def war_room(dossier: Dossier) -> Card:
    """The pinned card of the war room; redrawn whenever the incident changes."""
    return Card(
        title=headline(dossier.incident),
        tone=tone(dossier),
        parts=(
            *_drill(dossier.incident),
            Facts(_all_facts(dossier)),
            *_words(dossier.incident),
            *_tasks(dossier),
            *room.lagging(dossier),
            *(Note((trouble,)) for trouble in dossier.troubles),
            *war_room_buttons(dossier),
        ),
    )


def _all_facts(dossier: Dossier) -> tuple[Fact, ...]:
    known = (*_state(dossier), *_hats(dossier), *bridge.facts(dossier), *_promises(dossier))
    return (*known, *customer.facts(dossier), *room.mirrored(dossier))


def announcement(dossier: Dossier) -> Card:
    """What the announcement channels see; redrawn as the war room's card is."""
    key = dossier.incident.key
    return Card(
        title=headline(dossier.incident),
        tone=tone(dossier),
        parts=(
            *_drill(dossier.incident),
            Facts((*_state(dossier), *_hats(dossier), *room.facts(dossier), *_promises(dossier))),
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
    rooms = Facts(() if room.mirrored(dossier) else room.facts(dossier))
    return Card(card.title, (*card.parts[:-1], *([rooms] if rooms.facts else []), card.parts[-1]), card.tone)


def declared(dossier: Dossier) -> Card:
    """The declarer's answer, a moment before the war room exists."""
    incident = dossier.incident
    more: tuple[Part, ...] = ()
    if dossier.needs_liaison:
        more = (
            Paragraph(line("It needs a customer liaison.")),
            Buttons((_be_liaison(incident.key),)),
        )
    return Card(
        say("Declared: {incident}", incident=headline(incident)), (*room.where(dossier), *more), tone(dossier)
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
    return (*facts, *pace.facts(dossier))


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
