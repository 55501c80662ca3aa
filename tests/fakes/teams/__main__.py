"""The fake Teams as a process of its own, so that it outlives a bot that is killed.

`python -m tests.fakes.teams --port 3001`; it prints its addresses as one line of JSON.
"""

import argparse
import json
import sys
import threading

from tests.fakes.teams.server import serving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    with serving(port=given.port) as teams:
        told = {"address": teams.address, "service_url": teams.service_url}
        told |= {"graph_url": teams.graph_url, "login_url": teams.login_url}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
