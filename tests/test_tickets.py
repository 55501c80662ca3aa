"""The table that compares the systems of tickets is complete and up to date."""

from types import ModuleType

from bot.domain.ticket_ability import Ability
from tests.tickets import ASKED, DOCUMENT, adapters, document


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
