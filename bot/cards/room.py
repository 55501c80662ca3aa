"""Where an incident is worked on: its war rooms, in one chat or several, and how each of them stands."""

from collections.abc import Sequence

from bot.domain.card import Button, Buttons, Card, Fact, Facts, Line, Moment, Note, Paragraph, Span, Tone
from bot.domain.dossier import Behind, Dossier
from bot.domain.pager import called
from bot.domain.room import RoomState
from bot.domain.wording import line, say


def where(dossier: Dossier) -> tuple[Paragraph, ...]:
    """Where to go, for who just declared or joined."""
    links = dossier.room_links
    opening = [room.chat.capitalize() for room in dossier.rooms if room.state is RoomState.OPENING]
    if not links and len(opening) < 2:
        return (Paragraph(line("Its war room is being opened; you will be invited.")),)
    said = []
    if links:
        rooms = listed(links)
        one = line("The war room is {room}.", room=rooms)
        said.append(one if len(links) == 1 else line("The war rooms are {rooms}.", rooms=rooms))
    if opening:
        said.append(line("On its way: a war room in {chats}.", chats=", ".join(opening)))
    return tuple(Paragraph(one) for one in said)


def listed(links: Sequence[Span]) -> Line:
    """Several rooms in one line."""
    return tuple(span for link in links for span in (" · ", link))[1:]


def facts(dossier: Dossier) -> tuple[Fact, ...]:
    """The rooms that can be entered."""
    links = dossier.room_links
    if not links:
        return ()
    return (Fact(say("War room") if len(links) == 1 else say("War rooms"), listed(links)),)


def mirrored(dossier: Dossier) -> tuple[Fact, ...]:
    """For the card of an incident with several rooms: where the others are, and what is passed on."""
    if len(dossier.rooms) < 2:
        return ()
    passed_on = (
        say("what is written in one room is shown in the others")
        if dossier.incident.relay
        else say("each room keeps what is written in it")
    )
    return (*facts(dossier), Fact(say("Messages"), (passed_on,)))


def lagging(dossier: Dossier) -> tuple[Note, ...]:
    """Other chats that do not get what they should; the reader's own has caught up when this is read."""
    return tuple(Note(_behind(one)) for one in dossier.behind if one.chat != dossier.chat)


def _behind(one: Behind) -> Line:
    """A desk gets no messages: it is asked for things."""
    chat, count, since = called(one.chat), str(one.waiting), Moment(one.since)
    match one.desk, one.waiting:
        case True, 1:
            return line(
                "{system} does not answer; what is to be done there waits since {when}.",
                system=chat,
                when=since,
            )
        case True, _:
            return line(
                "{system} does not answer; {count} things to be done there wait since {when}.",
                system=chat,
                count=count,
                when=since,
            )
        case _, 1:
            return line("{chat} does not answer; one message waits since {when}.", chat=chat, when=since)
    return line(
        "{chat} does not answer; {count} messages wait since {when}.", chat=chat, count=count, when=since
    )


def shown(dossier: Dossier, title: str, *, chats: Sequence[str]) -> Card:
    """Where it is worked on, and what can be changed about that; `chats` are all that are connected."""
    key = dossier.incident.key
    usable = {room.chat for room in dossier.rooms if room.state in (RoomState.OPEN, RoomState.OPENING)}
    buttons = []
    if dossier.incident.is_open and dossier.chat not in usable:
        buttons.append(Button(say("Use this channel"), "room", key, words="here"))
    for chat in (chat for chat in chats if dossier.incident.is_open and chat not in usable):
        label = say("Open one in {chat}", chat=chat.capitalize()) if len(chats) > 1 else say("Open a new one")
        buttons.append(Button(label, "room", key, words=f"new {chat}"))
    if len(dossier.rooms) > 1:
        relay = dossier.incident.relay
        label = say("Stop passing messages on") if relay else say("Pass messages on")
        buttons.append(Button(label, "room", key, words="relay off" if relay else "relay on"))
    said = _stands(dossier)
    return Card(title, (*said, *([Buttons(tuple(buttons))] if buttons else [])), Tone.DONE)


def _stands(dossier: Dossier) -> tuple[Paragraph | Facts | Note, ...]:
    if not dossier.room_links:
        return (Paragraph(line("It has no channel that can be used.")),)
    if len(dossier.rooms) > 1:
        return (Facts(mirrored(dossier)), *lagging(dossier))
    return (Paragraph(listed(dossier.room_links)),)
