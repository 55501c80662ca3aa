"""Whether ServiceNow is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets.servicenow_query import Tables
from adapters.tickets.servicenow_read import value
from bot.domain.finding import Finding
from bot.settings_tickets import ServiceNow

DOOR = "look at base_url, user and password, and at the roles of the user"
ZONE = "set the time zone of this user to GMT, and let it read its own record in sys_user"
HOOK = "set webhook_secret, and make the business rule of docs/tickets/servicenow.md"
OPTIONAL = {"task_sla": "deadlines", "sys_journal_field": "the instants at which customers wrote"}
"""Tables that not every user may read, and what is missing without them."""


def findings(tables: Tables, settings: ServiceNow, tags: str) -> Iterator[Finding]:
    """Asks the instance itself, and changes nothing there; `tags` says why there are none."""
    questions = (
        Question("ServiceNow", partial(_table, tables, settings), DOOR),
        Question("ServiceNow time zone", partial(_zone, tables, settings), ZONE),
        Question("ServiceNow side tables", partial(_optional, tables), DOOR),
    )
    yield from answers(questions, letter=DOOR, way=DOOR)
    yield Finding("ServiceNow tags", tags)
    yield webhook("ServiceNow", settings.webhook_secret, signed=False, todo=HOOK)


def _table(tables: Tables, settings: ServiceNow) -> Iterator[Finding]:
    if not tables.records(settings.table, "ORDERBYDESCsys_updated_on", ("sys_id",), 1):
        todo = f"let the user read {settings.table}, unless it is empty"
        yield Finding("ServiceNow", f"nothing can be read in {settings.table}", todo)
    else:
        yield Finding("ServiceNow", f"reads {settings.table} as {settings.user}")
    untried = "cannot be tried without a trace; it takes the role itil or one like it"
    yield Finding("ServiceNow writing", untried)


def _zone(tables: Tables, settings: ServiceNow) -> Iterator[Finding]:
    me = tables.one("sys_user", "user_name", settings.user, ("user_name", "time_zone"))
    if value(me, "time_zone") not in ("GMT", "UTC"):
        yield Finding("ServiceNow time zone", "instants in queries may be read as local ones", ZONE)


def _optional(tables: Tables) -> Iterator[Finding]:
    for table, missing in OPTIONAL.items():
        if not tables.allowed(table, "ORDERBYDESCsys_created_on", ("sys_id",), 1):
            says = f"nothing can be read there: {missing} will be missing"
            yield Finding(f"ServiceNow {table}", says, f"let the user read {table}, unless it is empty")
    if not tables.allowed("sys_audit", "", ("sys_id",), 1):
        yield Finding(
            "ServiceNow sys_audit", "may not be read: states are noticed when a ticket is looked at"
        )
