"""The texts at hand, and the words by which they are found."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from adapters.likeness.reading import Reading
from adapters.likeness.spellings import Spellings

COMMON = 0.2
"""What a word loses that every text has: a shop's own name says little in that shop."""


class Shared(NamedTuple):
    """Our word, their word, and how surely both are the same."""

    mine: str
    theirs: str
    surely: float


class Pool:
    def __init__(self, texts: Sequence[Reading]) -> None:
        self._texts = texts
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            for word in text.words:
                self._having[word].append(at)

    def found(self, mine: Reading) -> tuple[dict[int, list[Shared]], dict[str, float]]:
        """What each text shares with ours, by its place; and how rare each of our words is here."""
        spellings = Spellings(self._having)
        shared: dict[int, list[Shared]] = defaultdict(list)
        rare: dict[str, float] = {}
        for word in mine.words:
            best: dict[int, Shared] = {}
            for other, surely in spellings.of(word).items():
                for at in self._having[other]:
                    if at not in best or surely > best[at].surely:
                        best[at] = Shared(word, other, surely)
            for at, one in best.items():
                shared[at].append(one)
            rare[word] = self._rare(len(best))
        return shared, rare

    def rare(self, word: str) -> float:
        return self._rare(len(self._having[word]))

    def _rare(self, texts: int) -> float:
        """1 for the word of one text alone."""
        return 1 - COMMON * (texts - 1) / len(self._texts) if texts else 1.0
