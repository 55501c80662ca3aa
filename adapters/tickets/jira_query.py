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


def words(text: str) -> str:
    """What is looked for, without what an index would take for an operator."""
    found = (word.strip(".@") for word in _NO_WORD.sub(" ", text).lower().split())
    return " ".join(filter(None, found))


def quoted(value: str) -> str:
    """A string that ends where it should, whatever is in it."""
    plain = _CONTROL.sub(" ", value)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def among(field: str, values: Sequence[str]) -> str:
    return f"{field} in ({', '.join(map(quoted, values))})"


def clauses(query: Query) -> Iterator[str]:
    """All but the requester, whose id must be asked for."""
    if sought := words(query.text)[:200]:
        yield f"text ~ {quoted(sought)}"
    if query.tag:
        yield f"labels = {quoted(label(query.tag))}"
    if query.open_only:
        yield "statusCategory != Done"


def jql(projects: Sequence[str], narrowed: Sequence[str], order: str) -> str:
    ours = [among("project", projects)] if projects else []
    return f"{' AND '.join([*ours, *narrowed])} ORDER BY {order}"
