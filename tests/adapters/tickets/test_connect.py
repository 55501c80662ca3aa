"""Only what is configured is read."""

import json
import subprocess
import sys

import pytest

from bot.settings_tickets import Tickets
from tests.contracts.tickets_samples import SAMPLES
from tests.journeys.program import ROOT

LOAD = """
import json, sys
from datetime import UTC, datetime
from adapters.tickets.connect import connect
from bot.settings_tickets import Tickets
desks = connect(Tickets.model_validate(json.loads(sys.argv[1])).connected(), lambda: datetime.now(UTC))
print(json.dumps([list(desks), sorted(name for name in sys.modules if name.startswith("adapters."))]))
"""


def loaded(*names: str) -> tuple[list[str], set[str]]:
    """Systems in their order, and vendors whose files were read, in a process of its own."""
    asked = json.dumps({name: SAMPLES[name] for name in names})
    done = subprocess.run(
        [sys.executable, "-c", LOAD, asked], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    desks, modules = json.loads(done.stdout)
    parts = {module.removeprefix("adapters.tickets.").partition("_")[0] for module in modules}
    return desks, parts & set(Tickets.model_fields)


@pytest.mark.parametrize("names", [(), ("github",), ("jira", "zendesk")])
def test_files_of_systems_that_are_not_configured_are_not_read(names):
    desks, vendors = loaded(*names)

    assert desks == [name for name in Tickets.model_fields if name in names]
    assert vendors == set(names)
