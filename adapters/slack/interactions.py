"""Commands, shortcuts, buttons and forms, read into wishes."""

from hashlib import sha256

from adapters.doors.payload import Payload, part_at, parts_at, text_at, whole
from adapters.slack import ids, render_form, render_press
from adapters.slack.payload import id_at
from adapters.slack.wish import Place, Wish, room_at, wish_id
from adapters.slack.words import command_of, said, unescape
from bot.domain.form import Answer
from bot.domain.interaction import Message

SHORTCUTS = {
    "declare": "declare",
    "declare_from": "declare_from",
    "note_from": "note_from",
    "link_from": "link_from",
    "ticket_from": "ticket_from",
}
"""Callback ids of the manifest's shortcuts, and the words they stand for."""
ABOUT_A_MESSAGE = frozenset({"pinned", "declare_from", "note_from"})
ROOM = "room"
"""What a form carries besides itself: the channel it was opened from."""


def command(raw: Payload, team: str, root: str) -> Wish:
    """`/case …` and the hyphenated forms."""
    told = said(text_at(raw, "text"))
    word, words = command_of(text_at(raw, "command"), told.text, root)
    channel, user, trigger = text_at(raw, "channel_id"), text_at(raw, "user_id"), text_at(raw, "trigger_id")
    return Wish(
        id=wish_id(team, trigger),
        command=word,
        words=words,
        mentions=told.mentions,
        user=user,
        user_name=text_at(raw, "user_name"),
        room=room_at(team, channel, text_at(raw, "channel_name")),
        place=Place(
            user=user,
            channel=channel,
            trigger=trigger,
            url=text_at(raw, "response_url"),
            direct=channel.startswith("D"),
        ),
    )


def shortcut(raw: Payload, team: str) -> Wish:
    """The global shortcut, and those in a message's menu."""
    place, message = _place(raw), message_of(part_at(raw, "message"))
    return Wish(
        id=wish_id(team, text_at(raw, "trigger_id")),
        command=SHORTCUTS.get(text_at(raw, "callback_id"), ""),
        words=message.id if message else "",
        user=place.user,
        user_name=text_at(raw, "user", "name") or text_at(raw, "user", "username"),
        user_team=text_at(raw, "user", "team_id"),
        room=room_at(team, place.channel, text_at(raw, "channel", "name")),
        message=message,
        place=place,
    )


def action(raw: Payload, team: str) -> Wish | None:
    """A button or a menu; None for what only changes a form that is still open."""
    pressed = next(iter(parts_at(raw, "actions")), {})
    meant = render_press.decode(pressed)
    if meant is None:
        return None
    place = _place(raw)
    return Wish(
        id=_press_id(raw, team, pressed, once=meant.once),
        command=meant.does,
        about=meant.about,
        words=meant.words,
        message=_meant(meant.does, meant.words),
        user=place.user,
        user_name=text_at(raw, "user", "name") or text_at(raw, "user", "username"),
        user_team=text_at(raw, "user", "team_id"),
        room=room_at(team, place.channel, text_at(raw, "channel", "name")),
        place=place,
    )


def _meant(does: str, words: str) -> Message | None:
    """Buttons carry a message by its timestamp; its text is asked for again."""
    if does in ABOUT_A_MESSAGE and (at := ids.said_at(words)):
        return Message(words, "", at=at)
    return None


def _press_id(raw: Payload, team: str, pressed: Payload, *, once: bool) -> str:
    """A button for one use is known by where it stands; any other press is a wish of its own."""
    if not once:
        return wish_id(team, text_at(pressed, "action_ts") or text_at(raw, "trigger_id"), _digest(pressed))
    channel = id_at(raw, "channel") or text_at(raw, "container", "channel_id")
    message = text_at(raw, "container", "message_ts") or text_at(raw, "view", "id")
    return wish_id(team, channel or "view", message, _digest(pressed))


def _digest(pressed: Payload) -> str:
    chosen = text_at(pressed, "value") or text_at(pressed, "selected_option", "value")
    told = f"{text_at(pressed, 'action_id')}\n{chosen}"
    return sha256(told.encode(errors="replace")).hexdigest()[:16]


def view(raw: Payload, team: str) -> Wish | None:
    """A form that was sent; None for a window that is no form of ours."""
    shown = part_at(raw, "view")
    sent = render_form.sent(shown)
    if sent is None:
        return None
    place = _place(raw)
    return Wish(
        id=wish_id(team, text_at(shown, "id"), text_at(shown, "hash")),
        command=sent.does,
        about=sent.about,
        words=sent.words,
        fields={name: _whole(answer) for name, answer in render_form.answers(shown).items()},
        user=place.user,
        user_name=text_at(raw, "user", "name") or text_at(raw, "user", "username"),
        user_team=text_at(raw, "user", "team_id"),
        room=room_at(team, place.channel),
        place=place,
    )


def _whole(answer: Answer) -> Answer:
    if isinstance(answer, tuple):
        return tuple(map(whole, answer))
    return whole(answer) if isinstance(answer, str) else answer


def suggestion(raw: Payload, team: str) -> Wish | None:
    """What is typed into the search box of a form; None for a box that is none of ours.

    Nothing typed yet stands for what the form itself looks for.
    """
    sent = render_form.sent(part_at(raw, "view"))
    if sent is None:
        return None
    place = _place(raw)
    typed = whole(unescape(text_at(raw, "value"))) or sent.search
    return Wish(
        id="",
        command=sent.does,
        about=sent.about,
        words=typed,
        user=place.user,
        user_name=text_at(raw, "user", "name") or text_at(raw, "user", "username"),
        user_team=text_at(raw, "user", "team_id"),
        room=room_at(team, place.channel),
        place=place,
    )


def room_of_form(shown: Payload) -> str:
    """Where the form was opened from; Slack itself does not tell."""
    sent = render_form.sent(shown)
    return text_at(sent.also, ROOM) if sent else ""


def _place(raw: Payload) -> Place:
    shown = part_at(raw, "view")
    channel = id_at(raw, "channel") or text_at(raw, "container", "channel_id") or room_of_form(shown)
    return Place(
        user=text_at(raw, "user", "id"),
        channel=channel,
        trigger=text_at(raw, "trigger_id"),
        url=text_at(raw, "response_url"),
        thread=text_at(raw, "container", "thread_ts") or text_at(raw, "message", "thread_ts"),
        message=text_at(raw, "container", "message_ts") or text_at(raw, "message", "ts"),
        view=text_at(shown, "id"),
        modal=text_at(shown, "type") == "modal",
        direct=channel.startswith("D"),
    )


def message_of(raw: Payload) -> Message | None:
    """A message as Slack shows it in payloads; None when there is none."""
    if not (ts := text_at(raw, "ts")):
        return None
    author = text_at(raw, "user")
    return Message(
        id=ts,
        text=said(text_at(raw, "text")).text,
        author=ids.ours(author),
        thread=text_at(raw, "thread_ts"),
        at=ids.said_at(ts),
        files=files_of(raw),
    )


def files_of(raw: Payload) -> dict[str, str]:
    """Names of attached files by the address under which members open them."""
    files = ((text_at(one, "permalink"), one) for one in parts_at(raw, "files"))
    return {url: whole(text_at(one, "title") or text_at(one, "name")) for url, one in files if url}
