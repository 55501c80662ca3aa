"""From our words to what GitHub takes, and how an earlier try is found again by its key."""

from collections.abc import Callable
from typing import Any

from adapters.tickets.github_text import kept, keyed, quiet
from adapters.tickets.values import at, rows, text
from bot.domain.ticket import Draft

PAGE = 100
LOOK_BACK = 2
"""Pages that are read at most."""


def drafted(draft: Draft, key: str, web_host: str) -> dict[str, Any]:
    return {
        "title": " ".join(draft.subject.split())[:256],
        "body": keyed(quiet(draft.text, web_host), key),
        "labels": [label(tag) for tag in draft.tags],
    }


def label(tag: str) -> str:
    """Labels of GitHub are no longer than 50 characters."""
    return tag.strip()[:50]


def made(ask: Callable[..., Any], repository: str, key: str) -> Any:
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
