"""What people are told about deliveries: the room is there, or what could not be done and what helps."""

from collections.abc import Mapping

from bot.cards.incident import headline, tone
from bot.domain.card import Bullets, Button, Buttons, Card, Mention, Note, Paragraph, Tone, Weight
from bot.domain.dossier import Dossier
from bot.domain.person import Person
from bot.domain.wording import line, say

WHAT: Mapping[str, str] = {
    "open_room": "The war room could not be opened",
    "show": "A message could not be posted",
    "whisper": "A private message could not be shown",
    "topic": "The topic of the war room could not be set",
    "invite": "People could not be invited to the war room",
    "bookmark": "The bookmark could not be added",
    "pin": "The card could not be pinned",
    "home": "A home page could not be redrawn",
    "close_room": "The war room could not be archived",
}
"""What a kind of delivery failed at, as the beginning of a sentence."""


def trouble(kind: str, why: str) -> str:
    """One sentence for the card, for `caseline show` and for the log."""
    return f"{say(WHAT[kind])}: {why}"


def room_open(dossier: Dossier) -> Card:
    """Tells the declarer where to go."""
    rooms = dossier.room_links
    said = line("The war room is {room}.", room=rooms[0]) if rooms else line("Its war room was closed again.")
    return Card(say("War room of {what}", what=headline(dossier.incident)), (Paragraph(said),), tone(dossier))


def room_failed(dossier: Dossier, why: str) -> Card:
    key = dossier.incident.key
    retry = Button(say("Try again"), does="retry", about=key, weight=Weight.PRIMARY)
    here = Button(say("Use another channel"), does="room", about=key)
    return Card(
        say("{key} exists, but its war room could not be opened", key=key),
        (
            Paragraph((why,)),
            Paragraph(
                line("The incident is recorded, and its messages come here until there is a war room.")
            ),
            Buttons((retry, here)),
        ),
        Tone.WARNING,
    )


def room_lost(dossier: Dossier) -> Card:
    key = dossier.incident.key
    new = Button(say("Open a new one"), does="room", about=key, words="new", weight=Weight.PRIMARY)
    return Card(
        say("The war room of {key} is gone", key=key),
        (
            Paragraph(line("It was archived, or Caseline was removed from it. The incident is still open.")),
            Buttons((new, Button(say("Resolve"), does="resolve", about=key))),
        ),
        Tone.WARNING,
    )


def left_out(dossier: Dossier, reasons: Mapping[str, str], people: Mapping[str, Person]) -> Card:
    """Who could not be invited, and why; people read it who can invite them by hand."""
    rows = tuple(
        (Mention(person, people[person].name if person in people else person.partition(":")[2]), f": {why}")
        for person, why in reasons.items()
    )
    return Card(
        say("Not everybody could be invited to {key}", key=dossier.incident.key),
        (Bullets(rows), Note(line("Please tell them where to find the war room."))),
        Tone.WARNING,
    )


def retried(key: str, count: int) -> Card:
    said = line("{count} deliveries of {key} are tried again.", count=str(count), key=key)
    return Card(say("Trying again"), (Paragraph(said),), Tone.CALM)
