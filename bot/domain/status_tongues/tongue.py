"""How a language speaks of repair, of time and of blame, as patterns that the lint looks for.

In the patterns a space stands for any white space, and a straight apostrophe for a curly one, too.
Nothing in them repeats without a bound, so that each is looked for in time that grows with the text alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_LOOSE = re.compile(r"\[[^\]]*\]| |'")
_WRITTEN = {" ": r"\s{1,3}", "'": "[’']"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """`repaired` are words of repair; `told` words of whatever else may be done at an hour.

    `ahead` are times that lie ahead unless the verb says otherwise (in 20 minutes), `clock` those that do
    so only when the verb says it (at 14:20). `will` and `was` are the signs of such verbs, `hope` those that
    reach over a comma. `whether` stands before, and `afterwards` behind a repair that is only the occasion
    for a word to customers. `estimate` promises unless it is denied by `never`; `lulling` always does.
    `parts` parts clauses beside commas. A language without `spaces` has no word boundaries, and one whose
    verb comes last denies behind the repair, too. `about` stands just before a repair that is only spoken of.
    """

    repaired: str
    told: str
    ahead: str
    clock: str
    will: str
    hope: str
    was: str
    never: str
    whether: str
    about: str
    estimate: str
    lulling: str = ""
    afterwards: str = ""
    parts: str = ""
    spaces: bool = True
    verb_last: bool = False
    jargon: Mapping[str, str] = field(default_factory=dict)
    blame: tuple[str, ...] = ()

    def heard(self, pattern: str) -> re.Pattern[str]:
        """The pattern as it is looked for in this language; an empty one is never found."""
        return _compiled(pattern, self.spaces)


@lru_cache(maxsize=512)
def _compiled(pattern: str, spaces: bool) -> re.Pattern[str]:
    if not pattern:
        return re.compile(r"(?!)")
    bounded = _LOOSE.sub(lambda found: _WRITTEN.get(found.group(), found.group()), pattern)
    return re.compile(rf"(?<!\w)(?:{bounded})(?!\w)" if spaces else bounded, re.IGNORECASE)


def any_of(words: str) -> str:
    """Words that are parted by bars or line ends, as one group."""
    return "(?:" + "|".join(one.strip() for one in words.strip().splitlines()) + ")"
