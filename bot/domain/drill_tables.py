"""How often customers should hear of an incident, as two companies say in public; by name.

`pagerduty` is that of PagerDuty's guides on incident response, `gitlab` that of GitLab's handbook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FIRST_HOURS = 120.0
"""Minutes after which an incident is a long one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceTable:
    """Minutes. `first` is until the first word, `scope` from there to one that says what is affected.

    `every` is between words, by phase: one number for each severity, the worst first, of which the last
    holds for all that follow; the phase `` stands for all others. With `announces`, words of a long incident
    may be as far apart as they said.
    """

    name: str
    first: tuple[float, ...]
    scope: float | None = None
    every: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    announces: bool = False

    def first_within(self, rank: int) -> float:
        return self.first[min(rank, len(self.first) - 1)]

    def every_within(self, phase: str, rank: int) -> float:
        each = self.every.get(phase) or self.every[""]
        return each[min(rank, len(each) - 1)]


TABLES: Mapping[str, CadenceTable] = {
    one.name: one
    for one in (
        CadenceTable(name="pagerduty", first=(5,), scope=5, every={"": (20,)}, announces=True),
        CadenceTable(
            name="gitlab",
            first=(10, 15),
            every={"": (10, 15), "identified": (10, 30), "monitoring": (30, 60)},
        ),
    )
}
NAMES = tuple(TABLES)
