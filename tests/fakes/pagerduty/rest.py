"""What was asked, and what is answered, by the words of PagerDuty's own errors."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.pagerduty.state import Json


@dataclass(frozen=True)
class Asked:
    """`query` holds every value of a name, headers are in small letters."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any

    @property
    def include(self) -> list[str]:
        return self.query.get("include[]", [])

    def first(self, name: str) -> str:
        return self.query.get(name, [""])[0]


@dataclass(frozen=True)
class Answer:
    status: int
    said: Json
    headers: dict[str, str] = field(default_factory=dict)


def error(status: int, code: int, message: str, *errors: str) -> Answer:
    return Answer(status, {"error": {"message": message, "code": code, "errors": list(errors)}})


def invalid(*errors: str) -> Answer:
    return error(400, 2001, "Invalid Input Provided", *errors)


NOT_FOUND = error(404, 2100, "Not Found")
NOT_LET_IN = error(401, 2006, "Unauthorized")
NO_FROM = error(400, 2016, 'You must specify a user\'s email address in the "From" header')
UNKNOWN_FROM = error(400, 1008, "Requester User Not Found")
WRONG = "Arguments Caused Error"
NO_SERVICE = error(400, 2002, WRONG, "Service not found")
KNOWN_KEY = error(400, 2002, WRONG, "Open incident with matching dedup key already exists on this service")
NOT_IN_PLAN = error(402, 2012, "Account does not have the required abilities")


def listed(name: str, rows: list[Json], asked: Asked) -> Answer:
    """One page of them; their usual size is 25."""
    offset, limit = int(asked.first("offset") or 0), int(asked.first("limit") or 25)
    page = {"limit": limit, "offset": offset, "more": offset + limit < len(rows), "total": None}
    return Answer(200, {name: rows[offset : offset + limit], **page})
