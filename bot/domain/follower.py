"""Somebody who wants to hear of an incident without taking part in it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """`person` is a person id; they are told directly what customers are told."""

    incident: str
    person: str
    at: datetime
