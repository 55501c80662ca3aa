"""Zoom at the wire: one account, one app, one user, and the meetings that were made."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs, unquote

import httpx

ACCOUNT, CLIENT, SECRET = "acc-1", "app-1", "secret-of-the-app"
USER = "bridges@acme.test"
START = "https://zoom.test/s/host-key-of-two-hours"
SCOPES = "meeting:write:meeting:admin meeting:read:list_meetings:admin meeting:read:meeting:admin"
SETTINGS = {
    "provider": "zoom",
    "zoom": {"account_id": ACCOUNT, "client_id": CLIENT, "client_secret": SECRET, "user": USER},
}
BASIC = f"Basic {base64.b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()}"


class FakeZoom(httpx.MockTransport):
    """`troubles` are answered first, one after the other; None among them loses an answer after the deed.

    `page` is how many meetings it lists at once. Tokens before `valid` are no longer accepted.
    """

    def __init__(self, *troubles: httpx.Response | None, scopes: str = SCOPES, page: int = 300) -> None:
        super().__init__(self._handle)
        self.troubles = list(troubles)
        self.scopes = scopes
        self.page = page
        self.valid = 1
        self.tokens = 0
        self.meetings: list[dict[str, Any]] = []
        self.asked: list[str] = []

    def _handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(f"{request.method} {unquote(request.url.path)}")
        if request.url.host == "zoom.us":
            return self._token(request)
        if request.headers.get("authorization") not in self._bearers():
            return said(401, 124, "Invalid access token.")
        if self.troubles:
            return self._trouble(request, self.troubles.pop(0))
        return self._answer(request)

    def _bearers(self) -> set[str]:
        return {f"Bearer token-{n}" for n in range(self.valid, self.tokens + 1)}

    def _trouble(self, request: httpx.Request, trouble: httpx.Response | None) -> httpx.Response:
        if trouble is not None:
            return trouble
        self._answer(request)
        raise httpx.ReadTimeout("lost")

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = parse_qs(request.content.decode())
        wanted = {"grant_type": ["account_credentials"], "account_id": [ACCOUNT]}
        if request.headers.get("authorization") != BASIC or form != wanted:
            return httpx.Response(400, json={"reason": "Invalid client_id or client_secret"})
        self.tokens += 1
        told = {"access_token": f"token-{self.tokens}", "expires_in": 3600, "scope": self.scopes}
        return httpx.Response(200, json=told)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = unquote(request.url.path)
        if path == f"/v2/users/{USER}/meetings":
            return self._make(request) if request.method == "POST" else self._list(request)
        found = next((one for one in self.meetings if path == f"/v2/meetings/{one['id']}"), None)
        return httpx.Response(200, json=found) if found else said(404, 1001, "User does not exist.")

    def _make(self, request: httpx.Request) -> httpx.Response:
        number = 84_000_000_001 + len(self.meetings)
        url = f"https://zoom.test/j/{number}?pwd=p{number % 10}"
        made = json.loads(request.content) | {
            "id": number,
            "join_url": url,
            "start_url": START,
            "password": "a1B2*",
        }
        self.meetings.append(made)
        return httpx.Response(201, json=made)

    def _list(self, request: httpx.Request) -> httpx.Response:
        """As theirs: without passcodes, agendas cut, page by page."""
        first = int(request.url.params.get("next_page_token") or 0)
        shown = self.meetings[first : first + self.page]
        token = str(first + self.page) if first + self.page < len(self.meetings) else ""
        listed = [
            {"id": one["id"], "join_url": one["join_url"], "agenda": one["agenda"][:250]} for one in shown
        ]
        return httpx.Response(200, json={"meetings": listed, "next_page_token": token})


def said(status: int, code: int, message: str, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "message": message}, headers=headers)
