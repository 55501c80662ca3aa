"""Words about war rooms, and what doors report of them."""

from dataclasses import replace

from bot.actions import delivery, dossier, relay
from bot.actions import room as actions
from bot.actions import ticket as tickets
from bot.cards import delivery as delivery_cards
from bot.cards import plain
from bot.cards import room as cards
from bot.cards.headline import named, titled
from bot.commands.asked import Asked, Command, readable
from bot.commands.refs import addresses
from bot.domain.card import Card, Tone
from bot.domain.interaction import Reply
from bot.domain.room import RoomState, WarRoom
from bot.domain.wording import say
from bot.errors import BadInput, NotFound


def join(asked: Asked) -> Reply:
    incident = actions.join(asked.world, asked.by, asked.key)
    with asked.world.store.read() as work:
        known = dossier.read(asked.world, work, incident.key, chat=asked.said.person.chat)
    return Reply(card=Card(say("You take part in {key}", key=incident.key), cards.where(known), Tone.DONE))


def room(asked: Asked) -> Reply:
    """`room` shows it, `here` adopts this channel, `new` opens another, `relay` passes messages on."""
    wish, _, chat = " ".join(asked.words.casefold().split()).partition(" ")
    if wish == "here":
        return _here(asked)
    if wish == "relay" and chat in {"on", "off"}:
        return _relay(asked, on=chat == "on")
    if wish == "new":
        actions.open_new(asked.world, asked.by, asked.key, chat or asked.said.person.chat)
        return Reply(card=plain.done(say("A war room for {key} is being opened", key=asked.key)))
    if wish in {"archive", "close"}:
        actions.archive(asked.world, asked.by, asked.key, asked.said.person.chat)
        return Reply(card=plain.done(say("The war room of {key} will be archived", key=asked.key)))
    if wish:
        raise BadInput(say(USAGE))
    return _shown(asked)


USAGE = (
    "Say `room here`, `room new`, `room relay on`, `room relay off` or `room archive`; "
    "`room` alone shows the war room."
)


def _relay(asked: Asked, *, on: bool) -> Reply:
    relay.switch(asked.world, asked.by, asked.key, on=on)
    title = say("Messages are passed on between the war rooms of {key}", key=asked.key)
    if not on:
        title = say("Each war room of {key} keeps its messages", key=asked.key)
    return Reply(card=plain.done(title))


def _room_rules(asked: Asked) -> tuple[str, ...]:
    """Everybody may ask where it is."""
    return ("room",) if asked.words.strip() else ("status",)


def _here(asked: Asked) -> Reply:
    here = asked.said.room
    if here is None or here.direct:
        raise BadInput(say("Say this in the channel that is to become the war room."))
    actions.adopt(asked.world, asked.by, asked.key, here)
    return Reply(card=plain.done(say("This channel is now the war room of {key}", key=asked.key)))


def _shown(asked: Asked) -> Reply:
    with asked.world.store.read() as work:
        known = dossier.read(asked.world, work, asked.key, chat=asked.said.person.chat)
    title = titled(known.incident, say("War room of {what}", what=named(known.incident)))
    return Reply(card=cards.shown(known, title, chats=tuple(asked.world.voices)))


def retry(asked: Asked) -> Reply:
    count = delivery.retry(asked.world, asked.by, asked.key)
    return Reply(card=delivery_cards.retried(asked.key, count))


# --- what doors report --------------------------------------------------------------------


def _this_room(asked: Asked) -> WarRoom:
    if asked.said.room:
        with asked.world.store.read() as work:
            found = work.rooms.at(asked.said.room.id)
        if found:
            return found
    raise NotFound(say("This is not a war room."))


def joined(asked: Asked) -> Reply:
    """Who comes late is told what happened, by a private message that the outbox carries."""
    actions.came_in(asked.world, asked.by, _this_room(asked).incident)
    return Reply()


def said(asked: Asked) -> Reply:
    """What people write to each other in a war room."""
    here, message = _this_room(asked), asked.said.message
    if message and (message.text.strip() or message.files):
        spoken = replace(message, text=readable(message.text, asked.said.mentions))
        relay.said(asked.world, asked.by, here, spoken, name=asked.said.person.name)
        if found := addresses(message.text, asked.world.desks):
            tickets.offer(asked.world, asked.by, here, found)
    return Reply()


def room_gone(asked: Asked) -> Reply:
    found = _this_room(asked)
    if found.state is RoomState.OPEN:
        actions.gone(asked.world, asked.by, found)
    return Reply()


def room_back(asked: Asked) -> Reply:
    """Somebody took the channel out of the archive."""
    found = _this_room(asked)
    if found.state in (RoomState.LOST, RoomState.CLOSED):
        actions.back(asked.world, asked.by, found)
    return Reply()


def room_renamed(asked: Asked) -> Reply:
    found = _this_room(asked)
    name = asked.said.room.name if asked.said.room else ""
    if name and name != found.name:
        actions.renamed(asked.world, asked.by, found, name)
    return Reply()


def left(_asked: Asked) -> Reply:
    """Leaving a channel is not giving up a role; nothing changes."""
    return Reply()


COMMANDS = (
    Command(
        word="join",
        run=join,
        says="takes part: invites you to the war room",
        usage="join [INC-1]",
        about=True,
    ),
    Command(
        word="room",
        run=room,
        says="shows the war room, or makes this channel it",
        usage="room [here|new [CHAT]|relay on|relay off|archive]",
        rules=_room_rules,
        example="room here",
        synonyms=("channel",),
        about=True,
    ),
    Command(
        word="retry",
        run=retry,
        says="tries again what could not be delivered",
        usage="retry [INC-1]",
        about=True,
    ),
    Command(
        word="joined",
        run=joined,
        says="somebody came into a channel",
        usage="",
        hidden=True,
        reported=True,
        rule="status",
    ),
    Command(
        word="said",
        run=said,
        says="something was said in a war room",
        usage="",
        hidden=True,
        reported=True,
        inside=True,
        rule="status",
    ),
    Command(
        word="left",
        run=left,
        says="somebody left a channel",
        usage="",
        hidden=True,
        reported=True,
        rule="status",
    ),
    Command(
        word="room_gone",
        run=room_gone,
        says="a channel is gone",
        usage="",
        hidden=True,
        reported=True,
        rule="status",
    ),
    Command(
        word="room_back",
        run=room_back,
        says="a channel is back",
        usage="",
        hidden=True,
        reported=True,
        rule="status",
    ),
    Command(
        word="room_renamed",
        run=room_renamed,
        says="a channel was renamed",
        usage="",
        hidden=True,
        reported=True,
        rule="status",
    ),
)
