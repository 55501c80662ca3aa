"""Status updates for customers, in their typical states."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cards import status_forms, status_update
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.form import Form
from bot.domain.status_brief import Cadence, Check, StatusBrief
from bot.domain.status_diff import diff
from bot.domain.status_update import Audience, StatusFacts, StatusUpdate, Telling, Told, UpdateState
from tests.cards.dossiers import AT

BEFORE = "Card payments are declined. We are looking into it and write again at 09:32 UTC."
TEXT = (
    "Card payments of one bank are declined at the checkout since 09:12 UTC.\n"
    "PayPal works. <b>We</b> write again at 09:52 UTC."
)


def _update(known: Dossier, **fields: Any) -> StatusUpdate:
    ana, leo, _ = known.people
    said: dict[str, Any] = {
        "incident": "INC-1",
        "number": 2,
        "phase": "identified",
        "texts": {"en": TEXT, "de": "Kartenzahlungen einer Bank werden abgelehnt."},
        "audiences": (Audience.PAGE, Audience.TICKETS),
        "drafted_by": leo,
        "drafted_at": AT + timedelta(minutes=22),
        "next_at": AT + timedelta(minutes=40),
        "approved_by": "",
        "objected_by": ana,
    }
    return StatusUpdate(**said | fields)


def _brief(
    known: Dossier, state: UpdateState, brief: Mapping[str, Any] | None = None, **fields: Any
) -> StatusBrief:
    update = _update(known, state=state, **fields)
    return StatusBrief(update=update, languages=("en", "de", "fr"), **(brief or {}))


def _draft(known: Dossier) -> Card:
    checks = (
        Check("“back in 20 minutes” promises a repair time; say when you write next instead.", stops=True),
        Check("“gateway-7” is a host of ours; customers cannot know it.", language="de"),
    )
    changed = ("Changed since it was drafted: Customers affected: 7 → 9",)
    brief = {"checks": checks, "changed": changed, "since_last": diff(BEFORE, TEXT), "cadence": Cadence(3, 4)}
    return status_update.worked_on(
        known, _brief(known, UpdateState.DRAFT, brief, objection="nobody confirmed PayPal")
    )


def _approved(known: Dossier, **fields: Any) -> Card:
    ana, *_ = known.people
    agreed: dict[str, Any] = {
        "approved_by": ana,
        "approved_at": AT + timedelta(minutes=25),
        "objected_by": "",
    }
    return status_update.worked_on(known, _brief(known, UpdateState.APPROVED, **agreed | fields))


def _published(known: Dossier, state: UpdateState = UpdateState.PUBLISHED, **fields: Any) -> Card:
    ana, leo, _ = known.people
    told = {
        (Audience.PAGE, Telling.TOLD): 1,
        (Audience.TICKETS, Telling.TOLD): 7,
        (Audience.TICKETS, Telling.WAITING): 1,
        (Audience.TICKETS, Telling.FAILED): 1,
        (Audience.TICKETS, Telling.SKIPPED): 1,
        (Audience.TICKETS, Telling.HELD): 2,
        (Audience.SUBSCRIBERS, Telling.TOLD): 212,
        (Audience.SUBSCRIBERS, Telling.FAILED): 2,
        (Audience.SUBSCRIBERS, Telling.SKIPPED): 3,
    }
    one = Told(update=2, audience=Audience.TICKETS, target="zendesk:48211", why="Zendesk refuses it: closed")
    brief = {
        "counts": told,
        "failed": (one,),
        "left_out": (replace(one, target="zendesk:48212", why="The ticket was deleted."),),
    }
    out: dict[str, Any] = {
        "published_by": leo,
        "published_at": AT + timedelta(minutes=26),
        "approved_by": ana,
    }
    return status_update.worked_on(
        known, _brief(known, state, brief, **out | {"approved_at": AT + timedelta(minutes=25)} | fields)
    )


def _retracted(known: Dossier) -> dict[str, Any]:
    _, leo, _ = known.people
    return {"retracted_by": leo, "retracted_at": AT + timedelta(minutes=30), "retraction": "wrong region"}


ONCE: Mapping[str, Callable[[Dossier], Card | Form]] = {
    "status_update.worked_on · draft": _draft,
    "status_update.worked_on · approved": _approved,
    "status_update.worked_on · waits": lambda k: _approved(k, publish_at=AT + timedelta(minutes=27)),
    "status_update.worked_on · published": _published,
    "status_update.worked_on · paused": lambda k: _published(k, paused_at=AT),
    "status_update.worked_on · retracted": lambda k: _published(k, UpdateState.RETRACTED, **_retracted(k)),
    "status_update.worked_on · correction": lambda k: _approved(k, corrects=1),
    "status_update.worked_on · thrown away": lambda k: status_update.worked_on(
        k, _brief(k, UpdateState.DISCARDED)
    ),
    "status_update.told": lambda k: status_update.told(k, _brief(k, UpdateState.PUBLISHED)),
    "status_update.told · retracted": lambda k: status_update.told(
        k, _brief(k, UpdateState.RETRACTED, **_retracted(k))
    ),
    "status_forms.facts": lambda k: status_forms.facts(
        k, StatusFacts(incident="INC-1", symptom="Cards fail"), {"checkout": "Checkout"}, words=""
    ),
    "status_forms.edit": lambda k: status_forms.edit(
        _update(k), ("en", "de"), (Audience.PAGE, Audience.TICKETS)
    ),
    "status_forms.why · object": lambda _: status_forms.why("object", "INC-1"),
    "status_forms.why · approve": lambda _: status_forms.why("approve", "INC-1", words="anyway 2"),
    "status_forms.why · retract": lambda _: status_forms.why("retract", "INC-1", words="2"),
}
