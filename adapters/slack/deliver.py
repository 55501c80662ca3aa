"""The voice: how Slack is spoken to. Every refusal leaves here in the bot's own words."""

from collections.abc import Mapping, Sequence

from adapters.doors.text import cut
from adapters.slack import ids, render
from adapters.slack.deliver_calls import Calls
from adapters.slack.deliver_messages import SlackMessages
from adapters.slack.deliver_rooms import SlackRooms
from adapters.slack.people import person_of
from adapters.slack.refusals import NICETIES, translated
from adapters.slack.render_text import escaped
from adapters.slack.workspaces import Workspaces
from bot.domain.card import Card
from bot.domain.person import Person
from bot.domain.room import WarRoom
from bot.domain.wording import say
from bot.errors import Refused
from bot.ports import Clock, Posted

TOPIC, LABEL = 250, 100


class SlackVoice:
    """Implements `bot.ports.Voice`."""

    chat = ids.CHAT

    def __init__(self, workspaces: Workspaces, clock: Clock) -> None:
        self._workspaces = workspaces
        self._clock = clock
        self._calls = Calls(workspaces)
        self._rooms = SlackRooms(self._calls)
        self._messages = SlackMessages(self._calls, self._rooms)

    @translated()
    def open_room(  # noqa: PLR0913 - what a chat may need to make a room
        self,
        workspace: str,
        *,
        slug: str,
        title: str,  # noqa: ARG002 - a channel of Slack has a name only, which comes from the slug
        private: bool,
        key: str,  # noqa: ARG002 - a channel of Slack keeps no key; it is known by name and maker
        doubtful: bool,
        near: str = "",  # noqa: ARG002 - a channel of Slack stands by itself
        people: Sequence[str] = (),  # noqa: ARG002 - people are invited afterwards
    ) -> WarRoom:
        return self._rooms.open(workspace, slug, private=private, doubtful=doubtful)

    @translated()
    def close_room(self, workspace: str, room: str) -> None:
        channel = _channel(room)
        gone = frozenset({"already_archived", "is_archived"})
        self._calls.unless(workspace, gone, lambda slack: slack.conversations_archive(channel=channel))

    @translated()
    def post(
        self, workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        return self._messages.post(workspace, to, card, key=key, thread=thread, doubtful=doubtful)

    @translated()
    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        return self._messages.redraw(workspace, room, message, card, key=key, again=again)

    @translated()
    def remove(self, workspace: str, room: str, message: str) -> None:
        self._messages.remove(workspace, room, message)

    @translated()
    def whisper(self, workspace: str, room: str, person: str, card: Card) -> None:
        self._messages.whisper(workspace, room, person, card)

    @translated()
    def set_topic(self, workspace: str, room: str, topic: str) -> None:
        channel, text = _channel(room), escaped(topic.replace("\n", " "), TOPIC)
        self._rooms.set_topic(workspace, channel, text)

    @translated()
    def invite(self, workspace: str, room: str, people: Sequence[str]) -> Mapping[str, str]:
        return self._rooms.invite(workspace, _channel(room), people)

    @translated()
    def bookmark(self, workspace: str, room: str, label: str, url: str, *, first: bool = False) -> None:
        """Unless it is the first one, the list is read before: Slack takes the same bookmark twice."""
        channel, title = _channel(room), cut(label, LABEL)
        if not first and self._is_bookmarked(workspace, channel, title, url):
            return
        self._calls.nicety(
            workspace,
            "bookmark",
            lambda slack: slack.bookmarks_add(channel_id=channel, title=title, type="link", link=url),
        )

    def _is_bookmarked(self, workspace: str, channel: str, title: str, url: str) -> bool:
        """Also where nothing can be bookmarked; one that leads elsewhere is changed."""
        listed = self._calls.nicety(
            workspace, "bookmark", lambda slack: slack.bookmarks_list(channel_id=channel)
        )
        if listed is None:
            return True
        found = next((one for one in listed.get("bookmarks") or [] if one.get("title") == title), None)
        if found and found.get("link") != url:
            self._move_bookmark(workspace, channel, str(found["id"]), url)
        return found is not None

    def _move_bookmark(self, workspace: str, channel: str, bookmark: str, url: str) -> None:
        self._calls.nicety(
            workspace,
            "bookmark",
            lambda slack: slack.bookmarks_edit(bookmark_id=bookmark, channel_id=channel, link=url),
        )

    @translated()
    def pin(self, workspace: str, room: str, message: str) -> None:
        channel = _channel(room)
        fine = frozenset({"already_pinned", "message_not_found"}) | NICETIES
        self._calls.unless(workspace, fine, lambda slack: slack.pins_add(channel=channel, timestamp=message))

    @translated()
    def show_home(self, workspace: str, person: str, card: Card) -> None:
        view, user = render.home(card), ids.person(person)
        self._calls.nicety(workspace, "home", lambda slack: slack.views_publish(user_id=user, view=view))

    def profile(self, workspace: str, person: str) -> Person | None:
        user = ids.person(person)
        found = self._workspaces.profile(workspace, user) if user else None
        return person_of(found, workspace, user, "", self._clock.now()) if found else None

    def link_to(self, workspace: str, room: str, message: str) -> str:
        """Built without asking Slack; it opens the app where the workspace's address is not known."""
        channel, found = ids.room(room), self._workspaces.find(workspace)
        if not channel or not message:
            return ""
        if found and found.url:
            return f"{found.url.rstrip('/')}/archives/{channel}/p{message.replace('.', '')}"
        team = workspace or (found.team if found else "")
        return f"https://slack.com/app_redirect?channel={channel}&message_ts={message}&team={team}"


def _channel(room: str) -> str:
    if not (channel := ids.room(room)):
        raise Refused(say("{room} is no channel of Slack.", room=room))
    return channel
