"""What should be said against a status update before customers read it.

It looks at words, knows nothing of the incident, and is a second pair of eyes: what it does not find may
still be wrong. Its time grows with the text alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from bot.domain import status_inside as inside
from bot.domain import status_whole as whole
from bot.domain import status_wordings as wordings
from bot.domain.status_moment import moment
from bot.domain.status_promises import promises
from bot.domain.status_remark import (
    BLAME,
    HOST,
    JARGON,
    KEY,
    LEFTOVER,
    LENGTH,
    NEXT_UPDATE,
    PATH,
    PERSON,
    REPAIR_TIME,
    STACK_TRACE,
    UNCHANGED,
    Context,
    OwnRule,
    Remark,
    Severity,
    excerpt,
)
from bot.domain.status_texts import INTERNAL, RESOLVED
from bot.domain.status_tongues import tongue_of
from bot.domain.wording import say

MOST = 5
"""Remarks of one rule; who has mended so many will ask again."""

_FOR_CUSTOMERS_ONLY = frozenset({HOST, PATH, KEY, PERSON, JARGON})


def lint(text: str, seen: Context) -> tuple[Remark, ...]:
    """What stops it first, then the rest, in the order of the rules; nothing when all is well."""
    found: list[Remark] = []
    for rule, look in _LOOKS.items():
        if rule not in seen.off and not (seen.audience == INTERNAL and rule in _FOR_CUSTOMERS_ONLY):
            found.extend(islice(_once(look(text, seen)), MOST))
    found.extend(_own(text, seen))
    return tuple(sorted(found, key=lambda one: one.severity is Severity.WARN))


def _once(remarks: Iterable[Remark]) -> Iterator[Remark]:
    known: set[str] = set()
    for remark in remarks:
        if remark.excerpt not in known:
            known.add(remark.excerpt)
            yield remark


def _quoted(
    rule: str, severity: Severity, places: Iterable[str], sentence: Callable[[str], str]
) -> Iterator[Remark]:
    for place in places:
        short = excerpt(place)
        yield Remark(rule=rule, severity=severity, excerpt=short, says=sentence(short))


def _repair_time(text: str, seen: Context) -> Iterator[Remark]:
    tongue = tongue_of(seen.language)
    return _quoted(
        REPAIR_TIME,
        Severity.STOP,
        promises(text, tongue) if tongue else (),
        lambda place: say(
            "“{place}” promises a repair time. Say when you will write next instead.", place=place
        ),
    )


def _host(text: str, seen: Context) -> Iterator[Remark]:
    return _quoted(
        HOST,
        Severity.STOP,
        inside.hosts(text, seen.internal_hosts),
        lambda place: say(
            "“{place}” is one of our machines. Write what customers know it as, or leave it out.", place=place
        ),
    )


def _path(text: str, _seen: Context) -> Iterator[Remark]:
    return _quoted(
        PATH,
        Severity.STOP,
        inside.paths(text),
        lambda place: say(
            "“{place}” is a place on our machines. Leave it out, and write what customers notice.",
            place=place,
        ),
    )


def _stack_trace(text: str, _seen: Context) -> Iterator[Remark]:
    return _quoted(
        STACK_TRACE,
        Severity.STOP,
        inside.traces(text),
        lambda place: say(
            "“{place}” is what a program says to its makers. Write in plain words what does not work.",
            place=place,
        ),
    )


def _key(text: str, _seen: Context) -> Iterator[Remark]:
    return _quoted(
        KEY,
        Severity.WARN,
        inside.keys(text),
        lambda place: say(
            "“{place}” means something to us only. Write what it is about instead.", place=place
        ),
    )


def _person(text: str, seen: Context) -> Iterator[Remark]:
    return _quoted(
        PERSON,
        Severity.STOP,
        inside.people(text, seen.people, tongue_of(seen.language)),
        lambda place: say("“{place}” is the name of one of us. Write “we” instead.", place=place),
    )


def _jargon(text: str, seen: Context) -> Iterator[Remark]:
    tongue = tongue_of(seen.language)
    for place, plainer in wordings.jargon(text, tongue) if tongue else ():
        says = say(
            "“{place}” is an expert's word. Write “{plainer}” instead.", place=excerpt(place), plainer=plainer
        )
        yield Remark(rule=JARGON, severity=Severity.WARN, excerpt=excerpt(place), says=says)


def _blame(text: str, seen: Context) -> Iterator[Remark]:
    tongue = tongue_of(seen.language)
    return _quoted(
        BLAME,
        Severity.STOP,
        wordings.blame(text, tongue) if tongue else (),
        lambda place: say(
            "“{place}” blames somebody. Write what happened and what we do about it, not whose fault it is.",
            place=place,
        ),
    )


def _leftover(text: str, _seen: Context) -> Iterator[Remark]:
    return _quoted(
        LEFTOVER,
        Severity.STOP,
        wordings.leftovers(text),
        lambda place: say("“{place}” was left over. Fill it in, or take it out.", place=place),
    )


def _length(text: str, seen: Context) -> Iterator[Remark]:
    if len(text) > seen.at_most:
        says = say(
            "This has {letters} letters. Write {most} at most, and begin with what customers notice.",
            letters=len(text),
            most=seen.at_most,
        )
        yield Remark(rule=LENGTH, severity=Severity.WARN, excerpt="", says=says)


def _next_update(text: str, seen: Context) -> Iterator[Remark]:
    if seen.phase == RESOLVED:
        return
    says = ""
    if seen.next_at is None:
        says = say("Nobody has said yet when customers hear next. Set a time, and write it here.")
    elif not whole.names_a_time(text, tongue_of(seen.language)):
        at = moment(seen.next_at, seen.language, seen.zone)
        says = say("This does not say when customers hear next. Write that it is by {at}.", at=at)
    if says:
        yield Remark(rule=NEXT_UPDATE, severity=Severity.STOP, excerpt="", says=says)


def _unchanged(text: str, seen: Context) -> Iterator[Remark]:
    if not seen.published.strip():
        return
    tongue = tongue_of(seen.language)
    if whole.normalised(text) == whole.normalised(seen.published):
        says = say("Customers have read exactly this before. Write what you have done since then.")
        yield Remark(rule=UNCHANGED, severity=Severity.STOP, excerpt="", says=says)
    elif whole.without_times(text, tongue) == whole.without_times(seen.published, tongue):
        says = say(
            "Only times and numbers are new in this. Write what you have done since the last one, too."
        )
        yield Remark(rule=UNCHANGED, severity=Severity.WARN, excerpt="", says=says)


def _own(text: str, seen: Context) -> Iterator[Remark]:
    for rule in seen.own:
        if rule.name not in seen.off:
            yield from islice(_once(_of_its_own(text, rule)), MOST)


def _of_its_own(text: str, rule: OwnRule) -> Iterator[Remark]:
    for place in wordings.own(text, rule):
        yield Remark(rule=rule.name, severity=rule.severity, excerpt=excerpt(place), says=rule.says)


_LOOKS: Mapping[str, Callable[[str, Context], Iterator[Remark]]] = {
    REPAIR_TIME: _repair_time,
    HOST: _host,
    PATH: _path,
    STACK_TRACE: _stack_trace,
    KEY: _key,
    PERSON: _person,
    JARGON: _jargon,
    BLAME: _blame,
    LENGTH: _length,
    NEXT_UPDATE: _next_update,
    UNCHANGED: _unchanged,
    LEFTOVER: _leftover,
}
