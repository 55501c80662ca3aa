"""Editions of policies and calendars, so that the past stays judged by what was promised then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Of(StrEnum):
    POLICIES = "policies"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the settings said from `since` on; `name` is a calendar's, `body` plain JSON."""

    of: Of
    name: str
    version: str
    since: datetime
    body: Mapping[str, Any]
    id: int = 0
