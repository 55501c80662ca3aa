"""Clocks against published results, and against results of our own."""

import pytest

from tests.bot.domain.vectors import OWN, expected, load, outcome, shared


@pytest.mark.parametrize("vector", shared())
def test_a_published_clock_comes_to_the_published_result(vector):
    assert outcome(vector) == expected(vector)


@pytest.mark.parametrize("vector", load(OWN), ids=lambda vector: vector["id"])
def test_a_clock_of_our_own_comes_to_what_counting_minute_by_minute_finds(vector):
    assert outcome(vector) == expected(vector)
