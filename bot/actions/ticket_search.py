"""Tickets that somebody looks for by words, in every desk and among those that we know already."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TypeVar

from bot.domain.ticket import Gone, Query, Ref, Ticket
from bot.domain.wording import say
from bot.errors import NotFound, Refused, TicketGone
from bot.world import World

log = logging.getLogger(__name__)
PATIENCE = 1.8
"""Seconds for all desks together: Slack closes the list after three, and our answer takes its way."""

LONGEST, MOST_WORDS, FEWEST = 200, 6, 2
"""Characters and words that are looked for, and letters below which no desk is asked."""

_OURS = ""
"""Stands for our own storage where names of desks stand."""


Known = Mapping[Ref, Ticket]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Found:
    """`silent` are desks that did not answer in time, or not at all."""

    tickets: tuple[Ticket, ...]
    silent: tuple[str, ...] = ()


def find(world: World, text: str, *, limit: int, patience: float = PATIENCE) -> Found:
    """The best ones of every desk in turn, then known ones; with nothing to look for, the newest open ones.

    Whoever is slow is left behind; nobody waits longer than `patience` seconds.
    """
    words = _words(text)
    asked: dict[str, Callable[[], Sequence[Ticket]]] = {_OURS: lambda: _known(world, words, limit)}
    if len(" ".join(words)) >= FEWEST:
        query = Query(text=" ".join(words))
        asked |= {name: _search(world, name, query, limit) for name in world.desks}
    answers = _in_time(asked, patience)
    silent = tuple(name for name in asked if name and name not in answers)
    found: dict[Ref, Ticket] = {}
    for one in _merged(answers):
        found.setdefault(one.ref, one)
    here = [one for one in found.values() if one.gone is Gone.HERE]
    return Found(tuple(here[:limit]), silent)


def newest(world: World, query: Query, *, limit: int, patience: float = PATIENCE) -> Sequence[Ticket]:
    """What every desk finds; those that are silent are left out."""
    asked = {name: _search(world, name, query, limit) for name in world.desks}
    return tuple(_merged(_in_time(asked, patience))) if asked else ()


def look(world: World, refs: Sequence[Ref], *, patience: float = PATIENCE) -> Known:
    """These tickets as their desks have them now, or as they were known; without those that nobody shows."""
    asked = {str(ref): _fetch(world, ref) for ref in refs if ref.system in world.desks}
    fresh = _in_time(asked, patience) if asked else {}
    return {**known(world, refs), **{one.ref: one for found in fresh.values() for one in found}}


def look_up(world: World, ref: Ref, *, patience: float = PATIENCE) -> tuple[Ticket, bool]:
    """The ticket, and whether its desk said so just now; else it is as it was known.

    Raises NotFound when the desk has no such ticket, and when nobody knows it.
    """
    before = known(world, [ref]).get(ref)
    answers = _in_time({ref.system: lambda: (_asked_for(world, ref),)}, patience)
    answer = next(iter(answers.get(ref.system, ())), None)
    if isinstance(answer, Ticket):
        return answer, True
    if isinstance(answer, TicketGone) and before:
        return replace(before, gone=Gone.FORBIDDEN if answer.forbidden else Gone.DELETED), True
    if before:
        return before, False
    if answer:
        raise NotFound(f"{ref}: {answer}")
    raise NotFound(
        say(
            "{system} does not answer, and nobody looked at {ticket} before. Try again in a minute.",
            system=ref.system.capitalize(),
            ticket=ref,
        )
    )


def _asked_for(world: World, ref: Ref) -> Ticket | Refused:
    try:
        return world.desks[ref.system].fetch(ref.id)
    except Refused as no:
        return no


def _fetch(world: World, ref: Ref) -> Callable[[], Sequence[Ticket]]:
    return lambda: (world.desks[ref.system].fetch(ref.id),)


def known(world: World, refs: Sequence[Ref]) -> Known:
    """Those of them that were seen before."""
    with world.store.read() as work:
        return work.tickets.several(refs)


def _words(text: str) -> list[str]:
    """Of a whole sentence those that say most, in their order: few tickets have all the others in them."""
    words = "".join(c if c.isprintable() else " " for c in text[: LONGEST * 5]).split()
    if len(words) > MOST_WORDS:
        telling = [word for word in words if len(word) > 3]
        words = (telling or words)[:MOST_WORDS]
    return " ".join(words)[:LONGEST].split()


def _known(world: World, words: Sequence[str], limit: int) -> Sequence[Ticket]:
    with world.store.read() as work:
        return work.tickets.find(words, limit=limit)


def _search(world: World, name: str, query: Query, limit: int) -> Callable[[], Sequence[Ticket]]:
    return lambda: world.desks[name].search(query, limit=limit)


def _in_time(
    asked: Mapping[str, Callable[[], Sequence[Answer]]], patience: float
) -> dict[str, Sequence[Answer]]:
    """What came of each; a thread that is still waiting ends by the time-out of its own request."""
    pool = ThreadPoolExecutor(len(asked), thread_name_prefix="ticket-search")
    work = {name: pool.submit(ask) for name, ask in asked.items()}
    wait(work.values(), timeout=patience)
    pool.shutdown(wait=False, cancel_futures=True)
    return {name: one.result() for name, one in work.items() if _has_answered(name, one)}


def _has_answered(name: str, one: Future[Sequence[Answer]]) -> bool:
    if not one.done() or one.cancelled():
        log.warning("A search was not answered in time.", extra={"system": name or "storage"})
        return False
    if (error := one.exception()) is not None:
        # What stands in it may be foreign; the operator finds the desk's own trouble elsewhere.
        log.warning("A search failed.", extra={"system": name or "storage", "error": type(error).__name__})
        return False
    return True


def _merged(answers: Mapping[str, Sequence[Ticket]]) -> Iterator[Ticket]:
    """One of each desk in turn, so that none crowds out the others; what a desk says is newer than ours."""
    desks = [answer for name, answer in answers.items() if name]
    rounds = zip_longest(*desks)
    return chain((one for turn in rounds for one in turn if one), answers.get(_OURS, ()))
