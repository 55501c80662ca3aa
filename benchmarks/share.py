"""The plainest likeness there is: the share of words in common. What ours is measured against."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.likeness import Alike

_WORD = re.compile(r"[^\W_]{3,}")
_TOO_COMMON = frozenset(
    "the and for are was were with not from has have been its this that all can cannot der die das "
    "und ist mit auf ein eine nicht les des une est pas avec para con los las que por".split()
)


class WordShare:
    """Keeps `bot.ports.Likeness`: 1 when the smaller text is contained in the other."""

    def among(self, text: str, others: Mapping[str, str], *, limit: int) -> Sequence[Alike]:
        mine = _words(text)
        found = (self._compared(mine, name, _words(other)) for name, other in others.items())
        return sorted((one for one in found if one.score), key=lambda one: -one.score)[:limit]

    def _compared(self, mine: frozenset[str], name: str, theirs: frozenset[str]) -> Alike:
        both, smaller = mine & theirs, min(len(mine), len(theirs))
        return Alike(name, len(both) / smaller if smaller else 0.0, tuple(sorted(both)))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text)) - _TOO_COMMON
