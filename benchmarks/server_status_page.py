"""Our status page with three years of incidents, and the same bytes as a file beside it."""

import sys
import tempfile
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.clock.ticker import SystemClock
from adapters.statuspage.own import OwnPage
from adapters.web.serve import listen, serve
from adapters.web.status_page import status_page
from adapters.web.status_reading import Reading
from benchmarks.server_bare import alive
from benchmarks.three_years import three_years
from bot.settings_page import PublicPage


def main() -> None:
    pen = OwnPage(PublicPage(title="Acme status"), ("en", "de"), "https://status.acme.test")
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="caseline-bench-") as folder:
        body = pen.draw(three_years(clock.now()), "/status", "en", stale=False)
        assert body is not None
        (Path(folder) / "status.html").write_bytes(body)
        reading = Reading(lambda: three_years(clock.now()), pen, clock)
        routes = [
            Route("/healthz", alive),
            *status_page(reading, pen),
            Mount("/static", StaticFiles(directory=folder)),
        ]
        door = listen("127.0.0.1", int(sys.argv[1]))
        serve(Starlette(routes=routes), door, ready=lambda: None, closing=lambda: None)


if __name__ == "__main__":
    main()
