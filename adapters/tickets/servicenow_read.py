"""Records of ServiceNow as tickets, and addresses that open one."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from adapters.tickets.address import at_home
from adapters.tickets.values import Json, instant, priority, status, text
from bot.domain.ticket import Deadline, Priority, Ticket, TicketStatus
from bot.settings_tickets import ServiceNow

SYS_ID = re.compile(r"[0-9a-f]{32}")
NUMBER = re.compile(r"[A-Z]{2,8}[0-9]{5,12}")
"""`INC0010023`; keys of our own incidents have a hyphen, and so never look like one."""

FIELDS = (
    "sys_id number short_description state hold_reason priority opened_at opened_by sys_created_on "
    "sys_updated_on caller_id caller_id.name caller_id.email caller_id.user_name company company.name "
    "contact contact.name contact.email contact.user_name account account.name assigned_to "
    "assigned_to.email assignment_group correlation_id"
).split()
"""`contact` and `account` are those of customer service cases; what a table lacks is not answered."""

SLA_FIELDS = ("task", "stage", "has_breached", "planned_end_time", "sla.name", "sla.target", "sla.type")
COMMENT_FIELDS = ("element_id", "sys_created_by", "sys_created_on")

STATUSES = {
    "1": TicketStatus.NEW,
    "2": TicketStatus.OPEN,
    "3": TicketStatus.ON_HOLD,
    "6": TicketStatus.SOLVED,
    "7": TicketStatus.CLOSED,
    "8": TicketStatus.CLOSED,
}
ON_HOLD = "3"
AWAITING_CALLER = "1"
PRIORITIES = {
    "1": Priority.URGENT,
    "2": Priority.HIGH,
    "3": Priority.NORMAL,
    "4": Priority.LOW,
    "5": Priority.LOW,
}


def value(record: Json, *names: str) -> str:
    """What the database holds, of the first field that holds anything: ids, numbers, UTC."""
    return next(filter(None, (_side(record.get(name), "value") for name in names)), "")


def shown(record: Json, *names: str) -> str:
    """What people see there, of the first field that shows anything."""
    return next(filter(None, (_side(record.get(name), "display_value") for name in names)), "")


def _side(cell: Any, side: str) -> str:
    return text(cell.get(side)) if isinstance(cell, Mapping) else text(cell)


def ticket(
    record: Json, settings: ServiceNow, *, slas: Iterable[Json] = (), comments: Iterable[Json] = ()
) -> Ticket:
    """`slas` and `comments` may be those of other records, too."""
    sys_id = value(record, "sys_id")
    base = settings.base_url.rstrip("/")
    return Ticket(
        system="servicenow",
        id=value(record, "number") or sys_id,
        subject=shown(record, "short_description"),
        url=f"{base}/nav_to.do?uri={settings.table}.do?sys_id={sys_id}",
        status=status_of(record, settings.statuses),
        desk_status=shown(record, "state"),
        priority=priority(_word(record, "priority", settings.priorities), settings.priorities, PRIORITIES),
        requester=value(record, "caller_id", "contact"),
        requester_name=shown(record, "caller_id.name", "contact.name", "caller_id", "contact"),
        requester_email=value(record, "caller_id.email", "contact.email"),
        organisation=value(record, "company", "account"),
        organisation_name=shown(record, "company.name", "account.name", "company", "account"),
        assignee=shown(record, "assigned_to") or value(record, "assigned_to"),
        assignee_id=value(record, "assigned_to"),
        assignee_email=value(record, "assigned_to.email"),
        group=shown(record, "assignment_group") or value(record, "assignment_group"),
        created_at=instant(value(record, "opened_at", "sys_created_on")),
        updated_at=instant(value(record, "sys_updated_on")),
        customer_spoke_at=_customer_spoke_at(record, comments),
        deadlines=tuple(_deadline(sla) for sla in slas if sys_id and value(sla, "task") == sys_id),
        fields=_chosen(record, settings),
    )


def _word(record: Json, name: str, own: Mapping[str, Any]) -> str:
    """The settings may name what people see; otherwise the number counts, which no translation changes."""
    label = shown(record, name)
    return label if label.casefold() in {word.casefold() for word in own} else value(record, name)


def status_of(record: Json, own: Mapping[str, TicketStatus]) -> TicketStatus:
    word = _word(record, "state", own)
    found = status(word, own, STATUSES)
    waits = word == ON_HOLD and value(record, "hold_reason") == AWAITING_CALLER
    return TicketStatus.PENDING if waits and word not in own else found


def user_of(record: Json) -> str:
    """The name under which the customer writes."""
    return value(record, "caller_id.user_name", "contact.user_name")


def _chosen(record: Json, settings: ServiceNow) -> dict[str, str]:
    """A dotted path is one field here: `company.u_tier` comes back under that whole name."""
    found = {str(name): shown(record, path) for name, path in settings.fields.items()}
    return {name: said for name, said in found.items() if said}


def _customer_spoke_at(record: Json, comments: Iterable[Json]) -> datetime | None:
    """The newest comment under the customer's user name, or the opening if they opened it themselves."""
    author = value(record, "sys_id"), user_of(record)
    own = [
        value(comment, "sys_created_on")
        for comment in comments
        if (value(comment, "element_id"), value(comment, "sys_created_by")) == author
    ]
    customer = value(record, "caller_id", "contact")
    if not own and customer and value(record, "opened_by") == customer:
        own = [value(record, "opened_at")]
    return instant(max(own, default=None))


def _deadline(sla: Json) -> Deadline:
    """`planned_end_time` stands still while the SLA is paused, and moves when it goes on."""
    stage = value(sla, "stage").casefold()
    missed = value(sla, "has_breached").casefold() in ("true", "1")
    kind = value(sla, "sla.target") or shown(sla, "sla.name")
    return Deadline(
        metric="first_reply" if "respon" in kind.casefold() else "resolution",
        due_at=instant(value(sla, "planned_end_time")),
        paused=stage == "paused",
        missed=missed,
        met=stage in ("completed", "achieved"),
    )


def is_promise(sla: Json) -> bool:
    """Agreements between teams (OLA) and with suppliers are no promises to a customer."""
    return value(sla, "stage").casefold() != "cancelled" and value(sla, "sla.type") in ("", "SLA")


# --- addresses -----------------------------------------------------------------------------


def ref_in(address: str, settings: ServiceNow) -> str:
    """A number or sys_id; the way to a record is often wrapped in another, and then encoded."""
    there = at_home(address, settings.base_url)
    if there is None:
        return ""
    way = f"{there.path}?{there.query}"
    for _ in range(2):
        way = unquote(way)
    found = (re.search(pattern, way) for pattern in _ways(re.escape(settings.table)))
    return next((match[1] for match in found if match), "")


def _ways(table: str) -> tuple[str, ...]:
    sys_id = rf"({SYS_ID.pattern})(?![0-9A-Za-z])"
    number = rf"({NUMBER.pattern})(?![0-9A-Za-z])"
    return (
        rf"(?:^|[/=]){table}\.do\?(?:[^#]*&)?sys_id={sys_id}",
        rf"(?:^|[/=]){table}(?:_list)?\.do\?(?:[^#]*&)?sysparm_query=number={number}",
        rf"^/now/(?:[^?]+/)?record/{table}/{sys_id}",
        rf"^/\w+\?(?:[^#]*&)?table={table}&(?:[^#]*&)?sys_id={sys_id}",
        rf"^/\w+\?(?:[^#]*&)?sys_id={sys_id}&(?:[^#]*&)?table={table}(?:&|$)",
    )
