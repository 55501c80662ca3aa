"""Keeps `bot.ports.Likeness` with RapidFuzz: texts are alike by the words that tell them apart.

A word counts by how much it tells, and less where many of the texts at hand have it. It is the
same word in spite of a typo, another ending, or the rest of a compound. A complaint and a wish
are hardly ever about the same thing. Nothing is learnt and nothing is kept; docs/likeness.md
says how well that works.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from adapters.likeness.mood import Mood, mood
from adapters.likeness.pool import Pool, Shared
from adapters.likeness.reading import Reading, is_noise, is_telling, readings
from adapters.likeness.terms import terms
from bot.domain.likeness import Alike

LESSER, GREATER = 0.3, 0.1
"""What counts against a text: words that only one of both has, and less so those of the wordier one."""
DOUBT = 0.4
"""What one shared word alone cannot outweigh."""
MOODS: Mapping[frozenset[Mood], float] = {
    frozenset((Mood.COMPLAINT, Mood.WISH)): 0.4,
    frozenset((Mood.NEITHER, Mood.WISH)): 0.75,
    frozenset((Mood.NEITHER, Mood.COMPLAINT)): 0.7,
}
"""What is left of the likeness of texts that are of different kinds."""


Rare = Callable[[str], float]
"""How rare a word is among the texts at hand; 1 for that of a single one."""


class RapidLikeness:
    def among(self, text: str, others: Mapping[str, str], *, limit: int) -> Sequence[Alike]:
        """Those that share at least one telling word, most alike first; in doubt by name."""
        mine, *theirs = readings([text, *others.values()])
        names, pool = list(others), Pool(theirs)
        shared, rare = pool.found(mine)
        scores = _scores(mine, theirs, shared, (rare.__getitem__, pool.rare))
        best = sorted((-score, names[at], at) for at, score in scores)[: max(limit, 0)]
        return [
            Alike(name, -score, terms(mine, shared[at], lambda word: mine.words[word].shared * rare[word]))
            for score, name, at in best
        ]


def _scores(
    mine: Reading, theirs: Sequence[Reading], found: Mapping[int, Sequence[Shared]], rare: tuple[Rare, Rare]
) -> Iterator[tuple[int, float]]:
    kind = mood(mine.text)
    for at, shared in found.items():
        other = theirs[at]
        same = mine.words.keys() == other.words.keys()
        if not any(_says_something(one, same=same) for one in shared):
            continue
        ours = _weighed(mine, {one.mine: one.surely for one in shared}, rare[0])
        others = _weighed(other, _surest(shared), rare[1])
        mixed = MOODS.get(frozenset((kind, mood(other.text))), 1.0)
        yield at, 1.0 if same else _score(ours, others) * mixed


def _says_something(one: Shared, *, same: bool) -> bool:
    """`It is down` is not alike to everything that is down, but to the very same words."""
    if same:
        return not is_noise(one.mine)
    return is_telling(one.mine) and not is_noise(one.theirs)


def _surest(shared: Sequence[Shared]) -> dict[str, float]:
    surest: dict[str, float] = {}
    for one in shared:
        surest[one.theirs] = max(one.surely, surest.get(one.theirs, 0.0))
    return surest


def _weighed(reading: Reading, surely: Mapping[str, float], rare: Rare) -> tuple[float, float]:
    """What this text says that the other says too, and what it says alone."""
    both = alone = 0.0
    for word, told in reading.words.items():
        sure, rarity = surely.get(word, 0.0), rare(word)
        both += told.shared * rarity * sure
        alone += told.alone * rarity * (1 - sure)
    return both, alone


def _score(ours: tuple[float, float], theirs: tuple[float, float]) -> float:
    """Below 1, however much is shared: that is for the same words."""
    both = (ours[0] + theirs[0]) / 2
    lesser, greater = sorted((ours[1], theirs[1]))
    return both / (both + LESSER * lesser + GREATER * greater + DOUBT)
