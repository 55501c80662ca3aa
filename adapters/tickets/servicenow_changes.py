"""Where in ServiceNow's changes we are: a second, and the last record of it that was read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from adapters.tickets.servicenow_read import value
from adapters.tickets.values import Json, instant

OVERLAP = timedelta(seconds=10)
"""An instant is written before the record can be seen, so changes are asked for from a little earlier."""
SECOND = timedelta(seconds=1)


def place(cursor: str) -> tuple[str, str] | None:
    """The second, and the record in it, if any; None for an empty cursor and for one that is none."""
    since, _, after = cursor.partition("|")
    return (since, after) if instant(since) else None


def onward(since: str, after: str, records: Sequence[Json], *, full: bool) -> str:
    """The next cursor; `after` is the last record of a second that did not fit a page."""
    last = value(records[-1], "sys_updated_on") if records else since
    latest = instant(last) or instant(since)
    if latest is None or (full and (after or last <= since)):
        return f"{since}|{value(records[-1], 'sys_id')}" if records else since
    if after:
        return written(latest + SECOND)
    back = written(latest - OVERLAP)
    return max(back, last if full and back <= since else since)


def written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def changes(since: str, after: str) -> str:
    asked = f"sys_updated_on={since}^sys_id>{after}" if after else f"sys_updated_on>={since}"
    return f"{asked}^ORDERBYsys_updated_on^ORDERBYsys_id"
