"""`make bench`: prints every figure as one line `bench NAME VALUE BOUND ok|MISS`.

A miss is printed with its reason and is no failure of this program: figures are read, not asserted.
"""

import argparse
import logging
from collections.abc import Callable, Iterator, Mapping

from benchmarks import (
    board,
    business_time,
    crowd,
    declare,
    drain,
    ingest,
    lateness,
    likeness,
    link,
    memory,
    mirrored_card,
    on_call,
    page_pager,
    page_sweep,
    reconcile,
    slash_command,
    start,
    status_page,
    status_replies,
    sweep_idle,
    teams_message,
    war_room,
    webhook_intake,
    words,
)
from benchmarks.figure import Figure

Run = Callable[..., Iterator[Figure]]

FIGURES: Mapping[str, Run] = {
    "slash_command_cpu": slash_command.run,
    "words_200_vs_1": words.run,
    "declare_unit_of_work": declare.run,
    "war_room_complete": war_room.run,
    "mirrored_card": mirrored_card.run,
    "teams_message_cpu": teams_message.run,
    "cold_start": start.run,
    "likeness_precision": likeness.run,
    "memory_growth": memory.run,
    "answers_at_50_users": crowd.run,
    "link_500": link.run,
    "webhook_intake": webhook_intake.run,
    "board_10000": board.run,
    "reconcile_100k_vs_1k": reconcile.run,
    "calendar_add_vs_workclock": business_time.run,
    "sweep_idle_1m_vs_10k": sweep_idle.run,
    "drain_sweep_1_vs_apscheduler": drain.run,
    "lateness_p99": lateness.run,
    "ingest_100k_vs_10k": ingest.run,
    "on_call_lookups": on_call.run,
    "page_sweep_1_vs_apscheduler": page_sweep.run,
    "page_pager": page_pager.run,
    "status_page_vs_static": status_page.run,
    "status_replies": status_replies.run,
}
"""By the name of their first figure."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats: a first impression in a minute")
    parser.add_argument("--only", action="append", choices=list(FIGURES), help="may be given several times")
    asked = parser.parse_args()
    logging.getLogger().setLevel(logging.ERROR)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    for name in asked.only or FIGURES:
        for figure in FIGURES[name](quick=asked.quick):
            print(*figure.lines(), sep="\n", flush=True)


if __name__ == "__main__":
    main()
