"""How alike texts are."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.likeness import Alike


class Likeness(Protocol):
    def among(self, text: str, others: Mapping[str, str], *, limit: int) -> Sequence[Alike]:
        """Those of `others` (text by name) that speak of the same thing, most alike first."""
        ...
