"""One replica that takes pages further until none is due: `URL`, and nothing is delivered."""

import sys
from contextlib import suppress
from dataclasses import replace

from benchmarks.inside import connected, world
from benchmarks.paged import settings
from bot.actions import page_sweep
from bot.errors import BotError
from tests.fakes.chat import Chat


def main() -> None:
    with connected(sys.argv[1]) as (database, _):
        chat = Chat()
        known = replace(world(database, {chat.chat: chat}), settings=settings())
        print("ready", flush=True)
        sys.stdin.readline()
        looked = 1
        while looked:
            with suppress(BotError):  # what a busy database refuses is tried again, as the clock does
                looked = page_sweep.sweep(known)
        print("done", flush=True)


if __name__ == "__main__":
    main()
