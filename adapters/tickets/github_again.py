"""What an earlier try left on GitHub, found by its key among what is newest."""

from collections.abc import Callable
from typing import Any

from adapters.tickets.desk import at, text
from adapters.tickets.github_read import rows
from adapters.tickets.github_text import kept

PAGE = 100
LOOK_BACK = 2
"""Pages that are read at most."""


def issue(ask: Callable[..., Any], repository: str, key: str) -> Any:
    """The issue as GitHub shows it, or None."""
    newest = {"state": "all", "sort": "created", "direction": "desc", "per_page": PAGE}
    for page in range(1, LOOK_BACK + 1):
        issues = rows(ask("GET", f"/repos/{repository}/issues", params={**newest, "page": page}))
        for found in issues:
            if kept(key) in text(at(found, "body")):
                return found
        if len(issues) < PAGE:
            break
    return None


def has_comment(ask: Callable[..., Any], path: str, key: str) -> bool:
    """GitHub gives the oldest comments first, so the last pages are asked for."""
    total = at(ask("GET", path, ticket=True), "comments")
    last = total // PAGE + 1 if isinstance(total, int) else 1
    for page in range(last, max(0, last - LOOK_BACK), -1):
        asked = {"per_page": PAGE, "page": page}
        comments = rows(ask("GET", f"{path}/comments", ticket=True, params=asked))
        if any(kept(key) in text(at(comment, "body")) for comment in comments):
            return True
    return False
