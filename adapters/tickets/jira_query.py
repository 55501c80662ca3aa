"""Questions in Jira's query language, JQL, in which foreign words are nothing but words.

https://support.atlassian.com/jira-software-cloud/docs/use-advanced-search-with-jira-query-language-jql/
"""

import re
from collections.abc import Iterator, Sequence

from adapters.tickets.jira_text import label
from bot.domain.ticket import Query

_NO_WORD = re.compile(r"[^\w@.]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
RECENT = "updated >= -90d"
"""Narrows down what nothing else does; Jira answers no question about all issues."""


def quoted(value: str) -> str:
    """A string that ends where it should, whatever is in it."""
    plain = _CONTROL.sub(" ", value)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def among(field: str, values: Sequence[str]) -> str:
    return f"{field} in ({', '.join(map(quoted, values))})"


def clauses(query: Query) -> Iterator[str]:
    """All but the requester, whose id must be asked for."""
    if words := " ".join(_NO_WORD.sub(" ", query.text).lower().split())[:200]:
        yield f"text ~ {quoted(words)}"  # The index behind it has operators of its own, which are gone.
    if query.tag:
        yield f"labels = {quoted(label(query.tag))}"
    if query.open_only:
        yield "statusCategory != Done"


def jql(projects: Sequence[str], narrowed: Sequence[str], order: str) -> str:
    ours = [among("project", projects)] if projects else []
    return f"{' AND '.join([*ours, *narrowed])} ORDER BY {order}"
