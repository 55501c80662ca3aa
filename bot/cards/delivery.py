"""What people are told about deliveries: the room is there, or what could not be done and what helps."""

from collections.abc import Mapping

from bot.cards.headline import named, titled, tone
from bot.cards.room import listed, where
from bot.domain.card import Bullets, Button, Buttons, Card, Code, Mention, Note, Paragraph, Tone, Weight
from bot.domain.dossier import Dossier
from bot.domain.outgoing import Outgoing
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
    "relay": "What somebody wrote in another war room could not be shown",
    "ticket_read": "A ticket could not be read",
    "ticket_link": "A ticket could not be linked",
    "ticket_unlink": "The incident's tag could not be taken off a ticket",
    "ticket_note": "A note could not be written on a ticket",
    "ticket_steps": "Tickets could not be told of a step",
    "ticket_create": "A ticket could not be made",
    "ticket_lookalikes": "Tickets that sound alike could not be looked for",
    "desk_poll": "Changes of tickets could not be asked for",
    "desk_list": "Open tickets could not be listed",
    "open_bridge": "The bridge could not be opened",
    "bookmark_bridge": "The link to the bridge could not be kept at the top of the war room",
    "nag": "A reminder of a promise could not be sent",
    "status_tell": "A channel could not be told what customers were told",
    "status_post": "A status page could not be told",
    "status_letter": "A letter to customers could not be sent",
    "subscribers": "Subscribers could not be handed out to be told",
    "subscribers_back": "Subscribers could not be handed out to be told that it was taken back",
    "subscriber_letter": "A subscriber could not be told",
    "subscriber_withdrawn": "A subscriber could not be told that it was taken back",
    "subscriber_asked": "A letter to somebody who wants to subscribe could not be sent",
    "status_reply": "A customer could not be told on a ticket",
    "status_tickets": "Tickets could not be handed out to be told",
    "personal_remind": "Nobody could be reminded of customers who wait for a personal word",
    "status_publish": "A status update could not be published",
    "page_pager": "A pager could not be asked to wake somebody",
    "pager_acknowledge": "The pager could not be told that somebody has it",
    "pager_resolve": "The pager could not be told that it is over",
    "pager_note": "A note could not be written in the pager",
    "pager_tell": "An update could not be told in the pager",
    "pager_join": "Somebody could not be asked in the pager to join",
    "pager_read": "An incident could not be read in the pager",
}
"""What a kind of delivery failed at, as the beginning of a sentence."""


OF_VIEW: Mapping[str, str] = {
    "announcement": "The announcement could not be posted",
    "war_room": "The incident's card could not be shown",
    "handoff": "The briefing of a handoff could not be sent",
    "briefing": "A briefing could not be sent",
    "pace": "Nobody could be asked whether customers may hear less often",
    "catchup": "A catch-up could not be shown",
    "liaison_wanted": "Nobody could be asked to be customer liaison",
}
"""The same for cards whose absence somebody should make up for by hand."""


def trouble(row: Outgoing, why: str) -> str:
    """One sentence for the card, for `caseline show` and for the log."""
    what = OF_VIEW.get(row.view) or WHAT.get(row.kind, "Something could not be delivered")
    return f"{say(what)}: {why}"


def undelivered(dossier: Dossier) -> Card:
    """For the declarer alone, when the war room's own card cannot be shown."""
    retry = Button(say("Try again"), does="retry", about=dossier.incident.key, weight=Weight.PRIMARY)
    return Card(
        say("{key}: something could not be delivered", key=dossier.incident.key),
        (Bullets(tuple((trouble,) for trouble in dossier.troubles)), Buttons((retry,))),
        Tone.WARNING,
    )


def room_open(dossier: Dossier) -> Card:
    """Tells the declarer where to go."""
    closed = (Paragraph(line("Its war room was closed again.")),)
    said = where(dossier) if dossier.room_links else closed
    return Card(
        titled(dossier.incident, say("War room of {what}", what=named(dossier.incident))), said, tone(dossier)
    )


def room_failed(dossier: Dossier, why: str) -> Card:
    key = dossier.incident.key
    retry = Button(say("Try again"), does="retry", about=key, weight=Weight.PRIMARY)
    return Card(
        say("{key} exists, but its war room could not be opened", key=key),
        (
            Paragraph((why,)),
            Paragraph(
                line("The incident is recorded, and its messages come here until there is a war room.")
            ),
            Buttons((retry,)),
            Note(
                line(
                    "Or say {here} in the channel that should be its war room.",
                    here=Code(f"{dossier.command} room {key} here"),
                )
            ),
        ),
        Tone.WARNING,
    )


def room_lost(dossier: Dossier, lost: str) -> Card:
    """`lost` is the chat whose war room it was."""
    key, chat = dossier.incident.key, lost.capitalize()
    new = Button(say("Open a new one"), does="room", about=key, words=f"new {lost}", weight=Weight.PRIMARY)
    others = dossier.room_links
    title = say("The war room of {key} is gone", key=key)
    if len(dossier.rooms) > 1:
        title = say("The war room of {key} in {chat} is gone", key=key, chat=chat)
    return Card(
        title,
        (
            Paragraph(line("It was archived, or Caseline was removed from it. The incident is still open.")),
            *([Paragraph(line("It goes on in {room}.", room=listed(others)))] if others else []),
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
