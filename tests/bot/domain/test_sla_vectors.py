"""Clocks against published results, and against those of counting minute by minute."""

import pytest

from tests.bot.domain.sla_vector_clocks import expected, outcome
from tests.sla_vectors import OWN, vectors


@pytest.mark.parametrize("vector", vectors("clock"))
def test_a_clock_comes_to_the_result_that_a_vector_says(vector):
    assert outcome(vector) == expected(vector)


def test_there_are_clocks_of_our_own():
    own = [one for one in vectors("clock") if str(one.id).startswith("own-")]

    assert len(own) >= 40
    assert OWN.exists()
