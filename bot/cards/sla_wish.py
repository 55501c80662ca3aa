"""What people are told who do something about a promise, and whom they ask."""

from bot.cards import ticket_line
from bot.cards.nag_facts import due
from bot.cards.sla_words import name as promised
from bot.domain.card import (
    Button,
    Buttons,
    Card,
    Fact,
    Facts,
    Line,
    Mention,
    Moment,
    Paragraph,
    Part,
    Quote,
    Tone,
    Weight,
)
from bot.domain.sla_notice import Hush
from bot.domain.sla_reminder import Plea
from bot.domain.ticket import Ref
from bot.domain.wording import line, say


def taken(hush: Hush) -> Card:
    """To who is on it now; another time is one press away."""
    said = line("Others hear less of it. It comes back when it gets later, or when you are not done in time.")
    parts: tuple[Part, ...] = (Paragraph(said), Buttons(_until(hush)))
    title = say("You are on it: {what} · {about}", what=promised(hush.metric), about=hush.about)
    if hush.until is None:
        return Card(title, parts, Tone.DONE)
    return Card(title, (Paragraph(line("Until {when}.", when=Moment(hush.until))), *parts), Tone.DONE)


def _until(hush: Hush) -> tuple[Button, ...]:
    words = f"{hush.about} {hush.metric} {hush.instance} {hush.level}"
    return (
        Button(say("30 minutes"), "sla take", words=f"{words} 30m"),
        Button(say("1 hour"), "sla take", words=f"{words} 1h"),
        Button(say("Until it is done"), "sla take", words=f"{words} ever"),
    )


def taken_already(hush: Hush, who: Mention) -> Card:
    """To who comes second."""
    title = say(
        "{name} is on it: {what} · {about}", name=who.name, what=promised(hush.metric), about=hush.about
    )
    until: Line = line("{who} is on it since {when}.", who=who, when=Moment(hush.at))
    if hush.until:
        until = line("{who} is on it until {when}.", who=who, when=Moment(hush.until))
    words = f"{hush.about} {hush.metric} {hush.instance} {hush.level} instead"
    return Card(title, (Paragraph(until), Buttons((Button(say("Take over"), "sla take", words=words),))))


def explained(about: str, reason: str) -> Card:
    return Card(say("Noted why {about} was late", about=about), (Quote(reason),), Tone.DONE)


def replying(ref: Ref) -> Card:
    """A moment before the desk has it."""
    said = line("The reminder says when it has arrived. If it cannot be sent, you hear of it.")
    return Card(say("Your reply to {ticket} is on its way", ticket=ref), (Paragraph(said),), Tone.DONE)


def reply_failed(ticket: str, text: str, why: str) -> Card:
    """To who wrote it, with their words, so that they are not lost."""
    return Card(
        say("Your reply to {ticket} could not be sent", ticket=ticket),
        (
            Paragraph(line("{why} The customer has not got it:", why=why)),
            Quote(text),
            Buttons((Button(say("Write again"), "ticket reply", words=ticket, weight=Weight.PRIMARY),)),
        ),
        Tone.URGENT,
    )


def asked(about: str, who: Mention | None) -> Card:
    """To who escalates."""
    said = (
        line("{who} was asked, and you hear who takes it.", who=who)
        if who
        else line("The team's channel was asked.")
    )
    return Card(say("Help is asked for with {about}", about=about), (Paragraph(said),), Tone.DONE)


def accepted(about: str, who: Mention, *, mine: bool) -> Card:
    if mine:
        return Card(
            say("You help with {about}", about=about),
            (Paragraph(line("Whoever asked was told.")),),
            Tone.DONE,
        )
    said = line("{who} took it already; nothing was changed.", who=who)
    return Card(say("{name} helps with {about} already", name=who.name, about=about), (Paragraph(said),))


def escalation_taken(ticket: str, who: Mention) -> Card:
    """To who asked for help."""
    said = line("{who} takes it.", who=who)
    return Card(
        say("{name} helps you with {ticket}", name=who.name, ticket=ticket), (Paragraph(said),), Tone.DONE
    )


def escalated(plea: Plea) -> Card:
    """To who is asked: by whom, why, and what presses."""
    one, ticket = plea.escalation, plea.ticket
    by = plea.mention(one.by)
    name = f"{ticket.ref} · {ticket.subject}"
    parts: list[Part] = [Paragraph(line("{who} asks for your help.", who=by))]
    if one.why:
        parts.append(Quote(one.why))
    parts.append(Facts(_facts(plea)))
    if ticket.status.is_over:
        return Card(say("Done: help with {name}", name=name), tuple(parts), Tone.DONE)
    if one.accepted_by and one.accepted_at:
        took = plea.mention(one.accepted_by)
        parts.append(Paragraph(line("{who} took it at {when}.", who=took, when=Moment(one.accepted_at))))
        title = say("{who} helps with {name}", who=took.name, name=name)
        return Card(title, (*parts, Buttons(_ticket_buttons(plea))), Tone.CALM)
    take = Button(say("I take it"), "sla accept", words=str(ticket.ref), weight=Weight.PRIMARY)
    title = say("{who} asks for help · {name}", who=by.name, name=name)
    return Card(title, (*parts, Buttons((take, *_ticket_buttons(plea)))), Tone.URGENT)


def _ticket_buttons(plea: Plea) -> tuple[Button, ...]:
    ref = str(plea.ticket.ref)
    return (
        Button(say("Reply"), "ticket reply", words=ref),
        Button(say("Declare an incident"), "declare", words=ref),
    )


def _facts(plea: Plea) -> tuple[Fact, ...]:
    ticket = plea.ticket
    found: list[Fact] = []
    if plea.clock:
        found += [Fact(promised(plea.clock.metric), fact.value) for fact in due(plea.clock)]
    standing: Line = (ticket_line.named(ticket), f" · {ticket_line.standing(ticket)}")
    found.append(Fact(say("Ticket"), (*standing, *ticket_line.behind(ticket, plea.tier))))
    return tuple(found)
