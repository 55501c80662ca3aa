"""One story as every desk tells it: `payloads/<name>_history.json` holds `settings` and `answers`.

Lena opens a ticket, Ana notes something where the desk has notes, answers, Lena asks again, and Ana
answers and solves it. The ticket is the one of `ADDRESSES`; `settings` are those that the desk needs
besides the least. Each of the answers says what is asked, `GET /path`, and what is told; those with the
same line are told one after another.
"""

import json
from collections.abc import Sequence
from typing import Any

import httpx

from tests.adapters.tickets.wire import PAYLOADS, OneAfterAnother
from tests.contracts.tickets_all import Wire

Entry = dict[str, Any]


def entries(name: str) -> list[Entry]:
    """Fails for a desk whose story nobody has written."""
    found: list[Entry] = _story(name)["answers"]
    return found


def settings(name: str) -> dict[str, Any]:
    found: dict[str, Any] = _story(name)["settings"]
    return found


def _story(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}_history.json").read_text(encoding="utf-8"))


def telling(story: Sequence[Entry]) -> Wire:
    """A desk that answers this and nothing else."""
    routes: dict[str, OneAfterAnother] = {}
    for entry in story:
        routes.setdefault(entry["ask"], OneAfterAnother()).append(entry["told"])

    def answer(request: httpx.Request) -> httpx.Response:
        told = routes.get(f"{request.method} {request.url.path}")
        if told is None:
            return httpx.Response(404, json={})
        return httpx.Response(200, json=told.pop(0) if len(told) > 1 else told[0])

    return Wire(answer)
