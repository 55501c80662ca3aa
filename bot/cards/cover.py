"""Who stands in for whom on a rota."""

from collections.abc import Sequence

from bot.domain.card import Bullets, Button, Buttons, Card, Line, Moment, Note, Paragraph, Part, Show, Tone
from bot.domain.form import AnyField, Choice, ChoiceField, Form, MomentField, PersonField
from bot.domain.rota_shift import Shift
from bot.domain.rota_stand_in import StandIn
from bot.domain.wording import line, say

Names = dict[str, str]
"""How people are spoken of, by their key in the settings."""


def covered(one: StandIn, shifts: Sequence[Shift], names: Names) -> Card:
    """To who asked for it: exactly which turns change hands."""
    parts: list[Part] = [Paragraph(_sentence(one, names))]
    if shifts:
        parts.append(Bullets(tuple(_turn(shift) for shift in shifts[:10])))
    parts += [Note(line("They were told.")), Buttons((_withdraw(one),))]
    who = names[one.person]
    return Card(say("{who} stands in on {rota}", who=who, rota=one.rota), tuple(parts), Tone.DONE)


def told(one: StandIn, names: Names) -> Card:
    """To those whom it concerns."""
    if one.withdrawn_at:
        title = say("{who} does not stand in on {rota} after all", who=names[one.person], rota=one.rota)
        return Card(title, (Paragraph(_times(one)),), Tone.CALM)
    title = say("{who} stands in on {rota}", who=names[one.person], rota=one.rota)
    return Card(title, (Paragraph(_sentence(one, names)), Buttons((_withdraw(one),))), Tone.CALM)


def withdrawn(one: StandIn, names: Names) -> Card:
    title = say("{who} does not stand in on {rota} any more", who=names[one.person], rota=one.rota)
    return Card(title, (Note(line("They were told.")),), Tone.DONE)


def several(coming: Sequence[StandIn], names: Names) -> Card:
    """What counts now and later."""
    if not coming:
        return Card(say("Nobody stands in for anybody"), (Buttons((_ask(),)),))
    rows = tuple((f"{one.id}. ", *_sentence(one, names)) for one in coming[:20])
    return Card(say("Who stands in for whom"), (Bullets(rows), Buttons((_ask(),))))


def _ask() -> Button:
    return Button(say("Stand in for somebody"), "cover", words="new")


def _withdraw(one: StandIn) -> Button:
    return Button(say("Withdraw"), "cover", words=f"cancel {one.id}")


def _sentence(one: StandIn, names: Names) -> Line:
    if one.instead_of:
        who, other = names[one.person], names[one.instead_of]
        said = line("{who} stands in for {other} on {rota}", who=who, other=other, rota=one.rota)
    else:
        said = line("{who} has all of {rota}", who=names[one.person], rota=one.rota)
    return (*said, ", ", *_times(one))


def _times(one: StandIn) -> Line:
    since, until = Moment(one.since, Show.DATE_TIME), Moment(one.until, Show.DATE_TIME)
    return line("from {since} until {until}", since=since, until=until)


def _turn(shift: Shift) -> Line:
    since, until = Moment(shift.since, Show.DATE_TIME), Moment(shift.until, Show.DATE_TIME)
    return line("{since} to {until}", since=since, until=until)


def form(rotas: Sequence[str]) -> Form:
    fields: list[AnyField] = [
        PersonField(name="person", label=say("Who stands in?")),
        PersonField(
            name="instead_of",
            label=say("For whom?"),
            hint=say("Empty means the whole rota."),
            required=False,
        ),
        ChoiceField(
            name="rota",
            label=say("On which rota?"),
            choices=tuple(Choice(one, one) for one in rotas[:100]),
            required=False,
        ),
        MomentField(name="since", label=say("From"), hint=say("Empty means now."), required=False),
        MomentField(name="until", label=say("Until")),
    ]
    return Form(say("Stand in on a rota"), "cover", tuple(fields), submit=say("Stand in"))
