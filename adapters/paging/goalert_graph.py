"""GoAlert's GraphQL API. A key of it allows one document, so everything that we ask stands in one."""

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from adapters.doors.payload import part_at, parts_at, text_at
from adapters.http import Declined
from adapters.paging.asking import Asking
from bot.domain.wording import say
from bot.errors import NotLetIn, Refused, TryLater

DOCUMENT = """\
query CaselineAlert($id: Int!) {
  alert(id: $id) { ...Known }
}
query CaselineAlerts($service: ID!) {
  alerts(input: {filterByServiceID: [$service], first: 50, sort: dateID}) { nodes { ...Known } }
}
query CaselineService($id: ID!) {
  service(id: $id) { name onCallUsers { userID userName stepNumber } }
}
query CaselineSchedule($id: ID!, $start: ISOTimestamp!, $end: ISOTimestamp!) {
  schedule(id: $id) {
    name
    shifts(start: $start, end: $end) { userID user { name email } start end truncated }
  }
}
query CaselinePeople($name: String!) {
  users(search: $name, first: 10) { nodes { id name email } }
}
mutation CaselineSet($id: Int!, $status: AlertStatus!) {
  updateAlerts(input: {alertIDs: [$id], newStatus: $status}) { alertID status }
}
fragment Known on Alert {
  alertID status summary details createdAt serviceID
  recentEvents(input: {limit: 15}) { nodes { timestamp message } }
}
"""
"""Also in docs/paging/goalert.md, from where operators copy it; a change makes them make a new key."""


class Graph:
    def __init__(self, api: Asking, token: SecretStr) -> None:
        self._api = api
        self._token = token

    def ask(self, operation: str, **variables: Any) -> Mapping[str, Any]:
        """`data` of the answer; one with errors raises TryLater, NotLetIn or Refused.

        The document itself is not sent: GoAlert has it, and a line end that was lost on the way there would
        make it another one.
        """
        headers = {"Authorization": f"Bearer {self._token.get_secret_value()}"}
        body = {"operationName": operation, "variables": variables}
        try:
            said = self._api.ask("POST", "/api/graphql", headers=headers, json=body)
        except Declined as no:
            if parts_at(no.said, "errors"):
                raise _failure(no.said) from no
            raise self._api.better(no) from no
        if parts_at(said, "errors"):
            raise _failure(said)
        return part_at(said, "data")


def _failure(said: Mapping[str, Any]) -> TryLater | Refused:
    """Also what is GoAlert's own trouble comes as an answer with errors, in these words."""
    why = text_at(parts_at(said, "errors")[0], "message")
    if why.casefold() in ("unexpected error", "request canceled."):
        return TryLater(say("{system} has trouble of its own.", system="GoAlert"), unsure=True)
    if "wrong query" in why or why.startswith("operation "):
        sentence = "GoAlert's key allows another document than that of docs/paging/goalert.md."
        return NotLetIn(say(sentence))
    if "unauthorized" in why.casefold():
        return NotLetIn(say("{system} does not accept Caseline's credentials.", system="GoAlert"))
    return Refused(say("{system} refused it: {why}", system="GoAlert", why=why[:200]))
