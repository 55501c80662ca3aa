"""What may stand in the settings for people inside the company."""

import pytest
from pydantic import ValidationError

from bot.config import Settings


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({"rules": [{"severities": ["SEV1"]}]}, "says to nobody"),
        ({"rules": [{"to": ["slack:#x"]}]}, "says nothing of what"),
        ({"rules": [{"who": ["zed"], "severities": ["SEV1"]}]}, "rules[0].who: zed is not among people"),
        ({"rules": [{"to": ["slack:#x"], "severities": ["SEV9"]}]}, "there is no severity SEV9"),
        ({"rules": [{"to": ["slack:#x"], "tiers": ["gold"]}]}, "there is no tier gold"),
        ({"rules": [{"to": ["slack:#all"], "tiers": ["vip"]}]}, "slack:#all hears of every incident"),
        ({"summary_severities": ["SEV9"]}, "summary_severities: there is no severity SEV9"),
        ({"digests": [{"to": "slack:#x", "at": "8.30"}]}, "digests.0.at"),
        ({"digests": [{"to": "slack:#x"}, {"to": "slack:#x"}]}, "slack:#x is named twice"),
        ({"summaries_to": ["status page"]}, "summaries_to.0"),
        ({"summary_letters_to": ["customers"]}, "summary_letters_to.0"),
    ],
)
def test_what_would_tell_nobody_or_of_nothing_is_a_mistake(written, says):
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({"announce": ["slack:#all"], "stakeholders": written})

    assert says in str(refused.value)
