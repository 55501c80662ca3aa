"""The reason, in words of the given text."""

from collections.abc import Callable, Sequence

from adapters.likeness.pool import Shared
from adapters.likeness.reading import Reading, is_noise

MOST = 5
_LONGEST = 40


def terms(mine: Reading, shared: Sequence[Shared], tells: Callable[[str], float]) -> tuple[str, ...]:
    """What both share, as it reads here, the most telling first; pairs of characters are joined again."""
    found: list[tuple[str, float]] = []
    seen: set[str] = set()
    for word, theirs, surely in shared:
        if is_noise(word) or theirs in seen:
            continue
        seen.add(theirs)
        written, worth = mine.words[word].written, tells(word) * surely
        if found and (whole := _continued(found[-1][0], written, word, mine.text)):
            found[-1] = (whole, found[-1][1] + worth)
        else:
            found.append((written, worth))
    ranked = sorted(found, key=lambda one: -one[1])
    return tuple(written[:_LONGEST] for written, _ in ranked[:MOST])


def _continued(before: str, written: str, word: str, text: str) -> str:
    """`结账` and `账失` stand in the text as `结账失`."""
    whole = before + written[1:]
    return whole if len(word) == 2 and before[-1] == written[0] and whole in text else ""
