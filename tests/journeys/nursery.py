"""Starts the program many times in little time: imports it once, and forks for every start.

What is started is the whole program in a process of its own; only reading its modules is
saved. Every line on standard input starts one, and its process id is the answer.
"""

import importlib
import os
import signal
import sys

NEEDED = (
    "bot.__main__",
    "adapters.clock.ticker",
    "adapters.courier.workers",
    "adapters.holidays.connect",
    "adapters.likeness.connect",
    "adapters.slack.connect",
    "adapters.slack.deliver",
    "adapters.slack.listen_http",
    "adapters.terminal.arguments",
    "adapters.terminal.ending",
    "adapters.web.app",
    "adapters.web.doors",
    "adapters.web.metrics",
    "adapters.web.serve",
    "adapters.web.webhooks",
    "bot.commands.router",
    "bot.commands.search",
    "bot.jobs",
    "httptools",
    "httpx",
    "rapidfuzz",
    "storage.unit_of_work",
    "uvicorn",
    "uvicorn.protocols.http.httptools_impl",
    "uvloop",
)


def main() -> None:
    modules = [importlib.import_module(name) for name in NEEDED]
    # The kernel buries the children, so that a killed one is gone at once.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os._exit(modules[0].main(["run"]))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
