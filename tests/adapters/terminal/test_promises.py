"""`caseline check` about promises: whether somebody hears of each."""

from typing import Any

from adapters.terminal.promises import findings
from bot.config import Settings
from bot.domain.finding import Finding

MIA = {"people": {"mia": {"slack": "U1"}}}
TICKETS = {"name": "standard", "targets": {"first_reply": "1h"}}
INCIDENTS = {"name": "words", "targets": {"incident_update": "30m"}}


def found(**said: Any) -> list[Finding]:
    return list(findings(Settings.model_validate(MIA | said)))


def test_a_policy_whose_team_has_a_lead_is_fine():
    [one] = found(teams={"support": {"lead": "mia"}}, sla=[TICKETS | {"team": "support"}])

    assert (one.ok, one.what, one.says) == (True, "sla.standard", "reminds the team support")


def test_teams_that_own_groups_of_the_desk_are_enough():
    [one] = found(teams={"support": {"channel": "slack:#support", "groups": ["Tier 1"]}}, sla=[TICKETS])

    assert one.ok


def test_a_team_in_which_nobody_hears_anything_is_not():
    [one] = found(teams={"support": {"members": ["mia"]}}, sla=[TICKETS | {"team": "support"}])

    assert not one.ok
    assert "nobody hears" in one.says
    assert "`teams`" in one.todo


def test_the_operators_hear_of_what_nobody_else_does_and_it_is_said():
    [one] = found(operators="slack:#caseline", sla=[TICKETS])

    assert not one.ok
    assert "slack:#caseline" in one.says


def test_of_an_incident_whoever_is_last_is_named():
    [without] = found(sla=[INCIDENTS])
    [with_one] = found(duty_manager="mia", sla=[INCIDENTS])

    assert without.ok
    assert without.says.endswith("then its war room")
    assert with_one.says.endswith("then mia")


def test_without_policies_nothing_is_said():
    assert found() == []
