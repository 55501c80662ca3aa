"""Clocks against published results, and against results of our own."""

import pytest

from tests.bot.domain.vectors import expected, outcome, shared


@pytest.mark.parametrize("vector", shared())
def test_a_published_clock_comes_to_the_published_result(vector):
    assert outcome(vector) == expected(vector)
