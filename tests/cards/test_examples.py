"""No card is without an example, and every example is drawn by every pen."""

from tests.cards.dossiers import IDS
from tests.cards.examples import drawing, examples


def test_every_function_that_draws_has_an_example() -> None:
    drawn = {name.partition(" · ")[0] for name in examples("playground")}

    assert drawing() - drawn == set()


def test_examples_are_the_same_for_every_chat() -> None:
    assert len({frozenset(examples(chat)) for chat in IDS}) == 1
