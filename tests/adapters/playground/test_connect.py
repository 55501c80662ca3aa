"""The playground's own settings: its desk and its policies promise the same, and somebody is on call."""

import pytest

from adapters.playground.connect import at_home
from adapters.playground.desk_nouns import promised
from adapters.playground.script import Script
from bot.config import Settings
from bot.rotas import duties
from tests.bot.domain.rotas import MONDAY

OWN = Settings.model_validate({"sla": [{"name": "mine", "targets": {"first_reply": "1h"}}]})
EMPTY = Script(title="t", lines=())


@pytest.mark.parametrize("tier", ["vip", "premium", "standard"])
@pytest.mark.parametrize("pace", [1.0, 10.0, 500.0])
def test_the_desk_and_the_policies_promise_the_same_at_every_pace(tier, pace):
    settings = at_home(Settings(), Script(title="t", lines=(), pace=pace))
    policy = next(one for one in settings.sla if one.name == tier)

    told = promised(tier, pace)

    assert policy.targets.first_reply == {"any": told.first_reply}
    assert policy.targets.resolution == {"any": told.resolution}


def test_policies_of_ones_own_are_kept_as_they_are():
    assert at_home(OWN, EMPTY).sla == OWN.sla


def test_somebody_of_the_playground_is_always_on_call():
    settings = at_home(Settings(), EMPTY)

    [told] = duties(settings, "support", MONDAY.replace(year=2027))

    assert told.nobody == ()
    assert {one.person for one in told.shifts} <= settings.people.keys()


def test_the_bridge_is_an_address_that_leads_nowhere_whatever_the_settings_say():
    own = Settings.model_validate({"bridge": {"provider": "huddle"}})

    bridge = at_home(own, EMPTY).bridge

    assert bridge.provider == "template"
    assert bridge.template is not None
    assert bridge.template.url.startswith("https://meet.example.com/")


def test_people_who_are_written_in_the_settings_keep_their_own_rotas():
    assert at_home(Settings.model_validate({"people": {"zoe": {"slack": "U1"}}}), EMPTY).rotas == {}
