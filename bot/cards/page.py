"""A page, as who was paged sees it, and as others follow it."""

from bot.cards import page_facts as facts
from bot.domain.card import Button, Buttons, Card, Facts, Note, Paragraph, Part, Quote, Tone, Weight
from bot.domain.page_brief import PageBrief
from bot.domain.page_course import PageState
from bot.domain.wording import line, say


def paged(brief: PageBrief, person: str) -> Card:
    """In front of whom it went to: all that they would ask first, and whether they can come."""
    parts: list[Part] = [Paragraph(line("You are needed. Can you come?"))] if brief.page.is_looking else []
    if words := facts.seen(brief):
        parts.append(Quote(words))
    parts.append(Facts((*facts.context(brief), *facts.asked(brief))))
    parts += [*map(Note, facts.life(brief)), *_answers(brief, person)]
    return Card(title(brief), tuple(parts), tone(brief))


def followed(brief: PageBrief) -> Card:
    """In the war room, or in front of who asked: how far it is."""
    parts: list[Part] = [Facts(facts.asked(brief)), *map(Note, facts.life(brief))]
    if brief.page.is_looking:
        parts.append(Buttons((have_it(brief), hurry(brief), call_off(brief))))
    return Card(title(brief), tuple(parts), tone(brief))


def title(brief: PageBrief) -> str:
    about, who = facts.about(brief), brief.who
    match brief.page.state:
        case PageState.ACKNOWLEDGED:
            holder = brief.names.get(brief.page.holder, brief.page.holder)
            return say("{who} has it · {about}", who=holder, about=about)
        case PageState.GAVE_UP:
            return say("Nobody answered the page of {who} · {about}", who=who, about=about)
        case PageState.ENDED:
            return say("Nobody is needed any more · {about}", about=about)
        case _:
            return say("Page for {who} · {about}", who=who, about=about)


def tone(brief: PageBrief) -> Tone:
    return Tone.DONE if brief.page.state in (PageState.ACKNOWLEDGED, PageState.ENDED) else Tone.URGENT


def _answers(brief: PageBrief, person: str) -> tuple[Part, ...]:
    if brief.course.ended_at:
        return ()
    if person in brief.course.holders:
        return (Buttons((*_goes_to(brief), pass_on(brief))),)
    if not brief.page.is_looking:
        return ()
    return (Buttons((have_it(brief), pass_on(brief), hurry(brief))),)


def _goes_to(brief: PageBrief) -> tuple[Button, ...]:
    if brief.dossier is None:
        return ()
    return (Button(say("Catch me up"), "catchup", brief.dossier.incident.key, weight=Weight.PRIMARY),)


def have_it(brief: PageBrief) -> Button:
    return Button(say("I have it"), "page", words=f"{brief.page.id} have it", weight=Weight.PRIMARY)


def pass_on(brief: PageBrief) -> Button:
    return Button(say("Can't, pass on"), "page", words=f"{brief.page.id} pass on")


def hurry(brief: PageBrief) -> Button:
    return Button(say("Escalate now"), "page", words=f"{brief.page.id} escalate")


def call_off(brief: PageBrief) -> Button:
    return Button(
        say("Call off"),
        "page",
        words=f"{brief.page.id} call off",
        confirm=say("Is nobody needed any more?"),
    )
