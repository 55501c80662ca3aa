"""Policies of the settings: what severities add to them, and whose ladder and team counts."""

from datetime import UTC, datetime

import pytest

from bot.config import Settings
from bot.domain.sla_ladder import DEFAULT, INCIDENTS, Audience
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import Book, Subject, in_order
from bot.policies import CADENCE, cadence, ladder_of, policies, team_for

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def settings(*sla, **more):
    return Settings.model_validate({"sla": sla, **more})


def every(asked, severity, phase="investigating"):
    """(policy, seconds) of the clock that an incident has for its updates."""
    subject = Subject(severity=severity, phase=phase)
    found = Book(((NOW, policies(asked)),)).policy(subject, NOW)
    target = found.target(Metric.INCIDENT_UPDATE, subject) if found else None
    return (found.name if found else "", target.seconds if target else None)


def test_incidents_have_a_clock_for_updates_without_any_policy():
    asked = Settings()

    assert [every(asked, name) for name in ("SEV1", "SEV2", "SEV3")] == [
        (CADENCE, 1200),
        (CADENCE, 1800),
        (CADENCE, 3600),
    ]
    assert every(asked, "SEV4") == (CADENCE, None)


def test_the_cadence_is_no_tickets_and_comes_last():
    asked = settings({"name": "a", "targets": {"resolution": "8h"}})

    assert [one.name for one in in_order(policies(asked))] == ["a", CADENCE]
    assert not policies(asked)[-1].applies_to(Subject(tier="vip"))


def test_without_any_update_every_there_is_no_cadence():
    asked = settings(severities={"SEV1": {}})

    assert cadence(asked) is None
    assert policies(asked) == ()


def test_a_policy_of_incidents_takes_from_severities_what_it_does_not_say():
    asked = settings({"name": "i", "targets": {"incident_ack": "15m"}})

    assert (every(asked, "SEV1"), every(asked, "SEV3"), every(asked, "SEV4")) == (
        ("i", 1200),
        ("i", 3600),
        ("i", None),
    )


@pytest.mark.parametrize(
    ("said", "severity", "phase", "seconds"),
    [
        ("1h", "SEV1", "investigating", 3600),
        ({"SEV1": "5m"}, "SEV1", "monitoring", 300),
        ({"SEV1": "5m"}, "SEV2", "monitoring", 1800),
        ({"SEV1": {"monitoring": "2h"}}, "SEV1", "monitoring", 7200),
        ({"SEV1": {"monitoring": "2h"}}, "SEV1", "investigating", 1200),
        ({"any": {"monitoring": "2h"}}, "SEV1", "monitoring", 7200),
        ({"any": {"monitoring": "2h"}}, "SEV1", "identified", 1200),
        ({"any": {"monitoring": "2h"}}, "SEV4", "identified", None),
    ],
)
def test_what_a_policy_says_of_updates_counts_before_severities(said, severity, phase, seconds):
    asked = settings({"name": "i", "targets": {"incident_update": said}})

    assert every(asked, severity, phase) == ("i", seconds)


def test_a_policy_says_nothing_of_severities_that_are_not_its_own():
    asked = settings({"name": "i", "when": {"severity": "SEV1"}, "targets": {"incident_ack": "15m"}})

    assert {one.severity for one in policies(asked)[0].targets} == {"", "SEV1"}
    assert every(asked, "SEV2") == (CADENCE, 1800)


def test_another_cadence_is_another_version_of_every_policy_that_takes_it():
    policy = {"name": "i", "targets": {"incident_ack": "15m"}}
    first = policies(settings(policy))
    other = policies(settings(policy, severities={"SEV1": {"update_every": "10m"}}))
    again = policies(settings(policy))

    assert [one.version for one in first] == [one.version for one in again]
    assert all(one.version != two.version for one, two in zip(first, other, strict=True))


def test_a_ladder_is_its_policys_and_the_usual_one_where_there_is_none():
    asked = settings(
        {
            "name": "a",
            "targets": {"resolution": "8h"},
            "ladder": [{"level": 3, "at": "breach", "tell": "lead"}],
        }
    )

    assert [one.audience for one in ladder_of(asked, "a")] == [(Audience.LEAD,)]
    assert ladder_of(asked, "gone") == DEFAULT
    assert ladder_of(asked, CADENCE, incidents=True) == INCIDENTS


def test_a_ticket_is_the_team_of_its_group_and_else_of_its_policy():
    asked = settings(
        {"name": "a", "targets": {"resolution": "8h"}, "team": "rest"},
        {"name": "b", "targets": {"resolution": "9h"}},
        teams={"shop": {"groups": ["Shop"]}, "rest": {}},
    )

    assert team_for(asked, "shop", "a") == "shop"
    assert team_for(asked, "Billing", "a") == "rest"
    assert team_for(asked, "Billing", "b") == ""
    assert team_for(asked, "Billing", "gone") == ""


def test_a_team_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match=r"sla\[0\]\.team: x is not among teams"):
        settings({"name": "a", "targets": {"resolution": "8h"}, "team": "x"})
