"""What `make bench` prints, and that it reads its own bounds rightly."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import FIGURES
from benchmarks.figure import Figure, interleaved

ROOT = Path(__file__).parent.parent.parent
LINE = re.compile(r"bench [a-z][a-z0-9_]* [0-9.e+]+ [0-9.]+ (ok|MISS)")


def test_every_figure_is_one_line_of_the_promised_form():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--only", "words_200_vs_1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("bench ")]
    assert LINE.fullmatch(line), line
    assert line.startswith("bench words_200_vs_1 ")


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("growth", 1.04, 1.1), "bench growth 1.04 1.1 ok"),
        (Figure("growth", 1.2, 1.1), "bench growth 1.2 1.1 MISS"),
        (Figure("faster", 12.345, 10, at_least=True), "bench faster 12.3 10 ok"),
        (Figure("faster", 9, 10, at_least=True), "bench faster 9 10 MISS"),
    ],
)
def test_a_figure_knows_whether_its_promise_is_kept(figure, line):
    assert figure.lines()[-1] == line


def test_a_miss_comes_with_its_reason():
    missed = Figure("growth", 2.0, 1.1, why="something is kept for ever")

    assert missed.lines() == ["  growth is missed: something is kept for ever", "bench growth 2 1.1 MISS"]


def test_both_sides_are_measured_in_turn_and_their_medians_count():
    turns = []
    values = iter([1.0, 10.0, 20.0, 2.0, 9.0, 30.0])

    def side(name):
        turns.append(name)
        return next(values)

    medians = interleaved({"a": lambda: side("a"), "b": lambda: side("b")}, repeats=3)

    assert turns == ["a", "b", "b", "a", "a", "b"]
    assert medians == {"a": 2.0, "b": 20.0}


def test_every_figure_is_explained():
    explained = (ROOT / "benchmarks" / "README.md").read_text()

    assert [name for name in FIGURES if f"`{name}" not in explained] == []
