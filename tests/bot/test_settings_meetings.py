"""Settings of bridges: what may be written, and what is said of mistakes."""

import pytest

from bot.config import Settings, load
from bot.errors import SettingsError

ZOOM = "zoom: {account_id: a, client_id: c, client_secret: hush, user: b@acme.test}"


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(text, encoding="utf-8")
        return load(path, {})

    return read


def test_without_a_provider_no_severity_opens_a_bridge():
    settings = Settings()

    assert not any(settings.opens_bridge(one) for one in settings.severities)


def test_major_ones_open_a_bridge_unless_they_say_otherwise(read):
    settings = read(
        "bridge: {provider: huddle}\n"
        "severities: {A: {major: true}, B: {}, C: {major: true, bridge: false}, D: {bridge: true}}"
    )

    assert [one for one in settings.severities if settings.opens_bridge(one)] == ["A", "D"]
    assert not settings.opens_bridge("renamed")


def test_the_secret_of_the_app_is_known_to_be_one(read):
    settings = read(f"bridge: {{provider: zoom, {ZOOM}}}")

    assert settings.secrets() == ["hush"]
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "bridge: {provider: skype}",
            "bridge.provider: expected '', 'zoom', 'teams', 'huddle' or 'template'",
        ),
        ("bridge: {provider: zoom}", "bridge.zoom: is missing, though provider is zoom"),
        ("bridge: {provider: teams}", "bridge.teams: is missing, though provider is teams"),
        ("bridge: {provider: template}", "bridge.template: is missing, though provider is template"),
        (f"bridge: {{{ZOOM}}}", "bridge.provider: is missing; write zoom if bridges are to be opened there"),
        (
            f"bridge: {{provider: zoom, {ZOOM.replace('b@acme.test', 'me')}}}",
            "bridge.zoom.user: me is nobody to such an app; write the address of a user",
        ),
        (
            "bridge: {provider: teams, teams: {organizer: ana@acme.test}}",
            "bridge.teams.organizer: is not written as expected",
        ),
        (
            "bridge: {provider: template, template: {url: 'https://meet.test/{title}'}}",
            "bridge.template.url: {title} means nothing; in braces may stand {key}, {number}, {slug}",
        ),
        (
            "bridge: {provider: template, template: {url: 'https://meet.test/{key'}}",
            "bridge.template.url: { means nothing; in braces may stand",
        ),
        (
            "bridge: {provider: template, template: {url: 'javascript:alert(1)'}}",
            "bridge.template.url: is not written as expected",
        ),
        (
            "severities: {SEV1: {bridge: true}}",
            "severities.SEV1.bridge: asks for one, but bridge.provider names nobody who opens it",
        ),
    ],
)
def test_mistakes_are_said_with_what_was_expected(read, text, said):
    with pytest.raises(SettingsError) as caught:
        read(text)

    assert any(said in line for line in caught.value.findings), caught.value.findings
