"""What an invoke is answered with: the exact bodies that Teams' clients understand, and no others.

The answer to a press is seen by whoever pressed, and by nobody else. A card in it takes the place
of the one that was pressed, on their screen alone, until the message is changed for everybody.
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.teams import render
from adapters.teams.form_data import OWN, packed, unpacked
from adapters.teams.tell import Teller
from adapters.teams.wish import Wish
from bot.domain.card import Bullets, Button, Buttons, Card, Menu, Picture, Table, Tone
from bot.domain.form import Form
from bot.domain.interaction import Reply
from bot.domain.person import Person
from bot.domain.wording import say

Body = dict[str, Any]
SHORT = 300
"""Characters that a sentence above the card, or a small window, can show."""
_WIDE = (Buttons, Menu, Table, Picture)


def told(text: str) -> Body:
    """Words for whoever pressed; the card stays as it is."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def shown(card: Mapping[str, Any]) -> Body:
    """A card for whoever pressed, instead of the one that was pressed."""
    return {"statusCode": 200, "type": render.CONTENT, "value": card}


def refused(text: str) -> Body:
    """For a press that makes no sense."""
    error = {"code": "BadRequest", "message": text}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": error}


def closed(text: str) -> Body:
    """The window says this, and can be closed."""
    return {"task": {"type": "message", "value": text}}


def window(value: Mapping[str, Any]) -> Body:
    return {"task": {"type": "continue", "value": value}}


def pressed(wish: Wish, reply: Reply, person: Person, teller: Teller) -> Body:
    """For a button or a form on a card in a conversation."""
    if reply.errors:
        again = form_again(wish)
        return shown(_input_card(again, wish, reply, person)) if again else told(_mistakes(reply))
    if reply.form:
        return shown(render.form(reply.form, zone=person.zone, also=packed(reply.form)))
    settled = OWN in wish.where.also and reply.outcome == "done"
    if settled:
        teller.in_time(teller.settle, wish.where, _settled(wish, reply, person))
    if reply.card is None:
        return told(say("Done."))
    if not reply.public:
        return _privately(wish, reply.card, teller)
    if not settled:
        teller.in_time(teller.tell, wish.where, reply.card, public=True)
    return told(reply.card.title)


def _privately(wish: Wish, card: Card, teller: Teller) -> Body:
    """As words where they are enough. Where nobody else reads, a long answer to a button stands below."""
    if is_short(card):
        return told(spoken(card))
    below = wish.where.alone and wish.fields is None
    if below and teller.in_time(teller.tell, wish.where, card):
        return told(card.title)
    return shown(render.card(_instead(wish, card), opens=teller.opens))


def _instead(wish: Wish, card: Card) -> Card:
    """With a way back to what stood there."""
    if wish.command == "status" or wish.fields is not None:
        return card
    back = Button(say("Back"), does="status", about=wish.about) if wish.about else Button(say("Back"), "help")
    return replace(card, parts=(*card.parts, Buttons((back,))))


def _settled(wish: Wish, reply: Reply, person: Person) -> Card:
    """What everybody sees where a form stood: the answer, where nobody else reads it or all may."""
    if reply.card and (reply.public or wish.where.alone):
        return reply.card
    return Card(say("{person} has filled in this form.", person=person.name), tone=Tone.DONE)


def dialog(wish: Wish, reply: Reply, person: Person, teller: Teller) -> Body:
    """For what is asked for, or sent, in a window."""
    if reply.errors:
        again = form_again(wish)
        if again is None:
            return closed(_mistakes(reply))
        given = {"values": wish.fields, "errors": reply.errors, "also": dict(wish.where.also)}
        return window(render.dialog(again, zone=person.zone, **given))
    if reply.form:
        return window(render.dialog(reply.form, zone=person.zone, also=packed(reply.form)))
    if reply.card is None:
        return closed(say("Done."))
    if reply.public:
        teller.in_time(teller.tell, wish.where, reply.card, public=True)
    if reply.public or is_short(reply.card):
        return closed(reply.card.title if reply.public else spoken(reply.card))
    return window(card_window(reply.card))


def card_window(card: Card) -> Body:
    """A card in a window, where only the older kind of button works."""
    content = _older(render.card(card))
    return {
        "title": "Caseline",
        "height": "medium",
        "width": "medium",
        "card": {"contentType": render.CONTENT, "content": content},
    }


def _older(node: Any) -> Any:
    if isinstance(node, list):
        return [_older(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "Action.Execute" and isinstance(node.get("fallback"), dict):
        looks = {name: node[name] for name in ("title", "style", "mode", "tooltip") if name in node}
        return {**node["fallback"], **looks}
    return {name: _older(child) for name, child in node.items()}


def form_again(wish: Wish) -> Form | None:
    """The form that was sent, as it travelled with itself."""
    if wish.fields is None:
        return None
    return unpacked(wish.where.also, wish.command, wish.about, wish.words)


def _input_card(form: Form, wish: Wish, reply: Reply, person: Person) -> Mapping[str, Any]:
    return render.form(
        form, values=wish.fields, errors=reply.errors, zone=person.zone, also=dict(wish.where.also)
    )


def _mistakes(reply: Reply) -> str:
    return " ".join((say("That could not be used; nothing was recorded."), *reply.errors.values()))


def mistakes(reply: Reply) -> Card:
    lines = Bullets(tuple((sentence,) for sentence in reply.errors.values()))
    return Card(say("That could not be used; nothing was recorded."), (lines,), Tone.WARNING)


def is_short(card: Card) -> bool:
    """Whether a sentence or two say it all."""
    if any(isinstance(part, _WIDE) for part in card.parts):
        return False
    return len(spoken(card)) <= SHORT


def spoken(card: Card) -> str:
    """The card as bare words."""
    return str(render.bare(card)["text"])
