"""Words that customers should not read: jargon, blame, what was forgotten, and what settings forbid."""

import re
from collections.abc import Iterator

from bot.domain.status_remark import OwnRule
from bot.domain.status_tongues.tongue import Tongue

_LEFT = re.compile(
    r"\{[^{}\n]{0,60}\}|(?<!\w)(?:TODO|TBD|FIXME|X{3,10})(?!\w)|[?？]{3,10}|(?<!\w)lorem ipsum(?!\w)"
)
_PIECE = 400
_READ = 10_000


def jargon(text: str, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """Each expert's word once, with the plainer one."""
    for word, plainer in tongue.jargon.items():
        found = tongue.heard(word).search(text)
        if found:
            yield found.group(), plainer


def blame(text: str, tongue: Tongue) -> Iterator[str]:
    for pattern in tongue.blame:
        yield from (one.group() for one in tongue.heard(pattern).finditer(text))


def leftovers(text: str) -> Iterator[str]:
    """`{workaround}`, TODO in capitals (Spanish has a word `todo`), XXX and ???."""
    yield from (one.group() for one in _LEFT.finditer(text))


def own(text: str, rule: OwnRule) -> Iterator[str]:
    """Words count as whole words. A pattern, which may be a slow one, reads the first ten thousand letters.

    It sees one line at a time, and of a long one a piece at a time.
    """
    if rule.words:
        yield from (one.group() for one in _whole(rule.words).finditer(text))
    if rule.pattern is not None:
        for line in text[:_READ].splitlines():
            for start in range(0, len(line), _PIECE):
                found = rule.pattern.search(line[start : start + _PIECE])
                if found:
                    yield found.group() or line[start : start + _PIECE]


def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """A word that begins or ends with another sign than a letter is bounded by that sign."""
    each = (rf"{_edge(word[:1], '<!')}{re.escape(word)}{_edge(word[-1:], '!')}" for word in words if word)
    return re.compile("|".join(each) or r"(?!)", re.IGNORECASE)


def _edge(letter: str, way: str) -> str:
    """Chinese has no gaps between words."""
    return rf"(?{way}\w)" if letter.isalnum() and not "\u3040" <= letter <= "\u9fff" else ""
