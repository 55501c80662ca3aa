"""An instance of ServiceNow at the wire, that keeps what it is asked."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx

from adapters.tickets.servicenow import connect
from bot.ports import TicketSystem
from bot.settings_tickets import ServiceNow
from tests.adapters.tickets.wire import Wire, payload

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
INCIDENT = payload("servicenow_incident")
SYS_ID = INCIDENT["sys_id"]["value"]
HOME = "https://acme.service-now.com"
Row = dict[str, Any]


class Instance(Wire):
    """Answers a table with what the test put there, or with a status; keeps every request."""

    def __init__(self, **tables: list[Row] | int | Callable[[httpx.Request], httpx.Response]) -> None:
        super().__init__(self._of_table)
        self.tables = tables

    def _of_table(self, request: httpx.Request) -> httpx.Response:
        table = request.url.path.split("/")[4]
        rows = self.tables.get(table, [])
        if callable(rows):
            return rows(request)
        if isinstance(rows, int):
            return httpx.Response(rows, json={"error": {"message": "no"}})
        if request.method == "GET":
            return httpx.Response(200, json={"result": rows})
        return httpx.Response(200, json={"result": {**INCIDENT, **cells(json.loads(request.content))}})

    def queries(self, table: str) -> list[str]:
        asked = [each for each in self.asked if each.url.path.split("/")[4] == table]
        return [each.url.params["sysparm_query"] for each in asked if each.method == "GET"]

    def written(self) -> list[tuple[str, str, Row]]:
        return [
            (each.method, each.url.path, json.loads(each.content))
            for each in self.asked
            if each.method != "GET"
        ]


def cells(flat: Row) -> Row:
    return {name: {"display_value": said, "value": said} for name, said in flat.items()}


def desk(instance: httpx.BaseTransport, **settings: Any) -> TicketSystem:
    given = {"base_url": HOME, "user": "caseline", "password": "a-password", **settings}
    return connect(ServiceNow(**given), now=lambda: NOW, transport=instance)


def updated(number: int, at: str) -> Row:
    return {
        **INCIDENT,
        **cells({"number": f"INC{number:07}", "sys_id": f"{number:032x}", "sys_updated_on": at}),
    }


# --- what happened -------------------------------------------------------------------------

CALLER, AGENT = "nora.quist", "ana.vidal"
OPENED = {**INCIDENT, "opened_by.user_name": {"display_value": CALLER, "value": CALLER}}


def said(number: int, user: str, element: str = "comments", minute: int = 1, **more: str) -> Row:
    return cells(
        {
            "sys_id": f"{number:032x}",
            "element_id": SYS_ID,
            "element": element,
            "sys_created_by": user,
            "sys_created_on": f"2026-03-02 09:{minute:02}:00",
            **more,
        }
    )


def audited(
    number: int, field: str, old: str, new: str, minute: int = 1, user: str = AGENT, **more: str
) -> Row:
    """One field of one save; those of a save have the minute in common."""
    return cells(
        {
            "sys_id": f"{number:032x}",
            "documentkey": SYS_ID,
            "fieldname": field,
            "oldvalue": old,
            "newvalue": new,
            "record_checkpoint": str(minute),
            "user": user,
            "sys_created_on": f"2026-03-02 09:{minute:02}:00",
            **more,
        }
    )


def in_state(state: str, label: str = "", reason: str = "") -> Row:
    shown = {"value": state, "display_value": label or state}
    return {**OPENED, "state": shown, **cells({"hold_reason": reason})}
