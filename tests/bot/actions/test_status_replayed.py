"""Real incidents, told again: what customers were told then goes from draft to publish, phase by phase."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.domain.status_update import RESOLVED, UpdateState
from tests.bot.actions.telling import TELLS, known, settle
from tests.fakes.teller import Teller, card_of

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "replay" / "replay_5.json"
OWN: dict[str, Any] = {
    "id": "own",
    "title": "Card payments are declined",
    "updates": [
        {"at": "2026-03-02T09:12:00Z", "status": "Investigating", "message": "Card payments are declined."},
        {"at": "2026-03-02T09:25:00Z", "status": "Update", "message": "Cards of two banks are declined."},
        {"at": "2026-03-02T09:58:00Z", "status": "Update", "message": "A wrong setting declines cards."},
        {"at": "2026-03-02T10:10:00Z", "status": "Monitoring", "message": "Cards are accepted again."},
        {"at": "2026-03-02T10:40:00Z", "status": "Resolved", "message": "Card payments work as before."},
    ],
}
INCIDENTS = [OWN, *(json.loads(SHARED.read_text()) if SHARED.exists() else [])]
PHASES = ("investigating", "identified", "monitoring")


@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda one: str(one["id"]))
def test_every_phase_of_a_real_incident_goes_from_draft_to_publish(sqlite_database, incident):
    told = Teller(sqlite_database, settings=Settings.model_validate(TELLS))
    _until(told, incident["updates"][0])
    told.declare(f"sev1 {incident['title'][:80]}")
    told.does("leo", "liaison me", about="INC-1")
    told.does("eve", "role incident_commander me", about="INC-1")

    for number, update in enumerate(incident["updates"]):
        _until(told, update)
        _moves_on(told, update, number, len(incident["updates"]))
        _tells(told, update)

    published = known(told)
    assert [one.state for one in published] == [UpdateState.PUBLISHED] * len(incident["updates"])
    assert {one.phase for one in published} == {*PHASES, RESOLVED}
    with told.store.read() as work:
        assert [len(work.tellings.count(one.id)) for one in published] == [2] * len(published)


def _until(told: Teller, update: dict[str, Any]) -> None:
    ahead = datetime.fromisoformat(update["at"]) - told.clock.now()
    told.clock.move(seconds=ahead.total_seconds())
    told.carry()


def _moves_on(told: Teller, update: dict[str, Any], number: int, count: int) -> None:
    """The history names no phase but the first and the last: thirds of it are as good as any."""
    with told.store.read() as work:
        incident = work.incidents.get("INC-1")
    assert incident is not None
    if update["status"] == "Resolved":
        told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
        told.does("leo", "draft discard", about="INC-1")
        return
    wanted = PHASES[min(2, 3 * number // max(1, count - 1))]
    if wanted != incident.phase:
        told.does("eve", f"phase {wanted}", about="INC-1")


def _tells(told: Teller, update: dict[str, Any]) -> None:
    again = told.clock.now() + timedelta(minutes=20)
    text = update["message"].strip() + f" We write again by {again:%H:%M} UTC."
    assert "draft" in card_of(told.does("leo", f"draft {text}", about="INC-1")).title
    agreed = card_of(told.does("eve", "approve", about="INC-1"))
    if agreed.title.startswith("This cannot go out yet"):
        told.does("eve", "approve anyway They wrote it so.", about="INC-1")
    told.does("leo", "publish", about="INC-1")
    settle(told)
