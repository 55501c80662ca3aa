"""Whether a message of ours arrived, when a worker died before it could write that down.

Teams keeps no key for us, and the connector cannot be asked what was sent. So the key stands as
an element's id in the card itself, and Graph is asked for the latest messages where somebody has
consented to that. Where nobody has, the message is sent again: twice is better than never.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adapters.http import Declined
from adapters.teams.graph import Graph, Lacking
from adapters.teams.places import CHANNEL, GROUP_CHAT, Place, thread_of, without_thread

log = logging.getLogger(__name__)


def marked(activity: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The same message with its key in its card, where there is one of each."""
    attachments = [_marked(one, key) for one in activity.get("attachments", [])]
    return {**activity, "attachments": attachments} if attachments else dict(activity)


def _marked(attachment: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    first, *rest = attachment.get("content", {}).get("body") or [None]
    if not key or not isinstance(first, dict):
        return attachment
    return {**attachment, "content": {**attachment["content"], "body": [{**first, "id": mark(key)}, *rest]}}


def mark(key: str) -> str:
    return f"caseline:{key}"


class Earlier:
    def __init__(self, graph: Graph | None) -> None:
        self._graph = graph

    def find(self, place: Place, conversation: str, key: str) -> str:
        """The message that carries this key, as far as Graph lets us look; else an empty string."""
        try:
            messages = self._latest(place, conversation)
        except (Lacking, Declined) as error:
            log.warning("Teams does not let us look for an earlier message: %s", error)
            return ""
        return next((str(one.get("id")) for one in messages if key and _carries(one, mark(key))), "")

    def _latest(self, place: Place, conversation: str) -> Sequence[Mapping[str, Any]]:
        if self._graph is None:
            return []
        if place.kind == CHANNEL and place.group:
            channel = without_thread(conversation)
            return self._graph.channel_messages(place.group, channel, thread_of(conversation))
        return self._graph.chat_messages(conversation) if place.kind == GROUP_CHAT else []


def _carries(message: Mapping[str, Any], mark: str) -> bool:
    attachments = message.get("attachments")
    contents: Iterable[object] = (
        (one.get("content") for one in attachments if isinstance(one, dict))
        if isinstance(attachments, list)
        else ()
    )
    return any(mark in str(content) for content in contents)
