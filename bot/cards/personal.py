"""Customers who are told one by one: who waits, who was told what by whom, and who was left out and why."""

from collections.abc import Iterator, Sequence

from bot.cards.headline import called
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Quote,
    Show,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.personal_word import PersonalBrief, PersonalList, PersonalWord, WordState
from bot.domain.status_update import StatusUpdate, Telling, UpdateState
from bot.domain.wording import line, say

NAMED = 10
"""Customers that one message names; of more it says how many."""

EXCERPT = 200
"""Characters of words that were sent; those that somebody is to agree to are shown whole."""


def listed(dossier: Dossier, told: PersonalList) -> Card:
    """The one card of a status update's personal words, edited in place."""
    key = dossier.incident.key
    parts: list[Part] = []
    if told.skipped:
        parts.append(Note(line("From number {first} on.", first=str(told.skipped + 1))))
    for one in told.shown:
        parts += _entry(dossier, one)
    if not told.shown:
        parts.append(Paragraph(line("There are no more.")))
    if told.left:
        words = f"more {told.skipped + len(told.shown)}"
        parts.append(
            Buttons((Button(say("{count} more", count=str(told.left)), "personal", key, words=words),))
        )
    tone = Tone.WARNING if told.waiting else Tone.DONE
    if told.update.state is UpdateState.RETRACTED:
        tone = Tone.CALM
    return Card(_title(dossier, told), tuple(parts), tone)


def _title(dossier: Dossier, told: PersonalList) -> str:
    fields = {
        "key": called(dossier.incident),
        "number": str(told.update.number),
        "count": str(told.waiting),
        "all": str(told.total),
    }
    if told.waiting == 1:
        return say("{key}: one customer waits for a personal word (update {number})", **fields)
    if told.waiting:
        return say("{key}: {count} customers wait for a personal word (update {number})", **fields)
    return say("{key}: nobody waits for a personal word any more (update {number})", **fields)


def nobody(dossier: Dossier) -> Card:
    """The answer where no customer is told one by one."""
    said = line(
        "As soon as something is published, customers of tiers that are {personal} in the settings wait.",
        personal=Code("personal"),
    )
    title = say("{key}: nobody waits for a personal word", key=called(dossier.incident))
    return Card(title, (Paragraph(said),))


def _entry(dossier: Dossier, one: PersonalBrief) -> Iterator[Part]:
    word = one.word
    tier = f" ({word.tier})" if word.tier else ""
    yield Paragraph((Bold(word.name), f"{tier} · ", *_stands(dossier, one)))
    yield Note((_targets(one),))
    failed = [told for told in one.targets if told.state is Telling.FAILED]
    if failed:
        yield Bullets(tuple((f"{told.target}: {told.why}",) for told in failed))
    if word.text and word.state is WordState.PROPOSED:
        yield Quote(word.text)
    elif word.text and word.state is WordState.SENT:
        yield Quote(word.text if len(word.text) <= EXCERPT else f"{word.text[:EXCERPT]}…")
    if word.is_open:
        yield _buttons(dossier.incident.key, word)


def _stands(dossier: Dossier, one: PersonalBrief) -> Line:
    word = one.word
    when = Moment(word.at or word.held_at, Show.DATE_TIME)
    match word.state:
        case WordState.HELD:
            return line("waits for a personal word since {when}", when=when)
        case WordState.PROPOSED:
            who = dossier.mention(word.written_by)
            return line("{who} wrote to them, and somebody has to agree", who=who)
        case WordState.SENT:
            return _sent(dossier, one, when)
        case WordState.LEFT_OUT:
            who = dossier.mention(word.by)
            return line("left out by {who}, {when}: {why}", who=who, when=when, why=word.why)
    return line("over: {why}", why=word.why)


def _sent(dossier: Dossier, one: PersonalBrief, when: Moment) -> Line:
    word, fields = one.word, {"done": str(one.counts.get(Telling.TOLD, 0)), "all": str(one.count)}
    who = dossier.mention(word.by)
    if word.text and word.written_by != word.by:
        writer = dossier.mention(word.written_by)
        return line(
            "told {done} of {all}, {when}; written by {writer}, agreed to by {who}",
            writer=writer,
            who=who,
            when=when,
            **fields,
        )
    if word.text:
        return line("told {done} of {all} by {who}, {when}, in other words", who=who, when=when, **fields)
    return line("told {done} of {all} by {who}, {when}, as published", who=who, when=when, **fields)


def _targets(one: PersonalBrief) -> str:
    named = ", ".join(told.target for told in one.targets)
    more = one.count - len(one.targets)
    return say("{named} and {count} more", named=named, count=str(more)) if more > 0 else named


def _buttons(key: str, word: PersonalWord) -> Buttons:
    this = f"#{word.id}"
    send = Button(say("Send as published"), "personal", key, words=f"send {this}")
    write = Button(say("Write to them"), "personal", key, words=f"write {this}")
    leave = Button(say("Leave out"), "personal", key, words=f"leave {this}")
    if word.state is WordState.PROPOSED:
        agree = Button(
            say("Approve and send"),
            "personal",
            key,
            words=f"approve {this} {word.version}",
            weight=Weight.PRIMARY,
        )
        return Buttons((agree, write, send), (leave,))
    return Buttons((send, write, leave))


def owner(dossier: Dossier, update: StatusUpdate, theirs: Sequence[PersonalWord]) -> Card:
    """To whoever looks after these accounts; edited in place until nothing is due any more."""
    key, due = dossier.incident.key, [one for one in theirs if one.is_open]
    fields = {"key": key, "number": str(update.number)}
    if not due:
        title = say("{key}: nothing is due to your customers (update {number})", **fields)
        return Card(title, (Note(_names(theirs)),), Tone.DONE)
    said = line(
        "Customers were told number {number} about {what}; these of yours wait for a word of their own.",
        number=str(update.number),
        what=dossier.incident.title,
    )
    title = say("{key}: a personal word to your customers is due", key=key)
    if len(due) == 1:
        title = say("{key}: a personal word to {name} is due", key=key, name=due[0].name)
    return Card(title, (Paragraph(said), Paragraph(_names(due)), *_see(dossier)), Tone.WARNING)


def due(dossier: Dossier, update: StatusUpdate, late: Sequence[PersonalWord]) -> Card:
    """The liaison is reminded."""
    key = called(dossier.incident)
    title = say("{key}: {count} customers still wait for a personal word", key=key, count=str(len(late)))
    if len(late) == 1:
        title = say("{key}: {name} still waits for a personal word", key=key, name=late[0].name)
    since = line(
        "Everybody else was told number {number}; they wait since {when}.",
        number=str(update.number),
        when=Moment(late[0].held_at, Show.DATE_TIME),
    )
    return Card(title, (Paragraph(since), Paragraph(_names(late)), *_see(dossier)), Tone.WARNING)


def _names(some: Sequence[PersonalWord]) -> Line:
    named = ", ".join(one.name for one in some[:NAMED])
    more = len(some) - NAMED
    return (say("{named} and {count} more", named=named, count=str(more)),) if more > 0 else (named,)


def _see(dossier: Dossier) -> Iterator[Part]:
    if rooms := dossier.room_links:
        yield Note(line("The list stands in {room}, too.", room=rooms[0]))
    see = Button(say("Show the list"), "personal", dossier.incident.key, weight=Weight.PRIMARY)
    yield Buttons((see,))


def done(word: PersonalWord) -> Card:
    """The answer to whoever decided; the list says the rest."""
    said = {
        WordState.SENT: "{name} is being told",
        WordState.PROPOSED: "Your words to {name} wait until somebody agrees",
        WordState.LEFT_OUT: "{name} is left out",
    }
    tone = Tone.WARNING if word.state is WordState.PROPOSED else Tone.DONE
    return Card(say(said[word.state], name=word.name), tone=tone)
