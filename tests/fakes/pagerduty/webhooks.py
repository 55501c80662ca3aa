"""Signed webhooks (v3), sent one after the other; a lost one stays lost."""

import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from hmac import digest
from itertools import count

import httpx

from tests.fakes.pagerduty.state import Incident, Json, Person


class Webhooks:
    """They go to `listener`, signed with every one of `secrets`, as while one is being changed.

    `made` holds the bodies of all, `refused` the statuses of those that were not taken.
    """

    def __init__(self, secrets: list[str]) -> None:
        self.secrets = secrets
        self.listener = ""
        self.made: list[bytes] = []
        self.refused: list[int] = []
        self._numbers = count(1)
        self._post = ThreadPoolExecutor(1, thread_name_prefix="pagerduty-webhooks")
        self._client = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0), timeout=10)

    def tell(self, kind: str, incident: Incident, by: Person | None, at: str) -> None:
        body = event(f"01EV{next(self._numbers)}", kind, incident, by, at)
        self.made.append(body)
        if self.listener:
            self._post.submit(self._send, body)

    def _send(self, body: bytes) -> None:
        try:
            answer = self._client.post(self.listener, content=body, headers=self.signed(body))
        except httpx.HTTPError:
            self.refused.append(0)
            return
        if answer.status_code >= 300:
            self.refused.append(answer.status_code)

    def signed(self, body: bytes) -> dict[str, str]:
        shown = ",".join(f"v1={digest(one.encode(), body, sha256).hex()}" for one in self.secrets)
        return {"x-pagerduty-signature": shown, "content-type": "application/json"}

    def flush(self) -> None:
        """Returns when everything so far was sent."""
        self._post.submit(int).result(30)

    def rest(self) -> None:
        self._post.shutdown()
        self._client.close()
        self.listener = ""


def event(id: str, kind: str, incident: Incident, by: Person | None, at: str) -> bytes:
    """Of a note, a status update or a responder, the incident stands inside what it is about."""
    reference = {"id": incident.id, "type": "incident_reference", "summary": incident.title}
    inside = {"annotated": "incident_note", "status_update_published": "incident_status_update"}
    data: Json = {**incident.as_json([]), "acknowledgements": None}
    if kind in inside:
        data = {"id": f"N{id}", "type": inside[kind], "incident": reference}
    elif kind.startswith("responder."):
        data = {"type": "incident_responder", "incident": reference, "user": None}
    told = {
        "id": id,
        "event_type": f"incident.{kind}",
        "resource_type": "incident",
        "occurred_at": at,
        "agent": by.as_reference() if by else None,
        "client": None,
        "data": data,
    }
    return json.dumps({"event": told}).encode()
