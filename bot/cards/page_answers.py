"""What is said to who pages, escalates, or answers a page."""

from collections.abc import Iterator, Mapping, Sequence

from bot.cards import page as cards
from bot.cards import page_facts as facts
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Tone,
    Weight,
)
from bot.domain.escalation import Target
from bot.domain.page_brief import PageBrief
from bot.domain.page_course import PageState
from bot.domain.page_event import What
from bot.domain.wording import line, say

OFFERED = 4


def asked(brief: PageBrief, *, is_new: bool) -> Card:
    """To who pages: who is woken, and what happens if they do not answer."""
    parts: list[Part] = [Paragraph(one) for one in _woken(brief)]
    if not is_new:
        said = line(
            "They are being looked for already, since {when}; nobody was paged twice.",
            when=Moment(brief.page.at),
        )
        parts.insert(0, Paragraph(said))
    if brief.page.is_looking and brief.next_at:
        goes_on = line("Without an answer it goes on {when}.", when=Moment(brief.next_at, Show.RELATIVE))
        parts.append(Note(goes_on))
    if brief.page.is_looking:
        parts.append(Buttons((cards.hurry(brief), cards.call_off(brief))))
    return Card(cards.title(brief), tuple(parts), cards.tone(brief))


def _woken(brief: PageBrief) -> Iterator[Line]:
    sent = [one for one in brief.log if one.what == What.SENT]
    failed = {(one.place, one.person): one.text for one in brief.log if one.what == What.FAILED}
    for one in sent:
        who = facts.person(brief, one.person)
        if (one.place, one.person) in failed:
            yield line("{who} cannot be reached by any way that is set.", who=who)
        else:
            yield line("{who} is paged.", who=who)
    if not sent or brief.page.state is PageState.GAVE_UP:
        yield line("Nobody is on call for {who}, and nobody else is named to come instead.", who=brief.who)


def yours(brief: PageBrief) -> Card:
    """To who has it now: where to go."""
    parts: list[Part] = [Facts(facts.context(brief))] if facts.context(brief) else []
    if brief.dossier:
        key = brief.dossier.incident.key
        parts.append(
            Buttons(
                (
                    Button(say("Catch me up"), "catchup", key, weight=Weight.PRIMARY),
                    Button(say("Post update"), "update", key),
                    cards.pass_on(brief),
                )
            )
        )
    return Card(say("You have it · {about}", about=facts.about(brief)), tuple(parts), Tone.DONE)


def several(briefs: Sequence[PageBrief]) -> Card:
    if not briefs:
        return Card(say("Nobody is being looked for"), (Paragraph(line("No page is open.")),), Tone.DONE)
    rows = tuple(_row(one) for one in briefs)
    looking = sum(one.page.is_looking for one in briefs)
    title = say("{count} pages wait for an answer", count=looking)
    if looking < 2:
        title = say("One page waits for an answer") if looking else say("Every page was answered")
    buttons = tuple(
        Button(say("Page {number}", number=one.page.id), "page", words=str(one.page.id))
        for one in briefs[:OFFERED]
    )
    return Card(title, (Bullets(rows), Buttons(buttons)), Tone.WARNING if looking else Tone.CALM)


def _row(brief: PageBrief) -> Line:
    number: Line = (Bold(f"{brief.page.id}"), " · ", facts.about(brief), " · ")
    if brief.page.holder:
        return (*number, *line("{who} has it", who=facts.person(brief, brief.page.holder)))
    since = Moment(brief.page.at, Show.RELATIVE)
    return (*number, *line("{who} since {when}", who=brief.who, when=since))


def unknown(typed: str, near: Sequence[str], *, why: str, about: str) -> Card:
    """Nobody is called so; the nearest names can be pressed."""
    said = line("Nobody was paged. Mention a person with @, or name a team, a policy or a service.")
    buttons = tuple(Button(name, "page", about, words=f"{name} {why}".strip()) for name in near[:OFFERED])
    parts: list[Part] = [Paragraph(said)]
    if buttons:
        parts += [Paragraph(line("Did you mean one of these?")), Buttons(buttons)]
    return Card(say("“{typed}” is nobody who can be paged", typed=typed[:40]), tuple(parts), Tone.WARNING)


def whom(names: Mapping[Target, str], *, about: str) -> Card:
    """Nobody is paged yet, so nothing can be escalated; but somebody can be paged."""
    rows = tuple(
        (Bold(one.name), " · ", who or say("nobody is on call now")) for one, who in list(names.items())[:15]
    )
    buttons = tuple(Button(one.name, "page", about, words=str(one)) for one in list(names)[:OFFERED])
    said = line("Nobody is being looked for here, so there is nothing to escalate. Who is to come?")
    parts: list[Part] = [Paragraph(said)]
    if rows:
        parts.append(Bullets(rows))
    form = Button(say("Somebody else"), "page", about)
    parts.append(Buttons((*buttons[: OFFERED - 1], form)))
    return Card(say("Nobody is paged yet"), tuple(parts), Tone.WARNING)
