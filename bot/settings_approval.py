"""Settings of who has to agree before customers are told something."""

from pydantic import Field

from bot.settings_kinds import Duration, Section


class Approval(Section):
    required: bool = Field(
        True, description="Whether somebody who may `approve` has to agree before anything is published."
    )
    own: bool = Field(True, description="Whether people may approve words that they wrote themselves.")
    object_within: Duration | None = Field(
        None,
        description="How long after the approval the others who may `approve` can object, before it goes "
        "out; left out, it goes out at once.",
    )
