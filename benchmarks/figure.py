"""What a benchmark says in the end, and how it came to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

UNKNOWN = "no reason is known; see whether another run says the same"


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise. `value` may be at most `bound`, or must be at least that much.

    `why` is said when the promise is missed; `from_` tells which measurements it was made of.
    """

    name: str
    value: float
    bound: float
    at_least: bool = False
    from_: str = ""
    why: str = ""

    @property
    def kept(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def lines(self) -> list[str]:
        """The line that machines read stands last and alone begins with `bench`."""
        told = [f"  {self.name}: {self.from_}"] if self.from_ else []
        if not self.kept:
            told.append(f"  {self.name} is missed: {self.why or UNKNOWN}")
        verdict = "ok" if self.kept else "MISS"
        return [*told, f"bench {self.name} {_told(self.value)} {self.bound:g} {verdict}"]


def interleaved(sides: dict[str, Callable[[], float]], *, repeats: int) -> dict[str, float]:
    """The median of each side, all of them measured in turn, so that a slow moment hits all alike.

    Every other round goes backwards: what one side leaves behind must not always meet the same next one.
    """
    measured: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(repeats):
        names: Sequence[str] = list(sides) if turn % 2 == 0 else list(reversed(sides))
        for name in names:
            measured[name].append(sides[name]())
    return {name: median(values) for name, values in measured.items()}


def _told(value: float) -> str:
    """Three digits, and never an exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
