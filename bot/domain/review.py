"""What a team reads after a drill: its own report, the vendor's, and who was told."""

from dataclasses import dataclass

from bot.domain.drill_report import DrillReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """`theirs` is what `vendor` itself did in public, None where no history is played again.

    `told` and `not_told` count customers with linked tickets who have the word that counts, or have not.
    """

    ours: DrillReport
    theirs: DrillReport | None = None
    vendor: str = ""
    speed: float = 1.0
    told: int = 0
    not_told: int = 0
