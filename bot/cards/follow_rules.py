"""What people asked to be told of, and the word that tells them."""

from collections.abc import Sequence

from bot.cards.customer import facts
from bot.cards.headline import headline, tone
from bot.domain.card import Bullets, Button, Buttons, Card, Facts, Menu, Note, Option, Paragraph, Part, Tone
from bot.domain.dossier import Dossier
from bot.domain.follow_rule import FollowRule, RuleKind, Wanted
from bot.domain.form import Choice, ChoiceField, Form, TextField
from bot.domain.wording import line, say

LISTED = 20
FEW = 4
"""Rules up to which each has a button of its own."""


def why(wanted: Wanted) -> str:
    """For the middle of a sentence."""
    said = {
        RuleKind.SEVERITY: say("{value} or worse", value=wanted.value),
        RuleKind.CUSTOMER: say("customer {value}", value=wanted.value),
        RuleKind.TIER: say("customers of tier {value}", value=wanted.value),
        RuleKind.COMPONENT: say("component {value}", value=wanted.value),
    }
    return said[wanted.kind]


def told(dossier: Dossier, wanted: Wanted, rule: int) -> Card:
    """To whoever asked for it; `rule` is 0 where the settings did."""
    key, known = dossier.incident.key, facts(dossier)
    because = (
        line("You hear of it because you asked for {what}.", what=why(wanted))
        if rule
        else line("You hear of it because of {what}; whoever runs Caseline set that.", what=why(wanted))
    )
    follows = line("You follow it now, and hear here what is told of it.")
    stop = (Button(say("Stop this rule"), "tell me", words=f"stop {rule}"),) if rule else ()
    buttons = (Button(say("Status"), "status", key), Button(say("Stop following"), "unfollow", key), *stop)
    shown: tuple[Part, ...] = (Facts(known),) if known else ()
    parts = (Paragraph(because), *shown, Note(follows), Buttons(buttons))
    return Card(headline(dossier.incident), parts, tone(dossier))


def asked(rule: FollowRule) -> Card:
    says = line("Once for each incident, here; then you follow it. Private ones and drills are left out.")
    buttons = (_stop(rule, say("Stop this rule")), _all())
    return Card(
        say("You are told of {what}", what=why(rule.wants)), (Paragraph(says), Buttons(buttons)), Tone.DONE
    )


def stopped(rule: FollowRule) -> Card:
    says = line("What you follow already you go on following.")
    title = say("You are no longer told of {what}", what=why(rule.wants))
    return Card(title, (Note(says), Buttons((_all(),))), Tone.DONE)


def several(rules: Sequence[FollowRule]) -> Card:
    """All rules of one person, each with a way to end it."""
    own = [one for one in rules if one.id]
    rows = tuple((f"{one.id}. {why(one.wants)}" if one.id else _given(one),) for one in rules[:LISTED])
    nothing = Paragraph(line("Nothing yet: say which severity, customer, tier or component matters to you."))
    parts: list[Part] = [Bullets(rows) if rows else nothing]
    if 0 < len(own) <= FEW:
        parts.append(Buttons(tuple(_stop(one, say("Stop: {what}", what=why(one.wants))) for one in own)))
    elif own:
        options = tuple(Option(why(one.wants), f"stop {one.id}") for one in own[:LISTED])
        parts.append(Menu(say("Stop one of them"), "tell me", "", options))
    new = Button(say("Tell me of something else"), "tell me", words="new")
    parts.append(Buttons((new, Button(say("My digest"), "digest"))))
    return Card(say("What you are told of"), tuple(parts))


def _given(rule: FollowRule) -> str:
    return say("{what} (set by whoever runs Caseline)", what=why(rule.wants))


def _stop(rule: FollowRule, label: str) -> Button:
    return Button(label, "tell me", words=f"stop {rule.id}")


def _all() -> Button:
    return Button(say("All that I am told of"), "tell me")


def form() -> Form:
    kinds = (
        Choice(say("A severity, or a worse one"), RuleKind.SEVERITY.value),
        Choice(say("A customer, by company or address"), RuleKind.CUSTOMER.value),
        Choice(say("Customers of a tier"), RuleKind.TIER.value),
        Choice(say("A component"), RuleKind.COMPONENT.value),
    )
    kind = ChoiceField(name="kind", label=say("Of what?"), choices=kinds, value=RuleKind.CUSTOMER.value)
    value = TextField(name="value", label=say("Which one?"), placeholder="Acme", at_most=100)
    return Form(say("Tell me when"), "tell me", (kind, value), words="new", submit=say("Tell me"))
