"""How what happened is told: one line, the whole timeline, and the catch-up for who comes late."""

from bot.cards import bridge, customer, plain
from bot.cards.headline import called, headline, named, titled, tone
from bot.cards.room import listed
from bot.domain.card import (
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Link,
    Moment,
    Note,
    Paragraph,
    Part,
    Quote,
    Show,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.incident import Incident
from bot.domain.role import spoken
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import line, say

SHOWN = 40
"""Lines of a timeline that fit a card."""


TITLE = 140
"""Characters of a text that stands in a title; a longer one stands below it, so that it is read once."""


def entry(dossier: Dossier, happened: TimelineEntry) -> Card:
    """One change, as it is said below the war room's card."""
    if happened.removed_at:
        return Card(say("A timeline entry was removed"), (Paragraph(_who_did(dossier, happened)),))
    key, is_update = called(dossier.incident), happened.kind is Kind.UPDATE
    due = dossier.incident.next_update_due if is_update else None
    more: tuple[Part, ...] = (Note(line("Next update due {when}", when=Moment(due))),) if due else ()
    if len(happened.text) <= TITLE and "\n" not in happened.text:
        sentence = "{key} update: {text}" if is_update else "{key}: {text}"
        title, below = say(sentence, key=key, text=happened.text), Note(_who_did(dossier, happened))
        return Card(title, (below, *more), tone(dossier) if is_update else Tone.CALM)
    head, text = _split(key, happened)
    title = say("{key} status update", key=key) if is_update else head
    said = (Note(_who_did(dossier, happened)), Quote(text))
    return Card(title, (*said, *more), tone(dossier) if is_update else Tone.CALM)


def updated(dossier: Dossier, posted: TimelineEntry) -> Card:
    """The answer to who posted an update; that customers know nothing of it, nobody should have to guess."""
    key, due = dossier.incident.key, dossier.incident.next_update_due
    title = say("Update posted for {key}", key=key)
    if not dossier.only_published:
        next_one = line("The next one is due {when}.", when=Moment(due)) if due else None
        return plain.done(title, next_one or line("No next one is promised."))
    said = line("Customers have not been told of it.")
    waiting = line("They expect word by {when}.", when=Moment(due)) if due else ()
    late = line("They have waited for word since {when}.", when=Moment(due)) if due else ()
    more = late if due and due <= dossier.now else waiting
    tell = Button(
        say("Tell customers in these words"), "draft", key, words=f"update {posted.id}", weight=Weight.PRIMARY
    )
    return plain.done(title, said, *([more] if more else []), buttons=(tell,))


def _split(key: str, happened: TimelineEntry) -> tuple[str, str]:
    """The first line of what desks told is a title; what people wrote is read as a whole."""
    first, _, rest = happened.text.partition("\n")
    if happened.kind is Kind.TICKET and rest:
        return say("{key}: {text}", key=key, text=first), rest
    title = "{key}: customers were told" if happened.kind is Kind.PUBLISHED else "{key}: noted"
    return say(title, key=key), happened.text


def _by(dossier: Dossier, happened: TimelineEntry) -> Line:
    return (*_author(dossier, happened), *_edited(happened))


def _who_did(dossier: Dossier, happened: TimelineEntry) -> Line:
    if not happened.by:
        return (*_author(dossier, happened), *_edited(happened))
    return (*line("By {who}", who=dossier.mention(happened.by)), *_edited(happened))


def _author(dossier: Dossier, happened: TimelineEntry) -> Line:
    """Nobody but the desk itself, where no person did it."""
    return (dossier.mention(happened.by),) if happened.by else (say("from the desk"),)


def _edited(happened: TimelineEntry) -> Line:
    return (" ", say("(edited)")) if happened.edited_at else ()


def timeline(dossier: Dossier) -> Card:
    """What happened, oldest first; entries show their date when it is not the incident's day."""
    entries = dossier.entries[-SHOWN:]
    rows = tuple(_row(dossier, happened) for happened in entries)
    left_out = len(dossier.entries) - len(entries)
    parts: list[Part] = [Bullets(rows)] if rows else [Paragraph(line("Nothing happened yet."))]
    if left_out:
        parts.insert(0, Note(line("{count} earlier entries are not shown.", count=str(left_out))))
    buttons = (
        Button(say("Add a note"), does="note", about=dossier.incident.key),
        Button(say("Correct an entry"), does="timeline", about=dossier.incident.key, words="edit"),
    )
    title = titled(dossier.incident, say("Timeline of {what}", what=named(dossier.incident)))
    return Card(title, (*parts, Buttons(buttons)), tone(dossier))


def _row(dossier: Dossier, happened: TimelineEntry) -> Line:
    same_day = happened.at.date() == dossier.incident.declared_at.date()
    when = Moment(happened.at, Show.TIME if same_day else Show.DATE_TIME)
    source: Line = (" ", Link(say("source"), happened.url)) if happened.url else ()
    written = (
        line(" (written {when})", when=Moment(happened.recorded_at))
        if (happened.recorded_at - happened.at).total_seconds() > 120
        else ()
    )
    return (when, " ", happened.text, " — ", *_by(dossier, happened), *source, *written)


def catchup(dossier: Dossier) -> Card:
    """Six lines for who comes late: what, since when, who does what, what was done, what was said, where."""
    incident = dossier.incident
    rows: list[Line] = [
        (*_what(incident), *_hurt(dossier)),
        _who(dossier),
        _latest(dossier, Kind.NOTE, say("Last found:")) or line("Nothing was noted yet."),
        _told(dossier),
        _to_do(dossier),
        _where(dossier),
    ]
    return Card(
        say("Catch-up: {what}", what=headline(incident)),
        (
            Bullets(tuple(row for row in rows if row)),
            Buttons(
                (
                    Button(say("Whole timeline"), does="timeline", about=incident.key),
                    Button(say("Status"), does="status", about=incident.key),
                )
            ),
        ),
        tone(dossier),
    )


def _what(incident: Incident) -> Line:
    return line(
        "{what}, {severity}, {phase}, since {when}.",
        what=incident.title,
        severity=incident.severity,
        phase=incident.phase if incident.is_open else str(incident.status),
        when=Moment(incident.declared_at, Show.DATE_TIME),
    )


def _hurt(dossier: Dossier) -> Line:
    """What is known of the customers, in the same line: a catch-up has six."""
    said = dossier.impact.sentiment if dossier.impact else ""
    counted = line(" Customers: {count}.", count=customer.counted(dossier)) if dossier.board.customers else ()
    return (*counted, *(line(" They say: {text}", text=said) if said else ()))


def _who(dossier: Dossier) -> Line:
    spans: list[Line] = []
    for role in dossier.roles:
        person = dossier.holder_of(role)
        worn_by: Line = (dossier.mention(person),) if person else (say("nobody"),)
        hat = spoken(role) if spans else spoken(role).capitalize()
        spans.append((f"{hat}: ", *worn_by))
    return tuple(span for index, one in enumerate(spans) for span in ((", ",) if index else ()) + one)


def _latest(dossier: Dossier, kind: Kind, label: str) -> Line:
    happened = next((e for e in reversed(dossier.entries) if e.kind is kind), None)
    return (label, " ", happened.text, " (", Moment(happened.at), ")") if happened else ()


def _told(dossier: Dossier) -> Line:
    incident = dossier.incident
    if not incident.last_update_at:
        return line("No status update was posted yet.")
    return line(
        "Last status update, {when}: {text}", when=Moment(incident.last_update_at), text=incident.last_update
    )


def _to_do(dossier: Dossier) -> Line:
    tasks = dossier.open_tasks
    if not tasks:
        return line("No open tasks.")
    return line("Open tasks ({count}): {first}", count=str(len(tasks)), first=tasks[0].text)


def _where(dossier: Dossier) -> Line:
    rooms, call = dossier.room_links, bridge.link(dossier)
    known = [line("War room: {room}", room=listed(rooms))] if rooms else []
    known += [line("Bridge: {call}", call=call)] if call else []
    return tuple(span for one in known for span in (" · ", *one))[1:]


def recorded(happened: TimelineEntry, *, back_dated: bool) -> Card:
    """Tells the writer that it is on the timeline."""
    said = line("On the timeline of {key}: {text}", key=happened.incident, text=happened.text)
    when = line("Dated {when}.", when=Moment(happened.at, Show.DATE_TIME)) if back_dated else ()
    return Card(
        say("Noted for {key}", key=happened.incident),
        (Paragraph(said), *([Note(when)] if when else [])),
        Tone.DONE,
    )
