"""The table that compares the systems of tickets, and the page of each, are complete and up to date."""

import re
from textwrap import dedent
from types import ModuleType

import pytest
import yaml

from adapters.terminal.reference import desk_table
from bot.config import load
from bot.domain.ticket_ability import Ability
from bot.settings_tickets import Desk, Tickets
from tests.tickets import ASKED, DOCUMENT, PAGES, adapters, document

HEADINGS = ["What it can do", "Permissions", "Set-up", "Webhook", "Fields and statuses", "Limits"]
YAML = re.compile(r"^ *```yaml\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
every = pytest.mark.parametrize("name", Tickets.model_fields)


def adapter(**reasons: str) -> ModuleType:
    made = ModuleType("an adapter")
    made.ABILITIES = {one: reasons.get(one.value, "") for one in Ability}  # type: ignore[attr-defined]  # a module for this test
    return made


def test_the_table_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == document(adapters()), "run `make docs`"


def test_every_ability_is_asked_for():
    assert list(ASKED) == list(Ability)


def test_what_does_not_work_has_its_reason_below_the_table():
    text = document(
        {"zendesk": adapter(), "github": adapter(reply="Everybody reads issues.", deadlines="None.")}
    )

    rows = {line.split(" | ")[0]: line for line in text.splitlines() if line.startswith("| ")}
    assert rows["| reads a ticket"] == "| reads a ticket | yes | yes |"
    assert rows[f"| {ASKED[Ability.REPLY]}"].endswith("| yes | [note 1](#notes) |")
    assert "\n1. Issues on GitHub: Everybody reads issues.\n2. Issues on GitHub: None.\n" in text


def test_without_reasons_there_are_no_notes():
    assert "Notes" not in document({"zendesk": adapter()})


def test_every_page_is_linked():
    text = document({"zendesk": adapter(), "github": adapter()})

    assert text.endswith("- [Zendesk Support](tickets/zendesk.md)\n- [Issues on GitHub](tickets/github.md)\n")


# --- the page of each system ---------------------------------------------------------------


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def loaded(tmp_path, name: str, more: str = "") -> Desk:
    """What the snippet of the set-up gives, with other lines of the page below it."""
    written = yaml.safe_load(dedent(YAML.findall(page(name))[0]))
    written["tickets"][name] |= yaml.safe_load(dedent(more)) or {}
    file = tmp_path / "caseline.yml"
    file.write_text(yaml.safe_dump(written), encoding="utf-8")
    secrets = dict.fromkeys(re.findall(r"\$\{(\w+)\}", file.read_text(encoding="utf-8")), "a-secret")
    return load(file, secrets).desks()[name]


@every
def test_every_page_has_the_same_headings_in_the_same_order(name):
    assert re.findall(r"^## (.*)$", page(name), re.MULTILINE) == HEADINGS


@every
def test_the_snippet_of_a_page_can_be_copied(name, tmp_path):
    desk = loaded(tmp_path, name)

    assert desk.webhook_secret.get_secret_value() == "a-secret"


@every
def test_every_other_line_of_settings_on_a_page_fits_below_the_snippet(name, tmp_path):
    usual = loaded(tmp_path, name)

    for more in YAML.findall(page(name))[1:]:
        assert loaded(tmp_path, name, more) != usual


@every
def test_every_page_tells_all_settings_those_of_its_own_first(name):
    rows = [line.split("`")[1] for line in desk_table(name).splitlines()[2:]]

    assert rows[0] in {"base_url", "app", "user"}
    assert rows[-1] == "poll_every"
