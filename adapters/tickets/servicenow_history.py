"""What happened to a record of ServiceNow: who opened it, its journal, and its states where audited."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from adapters.tickets.past import past, place, told
from adapters.tickets.servicenow_query import MOST, SAFE, Tables
from adapters.tickets.servicenow_read import SYS_ID, shown, status_of, user_of, value
from adapters.tickets.values import Json, instant
from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.settings_tickets import ServiceNow

RECORD = (
    "sys_id number state hold_reason opened_at opened_by opened_by.user_name sys_created_on sys_created_by "
    "caller_id caller_id.user_name contact contact.user_name"
).split()
LINE = ("sys_id", "element_id", "element", "sys_created_by", "sys_created_on")
AUDIT = "sys_id documentkey fieldname oldvalue newvalue record_checkpoint user sys_created_on".split()
LABEL = ("name", "element", "value", "label")
STATES = ("state", "hold_reason")
MACHINES = ("system", "guest")
"""Users of the instance under whom its own work, and mail of strangers, is kept."""


class Past:
    """Of a long journal the oldest and the newest lines are read, and the oldest words to the customer."""

    def __init__(self, tables: Tables, settings: ServiceNow) -> None:
        self._tables = tables
        self._settings = settings

    def of(self, record: Json) -> History:
        """`record` has the fields of `RECORD`."""
        sys_id, own = value(record, "sys_id"), self._settings.user
        audits = self._audits(sys_id) if SYS_ID.fullmatch(sys_id) else []
        labels = self._labels() if audits else {}
        states = States(record, self._settings.statuses, labels)
        became = list(states.became(audits))
        by = opener(record, own)
        begun = told(
            "servicenow",
            f"created/{sys_id or value(record, 'number')}",
            instant(value(record, "opened_at", "sys_created_on")),
            what=What.CREATED,
            by=by,
            said=Said.PUBLIC,
            status=states.first if states.whole else None,
        )
        spoken = (
            update for entry in self._journal(record, sys_id) for update in line(entry, user_of(record), own)
        )
        whole = states.whole and len(audits) < MOST
        return past([*begun, *spoken, *became], statuses=whole)

    def _journal(self, record: Json, sys_id: str) -> Iterator[Json]:
        if not SYS_ID.fullmatch(sys_id):
            return
        of = f"element_id={sys_id}"
        oldest = self._lines(f"{of}^elementINcomments,work_notes^ORDERBYsys_created_on", sys_id)
        yield from oldest
        if len(oldest) < MOST:
            return
        yield from self._lines(f"{of}^elementINcomments,work_notes^ORDERBYDESCsys_created_on", sys_id)
        user = user_of(record)
        others = f"^sys_created_by!={user}" if SAFE.fullmatch(user) else ""
        yield from self._lines(f"{of}^element=comments{others}^ORDERBYsys_created_on", sys_id)

    def _lines(self, query: str, sys_id: str) -> list[Json]:
        found = self._tables.allowed("sys_journal_field", query, LINE)
        return [entry for entry in found if value(entry, "element_id") == sys_id]

    def _audits(self, sys_id: str) -> list[Json]:
        asked = f"documentkey={sys_id}^fieldnameIN{','.join(STATES)}^ORDERBYsys_created_on"
        found = self._tables.allowed("sys_audit", asked, AUDIT)
        own = (one for one in found if value(one, "documentkey") == sys_id)
        return [one for one in own if value(one, "fieldname") in STATES]

    def _labels(self) -> dict[str, list[str]]:
        """What people see of each state, in all languages; asked for where the settings use such words."""
        if all(word.lstrip("-").isdecimal() for word in self._settings.statuses):
            return {}
        asked = f"nameIN{self._settings.table},task^element=state"
        labels: dict[str, list[str]] = {}
        for choice in self._tables.allowed("sys_choice", asked, LABEL):
            if value(choice, "element") == "state":
                labels.setdefault(value(choice, "value"), []).append(value(choice, "label"))
        return labels


class States:
    """Follows state and reason to hold from the first to the last change that was audited.

    An instance audits what it was told to, and lets few users read that. So the changes count as
    all there were only where each goes on from the one before, and one leads to the state of now.
    """

    def __init__(
        self, record: Json, own: Mapping[str, TicketStatus], labels: Mapping[str, Sequence[str]]
    ) -> None:
        self._record = record
        self._own = own
        self._labels = labels
        self.first: TicketStatus | None = None
        self.whole = False

    def became(self, audits: Iterable[Json]) -> Iterator[Update]:
        """What one save did is one update, known by the last change in it."""
        ordered = sorted(audits, key=_order)
        now = {field: self._begin(field, ordered) for field in STATES}
        self.first = self._status(now)
        unbroken, reached = True, False
        for index, change in enumerate(ordered):
            field = value(change, "fieldname")
            unbroken = unbroken and value(change, "oldvalue") == now[field]
            now[field] = value(change, "newvalue")
            reached = reached or (field == "state" and now[field] == value(self._record, "state"))
            if index + 1 == len(ordered) or _save(ordered[index + 1]) != _save(change):
                yield from self._update(change, now)
        self.whole = unbroken and reached

    def _begin(self, field: str, ordered: Sequence[Json]) -> str:
        first = (value(change, "oldvalue") for change in ordered if value(change, "fieldname") == field)
        return next(first, value(self._record, field))

    def _update(self, change: Json, now: Mapping[str, str]) -> tuple[Update, ...]:
        by = Author.SYSTEM if value(change, "user") in MACHINES else Author.AGENT
        moment = instant(value(change, "sys_created_on"))
        return told(
            "servicenow",
            f"change/{value(change, 'sys_id')}",
            moment,
            by=by,
            status=self._status(now),
            sequence=place(value(change, "record_checkpoint")),
        )

    def _status(self, now: Mapping[str, str]) -> TicketStatus:
        """The settings may call a state by what people see, in whatever language the user has."""
        state = now["state"]
        seen = [*self._labels.get(state, ()), *self._shown(state)]
        named = {word.casefold() for word in self._own}
        label = next((word for word in seen if word.casefold() in named), "")
        return status_of({**now, "state": {"value": state, "display_value": label or state}}, self._own)

    def _shown(self, state: str) -> list[str]:
        return [shown(self._record, "state")] if state == value(self._record, "state") else []


def _order(change: Json) -> tuple[str, int, str]:
    number = place(value(change, "record_checkpoint")) or 0
    return value(change, "sys_created_on"), number, value(change, "sys_id")


def _save(change: Json) -> tuple[str, str]:
    return value(change, "sys_created_on"), value(change, "record_checkpoint")


# --- who -----------------------------------------------------------------------------------


def opener(record: Json, own: str) -> Author:
    """What a machine opened for a customer, such as a mail, the customer did."""
    customer, by = value(record, "caller_id", "contact"), value(record, "opened_by")
    user = value(record, "opened_by.user_name") or ("" if by else value(record, "sys_created_by"))
    if (by and by == customer) or (user and user == user_of(record)):
        return Author.CUSTOMER
    if user == own:
        return Author.AGENT
    if user in MACHINES or not (by or user):
        return Author.CUSTOMER if customer else Author.SYSTEM
    return Author.AGENT


def line(entry: Json, customer: str, own: str) -> tuple[Update, ...]:
    """One of the journal: a comment, which the customer sees, or a work note. `own` is our user."""
    user, public = value(entry, "sys_created_by"), value(entry, "element") == "comments"
    if user in MACHINES or not user or (user == own and not public):
        by = Author.SYSTEM
    else:
        by = Author.CUSTOMER if public and user == customer != own else Author.AGENT
    said = Said.PUBLIC if public else Said.INTERNAL
    moment = instant(value(entry, "sys_created_on"))
    return told("servicenow", f"comment/{value(entry, 'sys_id')}", moment, by=by, said=said)
