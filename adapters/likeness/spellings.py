"""Which words of a text collection are the same word, though spelled otherwise."""

from bisect import bisect_left
from collections.abc import Collection, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

SAME, TYPO, ENDING, COMPOUND = 1.0, 0.8, 0.9, 0.75
"""How much a match is worth, by kind; a typo is worth its likeness, this at least."""
SHORTEST = 5
"""Letters of a word that may be misspelled, or be the first part of a compound."""
_LAST_PART = 6
"""Letters of the last part of a compound: fewer are endings of too many words."""
_ENDING = 3


class Spellings:
    """Made once for the words at hand; asked for each word of the text that is compared."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)
        self._sorted = sorted(word for word in self._words if len(word) >= SHORTEST - 1)
        self._backwards = sorted(word[::-1] for word in self._sorted)
        self._long = [word for word in self._sorted if len(word) >= SHORTEST]

    def of(self, word: str) -> dict[str, float]:
        """Each word that is this one, and how surely, from 0 to 1."""
        found = {other: self._worth(word, other) for other in self._containing(word)}
        found |= {other: self._worth(other, word) for other in self._contained(word)}
        for other, worth in self._misspelled(word):
            found[other] = max(worth, found.get(other, 0))
        if word in self._words:
            found[word] = SAME
        return found

    def _worth(self, part: str, whole: str) -> float:
        return ENDING if len(whole) - len(part) <= _ENDING and whole.startswith(part) else COMPOUND

    def _containing(self, word: str) -> Iterator[str]:
        if len(word) >= SHORTEST - 1:
            for other in _starting_with(self._sorted, word):
                if len(word) >= SHORTEST or len(other) - len(word) <= _ENDING:
                    yield other
        if len(word) >= _LAST_PART:
            yield from (other[::-1] for other in _starting_with(self._backwards, word[::-1]))

    def _contained(self, word: str) -> Iterator[str]:
        for end in range(SHORTEST - 1, len(word)):
            if word[:end] in self._words and (end >= SHORTEST or len(word) - end <= _ENDING):
                yield word[:end]
        for start in range(1, len(word) - _LAST_PART + 1):
            if word[start:] in self._words:
                yield word[start:]

    def _misspelled(self, word: str) -> Iterator[tuple[str, float]]:
        """The first letter is hardly ever the wrong one, and `export` is no `report`."""
        if len(word) < SHORTEST:
            return
        close = process.extract(
            word, self._long, scorer=OSA.normalized_similarity, score_cutoff=TYPO, limit=None
        )
        yield from ((other, worth) for other, worth, _ in close if other[0] == word[0])


def _starting_with(words: list[str], part: str) -> Iterator[str]:
    for at in range(bisect_left(words, part), len(words)):
        if not words[at].startswith(part):
            return
        yield words[at]
