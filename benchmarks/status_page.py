"""Our public status page against the same bytes as a static file, from the same server."""

import gzip
import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from benchmarks.figure import Figure, interleaved
from benchmarks.processes import free_port, listening

RATE, RATE_BOUND = "status_page_vs_static", 0.5
SIZE, SIZE_BOUND = "status_page_kb", 100.0
READERS = 8
OURS, STATIC = "/status?lang=en", "/static/status.html"
WHY = "both are Starlette's routing and sending; ours adds the choice of a language and a few more headers"


def run(*, quick: bool) -> Iterator[Figure]:
    each, repeats = (50, 3) if quick else (200, 9)
    port = free_port()
    with listening("-m", "benchmarks.server_status_page", str(port), environment={}, port=port) as server:
        body = _get(http.client.HTTPConnection("127.0.0.1", port), OURS)
        same = _get(http.client.HTTPConnection("127.0.0.1", port), STATIC)
        assert body == same, "both sides must send the same bytes"
        rates = interleaved(
            {
                "ours": lambda: _rate(server.port, OURS, each),
                "static": lambda: _rate(server.port, STATIC, each),
            },
            repeats=repeats,
        )
    told = f"{READERS} readers: ours {rates['ours']:.0f} a second, the file {rates['static']:.0f}"
    yield Figure(RATE, rates["ours"] / rates["static"], RATE_BOUND, at_least=True, from_=told, why=WHY)
    packed = f"packed {len(gzip.compress(body, 6)) / 1000:.1f} kB"
    yield Figure(SIZE, len(body) / 1000, SIZE_BOUND, from_=packed)


def _rate(port: int, path: str, each: int) -> float:
    """Answers a second, each reader on a connection of its own."""
    lines = [http.client.HTTPConnection("127.0.0.1", port) for _ in range(READERS)]
    for line in lines:
        _get(line, path)

    def read(line: http.client.HTTPConnection) -> None:
        for _ in range(each):
            _get(line, path)

    with ThreadPoolExecutor(READERS) as readers:
        started = perf_counter()
        list(readers.map(read, lines))
        took = perf_counter() - started
    for line in lines:
        line.close()
    return READERS * each / took


def _get(line: http.client.HTTPConnection, path: str) -> bytes:
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    assert answer.status == 200, answer.status
    return body
