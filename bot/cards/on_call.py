"""Who is on call: now, next, and when nobody is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Line,
    Mention,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Span,
    Tone,
)
from bot.domain.pager import Contact, called
from bot.domain.pager_on_call import OnCallThere
from bot.domain.rota_duty import Duty, Nobody
from bot.domain.rota_shift import Shift
from bot.domain.wording import line, say

SHOWN = 15
"""Rotas on one card."""

UNFILLED = 3
"""Times without anybody, of one rota."""

People = Mapping[str, Span]
"""By their key in the settings."""


def duties(told: Sequence[Duty], people: People, *, every: bool) -> Card:
    """One or several rotas; `every` says that there are no others."""
    parts: list[Part] = []
    for one in told[:SHOWN]:
        if len(told) > 1 or _teams(one):
            parts.append(Paragraph(_heading(one)))
        parts.append(Bullets(tuple(_rows(one, people))))
    if (hidden := len(told) - SHOWN) > 0:
        parts.append(Note((say("{count} more rotas are not shown; name the one you mean.", count=hidden),)))
    if not every:
        parts.append(Buttons((Button(say("All rotas"), "oncall"),)))
    return Card(_title(told, people), tuple(parts), Tone.WARNING if _is_open(told) else Tone.CALM)


def unset() -> Card:
    """What the operator can do so that there is an answer."""
    said = line(
        "Nobody has written down yet who is on call when. Whoever runs Caseline writes it under {rotas} in "
        "the settings, and names a team's rota under {teams}.",
        rotas=Code("rotas"),
        teams=Code("teams"),
    )
    return Card(say("Caseline does not know who is on call"), (Paragraph(said),))


def _title(told: Sequence[Duty], people: People) -> str:
    if len(told) > 1:
        return say("Who is on call, by {count} rotas", count=len(told))
    (one,) = told
    if one.now is None:
        return say("Nobody is on call for {rota}", rota=one.rota.name)
    return say("{who} is on call for {rota}", who=_name(people[one.now.person]), rota=one.rota.name)


def _name(person: Span) -> str:
    return person.name if isinstance(person, Mention) else person.text if isinstance(person, Bold) else ""


def _is_open(told: Sequence[Duty]) -> bool:
    """Whether nobody is on call now by one of them that means to have somebody always."""
    return any(one.now is None and one.around_the_clock for one in told)


def _heading(one: Duty) -> Line:
    name, teams = Bold(one.rota.name), ", ".join(_teams(one))
    return line("{rota}, for {teams}", rota=name, teams=teams) if teams else (name,)


def _teams(one: Duty) -> list[str]:
    """Those whose name does not say it already."""
    return [name for name in one.teams if name != one.rota.name]


def _rows(one: Duty, people: People) -> Iterator[Line]:
    """In the order of time."""
    holes = list(one.nobody)
    if one.now:
        until = _at(one.now.until)
        said = line("Now: {who} until {until}", who=people[one.now.person], until=until)
        yield (*said, *_why(one, one.now, people))
    if one.next is None:
        yield from (_nobody(hole, now=one.now is None) for hole in holes)
        return
    if holes and holes[0].since < one.next.since:
        yield _nobody(holes.pop(0), now=one.now is None)
    yield _next(one, one.next, people)
    if one.then:
        yield _then(one, one.then, people)
    yield from map(_nobody, holes[:UNFILLED])
    if (hidden := len(holes) - UNFILLED) > 0:
        yield (say("More times without anybody within a week: {count}", count=hidden),)


def _next(one: Duty, shift: Shift, people: People) -> Line:
    ends = {"who": people[shift.person], "since": _at(shift.since), "until": _at(shift.until)}
    sentence = "Next: {who} from {since} until {until}"
    if one.goes_on:
        sentence = "Next: {who} goes on from {since} until {until}"
    return (*line(sentence, **ends), *_why(one, shift, people))


def _then(one: Duty, shift: Shift, people: People) -> Line:
    ends = {"who": people[shift.person], "since": _at(shift.since), "until": _at(shift.until)}
    return (*line("Then: {who} from {since} until {until}", **ends), *_why(one, shift, people))


def _why(one: Duty, shift: Shift, people: People) -> Line:
    """Whose turn it really is, or in which layer, where that is not plain."""
    override = one.override(shift)
    if override is None:
        return (" · ", say("layer {layer}", layer=shift.layer)) if one.has_layers else ()
    if override.instead_of:
        return (" · ", *line("stands in for {who}", who=people[override.instead_of]))
    if override.layer and one.has_layers:
        return (" · ", say("stands in on layer {layer}", layer=override.layer))
    return (" · ", say("stands in"))


def _nobody(hole: Nobody, *, now: bool = False) -> Line:
    if hole.until is None and now:
        return line("Now: nobody, as far as the rota is written")
    if hole.until is None:
        return line("Nobody from {since} on, as far as the rota is written", since=_at(hole.since))
    if now:
        return line("Now: nobody until {until}", until=_at(hole.until))
    return line("Nobody from {since} to {until}", since=_at(hole.since), until=_at(hole.until))


def _at(at: datetime) -> Moment:
    return Moment(at, Show.DATE_TIME)


def there(told: Sequence[OnCallThere]) -> Card:
    """By the pagers."""
    parts: list[Part] = []
    for one in told:
        parts += [Paragraph((Bold(one.service), " · ", called(one.pager))), *_there(one)]
    title = say("Who is on call, by the pagers")
    if len(told) == 1:
        first = next((one.name for one in told[0].contacts), "")
        title = say("{who} is on call for {service}", who=first or say("Nobody"), service=told[0].service)
    is_old = any(not one.is_now for one in told)
    return Card(title, tuple(parts), Tone.WARNING if is_old else Tone.CALM)


def _there(one: OnCallThere) -> Iterator[Part]:
    if not one.is_now:
        pager = called(one.pager)
        if one.at is None:
            yield Note(line("{pager} does not answer, and has never told who it is.", pager=pager))
            return
        said = "{pager} does not answer. This is what it told last, {when}."
        yield Note(line(said, pager=pager, when=_at(one.at)))
    if not one.contacts:
        yield Note(line("Nobody is on call there."))
        return
    yield Bullets(tuple(_contact(each) for each in one.contacts[:SHOWN]))


def _contact(each: Contact) -> Line:
    found: Line = (say("Level {level}", level=each.level), ": ", Bold(each.name))
    for way in filter(None, (each.phone, each.email)):
        found += (" · ", way)
    return (*found, *line(" until {until}", until=_at(each.until))) if each.until else found


def together(card: Card, told: Sequence[OnCallThere]) -> Card:
    """The rotas, and below them the pagers."""
    return replace(card, parts=(*card.parts, *there(told).parts))
