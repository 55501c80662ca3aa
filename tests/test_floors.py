"""What import-linter cannot say: `bot` imports the standard library, and itself."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = {
    "config.py",
    "environment.py",
    "settings_approval.py",
    "settings_calendars.py",
    "settings_drills.py",
    "settings_escalation.py",
    "settings_file.py",
    "settings_kinds.py",
    "settings_meetings.py",
    "settings_page.py",
    "settings_paging.py",
    "settings_people.py",
    "settings_publish.py",
    "settings_rota.py",
    "settings_rota_times.py",
    "settings_sla.py",
    "settings_sla_ladder.py",
    "settings_sla_targets.py",
    "settings_stakeholders.py",
    "settings_status.py",
    "settings_tickets.py",
    "settings_written.py",
    "settings_yaml.py",
}
ROOTS = {"__main__.py", "checking.py", "connecting.py", "opening.py", "playing.py", "serving.py"}
"""The composition root."""
HEART = sorted(path for path in (ROOT / "bot").rglob("*.py") if path.name not in ROOTS | SETTINGS)


@pytest.mark.parametrize("path", HEART, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_heart_needs_no_vendor(path):
    foreign = {name for name in _imported(path) if name != "bot" and name not in sys.stdlib_module_names}

    assert not foreign


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_settings_need_pydantic_and_yaml_only(name):
    foreign = {one for one in _imported(ROOT / "bot" / name) if one not in sys.stdlib_module_names}

    assert foreign <= {"bot", "pydantic", "pydantic_core", "pydantic_settings", "yaml"}


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names
