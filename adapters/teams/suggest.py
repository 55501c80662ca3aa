"""Typing into a search box: what Teams asks then, and the only answer that its list takes.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from adapters.doors.payload import Payload, part_at, text_at, whole
from adapters.teams.render_form import TICKETS
from adapters.teams.render_input import FOUND, found
from adapters.teams.wish import Shape, Wish, wish
from bot.domain.form import NO_TICKET, Choice

_KIND = "application/vnd.microsoft.search.searchResponse"


def typed(raw: Payload) -> Wish | None:
    """None for a list that is none of ours; anybody may forge for which form it is, so rights are asked."""
    value = part_at(raw, "value")
    name, _, about = text_at(value, "dataset").partition("?")
    if name != TICKETS or len(about) > 2000:
        return None
    try:
        told = {key: values[0] for key, values in parse_qs(about, max_num_fields=10).items()}
    except ValueError:
        return None
    words = whole(text_at(value, "queryText")).strip() or told.get("search", "")
    base = wish(raw, told.get("does", ""), Shape.DIALOG)
    return replace(base, id="", about=told.get("about", ""), words=words)


def options(choices: Sequence[Choice]) -> dict[str, Any]:
    return {"type": _KIND, "value": {"results": found(fitting(choices))}}


def fitting(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """As many as Teams shows; what only says something must not fall off the end."""
    said = [one for one in choices if one.value.startswith(NO_TICKET)][:FOUND]
    tickets = [one for one in choices if not one.value.startswith(NO_TICKET)][: FOUND - len(said)]
    return (*tickets, *said)
