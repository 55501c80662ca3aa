"""What a text says, word by word, and how much each word tells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from adapters.likeness.vocabulary import FAILURE, NOISE, PLAIN, STOP
from adapters.likeness.words import Splitter, Word, tidy

NOISE_TELLS, WEAK_TELLS = 0.05, 0.5
BODY_TELLS = 0.3
"""What a word counts that only one text has, when it stands below the first line."""
PAIR_TELLS, PAIR_ALONE = 0.8, 0.25
"""Of two characters where words are not spaced: most pairs that only one text has are no words."""


class Told(NamedTuple):
    """How a word reads, and what it counts: when the other text has it too, and when it has not."""

    written: str
    shared: float
    alone: float


class Reading(NamedTuple):
    """`words` are by their folded form, in the order of the text."""

    text: str
    words: Mapping[str, Told]


def readings(texts: Sequence[str]) -> list[Reading]:
    """All of them at once, because what one spells as two words may be one word of another."""
    tidied, splitter = [tidy(text) for text in texts], Splitter()
    taken_apart = [_title_and_body(text, splitter) for text in tidied]
    known = {folded for parts in taken_apart for part in parts for _, folded in part}
    tell = lru_cache(maxsize=None)(_tell)
    return [Reading(text, _told(parts, known, tell)) for text, parts in zip(tidied, taken_apart, strict=True)]


def is_noise(word: str) -> bool:
    return word in NOISE


def is_telling(word: str) -> bool:
    """Whether the word alone can say what a text is about."""
    return not (word in NOISE or word in FAILURE or word in PLAIN)


def _title_and_body(text: str, splitter: Splitter) -> tuple[list[Word], list[Word]]:
    title, _, body = text.lstrip().partition("\n")
    return splitter.split(title), splitter.split(body)


def _told(
    parts: tuple[list[Word], list[Word]], known: AbstractSet[str], tell: Callable[[Word, float], Told | None]
) -> dict[str, Told]:
    told: dict[str, Told] = {}
    for words, share in zip(parts, (1.0, BODY_TELLS), strict=True):
        for word in _joined(words, known):
            if word.folded not in told and (one := tell(word, share)):
                told[word.folded] = one
    return told


def _tell(word: Word, share: float) -> Told | None:
    """None for what says nothing."""
    written, folded = word
    if folded in STOP or (len(folded) < 3 and folded.isascii()):
        return None
    tells, pair = _tells(folded), len(folded) == 2
    return Told(written, tells * (PAIR_TELLS if pair else 1), tells * share * (PAIR_ALONE if pair else 1))


def _joined(words: Sequence[Word], known: AbstractSet[str]) -> Iterator[Word]:
    """`check out` is `checkout` where somebody among these texts writes it so."""
    last = Word("", "")
    for word in words:
        whole = last.folded + word.folded
        if whole in known and len(last.folded) > 1 < len(word.folded):
            yield Word(f"{last.written} {word.written}", whole)
            last = Word("", "")
            continue
        if last.folded:
            yield last
        last = word
    if last.folded:
        yield last


def _tells(word: str) -> float:
    if word in NOISE:
        return NOISE_TELLS
    return 1.0 if is_telling(word) else WEAK_TELLS
