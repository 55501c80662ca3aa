"""Who was told and who was not, by customer: on the cards of an incident, and as lists."""

from collections.abc import Sequence

from bot.cards.headline import named, titled
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Fact,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.ledger import Customer, Group, Ledger
from bot.domain.wording import line, say

_NAMES = {
    Group.TOLD: "Told",
    Group.UNTOLD: "Not told",
    Group.ANSWERED: "Answered since",
    Group.ASKED: "Ask for the cause",
}
_TITLES = {
    Group.TOLD: "Customers of {what} who were told",
    Group.UNTOLD: "Customers of {what} who were not told",
    Group.ANSWERED: "Customers of {what} who wrote after they were told",
    Group.ASKED: "Customers of {what} who ask for the cause",
}
_NOBODY = {
    Group.TOLD: "Nobody was told in a ticket yet.",
    Group.UNTOLD: "Nobody is left out.",
    Group.ANSWERED: "Nobody wrote since.",
    Group.ASKED: "Nobody asks for the cause. `asked REF` says that the customer of a ticket does.",
}


def facts(dossier: Dossier) -> tuple[Fact, ...]:
    """For the card of the incident: how many were told, and whoever still waits for something."""
    ledger = dossier.ledger
    if ledger is None or not ledger.customers:
        return ()
    if not dossier.incident.is_open and ledger.is_last_word:
        return (Fact(say("In the end"), (in_the_end(ledger),)),)
    said = [say("{told} of {all}", told=str(ledger.told), all=str(ledger.customers))] if ledger.number else []
    if ledger.answered:
        said.append(say("{count} answered since", count=str(ledger.answered)))
    if ledger.asked == 1:
        said.append(say("1 asks for the cause"))
    elif ledger.asked:
        said.append(say("{count} ask for the cause", count=str(ledger.asked)))
    return (Fact(say("Customers told"), (" · ".join(said),)),) if said else ()


def in_the_end(ledger: Ledger) -> str:
    """What a liaison wants to read once it is over."""
    counts = {"told": str(ledger.told), "asked": str(ledger.asked), "left": str(ledger.untold)}
    if ledger.told == 1:
        return say("1 customer told, {asked} asked for the cause, {left} forgotten", **counts)
    return say("{told} customers told, {asked} asked for the cause, {left} forgotten", **counts)


def buttons(dossier: Dossier) -> tuple[Button, ...]:
    """To each list that has anybody in it, and to tell those who were left out."""
    ledger, key = dossier.ledger, dossier.incident.key
    if ledger is None:
        return ()
    groups = [one for one in Group if ledger.count(one) and (ledger.number or one is Group.ASKED)]
    return tuple(
        Button(
            say("{name} ({count})", name=say(_NAMES[one]), count=str(ledger.count(one))),
            "customers",
            key,
            one.value,
        )
        for one in groups
    )


def listed(dossier: Dossier, group: Group, found: Sequence[Customer]) -> Card:
    """Its customers by name, with one ticket each; how many more there are."""
    incident, ledger = dossier.incident, dossier.ledger or Ledger()
    title = titled(incident, say(_TITLES[group], what=named(incident)))
    total = ledger.count(group) if ledger.number or group is Group.ASKED else 0
    if not found or not total:
        return Card(title, (Paragraph(line(_NOBODY[group])), *_rest(dossier, group, total)))
    parts: list[Part] = [Bullets(tuple(_row(one, group) for one in found))]
    if total > len(found):
        parts.append(Note(line("And {count} more.", count=str(total - len(found)))))
    tone = Tone.WARNING if group is Group.UNTOLD else Tone.CALM
    return Card(title, (*parts, *_rest(dossier, group, total, found)), tone)


def _row(one: Customer, group: Group) -> Line:
    """Foreign words stand alone, so that those that run from right to left turn nothing else around."""
    who = one.organisation or one.name or say("Unknown customer")
    ticket = Link(str(one.ref), one.url) if one.url else Code(str(one.ref))
    more: list[Line] = [(" · ", ticket)]
    if one.organisation and one.name:
        more.insert(0, (", ", one.name))
    if one.tier:
        more.insert(len(more) - 1, (f" ({one.tier})",))
    if one.tickets > 1:
        more.append(line(" and {count} more tickets", count=str(one.tickets - 1)))
    if group is Group.UNTOLD:
        more.append((" — ", one.why or (say("waits for a personal word") if one.is_held else say("waits"))))
    if group is Group.ASKED and one.said:
        more.append((" — ", say("said:"), " ", one.said))
    return (Bold(who), *(span for part in more for span in part))


def _rest(dossier: Dossier, group: Group, total: int, found: Sequence[Customer] = ()) -> tuple[Part, ...]:
    key = dossier.incident.key
    first: tuple[Button, ...] = (Button(say("Tell them"), "publish", key, "rest", weight=Weight.PRIMARY),)
    if any(one.is_held for one in found):
        first = (*first, Button(say("Personal words"), "personal", key))
    others = tuple(one for one in buttons(dossier) if one.words != group.value)
    shown = (*(first if group is Group.UNTOLD and total else ()), *others)
    return (Buttons(shown),) if shown else ()


def told_in_the_end(ledger: Ledger, found: Sequence[Customer]) -> str:
    """The line of the timeline once everybody was told who could be, with the names of who was not."""
    said = in_the_end(ledger)
    if not found:
        return say("{said}.", said=said)
    names = [_forgotten(one) for one in found]
    if (left := ledger.untold - len(found)) > 0:
        names.append(say("and {count} more", count=str(left)))
    return say("{said}: {names}.", said=said, names=", ".join(names))


def _forgotten(one: Customer) -> str:
    """With the reason, where there is any but that nobody told them."""
    who = one.organisation or one.name or str(one.ref)
    return f"{who} ({one.why.rstrip('.')})" if one.why else who
