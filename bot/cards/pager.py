"""An incident that began in a pager: is it one here? And one of ours that is resolved there: is it over?"""

from collections.abc import Sequence

from bot.domain.card import (
    Bold,
    Button,
    Buttons,
    Card,
    Fact,
    Facts,
    Link,
    Note,
    Paragraph,
    Part,
    Tone,
    Weight,
)
from bot.domain.incident import Incident
from bot.domain.pager import PagerLink, PagerState, called
from bot.domain.wording import line, say


def proposed(link: PagerLink, *, severity: str = "", others: Sequence[Incident] = ()) -> Card:
    """Asks once; afterwards it says what was answered. `others` are those to which it may belong."""
    pager = called(link.pager)
    if link.incident:
        title = say("It belongs to {key}: {title}", key=link.incident, title=link.title)
        status = Button(say("How it stands"), "status", link.incident)
        return Card(title, (Facts(_facts(link)), Buttons((status,))), Tone.DONE)
    if link.dismissed:
        title = say("No incident here: {title}", title=link.title)
        return Card(title, (Facts(_facts(link)), *_again(link)), Tone.DONE)
    if link.state is PagerState.RESOLVED:
        title = say("Resolved in {pager}: {title}", pager=pager, title=link.title)
        return Card(title, (Facts(_facts(link)),), Tone.DONE)
    asked = line("It began in {pager}. Is it an incident that customers feel?", pager=pager)
    declare = _button(link, say("Declare an incident"), "declare", weight=Weight.PRIMARY)
    adds = (_button(link, say("Add to {key}", key=one.key), "add", about=one.key) for one in others)
    no = _button(link, say("No incident"), "dismiss")
    hint = line("Declared, it is {severity}; nobody is paged again for it.", severity=severity)
    parts: tuple[Part, ...] = (Paragraph(asked), Facts(_facts(link)), *((Note(hint),) if severity else ()))
    title = say("{pager}: {title}", pager=pager, title=link.title)
    return Card(title, (*parts, Buttons((declare, *adds, no))), Tone.WARNING)


def _again(link: PagerLink) -> tuple[Buttons, ...]:
    """People may change their minds while it goes on."""
    if link.state is PagerState.RESOLVED:
        return ()
    return (Buttons((_button(link, say("Declare all the same"), "declare"),)),)


def _button(
    link: PagerLink, label: str, verb: str, *, about: str = "", weight: Weight = Weight.PLAIN
) -> Button:
    words = f"{link.pager} {link.id} {verb}"
    return Button(label, "pager", about, words=words, weight=weight, once=verb == "declare")


def _facts(link: PagerLink) -> tuple[Fact, ...]:
    found = [Fact(say("There"), (Bold(link.state.value),))]
    if link.service:
        found.append(Fact(say("Service"), (link.service,)))
    if link.url:
        found.append(Fact(say("Opens in"), (Link(called(link.pager), link.url),)))
    return tuple(found)


def resolved(link: PagerLink, incident: Incident) -> Card:
    """In the war room: what it means for customers is said by people."""
    key, pager = incident.key, called(link.pager)
    where = Link(link.title, link.url) if link.url else link.title
    return Card(
        say("Resolved in {pager}: is {key} over, too?", pager=pager, key=key),
        (
            Paragraph(line("{what} is resolved there. Customers hear of it only from you.", what=where)),
            Buttons((Button(say("Resolve"), "resolve", key, weight=Weight.PRIMARY),)),
        ),
        Tone.WARNING,
    )
