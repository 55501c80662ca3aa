"""Vectors for business time and SLA clocks: our own, and whatever file `SLA_VECTORS` names.

The format is that of `tests/data/sla_vectors.json`. Without the variable, a file beside the
checkout counts; where there is none either, its test is skipped and ours are run alone.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.calendar import Calendar

OWN = Path(__file__).parent / "data" / "sla_vectors.json"
BESIDE = Path(__file__).parents[1].parent / "shared" / "data" / "sla_vectors.json"

Vector = dict[str, Any]


def given() -> Path:
    return Path(os.environ["SLA_VECTORS"]) if os.environ.get("SLA_VECTORS") else BESIDE


def vectors(*kinds: str) -> list[Any]:
    """Parameters of a test: ours, and those of the given file, or one that is skipped and says why."""
    found = [pytest.param(one, id=f"own-{one['id']}") for one in _read(OWN, kinds)]
    path = given()
    if not path.exists() and "SLA_VECTORS" not in os.environ:
        reason = f"there is no {path}; SLA_VECTORS may name another file"
        return [*found, pytest.param({}, id="given", marks=pytest.mark.skip(reason=reason))]
    return [*found, *(pytest.param(one, id=one["id"]) for one in _read(path, kinds))]


def _read(path: Path, kinds: tuple[str, ...]) -> list[Vector]:
    read = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    return [one for one in read if one["kind"] in kinds]


def calendar_of(vector: Vector) -> Calendar:
    written = vector["calendar"]
    return Calendar(
        written["tz"],
        written["hours"],
        holidays=written.get("holidays", ()),
        overrides=written.get("overrides"),
        breaks=written.get("breaks"),
    )


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
