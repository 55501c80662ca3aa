"""What makes two texts speak of the same thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alike:
    """`score` is from 0 to 1; `terms` are the words that both share, the most telling first."""

    name: str
    score: float
    terms: tuple[str, ...]
