"""What the labelled examples say, so that a change for the worse is seen."""

from collections import Counter

import pytest

from adapters.likeness.rapid import RapidLikeness
from benchmarks.likeness import SHARE_THRESHOLD, examples, measured
from benchmarks.share import WordShare
from bot.config import Settings


def test_no_outage_stands_in_both_parts_and_no_text_twice():
    development, held_out = examples("development"), examples("held_out")
    named = [{row.outage for row in part} - {""} for part in (development, held_out)]

    assert not named[0] & named[1]
    assert [text for text, n in Counter(row.text for row in (*development, *held_out)).items() if n > 1] == []


@pytest.mark.parametrize(
    ("part", "precision", "recall"), [("development", 0.95, 0.72), ("held_out", 0.85, 0.55)]
)
def test_offers_are_mostly_right_and_better_than_the_share_of_words(part, precision, recall):
    rows = examples(part)

    ours = measured(RapidLikeness(), rows, Settings().duplicate_likeness)
    plain = measured(WordShare(), rows, SHARE_THRESHOLD)

    assert ours.precision >= max(precision, plain.precision)
    assert ours.recall >= max(recall, plain.recall)
