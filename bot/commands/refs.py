"""Which tickets people mean: addresses, `zendesk:123`, or a bare number where one system is connected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.incident import is_key
from bot.domain.ticket import Ref
from bot.ports import TicketSystem

_BETWEEN = re.compile(r"[\s,;|]+")
_AROUND = "<>()[]{}\"'`“”„‘’«».!?"
_BARE = re.compile(r"#?(?=[^\s]*\d)[A-Za-z0-9][\w./#-]{0,80}")


LONGEST = 200
"""Characters of an id; what is longer is no id of any system."""


@dataclass(frozen=True, slots=True)
class Meant:
    """`unknown` are words that name no ticket."""

    refs: tuple[Ref, ...]
    unknown: tuple[str, ...]


def meant(words: str, desks: Mapping[str, TicketSystem]) -> Meant:
    """In the order in which they were named, each once."""
    refs: dict[Ref, None] = {}
    unknown = []
    for word in filter(None, (one.strip(_AROUND) for one in _BETWEEN.split(words))):
        if found := _ref(word, desks):
            refs[found] = None
        else:
            unknown.append(word)
    return Meant(tuple(refs), tuple(unknown))


def addresses(text: str, desks: Mapping[str, TicketSystem]) -> tuple[Ref, ...]:
    """Tickets whose addresses stand in what somebody wrote."""
    words = (one.strip(_AROUND) for one in _BETWEEN.split(text) if "://" in one)
    return tuple(dict.fromkeys(found for word in words if (found := _at(word, desks))))


def named_in(text: str, desks: Mapping[str, TicketSystem]) -> tuple[Ref, ...]:
    """Tickets that somebody names in a text that may be something else: a search, or a sentence."""
    named = meant(text, desks)
    return named.refs if not named.unknown else addresses(text, desks)


def _ref(word: str, desks: Mapping[str, TicketSystem]) -> Ref | None:
    if "://" in word:
        return _at(word, desks)
    system, colon, id = word.partition(":")
    if colon:
        return Ref(system.casefold(), id) if _is_id(id) and system.casefold() in desks else None
    if len(desks) == 1 and _BARE.fullmatch(word) and not is_key(word):
        return Ref(next(iter(desks)), word.removeprefix("#"))
    return None


def _is_id(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable()


def _at(address: str, desks: Mapping[str, TicketSystem]) -> Ref | None:
    for name, desk in desks.items():
        if id := desk.ref_in(address):
            return Ref(name, id)
    return None
