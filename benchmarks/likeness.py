"""How often an offered look-alike is right, and how often one is offered; and how long 500 take.

Measured on the held-out part of the labelled examples, on which nothing was chosen.
`python -m benchmarks.likeness` shows the development part, too, at every threshold.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from adapters.likeness.rapid import RapidLikeness
from benchmarks.figure import Figure
from benchmarks.share import WordShare
from bot.config import Settings
from bot.ports import Likeness

EXAMPLES = Path(__file__).parent.parent / "tests" / "adapters" / "likeness" / "examples.jsonl"
PRECISION, PRECISION_BOUND = "likeness_precision", 0.9
RECALL, RECALL_BOUND = "likeness_recall", 0.6
TIME, TIME_BOUND = "likeness_of_500_ms", 20.0
OFFERED = 5
SHARE_THRESHOLD = 0.6
"""From which the share of words was thought enough."""


@dataclass(frozen=True, slots=True)
class Example:
    """`outage` is what the text speaks of; empty for what has nothing to do with any."""

    part: str
    outage: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """`right` and `wrong` are offers; `found` are texts with a right offer among all `having` one to find."""

    right: int
    wrong: int
    found: int
    having: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.found / self.having

    def told(self) -> str:
        offers = f"{self.right} of {self.right + self.wrong} offers right"
        return f"{offers}, {self.found} of {self.having} texts found"


def run(*, quick: bool) -> Iterator[Figure]:
    rows, threshold = examples("held_out"), Settings().duplicate_likeness
    ours = measured(RapidLikeness(), rows, threshold)
    plain = measured(WordShare(), rows, SHARE_THRESHOLD)
    told = f"{ours.told()}; the share of words: {plain.precision:.2f} and {plain.recall:.2f} ({plain.told()})"
    why = (
        "these outages were unknown when words and weights were chosen; docs/likeness.md says where it fails"
    )
    yield Figure(PRECISION, ours.precision, PRECISION_BOUND, at_least=True, from_=told, why=why)
    yield Figure(RECALL, ours.recall, RECALL_BOUND, at_least=True, why=why)
    milliseconds = _time(repeats=5 if quick else 25)
    yield Figure(TIME, milliseconds, TIME_BOUND, from_="CPU of one title against 500 others")


def examples(part: str) -> list[Example]:
    with EXAMPLES.open(encoding="utf-8") as lines:
        rows = [Example(**json.loads(line)) for line in lines]
    return [row for row in rows if row.part == part]


def measured(likeness: Likeness, rows: Sequence[Example], threshold: float) -> Measured:
    """Every text is asked about among all others of its part."""
    right = wrong = found = 0
    for at, row in enumerate(rows):
        others = {str(n): other.text for n, other in enumerate(rows) if n != at}
        offers = [one for one in likeness.among(row.text, others, limit=OFFERED) if one.score >= threshold]
        good = sum(1 for one in offers if row.outage and rows[int(one.name)].outage == row.outage)
        right, wrong, found = right + good, wrong + len(offers) - good, found + bool(good)
    return Measured(right, wrong, found, sum(1 for row in rows if row.outage))


def _time(*, repeats: int) -> float:
    """Milliseconds of CPU, so that a busy machine says nothing about us."""
    rows = [*examples("development"), *examples("held_out")]
    titles = [row.text.partition("\n")[0] for row in rows]
    others: Mapping[str, str] = {
        str(n): f"{titles[n % len(titles)]} {titles[(n * 7) % 11]}" for n in range(500)
    }
    likeness, taken = RapidLikeness(), []
    for turn in range(repeats):
        begun = time.process_time()
        likeness.among(titles[turn], others, limit=OFFERED)
        taken.append((time.process_time() - begun) * 1000)
    return median(taken)


def main() -> None:
    """Precision and recall by threshold, of both methods, on both parts."""
    for part in ("development", "held_out"):
        rows = examples(part)
        for likeness in (RapidLikeness(), WordShare()):
            print(f"{part}, {type(likeness).__name__}")
            for threshold in (step / 20 for step in range(6, 17)):
                one = measured(likeness, rows, threshold)
                print(f"  {threshold:.2f}  {one.precision:.2f} {one.recall:.2f}  {one.told()}")


if __name__ == "__main__":
    main()
