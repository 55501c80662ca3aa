"""How often customers of an incident hear of it, and when they hear next, wherever that matters."""

from bot.cards.headline import called, tone
from bot.domain.card import (
    Bold,
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
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER
from bot.domain.sla_pace import FIRST_HOUR, Rhythm
from bot.domain.wording import line, say


def minutes(seconds: int) -> str:
    return say("{count} min", count=str(seconds // 60))


def facts(dossier: Dossier) -> tuple[Fact, ...]:
    """When customers hear next, and at which pace; after the end, how often they heard in time."""
    found = (*next_word(dossier), *_slowed(dossier))
    cadence = dossier.cadence
    if not dossier.incident.is_open and cadence.promised:
        share = {"in_time": str(cadence.in_time), "all": str(cadence.promised)}
        kept = say("{in_time} of {all} in time ({percent} %)", percent=str(cadence.percent), **share)
        found = (*found, Fact(say("Promised updates"), (kept,)))
    return found


def next_word(dossier: Dossier) -> tuple[Fact, ...]:
    due = dossier.incident.next_update_due
    if due is None:
        return ()
    label = say("Next update overdue since") if due <= dossier.now else say("Next update due")
    return (Fact(label, (Moment(due),)),)


def _slowed(dossier: Dossier) -> tuple[Fact, ...]:
    rhythm = dossier.rhythm
    if rhythm is None or not dossier.incident.is_open or not (rhythm.pace.is_slow or not rhythm.pace.is_told):
        return ()
    every = say("every {now}", now=minutes(rhythm.seconds))
    if not rhythm.pace.is_told:
        return (Fact(say("Pace"), line("{every}, from the next word on", every=Bold(every))),)
    return (
        Fact(say("Pace"), line("{every} instead of {usual}", every=Bold(every), usual=minutes(rhythm.usual))),
    )


def due(dossier: Dossier) -> Line:
    """For one line of a list."""
    at = dossier.incident.next_update_due
    if at is None or not dossier.incident.is_open:
        return ()
    if at <= dossier.now:
        return line(" · {overdue} since {when}", overdue=Bold(say("update overdue")), when=Moment(at))
    return line(" · next update {when}", when=Moment(at))


def offer(dossier: Dossier) -> Card:
    """Asked once; it stays there, and says what was decided."""
    rhythm = dossier.rhythm
    key = called(dossier.incident)
    if rhythm is None or not dossier.incident.is_open:
        return Card(say("{key} is over", key=key), (), Tone.DONE)
    if rhythm.pace.decided_at:
        title = say("{key}: customers hear every {now}", key=key, now=minutes(rhythm.seconds))
        return Card(title, (*_told(rhythm), *buttons(dossier, rhythm)), Tone.CALM)
    asked = [who for role in (CUSTOMER_LIAISON, INCIDENT_COMMANDER) if (who := dossier.holder_of(role))]
    mentions: Line = tuple(span for who in dict.fromkeys(asked) for span in (dossier.mention(who), " "))
    question = line(
        "Customers hear every {usual}. It may be every {slower} from now on, if that is enough for them.",
        usual=minutes(rhythm.usual),
        slower=minutes(rhythm.slower),
    )
    return Card(
        say("{key} lasts: should customers hear less often?", key=key),
        (
            Paragraph((*mentions, *question)),
            Note(line("Their next word says so; what they were promised until then stays.")),
            *buttons(dossier, rhythm),
        ),
        tone(dossier),
    )


def standing(dossier: Dossier) -> Card:
    """The answer to `cadence`."""
    rhythm, key = dossier.rhythm, called(dossier.incident)
    if rhythm is None or not rhythm.usual or not dossier.incident.is_open:
        known = facts(dossier)
        title = say("{key}: customers are promised no further word", key=key)
        return Card(title, (Facts(known),) if known else (), Tone.CALM)
    title = say("{key}: customers hear every {now}", key=key, now=minutes(rhythm.seconds))
    return Card(title, (Facts(facts(dossier)), *_told(rhythm), *buttons(dossier, rhythm)), tone(dossier))


def _told(rhythm: Rhythm) -> tuple[Part, ...]:
    if rhythm.pace.is_told:
        return ()
    return (Note(line("It begins with their next word; what they were promised until then stays.")),)


def buttons(dossier: Dossier, rhythm: Rhythm) -> tuple[Part, ...]:
    """What has not been chosen yet; in the first hour, when it can be."""
    if not rhythm.has_slower:
        return ()
    about, pace = dossier.incident.key, rhythm.pace
    possible = (pace.began or dossier.incident.declared_at) + FIRST_HOUR
    if not pace.is_slow and dossier.now < possible:
        slower = minutes(rhythm.slower)
        return (Note(line("It may be every {slower} from {when} on.", slower=slower, when=Moment(possible))),)
    slow = Button(
        say("Slow down to every {slower}", slower=minutes(rhythm.slower)),
        "cadence",
        about,
        words="slow",
        weight=Weight.PLAIN if pace.decided_at else Weight.PRIMARY,
    )
    label = say(
        "Back to every {usual}" if pace.is_slow else "Keep every {usual}", usual=minutes(rhythm.usual)
    )
    usual = Button(label, "cadence", about, words="normal")
    if pace.is_slow:
        return (Buttons((usual,)),)
    return (Buttons((slow,) if pace.decided_at else (slow, usual)),)
