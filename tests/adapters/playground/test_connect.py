"""What the desk of the playground promises is what Caseline reminds of there."""

import pytest

from adapters.playground.connect import at_home
from adapters.playground.desk_nouns import promised
from adapters.playground.script import Script
from bot.config import Settings

OWN = Settings.model_validate({"sla": [{"name": "mine", "targets": {"first_reply": "1h"}}]})


@pytest.mark.parametrize("tier", ["vip", "premium", "standard"])
@pytest.mark.parametrize("pace", [1.0, 10.0, 500.0])
def test_the_desk_and_the_policies_promise_the_same_at_every_pace(tier, pace):
    settings = at_home(Settings(), Script(title="t", lines=(), pace=pace))
    policy = next(one for one in settings.sla if one.name == tier)

    told = promised(tier, pace)

    assert policy.targets.first_reply == {"any": told.first_reply}
    assert policy.targets.resolution == {"any": told.resolution}


def test_policies_of_ones_own_are_kept_as_they_are():
    assert at_home(OWN).sla == OWN.sla
