"""A page, as who was paged sees it, and as others follow it."""

from bot.cards import page_facts
from bot.domain.card import Button, Buttons, Card, Facts, Note, Part, Tone, Weight
from bot.domain.page_brief import PageBrief
from bot.domain.page_course import PageState
from bot.domain.wording import say


def paged(brief: PageBrief, person: str) -> Card:
    """In front of whom it went to: what it is about, and whether they can come."""
    return Card(_title(brief), (*_parts(brief), *_answers(brief, person)), _tone(brief))


def followed(brief: PageBrief) -> Card:
    """In the war room, or in front of who asked: how far it is."""
    parts = _parts(brief)
    if brief.page.is_looking:
        parts.append(Buttons((_have_it(brief), _hurry(brief))))
    return Card(_title(brief), tuple(parts), _tone(brief))


def _parts(brief: PageBrief) -> list[Part]:
    return [Facts(page_facts.facts(brief)), *map(Note, page_facts.life(brief))]


def _title(brief: PageBrief) -> str:
    about, who = page_facts.about(brief), brief.page.who_named
    if brief.page.state is PageState.ACKNOWLEDGED:
        return say("{who} has it · {about}", who=brief.names[brief.page.holder], about=about)
    if brief.page.state is PageState.GAVE_UP:
        return say("Nobody answered the page of {who} · {about}", who=who, about=about)
    if brief.page.state is PageState.ENDED:
        return say("Nobody is needed any more · {about}", about=about)
    return say("Page for {who} · {about}", who=who, about=about)


def _tone(brief: PageBrief) -> Tone:
    if brief.page.state in (PageState.ACKNOWLEDGED, PageState.ENDED):
        return Tone.DONE
    return Tone.URGENT


def _answers(brief: PageBrief, person: str) -> tuple[Part, ...]:
    if brief.course.ended_at:
        return ()
    if person in brief.course.holders:
        return (Buttons((_pass_on(brief),)),)
    return (Buttons((_have_it(brief), _pass_on(brief), _hurry(brief))),) if brief.page.is_looking else ()


def _have_it(brief: PageBrief) -> Button:
    return Button(say("I have it"), "page", words=f"{brief.page.id} have it", weight=Weight.PRIMARY)


def _pass_on(brief: PageBrief) -> Button:
    return Button(say("Can't, pass on"), "page", words=f"{brief.page.id} pass on")


def _hurry(brief: PageBrief) -> Button:
    return Button(say("Escalate now"), "page", words=f"{brief.page.id} escalate")
