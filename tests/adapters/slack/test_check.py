"""`caseline check` asks Slack: one line for each thing that is there or missing, and what to do."""

from collections.abc import Iterator

import pytest

from adapters.slack.check import findings
from adapters.slack.manifest import scopes
from adapters.slack.purposes import PURPOSES
from bot.environment import Environment
from tests.fakes.slack import FakeSlack, serving


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with serving() as fake:
        fake.scopes = set(scopes())
        yield fake


def lines(slack: FakeSlack, *announce: str, **more: str) -> list[tuple[bool, str]]:
    """Whether it is fine, and the whole line; only the last ones differ from case to case."""
    known = {"slack_api_url": slack.api_url, "slack_bot_token": "xoxb-test", "slack_signing_secret": "s"}
    found = list(findings(Environment.model_validate(known | more), announce))
    return [(one.ok, f"{one.what}: {one.says} → {one.todo}" if one.todo else one.says) for one in found]


def missing(slack: FakeSlack, *announce: str, **more: str) -> list[str]:
    return [line for ok, line in lines(slack, *announce, **more) if not ok]


def test_nothing_is_missing_in_a_workspace_that_is_ready(slack: FakeSlack) -> None:
    slack.add_channel("incidents")

    found = lines(slack, "slack:#incidents", "teams:19:abc", "playground:#incidents")

    assert all(ok for ok, _ in found)
    assert [line for _, line in found] == [
        "acme as caseline, https://acme.slack.com/",
        "all 18 are granted",
        "#incidents is there, and Caseline is in it",
        "requests are accepted when SLACK_SIGNING_SECRET signed them",
    ]


def test_each_scope_that_is_missing_is_named_with_what_it_is_for(slack: FakeSlack) -> None:
    slack.scopes = set(scopes()) - {"pins:write", "im:write"}

    first, second = missing(slack)

    assert first.startswith("Slack scope: im:write is not granted: writes to people directly → add it under")
    assert second.startswith("Slack scope: pins:write is not granted: pins the card of a war room → ")


def test_every_scope_has_a_purpose() -> None:
    assert list(PURPOSES) == scopes()


def test_a_channel_that_nobody_knows_is_missing(slack: FakeSlack) -> None:
    (line,) = missing(slack, "slack:#incidnets")

    assert line.startswith("Slack channel: #incidnets is not known, or Caseline may not see it → correct")


def test_a_private_channel_without_caseline_looks_like_none_and_the_way_in_is_said(slack: FakeSlack) -> None:
    slack.add_channel("leads", private=True, bot=False)

    assert "`/invite @Caseline`" in missing(slack, "slack:#leads")[0]


def test_an_archived_channel_is_missing(slack: FakeSlack) -> None:
    slack.add_channel("incidents", archived=True)

    (line,) = missing(slack, "slack:#incidents")

    assert line == (
        "Slack channel: #incidents is archived → unarchive it in Slack, or take it out of the settings"
    )


def test_a_public_channel_is_entered_by_itself(slack: FakeSlack) -> None:
    slack.add_channel("incidents", bot=False)

    assert (True, "#incidents is public; Caseline goes in by itself with the first word") in lines(
        slack, "slack:#incidents"
    )


def test_channels_are_known_by_id_and_found_on_later_pages(slack: FakeSlack) -> None:
    slack.add_channel("first")
    for number in range(1000):
        slack.add_channel(f"c{number}", bot=False)
    last = slack.add_channel("last")

    assert missing(slack, f"slack:{last.id}", "slack:#first") == []
    assert len(slack.called("conversations.list")) == 2


def test_what_is_no_channel_is_said(slack: FakeSlack) -> None:
    slack.add_user("U1", "Ana")

    assert missing(slack, "slack:incidents", "slack:U1") == [
        "Slack channel: incidents is no channel → write slack:#incidents in the settings"
    ]


def test_without_the_scope_for_channels_the_scope_is_named(slack: FakeSlack) -> None:
    slack.scopes = set(scopes()) - {"channels:read"}

    *_, line = missing(slack, "slack:#incidents")

    assert "Slack channels: Caseline lacks the permission `channels:read`" in line


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ({"error": "invalid_auth"}, "Slack says no (invalid_auth) → copy the *Bot User OAuth Token*"),
        ({"status": 503}, "Slack has trouble of its own. → this is Slack's"),
        ({"drop": True}, "Slack does not answer. → look at the network"),
    ],
)
def test_no_is_told_from_silence(slack: FakeSlack, trouble: dict[str, object], said: str) -> None:
    slack.fail("auth.test", **trouble)  # type: ignore[arg-type]

    (line,) = missing(slack, "slack:#incidents")

    assert line.startswith(f"Slack workspace: {said}")


def test_an_app_token_is_tried_without_opening_a_connection(slack: FakeSlack) -> None:
    app = {"slack_app_token": "xapp-1"}

    assert lines(slack, **app)[-1] == (True, "the app token is accepted")
    assert slack.sockets.connections == 0


@pytest.mark.parametrize("error", ["invalid_auth", "not_allowed_token_type", "missing_scope"])
def test_an_app_token_that_slack_does_not_take_is_missing(slack: FakeSlack, error: str) -> None:
    slack.fail("apps.connections.open", error, more={"needed": "connections:write"})

    (line,) = missing(slack, slack_app_token="xapp-1")

    assert line.startswith("Slack Socket Mode: ")
    assert "→ generate an app-level token with the scope connections:write" in line


def test_with_several_workspaces_each_installs_by_itself(slack: FakeSlack) -> None:
    several = {"slack_bot_token": "", "slack_client_id": "1.2", "slack_client_secret": "s"}

    assert missing(slack, "slack:#incidents", **several) == []
    assert slack.calls == []
