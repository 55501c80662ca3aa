"""What is answered, by the words of PagerDuty's own errors."""

from tests.fakes.listening import Answer, Asked
from tests.fakes.pagerduty.state import Json


def included(asked: Asked) -> list[str]:
    return asked.query.get("include[]", [])


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
