"""An incident that began in a pager: is it one here?"""

from bot.domain.card import Bold, Button, Buttons, Card, Fact, Facts, Link, Paragraph, Tone, Weight
from bot.domain.pager import PagerLink, PagerState
from bot.domain.wording import line, say


def proposed(link: PagerLink) -> Card:
    """Asks once; afterwards it says what was answered."""
    pager = link.pager.capitalize()
    if link.incident:
        title = say("{key} was declared: {title}", key=link.incident, title=link.title)
        status = Button(say("How it stands"), "status", link.incident)
        return Card(title, (Facts(_facts(link)), Buttons((status,))), Tone.DONE)
    if link.dismissed:
        title = say("No incident here: {title}", title=link.title)
        return Card(title, (Facts(_facts(link)), *_again(link)), Tone.DONE)
    if link.state is PagerState.RESOLVED:
        title = say("Resolved in {pager}: {title}", pager=pager, title=link.title)
        return Card(title, (Facts(_facts(link)),), Tone.DONE)
    asked = line("It began in {pager}. Is it an incident that customers feel?", pager=pager)
    buttons = (
        Button(say("Declare an incident"), "pager", words=_words(link, "declare"), weight=Weight.PRIMARY),
        Button(say("No incident"), "pager", words=_words(link, "dismiss")),
    )
    title = say("{pager}: {title}", pager=pager, title=link.title)
    return Card(title, (Paragraph(asked), Facts(_facts(link)), Buttons(buttons)), Tone.WARNING)


def _again(link: PagerLink) -> tuple[Buttons, ...]:
    """People may change their minds while it goes on."""
    if link.state is PagerState.RESOLVED:
        return ()
    return (Buttons((Button(say("Declare all the same"), "pager", words=_words(link, "declare")),)),)


def _words(link: PagerLink, verb: str) -> str:
    return f"{link.pager} {link.id} {verb}"


def _facts(link: PagerLink) -> tuple[Fact, ...]:
    found = [Fact(say("There"), (Bold(link.state.value),))]
    if link.service:
        found.append(Fact(say("Service"), (link.service,)))
    if link.url:
        found.append(Fact(say("Opens in"), (Link(link.pager.capitalize(), link.url),)))
    return tuple(found)
