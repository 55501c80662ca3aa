"""Words about what happened, and what is to be done."""

from dataclasses import replace
from datetime import datetime

from bot.actions import relay
from bot.actions import timeline as actions
from bot.cards import forms, plain
from bot.cards import timeline as cards
from bot.commands import understand
from bot.commands.asked import Asked, Command, readable
from bot.domain.interaction import Message, Reply
from bot.domain.wording import say
from bot.errors import BadInput, NotFound


def _update_rules(asked: Asked) -> tuple[str, ...]:
    """Its form may move the incident to another phase, which has a rule of its own."""
    phase = asked.text("phase")
    if not phase:
        return ("update",)
    with asked.world.store.read() as work:
        incident = work.incidents.get(asked.key)
    return ("update",) if incident is None or incident.phase == phase else ("update", "phase")


def update(asked: Asked) -> Reply:
    """An update for everybody who follows the incident; without words, the form."""
    text = asked.text("text") if asked.from_form else asked.prose
    if not text and asked.from_form:
        raise BadInput(say("Say what is new. If nothing is new, say that."), field="text")
    if not text:
        return Reply(form=forms.update(asked.world.settings, asked.dossier(to_change=True)))
    next_at = asked.answers.get("next_at")
    entry = actions.post_update(
        asked.world,
        asked.by,
        asked.key,
        text,
        phase=asked.text("phase"),
        next_at=next_at if isinstance(next_at, datetime) else None,
    )
    return Reply(card=cards.updated(asked.dossier(), entry))


def note(asked: Asked) -> Reply:
    """A note; it may begin with when it happened."""
    if asked.from_form:
        at = asked.answers.get("at")
        text = asked.text("text")
        if not text:
            raise BadInput(say("Say what happened."), field="text")
        return _noted(asked, text, at if isinstance(at, datetime) else None)
    at, text = understand.instant(asked.prose, asked.world.clock.now(), asked.said.person.zone)
    if not text.strip():
        return Reply(form=forms.note(asked.dossier(), words=""))
    return _noted(asked, text.strip(), at)


def _noted(asked: Asked, text: str, at: datetime | None) -> Reply:
    entry = actions.note(asked.world, asked.by, asked.key, text, at=at)
    return Reply(card=cards.recorded(entry, back_dated=at is not None))


def timeline(asked: Asked) -> Reply:
    """The timeline; with a text, a note; `edit` corrects an entry."""
    word, _, rest = asked.words.strip().partition(" ")
    if word == "edit":
        return _edit(asked, rest.strip())
    if asked.words.strip():
        return note(asked)
    return Reply(card=cards.timeline(asked.dossier()))


def _edit(asked: Asked, number: str) -> Reply:
    if asked.from_form and number.isdigit():
        at = asked.answers.get("at")
        entry = actions.correct(
            asked.world,
            asked.by,
            asked.key,
            int(number),
            text=asked.text("text"),
            at=at if isinstance(at, datetime) else None,
        )
        gone = say("Entry taken off the timeline") if entry.removed_at else say("Timeline corrected")
        return Reply(card=plain.done(gone))
    known = asked.dossier()
    chosen = number or asked.text("entry")
    written = [e for e in known.entries if e.kind in actions.CORRECTED]
    if not written:
        raise NotFound(say("{key} has no note or update yet that could be corrected.", key=asked.key))
    if not chosen:
        return Reply(form=forms.which_entry(known, written))
    found = next((e for e in written if str(e.id) == chosen), None)
    if found is None:
        raise NotFound(say(actions.WRITTEN_BY_ITSELF))
    return Reply(form=forms.edit_entry(known, found))


def _timeline_rules(asked: Asked) -> tuple[str, ...]:
    return ("note",) if asked.words.strip() else ("timeline",)


def catchup(asked: Asked) -> Reply:
    return Reply(card=cards.catchup(asked.dossier()))


# --- what doors report --------------------------------------------------------------------


def _sourced(asked: Asked) -> Message | None:
    """The message under a name that no message of another room has."""
    message, room = asked.said.message, asked.said.room
    return replace(message, id=f"{room.id}/{message.id}") if message and room else message


def note_from(asked: Asked) -> Reply:
    """A chat message, put on the timeline as it was said and when it was said."""
    message = _sourced(asked)
    if message is None or not message.text.strip():
        raise BadInput(say("That message has no text that could go on the timeline."))
    entry = actions.note(
        asked.world, asked.by, asked.key, message.text.strip(), at=message.at, message=message
    )
    return Reply(card=cards.recorded(entry, back_dated=message.at is not None))


def unpinned(asked: Asked) -> Reply:
    if message := _sourced(asked):
        actions.follow_message(asked.world, asked.by, message, deleted=True)
    return Reply()


def message_edited(asked: Asked) -> Reply:
    return _followed(asked, deleted=False)


def message_deleted(asked: Asked) -> Reply:
    return _followed(asked, deleted=True)


def _followed(asked: Asked, *, deleted: bool) -> Reply:
    """Wherever the message was passed on to, and on the timeline."""
    if message := _sourced(asked):
        spoken = replace(message, text=readable(message.text, asked.said.mentions))
        relay.follow(asked.world, message.id, spoken, deleted=deleted)
        actions.follow_message(asked.world, asked.by, message, deleted=deleted)
    return Reply()


COMMANDS = (
    Command(
        word="update",
        run=update,
        says="tells colleagues what is new",
        usage="update TEXT",
        rules=_update_rules,
        example="update Card payments fail; PayPal works",
        synonyms=("post",),
        about=True,
        free_text=True,
        hyphenated=True,
    ),
    Command(
        word="note",
        run=note,
        says="puts a line on the timeline; it may begin with a time",
        usage="note [10:42|5m ago] TEXT",
        example="note 10:42 Eve restarted the gateway",
        about=True,
        free_text=True,
    ),
    Command(
        word="timeline",
        run=timeline,
        says="shows what happened",
        usage="timeline [edit]",
        rules=_timeline_rules,
        synonyms=("log", "history"),
        about=True,
        free_text=True,
    ),
    Command(
        word="catchup",
        run=catchup,
        says="tells you in six lines what happened so far",
        usage="catchup",
        synonyms=("summary", "catch-up", "tldr"),
        about=True,
    ),
    Command(
        word="note_from",
        run=note_from,
        says="a message for the timeline",
        usage="",
        hidden=True,
        about=True,
        rule="note",
    ),
    Command(
        word="pinned", run=note_from, says="a marked message", usage="", hidden=True, about=True, rule="note"
    ),
    Command(
        word="unpinned",
        run=unpinned,
        says="a mark taken away",
        usage="",
        hidden=True,
        reported=True,
        rule="note",
    ),
    Command(
        word="message_edited",
        run=message_edited,
        says="an edited message",
        usage="",
        hidden=True,
        reported=True,
        rule="note",
    ),
    Command(
        word="message_deleted",
        run=message_deleted,
        says="a deleted message",
        usage="",
        hidden=True,
        reported=True,
        rule="note",
    ),
)
