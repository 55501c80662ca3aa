"""What Teams is sent for the cards that matter most, kept as files that a reviewer can read."""

import json
from pathlib import Path

from adapters.teams import render
from bot.domain.form import Form
from tests.cards.examples import examples

FOLDER = Path(__file__).parent / "snapshots"
IMPORTANT = (
    "incident.war_room · new",
    "incident.war_room · in the middle",
    "incident.war_room · resolved",
    "incident.announcement · in the middle",
    "role.handoff",
    "task.tasks · in the middle",
    "timeline.catchup · in the middle",
    "forms.declare",
)


def snapshot(name: str) -> Path:
    return FOLDER / f"{name.replace(' · ', '-').replace(' ', '_')}.json"


def written(name: str) -> str:
    one = examples("teams")[name]
    drawn = render.form(one) if isinstance(one, Form) else render.card(one)
    return json.dumps(drawn, indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in IMPORTANT:
        snapshot(name).write_text(written(name))
