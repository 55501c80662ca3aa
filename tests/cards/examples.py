"""Every card and every form, in its typical states: for pens to draw and for people to look at."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import bot.cards
from bot.cards import (
    delivery,
    forms,
    home,
    incident,
    incidents,
    linking,
    plain,
    relay,
    role,
    room,
    sla_due,
    task,
    timeline,
)
from bot.commands.table import TYPED
from bot.config import Settings
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.form import Form
from bot.domain.likeness import Similar
from bot.domain.relay import Relayed
from tests.cards import (
    bridge_examples,
    cover_examples,
    drill_examples,
    ledger_examples,
    nag_examples,
    on_call_examples,
    pace_examples,
    page_examples,
    personal_examples,
    promise_examples,
    stakeholder_examples,
    status_examples,
    ticket_examples,
)
from tests.cards.dossiers import AT, IDS, dossiers

Drawable = Card | Form
Example = Callable[[Dossier], Drawable]


def examples(chat: str) -> dict[str, Drawable]:
    """By module, function and state: `incident.war_room · resolved`."""
    states = dossiers(chat)
    living = {
        f"{name} · {state}": draw(known) for name, draw in LIVING.items() for state, known in states.items()
    }
    once = {
        **ONCE,
        **ticket_examples.ONCE,
        **promise_examples.ONCE,
        **nag_examples.ONCE,
        **drill_examples.ONCE,
        **pace_examples.ONCE,
        **on_call_examples.ONCE,
        **page_examples.ONCE,
        **cover_examples.ONCE,
        **bridge_examples.ONCE,
        **ledger_examples.ONCE,
        **status_examples.ONCE,
        **personal_examples.ONCE,
        **stakeholder_examples.ONCE,
    }
    return living | {name: draw(states["in the middle"]) for name, draw in once.items()}


def drawing(kinds: tuple[type, ...] = (Card, Form)) -> set[str]:
    """Every public function of `bot.cards` that draws something, as `incident.war_room`."""
    found = set()
    for module in iter_modules(bot.cards.__path__):
        loaded = import_module(f"bot.cards.{module.name}")
        for name, one in inspect.getmembers(loaded, inspect.isfunction):
            returns = one.__annotations__.get("return")
            if one.__module__ == loaded.__name__ and not name.startswith("_") and returns in kinds:
                found.add(f"{module.name}.{name}")
    return found


def _person(known: Dossier, name: str) -> str:
    chat = known.incident.declared_by.partition(":")[0]
    return f"{chat}:{IDS[chat][name]}"


def _offer(known: Dossier, **changed: Any) -> Card:
    return role.handoff(known, replace(known.handoffs[0], **changed))


def _relayed(known: Dossier) -> Card:
    said = Relayed(
        source="slack:C1/1.2",
        incident="INC-1",
        room="slack:C1",
        author="slack:U0EVE",
        name="Eve",
        text="It is the bank:\nhttps://bank.test/status says so",
        at=AT,
        files={"https://files.test/a.png": "graph.png"},
    )
    return relay.words(said)


LIVING: Mapping[str, Example] = {
    "incident.war_room": incident.war_room,
    "incident.announcement": incident.announcement,
    "incident.status": incident.status,
    "incident.declared": incident.declared,
    "role.hats_wanted": role.hats_wanted,
    "timeline.timeline": timeline.timeline,
    "timeline.catchup": timeline.catchup,
    "task.tasks": task.tasks,
}
"""Cards that change with the incident."""

SETTINGS = Settings()
GIVEN = {"title": "Checkout fails"}
TERMS = ("checkout", "cards")
NEAREST = (("resolve", "resolve"), ("role", "role …"))
ONCE: Mapping[str, Example] = {
    "delivery.left_out": lambda k: delivery.left_out(
        k, {_person(k, "eve"): "not in this workspace"}, k.people
    ),
    "delivery.retried": lambda k: delivery.retried(k.incident.key, 2),
    "delivery.room_failed": lambda k: delivery.room_failed(k, "Caseline may not make channels here."),
    "delivery.room_lost": lambda k: delivery.room_lost(k, k.incident.declared_by.partition(":")[0]),
    "delivery.room_open": delivery.room_open,
    "delivery.undelivered": delivery.undelivered,
    "forms.declare": lambda k: forms.declare(
        SETTINGS, {"title": "Checkout fails"}, words="", alike=[Similar(k.incident, TERMS)]
    ),
    "forms.edit_entry": lambda k: forms.edit_entry(k, k.entries[2]),
    "forms.end": lambda k: forms.end(k, word="resolve"),
    "forms.handoff": lambda k: forms.handoff(k, k.roles[:2]),
    "forms.note": forms.note,
    "forms.phase": lambda k: forms.phase(SETTINGS, k),
    "forms.role": forms.role,
    "forms.severity": lambda k: forms.severity(SETTINGS, k),
    "forms.task": forms.task,
    "forms.update": lambda k: forms.update(SETTINGS, k),
    "forms.which_entry": lambda k: forms.which_entry(k, k.entries),
    "home.home": lambda k: home.home([(k, ("customer_liaison",))], [k] * 2, command=k.command),
    "home.home · with promises": lambda k: home.home(
        [(k, ("customer_liaison",))],
        [],
        command=k.command,
        promises=sla_due.brief(promise_examples.home_promises()),
    ),
    "home.home · empty": lambda k: home.home([], [], command=k.command),
    "home.overview": lambda k: home.overview(k, _words(k)),
    "home.overview · nowhere": lambda k: home.overview(None, _words(k)),
    "incidents.listing": lambda k: incidents.listing([k] * 3, more=True),
    "incidents.listing · empty": lambda _: incidents.listing([], more=False),
    "incidents.similar": lambda k: incidents.similar([Similar(k.incident, TERMS)] * 2, words="sev1 Checkout"),
    "incidents.which": lambda k: incidents.which("update", "x", [k.incident] * 6, command=k.command),
    "linking.code": lambda k: linking.code("ab12cd", command=k.command, others=("slack",)),
    "linking.linked": lambda _: linking.linked(("slack", "teams")),
    "linking.only_chat": lambda _: linking.only_chat(),
    "linking.question": lambda _: linking.question("ab12cd", name="Ana", chat="slack"),
    "linking.told": lambda _: linking.told(name="Ana", chat="teams"),
    "plain.done": lambda _: plain.done("Done", ("It is on the timeline.",)),
    "plain.failed": lambda _: plain.failed("ab12cd"),
    "plain.refused": lambda _: plain.refused("That cannot be done.\nThe incident is over."),
    "plain.unknown": lambda k: plain.unknown(
        "restart", (("resolve", "resolve"), ("role", "role …")), command=k.command
    ),
    "plain.unknown · a sentence": lambda k: plain.unknown(
        "checkout", (), command=k.command, sentence="Checkout is down"
    ),
    "relay.words": _relayed,
    "role.briefing": lambda k: role.briefing(k, "customer_liaison"),
    "role.given": lambda k: role.given(k, "scribe", to=_person(k, "eve"), before=_person(k, "leo")),
    "role.handoff": _offer,
    "role.handoff · taken": lambda k: _offer(k, acknowledged_at=AT + timedelta(minutes=50)),
    "role.handoff · withdrawn": lambda k: _offer(k, withdrawn_at=AT + timedelta(minutes=50)),
    "role.holder": lambda k: role.holder(k, "customer_liaison", mine=True),
    "role.holder · nobody": lambda k: role.holder(k, "scribe", mine=False),
    "role.offered": lambda k: role.offered(k, k.handoffs[0]),
    "role.taken": lambda k: role.taken(k, "customer_liaison", instead="customer_liaison take"),
    "room.shown": lambda k: room.shown(k, "War rooms of INC-1", chats=("slack", "teams")),
    "task.added": lambda k: task.added(k, k.tasks[2]),
    "timeline.entry": lambda k: timeline.entry(k, k.entries[2]),
    "timeline.entry · update": lambda k: timeline.entry(k, k.entries[-1]),
    "timeline.recorded": lambda k: timeline.recorded(k.entries[2], back_dated=True),
}
"""Cards that are shown once."""


def _words(known: Dossier) -> list[tuple[str, str]]:
    return [(f"{known.command} {one.usage}".strip(), one.says) for one in TYPED[:12]]
