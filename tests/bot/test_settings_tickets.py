"""Settings of desks: whose deadlines are believed."""

import pytest

from bot.config import load
from bot.errors import SettingsError
from bot.settings_tickets import Tickets

DESKS = {
    "zendesk": "base_url: https://acme.zendesk.test, email: b@acme.test, api_token: t",
    "jira": "base_url: https://acme.jira.test, email: b@acme.test, api_token: t",
    "github": "token: t, repositories: [acme/shop]",
    "intercom": "app: a, access_token: t, admin: '1'",
}


@pytest.fixture
def read(tmp_path):
    def read(desk: str, more: str) -> Tickets:
        path = tmp_path / "caseline.yml"
        path.write_text(f"tickets: {{{desk}: {{{DESKS[desk]}, {more}}}}}", encoding="utf-8")
        return load(path, {}).tickets

    return read


def test_a_desk_is_believed_only_when_the_settings_say_so(read):
    assert read("zendesk", "clock: own").clock("zendesk") == "own"
    assert read("zendesk", "poll_every: 5m").clock("zendesk") == "own"
    assert read("zendesk", "clock: desk").clock("zendesk") == "desk"
    assert read("jira", "clock: desk, service_desk: true").clock("jira") == "desk"


@pytest.mark.parametrize("system", ["zendesk", "sandbox", "clock", ""])
def test_a_system_that_is_not_connected_is_counted_by_us(system):
    assert Tickets().clock(system) == "own"


@pytest.mark.parametrize(
    ("desk", "more", "said"),
    [
        ("zendesk", "clock: theirs", "tickets.zendesk.clock: expected 'own' or 'desk'"),
        ("github", "clock: desk", "tickets.github.clock: this desk tells no deadlines"),
        ("intercom", "clock: desk", "tickets.intercom.clock: this desk tells no deadlines"),
        ("jira", "clock: desk", "tickets.jira: clock: only requests of Jira Service Management"),
    ],
)
def test_a_desk_that_tells_no_deadlines_cannot_be_believed(read, desk, more, said):
    with pytest.raises(SettingsError) as caught:
        read(desk, more)

    (found,) = caught.value.findings
    assert found.partition("caseline.yml: ")[2].startswith(said)
