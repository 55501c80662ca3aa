"""What a text says, word by word, and how much each word tells."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from adapters.likeness.vocabulary import FAILURE, NOISE, PLAIN, STOP
from adapters.likeness.words import Word, split, tidy

NOISE_TELLS, WEAK_TELLS = 0.05, 0.35
BODY_TELLS = 0.3
"""What a word counts that only one text has, when it stands below the first line."""
PAIR_TELLS, PAIR_ALONE = 0.8, 0.25
"""Of two characters where words are not spaced: most pairs that only one text has are no words."""


class Told(NamedTuple):
    """`written` is how the word reads; `shared` and `alone` are what it counts if both texts have it, or one."""

    written: str
    shared: float
    alone: float


class Reading(NamedTuple):
    """`words` are by their folded form, in the order of the text."""

    text: str
    words: Mapping[str, Told]


def readings(texts: Sequence[str]) -> list[Reading]:
    """All of them at once, because what one spells as two words may be one word of another."""
    tidied = [tidy(text) for text in texts]
    taken_apart = [_title_and_body(text) for text in tidied]
    known = {word.folded for parts in taken_apart for part in parts for word in part}
    return [
        Reading(text, _told(title, body, known))
        for text, (title, body) in zip(tidied, taken_apart, strict=True)
    ]


def is_noise(word: str) -> bool:
    return word in NOISE


def is_telling(word: str) -> bool:
    """Whether the word alone can say what a text is about."""
    return not (word in NOISE or word in FAILURE or word in PLAIN)


def _title_and_body(text: str) -> tuple[list[Word], list[Word]]:
    title, _, body = text.lstrip().partition("\n")
    return split(title), split(body)


def _told(title: Sequence[Word], body: Sequence[Word], known: AbstractSet[str]) -> dict[str, Told]:
    told: dict[str, Told] = {}
    for words, share in ((title, 1.0), (body, BODY_TELLS)):
        for written, folded in _joined(words, known):
            if folded not in told and not _says_nothing(folded):
                tells, pair = _tells(folded), len(folded) == 2
                told[folded] = Told(
                    written, tells * (PAIR_TELLS if pair else 1), tells * share * (PAIR_ALONE if pair else 1)
                )
    return told


def _joined(words: Sequence[Word], known: AbstractSet[str]) -> Iterator[Word]:
    """`check out` is `checkout` where somebody among these texts writes it so."""
    at = 0
    while at < len(words):
        here = words[at]
        if at + 1 < len(words) and len(here.folded) > 1 < len(words[at + 1].folded):
            one = Word(f"{here.written} {words[at + 1].written}", here.folded + words[at + 1].folded)
            if one.folded in known:
                yield one
                at += 2
                continue
        yield here
        at += 1


def _says_nothing(word: str) -> bool:
    return word in STOP or (len(word) < 3 and word.isascii())


def _tells(word: str) -> float:
    if word in NOISE:
        return NOISE_TELLS
    return 1.0 if is_telling(word) else WEAK_TELLS
