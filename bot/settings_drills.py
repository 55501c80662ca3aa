"""Settings of drills: exercises that are marked as such everywhere."""

from pydantic import Field

from bot.domain.drill_tables import NAMES
from bot.settings_kinds import Section


class Drills(Section):
    pages: bool = Field(
        False,
        description="Whether a drill pages whoever `role_pages` names; otherwise it says whom it would have "
        "paged, and only who is asked for by name is paged.",
    )
    cadence: str = Field(
        "pagerduty",
        description=f"Table beside which the report of a drill is held: {', '.join(NAMES)}.",
        pattern=rf"^({'|'.join(NAMES)})$",
    )
