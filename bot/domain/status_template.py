"""Templates of status updates: plain lines with facts in braces.

A line that names a fact which is not known is left out as a whole; so every line of a template is one
thought. Blank lines part paragraphs, and those that nothing is left between become one. Two braces write
one. What stands in a fact is only ever text: it is put in once, and never looked at again.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from string import Formatter

from bot.domain.status_facts import Facts
from bot.domain.status_moment import moment

INSIDE = ("tiers", "business", "lead")
"""Facts that are filled in for our own people alone."""

FIELDS = (
    "title",
    "symptom",
    "since",
    "affected",
    "components",
    "workaround",
    "cause",
    "remedy",
    "next_at",
    "every",
    *INSIDE,
)
"""What may stand in braces: the facts, by their names."""

_ENDS = ".!?…。！？"
_BETWEEN = {"zh-Hans": "、"}


@lru_cache(maxsize=512)
def _lines(template: str) -> tuple[tuple[tuple[str, str | None], ...], ...]:
    return tuple(tuple(_pieces(line)) for line in template.splitlines())


def _pieces(line: str) -> Iterator[tuple[str, str | None]]:
    for text, field, spec, conversion in Formatter().parse(line):
        if spec or conversion:
            raise ValueError(f"a field takes nothing but its name: {{{field}}}")
        yield text, field


def fields(template: str) -> set[str]:
    """The facts that it names; raises ValueError when it names others, or its braces do not match."""
    try:
        found = {field for line in _lines(template) for _, field in line if field is not None}
    except ValueError as error:
        raise ValueError(f"its braces are not as they should be: {error}; write {{{{ for a brace") from error
    for field in sorted(found.difference(FIELDS)):
        known = ", ".join(f"{{{one}}}" for one in FIELDS)
        raise ValueError(f"there is no field {{{field}}}; here may stand {known}")
    return found


def filled(template: str, facts: Facts, language: str = "en", zone: tzinfo = UTC) -> str:
    """The words that a draft begins with; empty when no line has all its facts.

    A template that `fields` refuses raises ValueError here, too; facts never do.
    """
    fields(template)
    values = _values(facts, language, zone)
    kept: list[str] = []
    for pieces in _lines(template):
        named = {field for _, field in pieces if field is not None}
        if all(values[field] for field in named):
            line = _filled(pieces, values).rstrip()
            if line or (kept and kept[-1]):
                kept.append(line)
    return "\n".join(kept).strip("\n")


def _values(facts: Facts, language: str, zone: tzinfo) -> Mapping[str, str]:
    return {name: _written(getattr(facts, name), language, zone) for name in FIELDS}


def _written(value: object, language: str, zone: tzinfo) -> str:
    """As people read it, on one line; what is not known is nothing."""
    if isinstance(value, datetime):
        return moment(value, language, zone)
    if isinstance(value, tuple):
        each = (" ".join(str(one).split()) for one in value)
        return _BETWEEN.get(language, ", ").join(filter(None, each))
    return " ".join(str(value).split()) if value else ""


def _filled(pieces: tuple[tuple[str, str | None], ...], values: Mapping[str, str]) -> str:
    """A fact that ends its own sentence takes the place of the full stop behind it."""
    line = ""
    ended = False
    for text, field in pieces:
        line += text[1:] if ended and text[:1] in (".", "。") else text
        value = values[field] if field is not None else ""
        line += value
        ended = value[-1:] in tuple(_ENDS) if value else False
    return line
