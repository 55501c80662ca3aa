"""Bringing a reply to the person, by whichever way Slack offers for this wish."""

import logging

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from adapters.slack import refusals, render, render_form
from adapters.slack.interactions import ROOM
from adapters.slack.render_text import Json, plain
from adapters.slack.wish import Place
from bot.domain.card import Card
from bot.domain.form import Form
from bot.errors import AdapterError

log = logging.getLogger(__name__)
PATIENCE = 3
"""Seconds that a `response_url` is waited for."""


def tell(client: WebClient, place: Place, card: Card, *, public: bool = False) -> bool:
    """Whether Slack took it. Private unless `public`; last of all it is said in a direct message."""
    message = drawn(card)
    if place.url and _by_url(place.url, message, public=public):
        return True
    if place.channel and _in_the_room(client, place, message, public=public):
        return True
    return bool(place.user) and _call(client, "chat.postMessage", message | {"channel": place.user})


def in_the_room(client: WebClient, place: Place, card: Card, *, public: bool) -> bool:
    """As `tell`, but only where the wish came from."""
    return bool(place.channel) and _in_the_room(client, place, drawn(card), public=public)


def _by_url(url: str, message: Json, *, public: bool) -> bool:
    body = message | {"response_type": kind(public), "replace_original": False}
    try:
        with refusals.translated():
            answer = WebhookClient(url, timeout=PATIENCE).send_dict(body)
    except (AdapterError, ValueError) as error:
        log.warning("a reply could not be sent by response_url: %s", error)
        return False
    if answer.status_code != 200:
        log.warning("a reply was not taken by response_url", extra={"status": answer.status_code})
    return bool(answer.status_code == 200)


def _in_the_room(client: WebClient, place: Place, message: Json, *, public: bool) -> bool:
    message = message | {"channel": place.channel}
    thread = place.thread or (place.message if public and not place.direct else "")
    if thread:
        message["thread_ts"] = thread
    if public or place.direct:
        return _call(client, "chat.postMessage", message)
    return _call(client, "chat.postEphemeral", message | {"user": place.user})


def kind(public: bool) -> str:
    return "in_channel" if public else "ephemeral"


def open_form(client: WebClient, place: Place, form: Form) -> bool:
    """False when Slack would not: the trigger lives three seconds and works once."""
    return _open(client, place, modal(form, place))


def open_card(client: WebClient, place: Place, card: Card) -> bool:
    """Where there is no room to answer in, the reply is a small window of its own."""
    return _open(client, place, window(card))


def _open(client: WebClient, place: Place, view: Json) -> bool:
    method = "views.push" if place.modal else "views.open"
    return bool(place.trigger) and _call(client, method, {"trigger_id": place.trigger, "view": view})


def drawn(card: Card) -> Json:
    """Without newer blocks: nobody could try again for an answer that Slack has already taken."""
    return render.message(card, newer=False)


def modal(form: Form, place: Place) -> Json:
    return render_form.modal(form, also={ROOM: place.channel} if place.channel else None)


def window(card: Card) -> Json:
    """A card as a modal, for places without a room."""
    title, close = plain("Caseline", 24), plain("Close", 24)
    return {"type": "modal", "title": title, "close": close, "blocks": drawn(card)["blocks"]}


def change_view(client: WebClient, view: str, shown: Json) -> bool:
    return bool(view) and _call(client, "views.update", {"view_id": view, "view": shown})


def show_home(client: WebClient, user: str, card: Card) -> bool:
    return _call(client, "views.publish", {"user_id": user, "view": render.home(card)})


def _call(client: WebClient, method: str, arguments: Json) -> bool:
    try:
        with refusals.translated():
            client.api_call(method, json=arguments)
    except AdapterError as error:
        log.warning("a reply was not taken: %s", error, extra={"method": method})
        return False
    return True
