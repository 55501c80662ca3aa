"""How a reply reaches the person, for each kind of request.

Slack takes one answer to the request itself; what comes too late for it, or does not fit
into it, is told separately. Whoever takes the turn gives that one answer.
"""

from dataclasses import dataclass

from pydantic_core import to_json
from slack_bolt import BoltResponse
from slack_sdk import WebClient

from adapters.doors.payload import Payload, parts_at, text_at
from adapters.doors.turn import Turn
from adapters.slack import render
from adapters.slack.render_text import Json
from adapters.slack.tell import (
    change_view,
    drawn,
    in_the_room,
    kind,
    modal,
    open_card,
    open_form,
    show_home,
    tell,
    window,
)
from adapters.slack.wish import Wish
from bot.domain.card import Bullets, Button, Buttons, Card, Tone, Weight
from bot.domain.interaction import Reply

WORDS_OF_A_BUTTON = 500
REPORTED = frozenset(
    "left said message_edited message_deleted unpinned room_gone room_back room_renamed".split()
)
"""Words that the door says by itself; nobody waits for an answer to them."""
NEVER_TYPED = REPORTED | {"joined", "pinned", "home_opened"}
"""Some of these have an answer, but only when something came of them."""
PATIENCE = 3
"""Seconds that a call to Slack may take while a person waits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of one workspace; `bot` is our own user there, `client` speaks with its token."""

    body: Payload
    team: str
    bot: str
    enterprise: str
    client: WebClient
    turn: Turn


def nothing() -> BoltResponse:
    return BoltResponse(status=200, body="")


def answered(body: Json) -> BoltResponse:
    """Written by pydantic, which takes a third of the time that Bolt would take for it."""
    return BoltResponse(status=200, body=to_json(body).decode())


def command(asked: Asked, wish: Wish, reply: Reply) -> BoltResponse:
    """In the answer to the request, so that it needs no call of ours."""
    card = _card_or_form(asked, wish, reply)
    if not asked.turn.take():
        if card:
            tell(asked.client, wish.place, card, public=reply.public)
        return nothing()
    if card is None:
        return nothing()
    return answered(drawn(card) | {"response_type": kind(reply.public)})


def pressed(asked: Asked, wish: Wish, reply: Reply) -> BoltResponse:
    """Buttons, menus and shortcuts: next to the message, or in a window where there is none."""
    card = _card_or_form(asked, wish, reply)
    asked.turn.take()
    if card is None:
        return nothing()
    somewhere = wish.place.url or (wish.place.channel and not wish.place.modal)
    if somewhere or not open_card(asked.client, wish.place, card):
        tell(asked.client, wish.place, card, public=reply.public)
    return nothing()


def sent(asked: Asked, wish: Wish, reply: Reply) -> BoltResponse:
    """A form: kept open with its errors, replaced by the next one, or closed."""
    if reply.errors:
        return _corrected(asked, wish, reply)
    if reply.form:
        return _view(asked, wish, modal(reply.form, wish.place))
    if reply.card is None:
        return _closed(asked)
    if in_the_room(asked.client, wish.place, reply.card, public=reply.public):
        return _closed(asked)
    return _view(asked, wish, window(reply.card))


def _corrected(asked: Asked, wish: Wish, reply: Reply) -> BoltResponse:
    blocks = parts_at(asked.body, "view", "blocks")
    if any(text_at(block, "type") == "input" for block in blocks) and asked.turn.take():
        return answered(render.errors(reply.errors, [dict(one) for one in blocks]))
    card = _errors(reply)
    if in_the_room(asked.client, wish.place, card, public=False):
        return nothing()
    return _view(asked, wish, window(card))


def _view(asked: Asked, wish: Wish, view: Json) -> BoltResponse:
    if asked.turn.take():
        return answered({"response_action": "update", "view": view})
    change_view(asked.client, wish.place.view, view)
    return nothing()


def _closed(asked: Asked) -> BoltResponse:
    asked.turn.take()
    return answered({"response_action": "clear"})


def heard(asked: Asked, wish: Wish, reply: Reply) -> BoltResponse:
    """Events: told privately, unless nobody waits for it."""
    asked.turn.take()
    card = reply.card
    if reply.form:
        card = _again(wish, "Press the button; the form opens here in Slack.")
    if card is None or reply.outcome == "again" or wish.command in REPORTED:
        return nothing()
    if wish.command == "home_opened":
        show_home(asked.client, wish.user, card)
    elif wish.command not in NEVER_TYPED or reply.outcome == "done":
        tell(asked.client, wish.place, card, public=reply.public)
    return nothing()


def _card_or_form(asked: Asked, wish: Wish, reply: Reply) -> Card | None:
    """What is left to be told: nothing when the form is open."""
    if reply.form is None:
        return _errors(reply) if reply.errors and not reply.card else reply.card
    if open_form(asked.client, wish.place, reply.form):
        return None
    return _again(wish, "Slack did not open the form in time. Nothing is lost; press to open it now.")


def _again(wish: Wish, sentence: str) -> Card:
    """Pressing the button is the same wish, with a fresh trigger."""
    words = wish.words[:WORDS_OF_A_BUTTON]
    button = Button("Open the form", wish.command, wish.about, words, Weight.PRIMARY)
    return Card(sentence, (Buttons((button,)),))


def _errors(reply: Reply) -> Card:
    lines = Bullets(tuple((sentence,) for sentence in reply.errors.values()))
    return Card("That could not be used; nothing was recorded.", (lines,), Tone.WARNING)
