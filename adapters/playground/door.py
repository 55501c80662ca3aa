"""What people do in the playground, as interactions; and what they see in answer."""

import contextlib
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from adapters.playground import answers, views
from adapters.playground.chat import Chat
from adapters.playground.nouns import Channel, Post
from adapters.playground.people import CHAT
from adapters.playground.render import draw
from adapters.playground.render_form import draw_form
from adapters.playground.spoken import is_slash, to_bot, understand
from bot.domain.card import Card, Paragraph
from bot.domain.form import Choice, Form
from bot.domain.interaction import Interaction, Message, Reply
from bot.domain.person import Person
from bot.domain.room import Room
from bot.errors import BadInput, NotFound

Handle = Callable[[Interaction], Reply]
Find = Callable[[Interaction], Sequence[Choice]]
"""Options for who types into a form's search box."""
Shown = dict[str, Any]
FORMS_OPEN_AT_MOST = 300
SHORTCUTS = frozenset({"declare_from", "note_from", "link_from", "ticket_from"})
"""What can be wished in a message's menu."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it, in which browser's zone, and the browser's id of this one wish."""

    key: str
    wish: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    """A form that stands open in somebody's browser."""

    form: Form
    who: str
    channel: str
    message: Message | None


class Door:
    """Synchronous; each method is called in a worker thread. `handle` never raises."""

    def __init__(self, chat: Chat, handle: Handle, command: str = "/case", find: Find = lambda _: ()) -> None:
        self.chat = chat
        self.command = command
        self._handle = handle
        self._find = find
        self._forms: OrderedDict[str, _Open] = OrderedDict()
        self._arrivals = ThreadPoolExecutor(max_workers=1, thread_name_prefix="playground-arrivals")
        chat.on_joined = self._arrived

    def say(self, who: Who, channel: str, text: str, thread: str = "") -> Shown:
        """A message, or a command; a message sent twice with the same wish stands once."""
        place = self.chat.open_to(channel, who.key)
        asked = to_bot(text, self.command, _room(place))
        if asked is None and is_slash(text):
            self._show(Reply(card=_no_such_command(self.command)), who, place, thread)
            return {}
        said = None if is_slash(text) else self._said(who, channel, text, thread)
        if asked is None:
            self._ask(who, "said", place, message=said and self._message(said))
            return {}
        spoken = understand(asked, self.chat.people)
        reply = self._ask(
            who, spoken.word or "help", place, words=spoken.words, mentions=spoken.mentions,
            message=said and self._message(said),
        )  # fmt: skip
        return self._show(reply, who, place, thread)

    def press(self, who: Who, channel: str, message: str, button: Mapping[str, str], *, once: bool) -> Shown:
        """A button or a menu's option; without a channel it was pressed on the home page."""
        place = self.chat.channel(channel, who.key) if channel else None
        post = self.chat.post(channel, message, who.key) if channel and message else None
        wish = Who(who.key, _same_wish(self.chat.feed.run, message, button), who.zone) if once else who
        # The card is no message that anybody means: what is meant stands in the button's words.
        reply = self._ask(wish, button["does"], place, words=button["words"], about=button["about"])
        return self._show(reply, who, place, post.thread if post else "")

    def submit(self, who: Who, token: str, sent: Mapping[str, Any]) -> Shown:
        """A form's answers; with errors the form stays open."""
        opened = self._forms.get(token)
        if opened is None or opened.who != who.key:
            raise NotFound("This form is closed; open it again.")
        people = [one.id for one in self.chat.people.values()]
        fields, wrong = answers.read(opened.form, sent, people)
        if wrong:
            return {"errors": wrong}
        place = self.chat.channel(opened.channel, who.key) if opened.channel else None
        reply = self._ask(
            who, opened.form.does, place, words=opened.form.words, about=opened.form.about,
            fields=fields, message=opened.message,
        )  # fmt: skip
        if reply.errors:
            return {"errors": dict(reply.errors)}
        self._forms.pop(token, None)
        return self._show(reply, who, place, "", opened.message)

    def seek(self, who: Who, token: str, typed: str) -> Shown:
        """What stands in a form's list while the person types into the box above it.

        Nothing, once the form is closed: its last question may arrive after it was sent.
        """
        opened = self._forms.get(token)
        if opened is None or opened.who != who.key:
            return {"options": []}
        place = self.chat.channel(opened.channel, who.key) if opened.channel else None
        found = self._find(self._interaction(
            who, opened.form.does, place, about=opened.form.about, words=typed
        ))  # fmt: skip
        return {"options": [{"label": one.label, "value": one.value} for one in found]}

    def join(self, who: Who, channel: str) -> Shown:
        self.chat.channel(channel, who.key)
        self.chat.join(channel, who.key)
        return {}

    def leave(self, who: Who, channel: str) -> Shown:
        place = self.chat.channel(channel, who.key)
        if self.chat.leave(channel, who.key):
            self._ask(who, "left", place)
        return {}

    def mark(self, who: Who, channel: str, id: str, *, on: bool) -> Shown:
        """Marks a message for the timeline, as a pin reaction does in other chats."""
        post = self.chat.mark(channel, who.key, id, on=on)
        return self._about(who, "pinned" if on else "unpinned", post)

    def edit(self, who: Who, channel: str, id: str, text: str) -> Shown:
        return self._about(who, "message_edited", self.chat.edit(channel, who.key, id, text))

    def delete(self, who: Who, channel: str, id: str) -> Shown:
        post = self.chat.delete(channel, who.key, id)
        return {} if post.only_for else self._about(who, "message_deleted", post)

    def shortcut(self, who: Who, word: str, channel: str, id: str) -> Shown:
        """One of SHORTCUTS, about a message."""
        if word not in SHORTCUTS:
            raise BadInput("There is no such shortcut.")
        return self._about(who, word, self.chat.post(channel, id, who.key))

    def home(self, who: Who) -> Shown:
        """The person looks at Caseline's home; the bot may draw it now or a moment later."""
        reply = self._ask(who, "home_opened", None)
        if reply.card is not None:
            self.chat.show_home(who.key, reply.card)
        return {}

    def close(self) -> None:
        """Ends the streams, and waits for those who just came in to be greeted."""
        self.chat.close()
        self._arrivals.shutdown()

    def _arrived(self, person: str, channel: str) -> None:
        """Greets from a thread of its own: who is invited comes in while a delivery is at work."""
        with contextlib.suppress(RuntimeError):  # The process is stopping; nobody is greeted any more.
            self._arrivals.submit(self._greet, person, channel)

    def _greet(self, person: str, channel: str) -> None:
        who = Who(person, secrets.token_hex(8))
        with contextlib.suppress(NotFound):  # They left a private channel again before they were greeted.
            place = self.chat.channel(channel, person)
            self._show(self._ask(who, "joined", place), who, place, "")

    def _said(self, who: Who, channel: str, text: str, thread: str) -> Post:
        with self.chat.lock:
            key = f"{who.key}:{who.wish}"
            before = self.chat.with_key(channel, key)
            return before or self.chat.say(channel, who.key, text, thread=thread, key=key)

    def _about(self, who: Who, word: str, post: Post) -> Shown:
        place = self.chat.channel(post.channel, who.key)
        message = self._message(post)
        return self._show(self._ask(who, word, place, message=message), who, place, post.thread, message)

    def _ask(self, who: Who, word: str, place: Channel | None, **more: Any) -> Reply:
        return self._handle(self._interaction(who, word, place, **more))

    def _interaction(self, who: Who, word: str, place: Channel | None, **more: Any) -> Interaction:
        character = self.chat.people[who.key]
        return Interaction(
            id=f"{CHAT}:{who.key}:{who.wish}", door=CHAT, person=_person(character.person, who.zone),
            command=word, room=_room(place) if place else None, **more,
        )  # fmt: skip

    def _show(
        self, reply: Reply, who: Who, place: Channel | None, thread: str, message: Message | None = None
    ) -> Shown:
        """Cards arrive by the stream, so that every window of the person shows them; forms only here."""
        if reply.form is not None:
            return self._open(reply.form, who, place.name if place else "", message)
        if reply.card is None:
            return {}
        if place is None or who.key not in place.members:
            return {"card": draw(reply.card), "title": views.short(reply.card.title)}
        quiet = "" if reply.public or place.direct else who.key
        self.chat.show(place.name, reply.card, thread=thread, only_for=quiet)
        return {}

    def _open(self, form: Form, who: Who, channel: str, message: Message | None) -> Shown:
        token = f"f{secrets.token_hex(8)}"
        self._forms[token] = _Open(form, who.key, channel, message)
        while len(self._forms) > FORMS_OPEN_AT_MOST:
            self._forms.popitem(last=False)
        return {"form": draw_form(form, token, list(self.chat.people.values()))}

    def _message(self, post: Post) -> Message:
        text = post.card.title if post.card else post.text
        thread = f"{self.chat.feed.run}-{post.thread}" if post.thread else ""
        return Message(
            id=self.chat.full_id(post), text=text, author=f"{CHAT}:{post.author}",
            url=f"/#{post.channel}/{post.id}", thread=thread,
        )  # fmt: skip


def _room(place: Channel) -> Room:
    return Room(id=place.id, name=place.name, direct=place.direct)


def _person(make: Callable[[str], Person], zone: str) -> Person:
    """Keeps the browser's zone only when it is one that this machine knows."""
    try:
        return make(ZoneInfo(zone).key if zone else "")
    except (ValueError, OSError, KeyError):
        return make("")


def _same_wish(run: str, message: str, button: Mapping[str, str]) -> str:
    said = "\0".join((run, message, button["does"], button["about"], button["words"]))
    return f"once-{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def _no_such_command(command: str) -> Card:
    help_line = (f"Commands for Caseline begin with {command}; type {command} help to see them.",)
    return Card(title="There is no such command here.", parts=(Paragraph(help_line),))
