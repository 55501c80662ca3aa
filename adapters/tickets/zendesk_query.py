"""What Zendesk is asked: its search language, and its incremental export."""

import re
from datetime import datetime, timedelta

from bot.domain.ticket import Query

OPERATORS = re.compile(r'["\\:<>=*()]+|(?<!\S)[-+]+')
"""What would be more than a word in a search."""
LONGEST = 400
"""Characters of a text that is looked for; a subject may be longer than an address can be."""
SETTLED = timedelta(seconds=90)
"""The export refuses to start later than a minute ago."""
SINCE = "since:"
"""How a cursor begins that is an instant of ours, and none that Zendesk told."""


def words(query: Query) -> str:
    """What people wrote is made harmless words of."""
    found = ["type:ticket"]
    if query.open_only:
        found.append("status<solved")
    for name, value in (("requester", query.requester_email), ("tags", query.tag)):
        if value:
            found.append(f'{name}:"{_quotable(value)}"')
    plain = OPERATORS.sub(" ", query.text[:LONGEST]).split()
    return " ".join(found + plain)


def _quotable(value: str) -> str:
    return re.sub(r'[\s"\\]+', " ", value).strip()


def starting(now: datetime) -> str:
    """The cursor of somebody who wants to know what changes from now on."""
    return f"{SINCE}{int((now - SETTLED).timestamp())}"


def behind(cursor: str) -> dict[str, str]:
    """What of the export is asked for."""
    since = cursor.removeprefix(SINCE)
    return {"cursor": cursor} if since == cursor else {"start_time": since}
