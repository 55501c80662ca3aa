"""Which dates are public holidays."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.holiday import Holiday


class PublicHolidays(Protocol):
    def of(self, code: str, years: range) -> Sequence[Holiday]:
        """Those of a country or a part of one (`DE`, `DE-BE`) in these years, in order.

        Each has its name and its source. Raises NotFound when there is no such country or part.
        """
        ...
