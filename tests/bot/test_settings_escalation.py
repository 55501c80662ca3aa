"""Settings of escalation policies: what may be written, and what is said of mistakes."""

import pytest

from bot.config import Settings, load
from bot.errors import SettingsError
from bot.settings_escalation import as_written

HEAD = """
people: {ana: {slack: U1}, mia: {slack: U2}}
rotas: {nights: {timezone: UTC, layers: [{people: ana, since: 2026-01-05}]}}
teams: {support: {lead: mia, members: [ana], oncall: nights}, sales: {}}
"""


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(f"{HEAD}\nescalation: {{{text}}}", encoding="utf-8")
        return load(path, {})

    return read


def test_a_list_is_the_steps_of_a_policy(read):
    settings = read("support: [{page: 'oncall:support', wait: 3m}, {page: ['lead:support', 'person:ana']}]")

    policy = as_written(settings.escalation)["support"]

    assert [([str(one) for one in step.targets], step.wait) for step in policy.steps] == [
        (["oncall:support"], 180),
        (["lead:support", "person:ana"], 300),
    ]
    assert (policy.repeat, policy.last_resort) == (0, "")


def test_a_group_says_more_of_it(read):
    settings = read(
        "support: {steps: [{page: 'oncall:nights', round_robin: true}], repeat: 9, last_resort: mia}"
    )

    policy = as_written(settings.escalation)["support"]

    assert (policy.name, policy.repeat, policy.last_resort) == ("support", 9, "mia")
    assert policy.steps[0].round_robin


def test_settings_that_are_read_again_from_what_they_say_are_the_same(read):
    settings = read("support: [{page: 'oncall:support'}], other: {steps: [{page: 'policy:support'}]}")

    assert Settings.model_validate(settings.model_dump()) == settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: []", "escalation.a.steps: expected at least one"),
        ("a: [{page: []}]", "escalation.a.steps[0].page: expected at least one"),
        ("a: [{wait: 5m}]", "escalation.a.steps[0].page: expected a value"),
        ("a: [{page: ana}]", "escalation.a.steps[0].page[0]: expected person:<name>, oncall:<name>"),
        ("a: [{page: 'person:ana', wait: 0m}]", "escalation.a.steps[0].wait: must be longer than nothing"),
        ("a: [{page: 'person:ana', wait: 5}]", "escalation.a.steps[0].wait: expected a duration such as"),
        ("a: {steps: [{page: 'person:ana'}], repeat: 10}", "escalation.a.repeat: expected at most 9"),
        (
            "a: {steps: [{page: 'person:ana'}], last_resort: max}",
            "escalation.a.last_resort: max is not among people",
        ),
        ("a: [{page: 'person:max'}]", "escalation.a.steps[0].page: max is not among people"),
        ("a: [{page: 'oncall:sales'}]", "escalation.a.steps[0].page: sales is neither a team with `oncall`"),
        ("a: [{page: 'lead:sales'}]", "escalation.a.steps[0].page: sales is not a team with a lead"),
        ("a: [{page: 'team:sales'}]", "escalation.a.steps[0].page: sales is not a team with people"),
        ("a: [{page: 'policy:b'}]", "escalation.a.steps[0].page: b is not among escalation"),
        ("a: [{page: ['policy:a', 'person:ana']}]", "escalation.a.steps[0].page: a policy stands alone"),
        ("a: [{page: 'policy:a'}]", "escalation.a: comes back to itself: a → a"),
        ("a: [{page: 'policy:b'}], b: [{page: 'policy:a'}]", "escalation.a: comes back to itself: a → b → a"),
        ("a: {step: []}", "escalation.a.steps: expected a value"),
    ],
)
def test_a_mistake_is_told_with_its_path_and_what_was_expected(read, text, said):
    with pytest.raises(SettingsError) as caught:
        read(text)

    assert caught.value.findings[0].partition("caseline.yml: ")[2].startswith(said)


def test_policies_that_grow_beyond_reason_are_refused(read):
    many = ", ".join(
        f"p{one}: [{{page: 'policy:p{one + 1}'}}, {{page: 'policy:p{one + 1}'}}]" for one in range(9)
    )

    with pytest.raises(SettingsError) as caught:
        read(f"{many}, p9: [{{page: 'person:ana'}}]")

    assert "escalation.p0: the policy p0 has more than 50 steps" in caught.value.findings[0]
