"""`caseline check`: line by line, what works and what is still missing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from adapters.terminal.plain import harmless, table
from bot.errors import AdapterError, BotError


@dataclass(frozen=True, slots=True)
class Finding:
    """`todo` is what the operator can do about it; a finding with one is missing something."""

    what: str
    says: str
    todo: str = ""

    @property
    def ok(self) -> bool:
        return not self.todo


Probe = Callable[[], Iterable[Finding]]


def findings(what: str, probe: Probe, todo: str) -> list[Finding]:
    """What the probe found; when it could not even ask, that is the finding, with this `todo`."""
    try:
        return list(probe())
    except (BotError, AdapterError) as error:
        return [Finding(what, str(error), todo)]


def report(found: Sequence[Finding]) -> tuple[str, int]:
    """The lines, and the exit code: 1 when something is missing."""
    rows = [("ok" if one.ok else "missing", one.what, harmless(one.says)) for one in found]
    lines: list[str] = []
    for line, one in zip(table(rows), found, strict=True):
        lines += [line] if one.ok else [line, f"{'':9}→ {harmless(one.todo)}"]
    missing = sum(not one.ok for one in found)
    lines.append(f"{missing} of {len(found)} are missing." if missing else "Everything is there.")
    return "\n".join(lines), 1 if missing else 0
