"""What a browser sent for a form, as answers in the bot's types."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, assert_never

from bot.domain.form import (
    Answer,
    AnyField,
    ChoiceField,
    ChoicesField,
    Form,
    MomentField,
    NumberField,
    PersonField,
    TextField,
    TicketsField,
)

TICKETS, TYPED = 100, 10_000
"""Tickets in one field, and characters of all of them."""
Answers = dict[str, Answer]
Wrong = dict[str, str]


def read(form: Form, sent: Mapping[str, Any], people: Collection[str]) -> tuple[Answers, Wrong]:
    """The answers, and for each field that makes no sense the sentence that says why."""
    answers: Answers = {}
    wrong: Wrong = {}
    for field in form.fields:
        try:
            answer = _answer(field, sent.get(field.name), people)
        except ValueError as error:
            wrong[field.name] = str(error)
            continue
        if answer in (None, "", ()):
            if field.required:
                wrong[field.name] = "Please fill this in."
        elif answer is not None:
            answers[field.name] = answer
    return answers, wrong


def _answer(  # noqa: PLR0911  # One branch for each field.
    field: AnyField, value: Any, people: Collection[str]
) -> Answer | None:
    match field:
        case TextField():
            return _text(value, field.at_most)
        case NumberField():
            return _number(field, value)
        case ChoiceField():
            return _one_of(value, {choice.value for choice in field.choices})
        case ChoicesField():
            known = {choice.value for choice in field.choices}
            chosen = value if isinstance(value, list) else []
            return tuple(_one_of(one, known) for one in chosen[: len(known)])
        case TicketsField():
            return _tickets(value)
        case PersonField():
            return _one_of(value, people)
        case MomentField():
            return _moment(value)
        case _:
            assert_never(field)


def _text(value: Any, at_most: int) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > at_most:
        raise ValueError(f"That is too long; {at_most} characters fit in here.")
    return text


def _tickets(value: Any) -> tuple[str, ...]:
    """What was chosen, and last what was typed and not chosen; the bot knows what names a ticket."""
    named = [one.strip() for one in value if isinstance(one, str)] if isinstance(value, list) else []
    if len(named) > TICKETS or sum(map(len, named)) > TYPED:
        raise ValueError("That is too much at once; paste tickets into the longer field.")
    return tuple(filter(None, named))


def _number(field: NumberField, value: Any) -> int | None:
    text = str(value if value is not None else "").strip()
    if not text:
        return None
    if not text.lstrip("-").isdecimal() or not field.at_least <= int(text[:20]) <= field.at_most:
        raise ValueError(f"Give a whole number from {field.at_least} to {field.at_most}.")
    return int(text)


def _one_of(value: Any, known: Collection[str]) -> str:
    if not isinstance(value, str) or not value:
        return ""
    if value not in known:
        raise ValueError("This is not one of the choices any more; choose again.")
    return value


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("Give a day and a time.") from None
    if at.tzinfo is None:
        raise ValueError("Give a day and a time.")
    return at.astimezone(UTC)
