"""Each field of a form as inputs. Their ids say what they ask for, so that answers explain themselves.

https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adapters.doors.text import cut, size
from adapters.teams import ids
from adapters.teams.render_text import Json, clean, one_line, sendable
from bot.domain.form import (
    Answer,
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    MomentField,
    NumberField,
    PersonField,
    TextField,
    TicketsField,
)
from bot.domain.wording import say

LABEL, HINT, OPTION, VALUE, OPTIONS, RADIOS = 200, 500, 160, 200, 100, 6
PEOPLE = "graph.microsoft.com/users?scope=currentContext"
"""Where Teams finds people for a picker: the members of the conversation.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
"""


FOUND = 15
"""Options that Teams shows of a search.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
"""


def tzinfo(zone: str) -> ZoneInfo:
    """The zone of this name; UTC where nobody knows it."""
    try:
        return ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def coded(value: str) -> str:
    """Several choices come back with commas between them, so none may stand in one."""
    return sendable(value).replace("%", "%25").replace(",", "%2C")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How fields are asked for.

    `zone` is the person's; without `picker` people are named in a text field; `option` is how long the
    words of a choice may be; `tickets` is what comes back with every search for them.
    """

    zone: str = ""
    picker: bool = True
    option: int = OPTION
    tickets: str = "tickets"


def inputs(one: AnyField, value: Answer | None, look: Look) -> list[Json]:
    """The elements of a field, filled in with this value."""
    match one:
        case TextField():
            drawn = [_text(one, str(value or ""))]
        case NumberField():
            drawn = [_number(one, value)]
        case ChoiceField():
            drawn = _choices(one, "choice", (str(value),) if value else (), look.option)
        case ChoicesField():
            drawn = _choices(one, "choices", value if isinstance(value, tuple) else (), look.option)
        case TicketsField():
            drawn = [_tickets(one, value if isinstance(value, tuple) else (), look)]
        case PersonField():
            drawn = _person(one, str(value or ""), picker=look.picker)
        case MomentField():
            drawn = _moment(one, value, look.zone)
        case _:
            assert_never(one)
    return drawn + ([_hint(one.hint)] if one.hint else [])


def _hint(text: str) -> Json:
    run = {"type": "TextRun", "text": one_line(text, HINT), "size": "Small", "isSubtle": True}
    return {"type": "RichTextBlock", "inlines": [run], "spacing": "Small"}


def _asked(one: AnyField, kind: str, id: str) -> Json:
    required: Json = {}
    if one.required:
        required = {"isRequired": True, "errorMessage": say("Please fill this in.")}
    label = one.label if one.required else say("{label} (optional)", label=one.label)
    return {"type": kind, "id": f"{id}:{one.name}", "label": one_line(label, LABEL), **required}


def _text(one: TextField, value: str) -> Json:
    at_most = max(1, one.at_most)
    text = {"maxLength": at_most, "isMultiline": one.long, "value": cut(clean(value), at_most)}
    shown = {"placeholder": one_line(one.placeholder, LABEL)} if one.placeholder else {}
    return {**_asked(one, "Input.Text", "text"), **text, **shown}


def _number(one: NumberField, value: Answer | None) -> Json:
    """What is no number cannot stand in this input; the error below says what was wrong with it."""
    filled = {"value": value} if isinstance(value, int) else {}
    return {**_asked(one, "Input.Number", "number"), "min": one.at_least, "max": one.at_most, **filled}


def _choices(one: ChoiceField | ChoicesField, id: str, chosen: Iterable[str], at_most: int) -> list[Json]:
    options = found(one.choices[:OPTIONS], at_most)
    if not options:
        return [_hint(say("{label}: there is nothing to choose from.", label=one.label))]
    many = id == "choices"
    known = {option["value"] for option in options}
    value = ",".join(code for code in map(coded, chosen) if code in known)
    style = "expanded" if many or len(options) <= RADIOS else "compact"
    drawn: Json = {**_asked(one, "Input.ChoiceSet", id), "choices": options, "style": style, "wrap": True}
    if many:
        drawn["isMultiSelect"] = True
    if value:
        drawn["value"] = value
    if style == "compact":
        drawn["placeholder"] = say("Choose …")
    return [drawn]


def _tickets(one: TicketsField, chosen: tuple[str, ...], look: Look) -> Json:
    """Not required by itself: clients then refuse what was found by searching.

    What was chosen before is a choice of its own, since a search does not bring it back.
    """
    known = {choice.value: choice for choice in (*one.offered[:FOUND], *(Choice(ref, ref) for ref in chosen))}
    drawn = _asked(one, "Input.ChoiceSet", "choices")
    for name in ("isRequired", "errorMessage"):
        drawn.pop(name, None)
    value = ",".join(coded(ref) for ref in chosen if 0 < size(ref) <= VALUE)
    return {
        **drawn,
        "style": "compact",
        "isMultiSelect": True,
        "placeholder": say("Search tickets"),
        "choices": found(tuple(known.values()), look.option),
        "choices.data": {"type": "Data.Query", "dataset": look.tickets},
        **({"value": value} if value else {}),
    }


def found(choices: Sequence[Choice], at_most: int = OPTION) -> list[Json]:
    """Choices as Teams takes them, without those that could not come back whole."""
    return [
        {"title": one_line(one.label, at_most), "value": coded(one.value)}
        for one in choices
        if 0 < size(one.value) <= VALUE
    ]


def _person(one: PersonField, value: str, *, picker: bool) -> list[Json]:
    """A picker, and a text field behind a link for whom it does not find: other rooms, other chats.

    Neither is required by itself, since one of the two is enough: the bot says when nobody was named.
    """
    picked = ids.theirs(value) if ids.person(value) else ""
    named = one.name
    typed: Json = {
        "type": "Input.Text",
        "id": f"named:{named}",
        "placeholder": say("Name or e-mail address"),
        "maxLength": LABEL,
        "value": "" if picked else cut(clean(value), LABEL),
    }
    label = one_line(one.label if one.required else say("{label} (optional)", label=one.label), LABEL)
    if not picker:
        return [{**typed, "label": label}]
    found: Json = {
        "type": "Input.ChoiceSet",
        "id": f"person:{named}",
        "label": label,
        "style": "compact",
        "placeholder": say("Search people"),
        "choices.data": {"type": "Data.Query", "dataset": PEOPLE},
        **_chosen(picked),
    }
    toggle = {
        "type": "Action.ToggleVisibility",
        "title": say("Not found?"),
        "targetElements": [f"named:{named}"],
    }
    hidden = {} if typed["value"] else {"isVisible": False}
    who = say("Or name them")
    return [found, {"type": "ActionSet", "actions": [toggle]}, {**typed, "label": who, **hidden}]


def _chosen(picked: str) -> Json:
    """The picker knows people by the directory alone; whom the bot knows otherwise is a choice of its own."""
    if not picked:
        return {}
    known = {"choices": [{"title": say("Whom you chose before"), "value": picked}]} if ":" in picked else {}
    return {"value": picked, **known}


def _moment(one: MomentField, value: Answer | None, zone: str) -> list[Json]:
    """Two inputs, in the person's own zone, which is said where it is one that people know by name."""
    at = value.astimezone(tzinfo(zone)) if isinstance(value, datetime) else None
    label = one.label if tzinfo(zone).key == "UTC" and not zone else f"{one.label} ({tzinfo(zone).key})"
    day = {**_asked(one, "Input.Date", "day"), **({"value": f"{at:%Y-%m-%d}"} if at else {})}
    time = {**_asked(one, "Input.Time", "time"), **({"value": f"{at:%H:%M}"} if at else {})}
    optional = label if one.required else say("{label} (optional)", label=label)
    day["label"], time["label"] = one_line(optional, LABEL), say("Time")
    return [
        {
            "type": "ColumnSet",
            "columns": [
                {"type": "Column", "width": "stretch", "items": [day]},
                {"type": "Column", "width": "stretch", "items": [time]},
            ],
        }
    ]
