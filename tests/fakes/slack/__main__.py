"""The fake Slack as a process of its own, so that it outlives a bot that is killed.

`python -m tests.fakes.slack --port 3000`; it prints its addresses as one line of JSON.
"""

import argparse
import json
import sys
import threading

from tests.fakes.slack.server import serving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--socket-port", type=int, default=0)
    given = parser.parse_args()
    with serving(port=given.port, socket_port=given.socket_port) as slack:
        told = {"address": slack.address, "api_url": slack.api_url, "socket": slack.socket_address}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
