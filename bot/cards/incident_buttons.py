"""What can be pressed on an incident's card: four things at most, the rest behind them."""

from bot.domain.card import Button, Buttons, Weight
from bot.domain.dossier import Dossier
from bot.domain.role import INCIDENT_COMMANDER
from bot.domain.wording import say


def war_room_buttons(dossier: Dossier) -> tuple[Buttons, ...]:
    """The buttons follow the state: what is missing comes first."""
    key = dossier.incident.key
    if not dossier.incident.is_open:
        after = _after(dossier, key)
        return (Buttons(after[:4], after[4:]),)
    missing = _missing(dossier, key)
    usual = (
        *_words(dossier, key, Weight.PLAIN if missing else Weight.PRIMARY),
        Button(say("Change phase"), "phase", key),
        Button(say("Resolve"), "resolve", key),
    )
    visible = (*missing, *usual)
    return (Buttons(visible[:4], (*visible[4:], *_rest(dossier, key))),)


def _words(dossier: Dossier, key: str, first: Weight) -> tuple[Button, ...]:
    """What keeps the promise to customers comes first."""
    labels = [(say("Post update"), "update"), (say("Tell customers"), "draft")]
    (label, does), (other, other_does) = reversed(labels) if dossier.only_published else labels
    return (Button(label, does, key, weight=first), Button(other, other_does, key))


def _missing(dossier: Dossier, key: str) -> tuple[Button, ...]:
    buttons: list[Button] = []
    if dossier.needs_liaison:
        label = say("I'll be customer liaison")
        buttons.append(Button(label, "liaison", key, words="me", weight=Weight.PRIMARY))
    if INCIDENT_COMMANDER in dossier.roles and not dossier.holder_of(INCIDENT_COMMANDER):
        buttons.append(Button(say("Take command"), "role", key, words=f"{INCIDENT_COMMANDER} me"))
    return (*_failed(dossier, key), *buttons)


def _failed(dossier: Dossier, key: str) -> tuple[Button, ...]:
    return (Button(say("Retry what failed"), "retry", key),) if dossier.troubles else ()


def _rest(dossier: Dossier, key: str) -> tuple[Button, ...]:
    hand_over = Button(say("Hand over my role"), "handoff", key)
    return (
        *_tickets(dossier, key),
        *_bridge(dossier, key),
        Button(say("Change severity"), "sev", key),
        Button(say("Give a role"), "role", key),
        *((hand_over,) if dossier.holders else ()),
        Button(say("Write a summary"), "brief", key),
        Button(say("Add a note"), "note", key),
        Button(say("Add a task"), "task", key, words="new"),
        Button(say("Timeline"), "timeline", key),
        Button(say("Catch me up"), "catchup", key),
        *_report(dossier, key),
        Button(say("Cancel the incident"), "cancel", key),
    )


def _report(dossier: Dossier, key: str) -> tuple[Button, ...]:
    return (
        (Button(say("How the drill goes"), "drill", key, words="report"),) if dossier.incident.drill else ()
    )


def _bridge(dossier: Dossier, key: str) -> tuple[Button, ...]:
    """Where one can be opened, and nobody asked for it yet."""
    wanted = dossier.offers_bridge and dossier.bridge is None
    return (Button(say("Open a bridge"), "bridge", key),) if wanted else ()


def _tickets(dossier: Dossier, key: str) -> tuple[Button, ...]:
    """Where a system of tickets is connected."""
    if dossier.impact is None:
        return ()
    return (
        Button(say("Link tickets"), "link", key),
        Button(say("Linked tickets"), "tickets", key),
        Button(say("Customers"), "customers", key),
    )


def _forgotten(dossier: Dossier, key: str) -> tuple[Button, ...]:
    """Once everybody heard how it ended who could be told: whoever could not."""
    ledger = dossier.ledger
    if ledger is None or not ledger.is_last_word or not ledger.untold:
        return ()
    return (Button(say("Who was not told"), "customers", key, words="untold", weight=Weight.PRIMARY),)


def _after(dossier: Dossier, key: str) -> tuple[Button, ...]:
    return (
        *_failed(dossier, key),
        *_forgotten(dossier, key),
        Button(say("Timeline"), "timeline", key),
        Button(say("Add a note"), "note", key),
        *_report(dossier, key),
        *_tickets(dossier, key)[1:2],
        Button(say("Reopen"), "reopen", key, confirm=say("Is it not over after all?")),
    )
