"""ServiceNow, over its Table API.

https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html

It reads, finds, makes and comments records of one table: incidents, or customer service cases. It sets
no tags, since the Table API lets nobody do that reliably, and changes no state.

The instance ignores a condition that it does not understand, and answers with everything. So whatever
comes back is compared with what was asked for.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

import httpx

from adapters.doors.knock import fingerprint, must_know_secret, said_in
from adapters.tickets import servicenow_history
from adapters.tickets.desk import MARK, Desk
from adapters.tickets.servicenow_changes import changes, onward, place, written
from adapters.tickets.servicenow_check import findings
from adapters.tickets.servicenow_query import (
    Tables,
    conditions,
    customer_of,
    customers_in,
    fits,
    shape,
)
from adapters.tickets.servicenow_read import (
    COMMENT_FIELDS,
    FIELDS,
    NUMBER,
    SLA_FIELDS,
    SYS_ID,
    is_promise,
    ref_in,
    shown,
    ticket,
    user_of,
    value,
)
from adapters.tickets.servicenow_write import has_line, new, plain, stamp_of
from adapters.tickets.values import Json, at, object_, text
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket
from bot.domain.ticket_ability import Ability
from bot.ports import TicketSystem
from bot.settings_tickets import ServiceNow

ABILITIES: Mapping[Ability, str] = {
    Ability.FETCH: "",
    Ability.SEARCH: "",
    Ability.CHANGES: "",
    Ability.CREATE: "",
    Ability.NOTE: "",
    Ability.REPLY: "",
    Ability.TAG: "Their tags cannot be set over the Table API; the internal note names the incident instead.",
    Ability.REQUESTER: "",
    Ability.ORGANISATION: "",
    Ability.ASSIGNEE: "",
    Ability.DEADLINES: "",
    Ability.HISTORY: "",
    Ability.STATUSES: "",
    Ability.WEBHOOK_SIGNED: "ServiceNow signs nothing; a shared secret in a header proves who knocks.",
}

PAGE = 50


def connect(
    settings: ServiceNow, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return ServiceNowTickets(settings, now, transport)


class ServiceNowTickets:
    """An id is the record's number; a sys_id is understood as well, and answered with the number.

    Paths in `settings.fields` are fields of the record, dot-walked where they lead to another:
    `company.u_tier`. SLAs and comments cost a request each, and are left out where the user may not
    read them.
    """

    name = "servicenow"

    def __init__(
        self, settings: ServiceNow, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._fields = (*FIELDS, *settings.fields.values())
        auth = (settings.user, settings.password.get_secret_value())
        self._desk = Desk("ServiceNow", settings.base_url, auth=auth, transport=transport)
        self._tables = Tables(self._desk)
        self._past = servicenow_history.Past(self._tables, settings)

    def fetch(self, id: str) -> Ticket:
        record = self._record(id, self._fields)
        return self._tickets([{**record, "number": value(record, "number") or id}])[0]

    def history(self, id: str) -> History:
        """States are told where the user may read `sys_audit` and the instance audits them."""
        return self._past.of(self._record(id, servicenow_history.RECORD))

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """The latest change first. Nothing has a tag here, so nothing is found by one."""
        asked = conditions(query, self._settings.table)
        if not asked:
            return ()
        records = self._tables.records(
            self._settings.table,
            "^".join((*asked, "ORDERBYDESCsys_updated_on")),
            self._fields,
            min(limit, PAGE),
        )
        found = (ticket(record, self._settings) for record in records)
        return tuple(each for each in found if fits(each, query))

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """By `sys_updated_on`, which has whole seconds. What changed lately comes again.

        A page is at most 50 records. When one second fills a page, the cursor names the last
        record of that second, which is then read to its end.
        """
        if (here := place(cursor)) is None:
            return Changes((), written(self._now()))
        since, after = here
        size = max(1, min(limit, PAGE))
        records = self._tables.records(self._settings.table, changes(since, after), self._fields, size)
        full = len(records) >= size
        onto = onward(since, after, records, full=full)
        return Changes(tuple(self._tickets(records)), onto, more=bool(full or after))

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """The key is kept in `correlation_id`. The target is the name of an assignment group."""
        stamp = stamp_of(key)
        table = self._settings.table
        if doubtful and (made := self._tables.one(table, "correlation_id", stamp, self._fields)):
            return ticket(made, self._settings)
        group = self._tables.one("sys_user_group", "name", draft.target, ("sys_id", "name"))
        user = self._tables.one("sys_user", "email", draft.requester_email, ("sys_id", "email"))
        customer = {customer_of(table): value(user, "sys_id")}
        said = self._desk.ask(
            "POST",
            f"/api/now/table/{table}",
            params=shape(self._fields),
            json=new(draft, stamp, group=value(group, "sys_id"), customer=customer),
        )
        return ticket(object_(at(said, "result")), self._settings)

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._write(id, "work_notes", text, key, doubtful=doubtful)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._write(id, "comments", text, key, doubtful=doubtful)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Changes nothing: only an administrator may write `label_entry`; see ABILITIES."""

    def ref_in(self, address: str) -> str:
        return ref_in(address, self._settings)

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """A business rule sends `number`, `table` and `event`; docs/tickets/servicenow.md has it."""
        must_know_secret(knock, self._settings.webhook_secret.get_secret_value())
        said = said_in(knock)
        number = text(said.get("number"))
        ours = said.get("table", self._settings.table) == self._settings.table
        event = text(said.get("event")) or fingerprint(knock)
        return (Hint(event=event, ticket=number),) if ours and NUMBER.fullmatch(number) else ()

    def check(self) -> Iterator[Finding]:
        return findings(self._tables, self._settings, ABILITIES[Ability.TAG])

    def close(self) -> None:
        self._desk.close()

    def _record(self, id: str, fields: Collection[str]) -> Json:
        """Nothing is asked for an id that is neither a number nor a sys_id; people write both in any case."""
        for field, pattern, word in (("sys_id", SYS_ID, id.lower()), ("number", NUMBER, id.upper())):
            if not (id.isascii() and pattern.fullmatch(word)):
                continue
            found = self._tables.records(self._settings.table, f"{field}={word}", fields, 1, ticket=True)
            if found and value(found[0], field) in ("", word):
                return found[0]
        raise self._desk.gone()

    def _tickets(self, records: Sequence[Json]) -> list[Ticket]:
        """With their SLAs and comments, in one request each for all of them."""
        ids = ",".join(filter(SYS_ID.fullmatch, (value(record, "sys_id") for record in records)))
        if not ids:
            return [ticket(record, self._settings) for record in records]
        slas = self._tables.allowed("task_sla", f"taskIN{ids}^ORDERBYplanned_end_time", SLA_FIELDS)
        spoken = customers_in(ids, map(user_of, records))
        comments = self._tables.allowed("sys_journal_field", spoken, COMMENT_FIELDS) if spoken else []
        promises = [sla for sla in slas if is_promise(sla)]
        return [ticket(record, self._settings, slas=promises, comments=comments) for record in records]

    def _write(self, id: str, journal: str, said: str, key: str, *, doubtful: bool) -> None:
        record = self._record(id, ("sys_id", "number", journal) if doubtful else ("sys_id", "number"))
        sys_id = value(record, "sys_id")
        if not SYS_ID.fullmatch(sys_id):
            raise self._desk.gone()
        last = f"{MARK}{key}"
        if doubtful and (has_line(shown(record, journal), last) or self._was_written(sys_id, journal, last)):
            return
        self._desk.ask(
            "PATCH",
            f"/api/now/table/{self._settings.table}/{sys_id}",
            ticket=True,
            params=shape(("sys_id",)),
            json={journal: f"{plain(said)}\n\n{last}"},
        )

    def _was_written(self, sys_id: str, journal: str, last: str) -> bool:
        """For users who see the journal's table rather than the field, which may be very long."""
        asked = f"element_id={sys_id}^element={journal}^ORDERBYDESCsys_created_on"
        return any(
            has_line(value(entry, "value"), last) and value(entry, "element_id") == sys_id
            for entry in self._tables.allowed("sys_journal_field", asked, ("element_id", "value"))
        )
