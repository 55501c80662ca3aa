"""Cards in Slack: posted once, drawn again in place, shown to one person, found by their key."""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack import ids, refusals, render
from adapters.slack.deliver_calls import Answer, Calls
from adapters.slack.deliver_rooms import NOT_HERE, SlackRooms
from adapters.slack.render_text import Json
from bot.domain.card import Card, Table
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.ports import Posted

log = logging.getLogger(__name__)
EVENT = "caseline_delivery"
LOOK_BACK, PAGES = 100, 3
CANNOT_WHISPER = refusals.OUTSIDE | {"user_not_in_channel", "is_archived", "messages_tab_disabled"}
CANNOT_DELETE = frozenset({"cant_delete_message", "compliance_exports_prevent_deletion"})
Send = Callable[[Json], Answer]


class SlackMessages:
    def __init__(self, calls: Calls, rooms: SlackRooms) -> None:
        self._calls = calls
        self._rooms = rooms
        self._direct: dict[tuple[str, str], str] = {}

    def post(self, workspace: str, to: str, card: Card, *, key: str, thread: str, doubtful: bool) -> Posted:
        channel = self._channel(workspace, to)
        if doubtful and (before := self._earlier(workspace, channel, key, thread)):
            return before
        try:
            return self._post(workspace, channel, card, key, thread)
        except SlackApiError as error:
            said = refusals.code(error)
            if said == "thread_not_found":
                thread = ""
            elif said not in refusals.OUTSIDE or not self._rooms.join(workspace, channel):
                raise
        return self._post(workspace, channel, card, key, thread)

    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        channel = self._channel(workspace, room)
        try:
            self._drawn(workspace, card, lambda body: self._update(workspace, channel, message, body))
        except SlackApiError as error:
            if refusals.code(error) not in refusals.GONE:
                raise
            if not again:
                return Posted(ids.ours(channel), message)
            # Whether an earlier try posted it again already cannot be told from here.
            return self.post(workspace, room, card, key=key, thread="", doubtful=True)
        return Posted(ids.ours(channel), message)

    def remove(self, workspace: str, room: str, message: str) -> None:
        """Where Slack does not let it be deleted, nothing of its words is left."""
        channel, gone = self._channel(workspace, room), frozenset({"message_not_found"})
        try:
            self._calls.unless(workspace, gone, lambda slack: slack.chat_delete(channel=channel, ts=message))
        except SlackApiError as error:
            if refusals.code(error) not in CANNOT_DELETE:
                raise
            emptied = Card(say("This message was deleted."), spoken=True)
            self._drawn(workspace, emptied, lambda body: self._update(workspace, channel, message, body))

    def whisper(self, workspace: str, room: str, person: str, card: Card) -> None:
        user, channel = ids.person(person), ids.room(room)
        if not user:
            raise Refused(say(NOT_HERE))
        try:
            if channel:
                self._drawn(workspace, card, lambda body: self._ephemeral(workspace, channel, user, body))
                return
        except SlackApiError as error:
            if refusals.code(error) not in CANNOT_WHISPER:
                raise
        self._post(workspace, self._channel(workspace, person), card, "", "")

    # --- where -----------------------------------------------------------------------------

    def _channel(self, workspace: str, to: str) -> str:
        """Slack's id of a room, the direct message of a person, or `#name`."""
        if user := ids.person(to):
            return self._direct_message(workspace, user)
        channel = ids.theirs(to)
        if not (ids.room(to) or channel.startswith("#")):
            raise Refused(say("{room} is no channel of Slack.", room=to))
        return channel

    def _direct_message(self, workspace: str, user: str) -> str:
        if (workspace, user) not in self._direct:
            opened = self._calls.ask(workspace, lambda slack: slack.conversations_open(users=user))
            self._direct[workspace, user] = str(opened["channel"]["id"])
        return self._direct[workspace, user]

    # --- calls -----------------------------------------------------------------------------

    def _post(self, workspace: str, channel: str, card: Card, key: str, thread: str) -> Posted:
        more: Json = {"thread_ts": thread} if thread else {}
        if key:
            more["metadata"] = {"event_type": EVENT, "event_payload": {"key": key}}
        # Links in foreign text must not unfold into pictures and quotations of their own.
        more |= {"channel": channel, "unfurl_links": False, "unfurl_media": False}
        sent = self._drawn(
            workspace,
            card,
            lambda body: self._calls.ask(workspace, lambda slack: slack.chat_postMessage(**more, **body)),
        )
        return Posted(ids.ours(str(sent.get("channel") or channel)), str(sent["ts"]))

    def _update(self, workspace: str, channel: str, ts: str, body: Json) -> Answer:
        # Without `blocks` Slack would keep the old ones.
        whole = {"blocks": [], **body}
        return self._rooms.inside(
            workspace, channel, lambda slack: slack.chat_update(channel=channel, ts=ts, **whole)
        )

    def _ephemeral(self, workspace: str, channel: str, user: str, body: Json) -> Answer:
        return self._calls.ask(
            workspace, lambda slack: slack.chat_postEphemeral(channel=channel, user=user, **body)
        )

    def _drawn(self, workspace: str, card: Card, send: Send) -> Answer:
        """Sends the card as well as this Slack can show it: at worst as bare text."""
        *better, barest = self._drawings(workspace, card)
        for n, (name, body) in enumerate(better):
            try:
                sent = send(body)
            except SlackApiError as error:
                if refusals.code(error) not in refusals.OUR_BUG:
                    raise
                log.error("Slack refused blocks", extra={"drawing": name, "error": refusals.code(error)})
                continue
            if n:
                self._calls.forgo(workspace, better[0][0])
            return sent
        return send(barest[1])

    def _drawings(self, workspace: str, card: Card) -> Iterator[tuple[str, Json]]:
        if any(isinstance(part, Table) for part in card.parts) and not self._calls.lacks(workspace, "table"):
            yield "table", render.message(card)
        yield "blocks", render.message(card, newer=False)
        yield "text", {"text": render.bare(card)}

    # --- finding again ---------------------------------------------------------------------

    def _earlier(self, workspace: str, channel: str, key: str, thread: str) -> Posted | None:
        """The message that an earlier try with this key left behind, as far as Slack lets us look."""
        where = self._rooms.named(workspace, channel) if channel.startswith("#") else channel
        try:
            for message in self._messages(workspace, where, thread) if where else ():
                if _key_of(message) == key:
                    return Posted(ids.ours(where), str(message["ts"]))
        except SlackApiError as error:
            if isinstance(refusals.in_our_words(error), TryLater):
                raise
            log.warning(
                "Slack does not let us look for an earlier message",
                extra={"workspace": workspace, "error": refusals.code(error)},
            )
        return None

    def _messages(self, workspace: str, channel: str, thread: str) -> Iterator[Mapping[str, Any]]:
        cursor = ""
        for _ in range(PAGES):
            page = self._page(workspace, channel, thread, cursor)
            yield from page.get("messages") or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _page(self, workspace: str, channel: str, thread: str, cursor: str) -> Answer:
        asked: dict[str, Any] = {"channel": channel, "include_all_metadata": True, "limit": LOOK_BACK}
        if cursor:
            asked["cursor"] = cursor
        if thread:
            return self._calls.ask(workspace, lambda slack: slack.conversations_replies(ts=thread, **asked))
        return self._calls.ask(workspace, lambda slack: slack.conversations_history(**asked))


def _key_of(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return ""
    return str((metadata.get("event_payload") or {}).get("key") or "")
