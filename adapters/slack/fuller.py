"""What Slack left out of a request and must be asked for."""

import logging
from dataclasses import replace

from slack_sdk import WebClient

from adapters.doors.payload import Payload, parts_at, text_at
from adapters.slack import ids, refusals
from adapters.slack.answer import Asked
from adapters.slack.interactions import ABOUT_A_MESSAGE, message_of
from adapters.slack.people import People
from adapters.slack.wish import Wish
from bot.domain.interaction import Message
from bot.errors import AdapterError

log = logging.getLogger(__name__)
NAMES = 5
"""Mentioned people whose names are asked for; with more, the others keep their ids."""


def fuller(wish: Wish, asked: Asked, people: People) -> Wish:
    """The same wish with the names of mentioned people, and its message with text and address."""
    if wish.mentions and not all(wish.mentions.values()):
        wish = replace(wish, mentions=_named(wish, asked.team, people))
    if wish.message and wish.command in ABOUT_A_MESSAGE and wish.place.channel:
        message = wish.message
        if not message.text:
            message = _as_written(asked.client, wish.place.channel, message)
        link = _ask(asked.client, "chat.getPermalink", wish.place.channel, message_ts=message.id)
        wish = replace(wish, message=replace(message, url=text_at(link, "permalink")))
    return wish


def _named(wish: Wish, team: str, people: People) -> dict[str, str]:
    named = dict(wish.mentions)
    for person in [person for person, name in named.items() if not name][:NAMES]:
        named[person] = people.name_of(team, ids.person(person))
    return named


def _as_written(client: WebClient, channel: str, message: Message) -> Message:
    """A reply in a thread is not in the channel's history, and has to be asked for by itself."""
    window = {"latest": message.id, "oldest": message.id, "inclusive": "true", "limit": "1"}
    found = _first(_ask(client, "conversations.history", channel, **window), message.id)
    if not found:
        found = _first(_ask(client, "conversations.replies", channel, ts=message.id, **window), message.id)
    return (message_of(found) if found else None) or message


def _first(answer: Payload, ts: str) -> Payload:
    return next((one for one in parts_at(answer, "messages") if text_at(one, "ts") == ts), {})


def _ask(client: WebClient, method: str, channel: str, **arguments: str) -> Payload:
    """What Slack answers, or nothing when it would not or could not."""
    try:
        with refusals.translated():
            data = client.api_call(method, params={"channel": channel, **arguments}).data
    except AdapterError as error:
        log.warning("a message could not be read: %s", error, extra={"method": method})
        return {}
    return data if isinstance(data, dict) else {}
