"""Writes `docs/tickets.md` from what the adapters of tickets say of themselves: `make docs`."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType

from adapters.terminal.reference import table
from bot.domain.ticket_ability import Ability
from bot.settings_tickets import Tickets

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "tickets.md"
PAGES = ROOT / "docs" / "tickets"
ASKED = {
    Ability.FETCH: "reads a ticket",
    Ability.SEARCH: "searches for tickets",
    Ability.CHANGES: "notices changes that no webhook told",
    Ability.CREATE: "makes a ticket, once",
    Ability.NOTE: "writes a note that no customer sees, once",
    Ability.REPLY: "writes to the customer, once",
    Ability.TAG: "marks a ticket with its incident",
    Ability.REQUESTER: "knows the customer by name and address",
    Ability.ORGANISATION: "knows the customer's company",
    Ability.ASSIGNEE: "knows who works on it",
    Ability.DEADLINES: "knows what the desk itself promised",
    Ability.HISTORY: "knows who spoke on it, when, and whether in public",
    Ability.STATUSES: "knows every status that it had",
    Ability.WEBHOOK_SIGNED: "believes webhooks by their signature",
}
BEGINS = """# What works with which system of tickets

Made by `make docs` from what the adapters say of themselves; where a cell names a note, the reason stands
below. What happens *once* happens once even when the process dies in the middle of it.

"""
NOTES = """
## Notes

"""
LINKS = """
## How each is set up

"""


def adapters() -> Mapping[str, ModuleType]:
    """Every adapter that is there, by its key in the settings and in their order."""
    folder = ROOT / "adapters" / "tickets"
    names = [name for name in Tickets.model_fields if (folder / f"{name}.py").exists()]
    return {name: import_module(f"adapters.tickets.{name}") for name in names}


def title(name: str) -> str:
    return (Tickets.model_fields[name].description or name).rstrip(".")


def document(found: Mapping[str, ModuleType]) -> str:
    numbers = count(1)
    notes: list[str] = []
    rows = [
        (ASKED[ability], *(_cell(name, one, ability, numbers, notes) for name, one in found.items()))
        for ability in Ability
    ]
    head = ("Caseline", *map(title, found))
    parts = [BEGINS, table(head, rows)]
    if notes:
        parts += [NOTES, *notes]
    return "".join([*parts, LINKS, *_links(found)])


def _cell(name: str, adapter: ModuleType, ability: Ability, numbers: Iterator[int], notes: list[str]) -> str:
    reason = adapter.ABILITIES[ability]
    if not reason:
        return "yes"
    number = next(numbers)
    notes.append(f"{number}. {title(name)}: {reason}\n")
    return f"[note {number}](#notes)"


def _links(found: Mapping[str, ModuleType]) -> Iterator[str]:
    return (f"- [{title(name)}](tickets/{name}.md)\n" for name in found)


if __name__ == "__main__":
    DOCUMENT.write_text(document(adapters()), encoding="utf-8")
