"""Settings have a short name by which processes find out whether they were started with the same ones."""

import os
import subprocess
import sys

import pytest

from bot.config import Settings

TOLD = {
    "sla": [
        {
            "name": "standard",
            "targets": {"resolution": "8h"},
            "pauses": {"resolution": ["pending", "on_hold"]},
        }
    ]
}


def test_it_is_the_same_in_every_process():
    asks = f"from bot.config import Settings; print(Settings.model_validate({TOLD!r}).digest)"

    told = [
        subprocess.run(
            [sys.executable, "-c", asks],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert told == [Settings.model_validate(TOLD).digest] * 2


@pytest.mark.parametrize(
    "changed", [{"operators": "slack:ops"}, {"people": {"ana": {"slack": "U1"}}}, {"sla": []}]
)
def test_whatever_is_set_makes_another_one(changed):
    before = Settings.model_validate(TOLD).digest

    after = Settings.model_validate(TOLD | changed).digest

    assert after != before
