"""How a status update for customers looks: in the war room from draft to correction, and to those told."""

from collections.abc import Iterator

from bot.cards import ledger, pace, status_words
from bot.cards.headline import called, headline
from bot.cards.status_buttons import buttons
from bot.domain.card import (
    Bold,
    Bullets,
    Card,
    Fact,
    Facts,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Quote,
    Show,
    Struck,
    Tone,
)
from bot.domain.dossier import Dossier
from bot.domain.status_brief import StatusBrief
from bot.domain.status_diff import Fate, Piece, is_changed
from bot.domain.status_update import Audience, StatusUpdate, Telling, UpdateState
from bot.domain.wording import line, say

_TONES = {
    UpdateState.DRAFT: Tone.WARNING,
    UpdateState.APPROVED: Tone.CALM,
    UpdateState.PUBLISHED: Tone.DONE,
    UpdateState.RETRACTED: Tone.CALM,
    UpdateState.DISCARDED: Tone.CALM,
}


def worked_on(dossier: Dossier, brief: StatusBrief) -> Card:
    """The one card on which it is written, agreed to and followed, edited in place."""
    update = brief.update
    return Card(
        _title(dossier, update),
        (
            *_text(brief),
            Facts(tuple(_facts(dossier, brief))),
            *_objection(dossier, update),
            *_checks(brief),
            *(Note((one,)) for one in brief.changed),
            *_compared(brief),
            *_not_told(brief),
            *buttons(brief, dossier.incident.key),
        ),
        _TONES[update.state],
    )


def _title(dossier: Dossier, update: StatusUpdate) -> str:
    key, number = called(dossier.incident), str(update.number)
    titles = {
        UpdateState.DRAFT: "{key}: draft {number} for customers",
        UpdateState.APPROVED: "{key}: draft {number} for customers is approved",
        UpdateState.PUBLISHED: "{key}: customers were told ({number})",
        UpdateState.RETRACTED: "{key}: status update {number} was retracted",
        UpdateState.DISCARDED: "{key}: draft {number} was thrown away",
    }
    return say(titles[update.state], key=key, number=number)


def _text(brief: StatusBrief) -> Iterator[Part]:
    update = brief.update
    if update.state is UpdateState.DISCARDED:
        return
    if brief.counts_again:
        yield Note(_counts_again(brief.counts_again))
    elif update.corrects:
        yield Note(_puts_right(update))
    yield Quote(brief.text)
    others = [one for one in brief.languages[1:] if one in update.texts]
    missing = [one for one in brief.languages[1:] if one not in update.texts]
    if others:
        yield Note(line("Also in: {languages}.", languages=status_words.languages(others)))
    if missing:
        first = status_words.language(brief.languages[0])
        yield Note(
            line(
                "Not in: {languages}; whoever reads these gets it in {first}.",
                languages=status_words.languages(missing),
                first=first,
            )
        )


def _puts_right(update: StatusUpdate) -> Line:
    return line("It puts number {number} right.", number=str(update.corrects))


def _counts_again(update: StatusUpdate) -> Line:
    return line("What number {number} says counts again.", number=str(update.number))


def _facts(dossier: Dossier, brief: StatusBrief) -> Iterator[Fact]:
    update = brief.update
    yield Fact(say("Phase"), (update.phase,))
    yield Fact(say("To"), (status_words.audiences(update.audiences) or say("nobody"),))
    if update.next_at:
        yield Fact(say("Promises the next one for"), (Moment(update.next_at),))
    if update.is_in_hand:
        yield from pace.facts(dossier)
    yield Fact(say("Written by"), (dossier.mention(update.writer),))
    if update.approved_by and update.approved_at:
        agreed = line(
            "{who}, {when}", who=dossier.mention(update.approved_by), when=Moment(update.approved_at)
        )
        yield Fact(say("Approved by"), agreed)
    if update.despite:
        yield Fact(say("Although the check stopped it"), (update.despite,))
    yield from _became(dossier, update)
    if brief.cadence.promised:
        share = {"in_time": str(brief.cadence.in_time), "all": str(brief.cadence.promised)}
        kept = say("{in_time} of {all} ({percent} %)", percent=str(brief.cadence.percent), **share)
        yield Fact(say("In time so far"), (kept,))
    if told := _told(brief):
        yield Fact(say("Told"), (told,))
    if dossier.ledger and dossier.ledger.number == update.number:
        yield from ledger.facts(dossier)


def _became(dossier: Dossier, update: StatusUpdate) -> Iterator[Fact]:
    """When it goes out, went out, or was taken back."""
    if update.publish_at:
        yield Fact(say("Goes out"), line("{when}, unless somebody objects", when=Moment(update.publish_at)))
    if update.published_at:
        when = Moment(update.published_at, Show.DATE_TIME)
        yield Fact(
            say("Published"), line("{when} by {who}", when=when, who=dossier.mention(update.published_by))
        )
    if update.retracted_at:
        yield Fact(
            say("Retracted"),
            line(
                "{when} by {who}: {why}",
                when=Moment(update.retracted_at),
                who=dossier.mention(update.retracted_by),
                why=update.retraction,
            ),
        )


def _told(brief: StatusBrief) -> str:
    """`Tickets: 7 of 9`, with what is left."""
    said = []
    for audience in Audience:
        counts = {state: brief.count(audience, state) for state in Telling}
        whole = sum(counts.values()) - counts[Telling.SKIPPED]
        if not sum(counts.values()):
            continue
        name = status_words.audience(audience)
        said.append(
            say("{audience}: {told} of {all}", audience=name, told=str(counts[Telling.TOLD]), all=str(whole))
        )
        if held := counts[Telling.HELD]:
            said.append(say("{held} wait for a personal word", held=str(held)))
    if brief.update.paused_at:
        said.append(say("paused"))
    return " · ".join(said)


def _objection(dossier: Dossier, update: StatusUpdate) -> Iterator[Part]:
    if not update.objection or not update.is_in_hand:
        return
    who = (dossier.mention(update.objected_by),) if update.objected_by else (say("Caseline"),)
    yield Paragraph(line("{who} objects: {why}", who=who, why=Bold(update.objection)))


def _checks(brief: StatusBrief) -> Iterator[Part]:
    if not brief.checks or not brief.update.is_in_hand:
        return
    lines: list[Line] = []
    for one in sorted(brief.checks, key=lambda each: not each.stops):
        named = (
            f"{status_words.language(one.language)}: " if one.language not in ("", brief.languages[0]) else ""
        )
        lines.append(
            (Bold(say("Stops it")), f" · {named}{one.says}") if one.stops else (f"{named}{one.says}",)
        )
    yield Bullets(tuple(lines))


def _compared(brief: StatusBrief) -> Iterator[Part]:
    """What is new since customers were told last."""
    if not brief.update.is_in_hand or not is_changed(brief.since_last):
        return
    yield Note(line("Since the last one:"))
    yield Paragraph(tuple(span for one in brief.since_last for span in _drawn(one)))


def _drawn(piece: Piece) -> Line:
    """What stands out has its spaces outside, where every chat keeps them."""
    text = piece.text.strip()
    if piece.fate is Fate.SAME or not text:
        return (piece.text,) if piece.fate is not Fate.GONE else ()
    before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    after = piece.text[len(before) + len(text) :]
    if piece.fate is Fate.GONE:
        return (before, Struck(text), after or " ")
    return tuple(filter(None, (before, Bold(text), after)))


def _not_told(brief: StatusBrief) -> Iterator[Part]:
    """Who could not be told, and why; nobody is left out silently."""
    lines = [(f"{one.target}: {one.why}",) for one in brief.failed]
    lines += [
        (say("{ticket} was left out: {why}", ticket=one.target, why=one.why),) for one in brief.left_out
    ]
    lines += [(one,) for one in _unnamed(brief)]
    if lines:
        yield Bullets(tuple(lines))


def _unnamed(brief: StatusBrief) -> Iterator[str]:
    """Of subscribers how many, and nobody's address."""
    failed, left = (brief.count(Audience.SUBSCRIBERS, one) for one in (Telling.FAILED, Telling.SKIPPED))
    if failed:
        yield say(
            "E-mail subscribers whom the mail server did not take a letter for: {number}", number=failed
        )
    if left:
        yield say(
            "E-mail subscribers left out, since they left or their address takes no letters: {number}",
            number=left,
        )


def told(dossier: Dossier, brief: StatusBrief) -> Card:
    """The words themselves, for people outside of the war room."""
    update = brief.update
    if update.state is UpdateState.RETRACTED:
        gone = line("Number {number} was retracted: {why}", number=str(update.number), why=update.retraction)
        again = brief.counts_again
        rest = (Note(_counts_again(again)), Quote(brief.text_again)) if again else ()
        return Card(headline(dossier.incident), (Paragraph(gone), *rest))
    more: tuple[Part, ...] = (Note(_puts_right(update)),) if update.corrects else ()
    if update.next_at:
        more += (Note(line("Customers were promised the next one for {when}.", when=Moment(update.next_at))),)
    title = say("{key}: customers were told", key=called(dossier.incident))
    return Card(title, (Note((dossier.incident.title,)), Quote(brief.text), *more))
