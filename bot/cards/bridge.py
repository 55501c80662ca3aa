"""How a bridge looks: a fact of its incident, and the card by which people join it."""

from bot.cards.headline import called, tone
from bot.domain.bridge import Bridge, BridgeState
from bot.domain.card import (
    Button,
    Buttons,
    Card,
    Code,
    Fact,
    Facts,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Tone,
    Weight,
)
from bot.domain.dossier import Dossier
from bot.domain.wording import line, say


def link(dossier: Dossier) -> Line:
    """Leads into it; empty while there is none to be joined."""
    bridge = dossier.bridge
    return (Link(say(bridge.name), bridge.url),) if bridge and bridge.is_open else ()


def facts(dossier: Dossier) -> tuple[Fact, ...]:
    """For the incident's card; what failed stands there among the troubles."""
    bridge = dossier.bridge
    if bridge and bridge.state is BridgeState.OPENING and dossier.incident.is_open:
        return (Fact(say("Bridge"), (say("is being opened"),)),)
    leads = link(dossier)
    return (Fact(say("Bridge"), leads),) if leads else ()


def opened(dossier: Dossier) -> Card:
    """Tells the war room that people can speak to each other now."""
    return _joined(dossier, say("The bridge of {key} is open", key=called(dossier.incident)))


def shown(dossier: Dossier) -> Card:
    """The answer to `bridge`."""
    bridge, key = dossier.bridge, called(dossier.incident)
    if bridge is None:
        return Card(say("{key} has no bridge", key=key))
    match bridge.state:
        case BridgeState.OPEN:
            return _joined(dossier, say("The bridge of {key}", key=key))
        case BridgeState.FAILED:
            return failed(dossier, "")
    said = line("The war room hears of it as soon as it can be joined.")
    return Card(say("A bridge for {key} is being opened", key=key), (Paragraph(said),), tone(dossier))


def unset() -> Card:
    """The answer where nobody opens any."""
    return Card(
        say("No bridges are set up here"),
        (
            Paragraph(line("Until there are, paste the address of a call into the war room.")),
            Note(
                line(
                    "Whoever runs Caseline can choose where they are opened, under {bridge} in the settings.",
                    bridge=Code("bridge"),
                )
            ),
        ),
    )


def failed(dossier: Dossier, why: str) -> Card:
    """What happened, and what to do; the incident goes on without."""
    again = Button(say("Try again"), "bridge", dossier.incident.key, weight=Weight.PRIMARY)
    here = Code(f"{dossier.command} bridge {dossier.incident.key}")
    said: list[Part] = [Paragraph((why,))] if why else []
    return Card(
        say("{key}: the bridge could not be opened", key=called(dossier.incident)),
        (
            *said,
            Paragraph(line("Until then, paste the address of a call into the war room.")),
            Buttons((again,)),
            Note(line("Or say {here} to try again.", here=here)),
        ),
        Tone.WARNING,
    )


def _joined(dossier: Dossier, title: str) -> Card:
    bridge = dossier.bridge
    if bridge is None or not bridge.is_open:
        return shown(dossier)
    known = _details(bridge)
    return Card(
        title,
        (
            Facts(known),
            Buttons((Button(say("Join"), "", url=bridge.url, weight=Weight.PRIMARY),)),
        ),
        tone(dossier),
    )


def _details(bridge: Bridge) -> tuple[Fact, ...]:
    told = (
        (say("Where"), say(bridge.name)),
        (say("Passcode"), bridge.passcode),
        (say("By phone"), bridge.dial_in),
    )
    return tuple(Fact(label, (value,)) for label, value in told if value)
