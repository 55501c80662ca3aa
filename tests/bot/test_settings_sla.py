"""Settings of SLA policies: what they promise, and what is said of mistakes."""

import pytest

from bot.config import Settings, load
from bot.domain.sla_ladder import Point
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import AgentCreated, Reopened, Subject
from bot.domain.ticket import Priority, TicketStatus
from bot.errors import SettingsError
from bot.settings_sla import as_written
from bot.settings_sla_targets import Targets

HEAD = "calendars: {berlin: {timezone: Europe/Berlin, hours: {mon-fri: ['09:00-17:30']}}}\nsla:\n"


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(HEAD + text, encoding="utf-8")
        return load(path, {})

    return read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {name: a, targets: {first_reply: 0m}}", "sla[0].targets.first_reply.any: must be longer than"),
        ("- {name: a, targets: {first_reply: {urgent: 0s}}}", "sla[0].targets.first_reply.urgent: must be"),
        ("- {name: a, targets: {first_reply: -5m}}", "sla[0].targets.first_reply.any: expected a duration"),
        ("- {name: a, targets: {first_reply: 5}}", "sla[0].targets.first_reply.any: expected a duration"),
        (
            "- {name: a, targets: {frist_reply: 1h}}",
            "sla[0].targets.frist_reply: there is no such setting; did",
        ),
        ("- {name: a, targets: {first_reply: {asap: 1h}}}", "sla[0].targets.first_reply.asap: expected 'urg"),
        ("- {name: a, targets: {}}", "sla[0]: targets: expected at least one"),
        ("- {name: a}", "sla[0].targets: "),
        (
            "- {name: a, targets: {resolution: 1h}, calendar: paris}",
            "sla[0].calendar: paris is not among cal",
        ),
        ("- {name: a, targets: {resolution: 1h}, when: {tier: gold}}", "sla[0].when.tier: gold is not among"),
        (
            "- {name: a, targets: {resolution: 1h}, when: {tier: []}}",
            "sla[0].when.tier: expected at least one",
        ),
        ("- {name: a, targets: {resolution: 1h}, when: {team: x}}", "sla[0].when.team: there is no such"),
        ("- {name: a, targets: {resolution: 1h}, when: {system: rt}}", "sla[0].when.system: rt is not among"),
        ("- {name: a, targets: {resolution: 1h}, when: {priority: p1}}", "sla[0].when.priority[0]: expected"),
        (
            "- {name: a, targets: {incident_update: {SEV9: 1h}}}",
            "sla[0].targets.incident_update: SEV9 is not",
        ),
        (
            "- {name: a, targets: {incident_update: {SEV1: {begun: 1h}}}}",
            "sla[0].targets.incident_update.SEV1: begun is not among phases",
        ),
        (
            "- {name: a, targets: {incident_update: {SEV1: {monitoring: 0m}}}}",
            "sla[0].targets.incident_update.SEV1.monitoring: must be longer",
        ),
        ("- {name: a, targets: {resolution: 1h}, warn: [120%]}", "sla[0].warn[0]: expected a per cent from"),
        ("- {name: a, targets: {resolution: 1h}, warn: [0%]}", "sla[0].warn[0]: expected a per cent from"),
        ("- {name: a, targets: {resolution: 1h}, warn: [soon]}", "sla[0].warn[0]: expected a per cent such"),
        ("- {name: a, targets: {resolution: 1h}, warn: [0m]}", "sla[0].warn[0]: must be longer than nothing"),
        (
            "- {name: a, targets: {resolution: 1h}, pauses: {speed: [pending]}}",
            "sla[0]: pauses.speed: there is",
        ),
        (
            "- {name: a, targets: {resolution: 1h}}\n- {name: a, targets: {resolution: 2h}}",
            "sla[1].name: another policy is called a",
        ),
    ],
)
def test_a_mistake_in_a_policy_is_one_line_with_its_path(read, text, said):
    with pytest.raises(SettingsError) as caught:
        read(text)

    (found,) = caught.value.findings
    assert found.partition("caseline.yml: ")[2].startswith(said)


def test_a_policy_of_the_file_is_a_policy_of_the_rules(read):
    settings = read(
        "- name: premium\n"
        "  when: {tier: vip}\n"
        "  targets: {first_reply: {urgent: 30m, any: 4h}, resolution: 8h}\n"
        "  calendar: berlin\n"
        "  pauses: {resolution: [pending]}\n"
        "  agent_created_public: second_reply\n"
        "  reopened: new_cycle\n"
    )

    (policy,) = as_written(settings.sla)

    urgent = policy.target(Metric.FIRST_REPLY, Subject(tier="vip", priority=Priority.URGENT))
    low = policy.target(Metric.FIRST_REPLY, Subject(tier="vip", priority=Priority.LOW))
    resolution = policy.target(Metric.RESOLUTION, Subject(tier="vip"))
    assert urgent is not None
    assert low is not None
    assert resolution is not None
    assert (urgent.seconds, low.seconds, resolution.calendar) == (1800, 14400, "berlin")
    assert resolution.pauses == frozenset({TicketStatus.PENDING})
    assert (policy.agent_created_public, policy.reopened) == (AgentCreated.SECOND_REPLY, Reopened.NEW_CYCLE)


def test_the_cadence_of_updates_follows_severity_and_phase(read):
    settings = read("- {name: i, targets: {incident_update: {SEV1: {monitoring: 30m, any: 10m}, any: 1h}}}")

    (policy,) = as_written(settings.sla)

    def seconds(severity, phase):
        found = policy.target(Metric.INCIDENT_UPDATE, Subject(severity=severity, phase=phase))
        return found and found.seconds

    assert seconds("SEV1", "investigating") == 600
    assert seconds("SEV1", "monitoring") == 1800
    assert seconds("SEV2", "monitoring") == 3600


def test_warnings_of_a_policy_take_the_place_of_the_usual_ones(read):
    (written,) = read("- {name: a, targets: {resolution: 8h}, warn: [75%, 30m]}").sla

    warnings = [(rung.level, rung.point, rung.amount) for rung in written.rungs() if rung.is_warning]

    assert warnings == [(1, Point.PERCENT, 75), (2, Point.BEFORE, 1800)]
    assert [rung.level for rung in written.rungs() if not rung.is_warning] == [3, 4, 5]


def test_a_policy_is_written_as_it_was_read(read):
    settings = read("- {name: a, targets: {resolution: 8h}, warn: [75%, 1h30m]}")

    again = Settings.model_validate(settings.model_dump(mode="json", exclude_defaults=True))

    assert again == settings


def test_every_metric_can_be_promised():
    assert set(Targets.model_fields) == {metric.value for metric in Metric}


def test_a_changed_policy_is_another_version_and_a_moved_one_is_not(read):
    text = "- {{name: a, targets: {{resolution: {}}}}}"
    (first,), (same,), (other,) = (read(text.format(span)).sla for span in ("8h", "480m", "9h"))

    assert first.policy(1).version == same.policy(7).version
    assert first.policy(1).version != other.policy(1).version
