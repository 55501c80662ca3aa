"""Every provider that can be named can be connected, and does what all of them promise."""

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from adapters.meetings.connect import connect
from bot.domain.bridge import NAMES
from bot.settings_meetings import BridgeSection
from tests.adapters.meetings.given import SLACK, TEAMS, given
from tests.adapters.meetings.test_teams import BRIDGE as TEAMS_BRIDGE
from tests.fakes.zoom import SECRET, SETTINGS

SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "zoom": SETTINGS,
    "teams": TEAMS_BRIDGE,
    "huddle": {"provider": "huddle"},
    "template": {"provider": "template", "template": {"url": "https://meet.test/{key}-{secret}"}},
}


def test_there_is_a_sample_and_a_name_for_every_provider():
    named = set(get_args(BridgeSection.model_fields["provider"].annotation)) - {""}

    assert named == set(SAMPLES) == set(NAMES)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_called_as_in_the_settings_and_prints_no_secret(name):
    known = connect(given(SAMPLES[name], **SLACK, **TEAMS))

    assert list(known) == [name]
    assert known[name].name == name
    assert SECRET not in repr(known[name])
    known[name].close()


def test_without_a_provider_there_is_none():
    assert connect(given({})) == {}
