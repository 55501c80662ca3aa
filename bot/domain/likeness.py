"""What makes two texts speak of the same thing."""

from dataclasses import dataclass

from bot.domain.incident import Incident


@dataclass(frozen=True, slots=True)
class Alike:
    """`score` is from 0 to 1; `terms` are the words that both share, the most telling first."""

    name: str
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """An incident that may be the same thing, and the words that say so."""

    incident: Incident
    terms: tuple[str, ...]
