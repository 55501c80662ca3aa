"""`caseline check`: line by line, what works and what is still missing."""

from collections.abc import Sequence

from adapters.terminal.plain import harmless, table
from bot.domain.finding import Finding


def report(found: Sequence[Finding]) -> tuple[str, int]:
    """The lines, and the exit code: 1 when something is missing."""
    rows = [("ok" if one.ok else "missing", one.what, one.says) for one in found]
    lines: list[str] = []
    for line, one in zip(table(rows), found, strict=True):
        lines += [line] if one.ok else [line, f"{'':9}→ {harmless(one.todo)}"]
    missing = sum(not one.ok for one in found)
    lines.append(f"{missing} of {len(found)} are missing." if missing else "Everything is there.")
    return "\n".join(lines), 1 if missing else 0
