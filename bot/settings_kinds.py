"""Kinds of values that settings have, with what may be written for each."""

from datetime import timedelta
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from bot.domain.duration import duration, spoken


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta():
        raise ValueError("must be longer than nothing")
    return value


Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    AfterValidator(_positive),
    PlainSerializer(spoken),
    WithJsonSchema({"type": "string", "pattern": r"^(\s*\d+\s*[smhd])+\s*$", "examples": ["20m", "1h30m"]}),
]
Address = Annotated[str, Field(pattern=r"^https?://[^/\s]+")]
ROOM = r"^(slack|teams|playground):\S+$"
RoomName = Annotated[str, Field(pattern=ROOM)]
RoomOrNone = Annotated[str, Field(pattern=r"^((slack|teams|playground):\S+)?$")]
SeverityName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,19}$")]
PhoneNumber = Annotated[str, Field(pattern=r"^(\+[1-9]\d{6,14})?$")]
GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


def listed(value: object) -> object:
    """One word may stand without brackets."""
    return (value,) if isinstance(value, str) else value


class Section(BaseModel):
    """A part of the file; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
