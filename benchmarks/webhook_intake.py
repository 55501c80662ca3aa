"""50 senders of webhooks at once: how many events a second are kept, and whether any is lost."""

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.figure import Figure, interleaved
from benchmarks.processes import Server, free_port, listening, migrated, slack_only
from benchmarks.quiet_slack import quiet_slack
from benchmarks.server_bare_webhook import PATH, SIGNATURE, SIGNED_AT, proof
from benchmarks.signed import SECRET, Line

RATE, RATE_BOUND = "webhook_intake", 0.10
LOST, LOST_BOUND = "webhook_lost", 0.0
SENDERS = 50
SETTINGS = f"""
tickets:
  zendesk:
    base_url: http://127.0.0.1:9
    email: bench@acme.test
    api_token: bench
    webhook_secret: {SECRET}
"""
"""Nobody is there: what has to be read waits."""
WHY = "each event is claimed once for all, and a row of the outbox is written for its ticket"
_ids = itertools.count(480_000)


def run(*, quick: bool) -> Iterator[Figure]:
    each, repeats = (10, 3) if quick else (30, 7)
    with tempfile.TemporaryDirectory(prefix="caseline-bench-") as name, quiet_slack() as slack:
        folder, port, other = Path(name), free_port(), free_port()
        (folder / "caseline.yml").write_text(SETTINGS)
        environment = slack_only(folder, slack, port) | {"CASELINE_CONFIG": str(folder / "caseline.yml")}
        with (
            listening("-m", "bot", "run", environment=environment, port=port) as ours,
            listening("-m", "benchmarks.server_bare_webhook", str(other), environment={}, port=other) as bare,
        ):
            kept: list[int] = []
            rates = interleaved(
                {"ours": lambda: _rate(ours, each, kept), "bare": lambda: _rate(bare, each, [])},
                repeats=repeats,
            )
        lost = sum(kept) - _rows(migrated(folder))
    told = (
        f"{SENDERS} senders, each waiting for its answer: ours keeps {rates['ours']:.0f} events a second, "
        f"a bare route that checks the signature answers {rates['bare']:.0f}"
    )
    share = rates["ours"] / rates["bare"]
    yield Figure(RATE, share, RATE_BOUND, at_least=True, from_=told, why=WHY)
    yield Figure(LOST, lost, LOST_BOUND, from_=f"of {sum(kept)} events that were acknowledged")


def _rate(server: Server, each: int, kept: list[int]) -> float:
    """Events a second; every request is signed beforehand."""
    requests = [[_request(next(_ids)) for _ in range(each)] for _ in range(SENDERS)]
    lines = [Line(server.port) for _ in range(SENDERS)]
    with ThreadPoolExecutor(SENDERS) as senders:
        started = perf_counter()
        acknowledged = sum(senders.map(_send, lines, requests))
        took = perf_counter() - started
    for line in lines:
        line.__exit__(None, None, None)
    kept.append(acknowledged)
    return acknowledged / took


def _send(line: Line, requests: list[bytes]) -> int:
    """How many were acknowledged."""
    return sum(line.ask(one)[0] == 200 for one in requests)


def _request(id: int) -> bytes:
    """As a trigger sends it: about one ticket, which nobody has told about before."""
    body = json.dumps({"ticket_id": str(id)}).encode()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"{SIGNATURE}: {proof(now, body)}\r\n{SIGNED_AT}: {now}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _rows(url: str) -> int:
    """Tickets that are to be read."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        found: tuple[int] = connection.execute(
            "SELECT count(*) FROM outbox WHERE kind = 'ticket_read'"
        ).fetchone()
        return found[0]
