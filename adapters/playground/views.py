"""How channels and posts travel to a browser: plain JSON, with HTML that the pen has drawn."""

from typing import TYPE_CHECKING, Any

from adapters.playground.nouns import Channel, Post
from adapters.playground.people import BOT, Character
from adapters.playground.render import draw
from adapters.playground.render_span import cut
from adapters.playground.render_text import draw_text
from bot.domain.card import Card

if TYPE_CHECKING:
    from adapters.playground.chat import Chat

View = dict[str, Any]
POSTS_SHOWN = 300


def channel(one: Channel) -> View:
    return {
        "name": one.name,
        "topic": one.topic,
        "purpose": one.purpose,
        "kind": "direct" if one.direct else "war_room" if one.war_room else "channel",
        "private": one.private,
        "archived": one.archived,
        "speaker": one.speaker,
        "members": list(one.members),
        "bookmarks": [{"label": label, "url": url} for label, url in one.bookmarks],
        "pins": [
            {"id": id, "title": title(one.posts[id])} for id in one.pins if id in one.posts
        ],
    }  # fmt: skip


def post(one: Post) -> View:
    """`title` is what a screen reader says first and what a notification would show."""
    return {
        "id": one.id,
        "channel": one.channel,
        "author": one.author,
        "at": one.at.isoformat(),
        "title": title(one),
        "html": draw(one.card) if one.card else draw_text(one.text),
        "text": one.text,
        "tone": str(one.card.tone) if one.card else "",
        "thread": one.thread,
        "whisper": bool(one.only_for),
        "edited": one.edited,
        "marked": list(one.marked_by),
    }


def home(card: Card) -> str:
    return draw(card)


def whole(chat: "Chat", reader: str) -> View:
    """Everything that this person sees, and the number of the last change it contains."""
    with chat.lock:
        seen = [one for one in chat.channels.values() if one.seen_by(reader)]
        return {
            "me": reader,
            "run": chat.feed.run,
            "number": chat.feed.number,
            "people": [
                *map(person, chat.people.values()),
                person(Character(BOT, "Caseline", "owns the case with you")),
            ],
            "speakers": [*map(person, chat.speakers.values())],
            "channels": [channel(one) for one in seen],
            "posts": [
                post(said)
                for one in seen
                for said in list(one.posts.values())[-POSTS_SHOWN:]
                if said.only_for in {"", reader}
            ],
            "read": {one.name: chat.read.get((reader, one.name), 0) for one in seen},
            "home": home(chat.homes[reader]) if reader in chat.homes else "",
        }


def person(one: Character) -> View:
    return {"key": one.key, "name": one.name, "hat": one.hat}


def title(one: Post) -> str:
    return short(one.card.title if one.card else one.text)


def short(text: str) -> str:
    """One line, for notifications and screen readers."""
    return cut(" ".join(text.split()), 160)
