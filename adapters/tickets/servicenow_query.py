"""What is asked of ServiceNow's tables: encoded queries that foreign words cannot break out of."""

import re
from collections.abc import Collection, Iterable

from adapters.tickets.desk import Desk
from adapters.tickets.servicenow_read import NUMBER, value
from adapters.tickets.values import Json, at, objects
from bot.domain.ticket import Query, Ticket
from bot.errors import Refused

MOST = 200
"""Lines of a side table that are read at once."""

SAFE = re.compile(r"[\w .@+&'/-]{1,100}")
"""Values that end where they should."""


class Tables:
    """Reads tables; every answer is a list, and `ticket` says that it is about one ticket."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def records(
        self, table: str, query: str, fields: Collection[str], limit: int, *, ticket: bool = False
    ) -> list[Json]:
        params = {"sysparm_query": query, "sysparm_limit": limit, **shape(fields)}
        said = self._desk.ask("GET", f"/api/now/table/{table}", params=params, ticket=ticket)
        return objects(at(said, "result"))

    def one(self, table: str, field: str, said: str, fields: Collection[str]) -> Json:
        """The record whose field says this, or an empty one."""
        query = equals(field, said)
        found = self.records(table, query, fields, 1) if query else []
        return next((row for row in found if value(row, field).casefold() == said.casefold()), {})

    def allowed(self, table: str, query: str, fields: Collection[str], limit: int = MOST) -> list[Json]:
        """As `records`; nothing where the user may not read that table."""
        try:
            return self.records(table, query, fields, limit)
        except Refused:
            return []


def shape(fields: Collection[str]) -> dict[str, str]:
    """How records come back: only these fields, as stored and as shown."""
    return {
        "sysparm_fields": ",".join(fields),
        "sysparm_display_value": "all",
        "sysparm_exclude_reference_link": "true",
    }


def words(said: str) -> list[str]:
    """At most six words that are harmless in an encoded query.

    There `^` begins another condition, `javascript:` is run, and nothing is quoted.
    """
    return re.findall(r"[\w.@+-]+", said)[:6]


def equals(field: str, said: str) -> str:
    """The condition, or an empty string for a value that cannot be put into a query safely."""
    return f"{field}={said}" if SAFE.fullmatch(said) else ""


def customers_in(records: str, users: Iterable[str]) -> str:
    """What these users wrote on these records, the newest first; empty when there are no users."""
    names = ",".join(sorted({user for user in users if SAFE.fullmatch(user)}))
    asked = f"element_idIN{records}^element=comments^sys_created_byIN{names}^ORDERBYDESCsys_created_on"
    return asked if names else ""


def customer_of(table: str) -> str:
    """The field of the customer: cases have a contact."""
    return "caller_id" if table == "incident" else "contact"


def conditions(query: Query, table: str) -> list[str]:
    """Empty when nothing can be found this way."""
    if query.tag:
        return []
    said = query.text.strip()
    if NUMBER.fullmatch(said.upper()):
        found = [f"number={said.upper()}"]
    else:
        found = [f"short_descriptionLIKE{word}" for word in words(said)]
        if said and not found:
            return []
    if query.requester_email:
        found.append(equals(f"{customer_of(table)}.email", query.requester_email))
    if query.open_only:
        found.append("active=true")
    return found if all(found) else []


def fits(found: Ticket, query: Query) -> bool:
    theirs = query.requester_email.casefold() in ("", found.requester_email.casefold())
    return theirs and not (query.open_only and found.status.is_over)
