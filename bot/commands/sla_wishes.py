"""Words that the buttons of a reminder say: taking it on, putting it off, saying why, asking for help."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import identity, sla_help, sla_meant, sla_reason, sla_snooze, sla_take, sla_views
from bot.cards import forms_sla as forms
from bot.cards import sla as promise_cards
from bot.cards import sla_wish as cards
from bot.commands.asked import Asked, Command
from bot.commands.sla_which import Which, span, which, which_ticket
from bot.domain.card import Mention
from bot.domain.interaction import Reply
from bot.domain.sla_clock import ClockState
from bot.domain.wording import say
from bot.errors import BadInput

TAKE, SNOOZE, REASON = (
    "sla take zendesk:48211 30m",
    "sla snooze zendesk:48211 30m",
    "sla reason zendesk:48211",
)
ESCALATE, ACCEPT = "sla escalate zendesk:48211 The refund needs a manager", "sla accept zendesk:48211"

A_MOMENT = timedelta(seconds=1)
"""After it was due, so that what comes back says that it is late."""

WHILE_LATE = timedelta(hours=1)
"""For so long somebody is on what is late already, unless they say otherwise."""


def take(asked: Asked) -> Reply:
    """`sla take REF [30m|due|ever] [instead]`; without a time until due, or for an hour if late."""
    found = which(asked, example=TAKE)
    words = [word.casefold() for word in found.rest.split()]
    instead = "instead" in words
    case = sla_meant.of(asked.world, found.about)
    clock = sla_meant.pressing(case, found.metric, found.instance)
    until = _until(asked, clock, " ".join(word for word in words if word != "instead"))
    hush = sla_take.take_on(
        asked.world,
        asked.by,
        found.about,
        until=until,
        metric=found.metric,
        instance=found.instance,
        level=found.level,
        instead=instead,
    )
    if not _is_me(asked, hush.by):
        return Reply(card=cards.taken_already(hush, _who(asked, hush.by)), outcome="asked")
    return Reply(card=cards.taken(hush))


def _until(asked: Asked, clock: ClockState, words: str) -> datetime | None:
    now = asked.world.clock.now()
    if words == "ever":
        return None
    if words and words != "due":
        until = span(words, now)
        if until is None:
            raise BadInput(
                say(
                    "Say until when as 30m or 1h, `due`, or `ever`: {example}", example=f"{asked.root} {TAKE}"
                )
            )
        return until
    if clock.due is None or clock.due <= now:
        return now + WHILE_LATE
    return clock.due + A_MOMENT


def snooze(asked: Asked) -> Reply:
    """`sla snooze REF 30m`: as `snooze`, of one promise of a ticket."""
    found = which(asked, example=SNOOZE)
    until = span(found.rest, asked.world.clock.now())
    if until is None:
        raise BadInput(say("Say for how long: {example}", example=f"{asked.root} {SNOOZE}"))
    quiet = sla_snooze.snooze(
        asked.world, asked.by, found.about, until, metric=found.metric, instance=found.instance
    )
    return Reply(card=promise_cards.snoozed(found.about, quiet, until))


def reason(asked: Asked) -> Reply:
    """`sla reason REF [CODE [NOTE]]`; without a code the form."""
    found = which(asked, example=REASON)
    if asked.from_form:
        return _explained(asked, found, asked.text("reason"), asked.text("note"))
    code, _, note = found.rest.partition(" ")
    if code:
        return _explained(asked, found, code.casefold(), note)
    with asked.world.store.read() as work:
        missed = sla_meant.missed_of(work.breaches.of(found.about), found.about, found.metric, found.instance)
    return Reply(form=forms.reason(missed, asked.world.settings.breach_reasons))


def _explained(asked: Asked, found: Which, code: str, note: str) -> Reply:
    said = sla_reason.explain(
        asked.world, asked.by, found.about, code, note, metric=found.metric, instance=found.instance
    )
    sentence = asked.world.settings.breach_reasons[said.reason]
    return Reply(card=cards.explained(found.about, f"{sentence}\n{said.note}".strip()))


def escalate(asked: Asked) -> Reply:
    """`sla escalate REF WHY`; without a reason the form."""
    found = which_ticket(replace(asked, words=asked.prose), example=ESCALATE)
    why = asked.text("why") if asked.from_form else found.rest
    if not why and asked.from_form:
        raise BadInput(say("Say in a line what you need."), field="why")
    if not why:
        return Reply(form=forms.escalate(found.ref, sla_meant.of(asked.world, found.about).ticket))
    one = sla_help.escalate(asked.world, asked.by, found.about, why)
    with asked.world.store.read() as work:
        is_person = work.people.get(one.to) or asked.world.settings.known_as(one.to)
    return Reply(card=cards.asked(found.about, _who(asked, one.to) if is_person else None))


def accept(asked: Asked) -> Reply:
    """`sla accept REF`: whoever says so helps with it."""
    found = which_ticket(asked, example=ACCEPT)
    one = sla_help.accept(asked.world, asked.by, found.about)
    mine = _is_me(asked, one.accepted_by)
    return Reply(card=cards.accepted(found.about, _who(asked, one.accepted_by), mine=mine))


def _is_me(asked: Asked, person: str) -> bool:
    with asked.world.store.read() as work:
        return identity.is_same(asked.world, work, person, asked.said.person.id)


def _who(asked: Asked, person: str) -> Mention:
    with asked.world.store.read() as work:
        return sla_views.who(asked.world, work, person, asked.said.person.chat)


COMMANDS = (
    Command(
        word="sla take",
        run=take,
        says="says that you are on a ticket, so that others hear less of it",
        usage="sla take REF [30m|due|ever]",
        rule="take",
    ),
    Command(
        word="sla snooze",
        run=snooze,
        says="puts off reminders of one promise; what you hear of others stays",
        usage="sla snooze REF 30m",
        aside=True,
        rule="take",
    ),
    Command(
        word="sla reason",
        run=reason,
        says="says why a promise was missed; without a code it asks",
        usage="sla reason REF [CODE [NOTE]]",
        rule="reason",
    ),
    Command(
        word="sla escalate",
        run=escalate,
        says="asks the team's lead for help with a ticket",
        usage="sla escalate REF [WHY]",
        rule="escalate",
    ),
    Command(
        word="sla accept",
        run=accept,
        says="says that you help with it",
        usage="sla accept REF",
        aside=True,
        rule="take",
    ),
)
