"""How a summary for people inside the company looks: in the war room, and to whoever hears it."""

from collections.abc import Iterator
from datetime import datetime

from bot.cards.headline import called, headline
from bot.domain.card import (
    Bullets,
    Button,
    Buttons,
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
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.status_update import UpdateState
from bot.domain.summary import Listeners, Summary
from bot.domain.summary_brief import SummaryBrief
from bot.domain.wording import line, say

_TONES = {UpdateState.DRAFT: Tone.WARNING, UpdateState.PUBLISHED: Tone.DONE}


def worked_on(dossier: Dossier, brief: SummaryBrief) -> Card:
    """The one card on which it is written, agreed to and sent, edited in place."""
    summary = brief.summary
    gone = summary.state is UpdateState.DISCARDED
    parts: tuple[Part, ...] = (
        *(() if gone else (Quote(summary.text),)),
        Facts(tuple(_facts(dossier, brief))),
        *(Note((one,)) for one in brief.remarks),
        *_failed(summary),
        *_buttons(brief, dossier.incident.key),
    )
    return Card(_title(dossier, summary), parts, _TONES.get(summary.state, Tone.CALM))


def _title(dossier: Dossier, summary: Summary) -> str:
    titles = {
        UpdateState.DRAFT: "{key}: draft of summary {number} for our own people",
        UpdateState.APPROVED: "{key}: summary {number} for our own people is approved",
        UpdateState.PUBLISHED: "{key}: summary {number} went to our own people",
        UpdateState.DISCARDED: "{key}: summary {number} was thrown away",
    }
    return say(titles[summary.state], key=called(dossier.incident), number=str(summary.number))


def _facts(dossier: Dossier, brief: SummaryBrief) -> Iterator[Fact]:
    summary = brief.summary
    if summary.is_in_hand:
        yield Fact(say("To"), (_counted(brief.listeners) or say("nobody yet"),))
    if summary.next_at:
        yield Fact(say("Promises the next one for"), (Moment(summary.next_at),))
    yield Fact(say("Written by"), (dossier.mention(summary.writer),))
    if summary.approved_by and summary.approved_at:
        yield Fact(say("Approved by"), _who_when(dossier, summary.approved_by, summary.approved_at))
    if summary.published_by and summary.published_at:
        yield Fact(say("Sent by"), _who_when(dossier, summary.published_by, summary.published_at))
        reached = {"some": str(len(summary.heard) - len(summary.failed)), "all": str(len(summary.heard))}
        yield Fact(say("Sent to"), (say("{some} of {all}", **reached),))


def _who_when(dossier: Dossier, who: str, when: datetime) -> Line:
    return line("{who}, {when}", who=dossier.mention(who), when=Moment(when, Show.DATE_TIME))


def _counted(to: Listeners) -> str:
    counts = (
        (say("followers: {count}", count=len(to.followers)), to.followers),
        (say("channels: {count}", count=len(to.rooms)), to.rooms),
        (say("e-mail: {count}", count=len(to.letters)), to.letters),
    )
    return " · ".join(said for said, some in counts if some)


def _failed(summary: Summary) -> Iterator[Part]:
    """Whom it did not reach, and why."""
    if summary.failed:
        yield Bullets(tuple((f"{to}: {why}",) for to, why in summary.failed.items()))


def _buttons(brief: SummaryBrief, key: str) -> Iterator[Buttons]:
    summary, version = brief.summary, str(brief.summary.version)
    if not summary.is_in_hand:
        if summary.failed:
            yield Buttons((Button(say("Retry what failed"), "retry", key, weight=Weight.PRIMARY),))
        return
    agree = brief.needs_approval and summary.state is UpdateState.DRAFT
    label, word = (say("Approve"), "approve") if agree else (say("Send"), "publish")
    sure = say("Nobody was told of it yet.")
    yield Buttons(
        (
            Button(label, "brief", key, words=f"{word} {version}", weight=Weight.PRIMARY),
            Button(say("Change the words"), "brief", key, words="edit"),
        ),
        (
            Button(say("Fill it anew from facts"), "brief", key, words="facts"),
            Button(say("Throw it away"), "brief", key, words="discard", confirm=sure),
        ),
    )


def told(dossier: Dossier, summary: Summary, *, follows: bool) -> Card:
    """For people inside the company; who follows it can stop that here."""
    key = dossier.incident.key
    more: tuple[Part, ...] = ()
    if summary.next_at:
        more = (Note(line("You hear next by {when}.", when=Moment(summary.next_at))),)
    stop = (Button(say("Stop following"), "unfollow", key),) if follows else ()
    buttons = Buttons((Button(say("Status"), "status", key), *stop))
    tone = Tone.CALM if dossier.incident.is_open else Tone.DONE
    return Card(headline(dossier.incident), (Quote(summary.text), *more, buttons), tone)


def due(dossier: Dossier, at: datetime, *, listeners: int, in_hand: bool) -> Card:
    """To whoever speaks for the incident."""
    key = dossier.incident.key
    said = line(
        "{count} inside the company wait for the next summary of {title}.",
        count=str(listeners),
        title=dossier.incident.title,
    )
    label = say("Look at the draft") if in_hand else say("Write a summary")
    button = Button(label, "brief", key, weight=Weight.PRIMARY)
    late = at < dossier.now
    when = line("It was due {when}.", when=Moment(at)) if late else line("It is due {when}.", when=Moment(at))
    title = say("{key}: our own people wait for a summary", key=called(dossier.incident))
    return Card(title, (Paragraph(said), Note(when), Buttons((button,))), Tone.WARNING)
