"""What the real `caseline check` says of systems of tickets, line by line."""

import re
import subprocess
import sys

import pytest
import yaml

from tests.fakes.vendor import basic, serving
from tests.journeys.program import ROOT, environment_without_settings

TOKEN = "token-of-the-bot"
ZENDESK = {"/api/v2/users/me": {"user": {"id": 9, "name": "Caseline", "role": "admin"}}}
PERMISSIONS = ("BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "ADD_COMMENTS")
JIRA = {
    "/rest/api/3/myself": {"displayName": "Caseline"},
    "/rest/api/3/project/PAY": {"projectTypeKey": "software"},
    "/rest/api/3/project/OPS": {"projectTypeKey": "service_desk"},
    "/rest/api/3/mypermissions": {"permissions": {one: {"havePermission": True} for one in PERMISSIONS}},
}


@pytest.fixture
def check(tmp_path):
    """Writes these systems into `caseline.yml` and gives the exit code and the lines about them."""

    def run(**systems):
        (tmp_path / "caseline.yml").write_text(yaml.safe_dump({"tickets": systems}))
        done = subprocess.run(
            [sys.executable, "-m", "bot", "check"],
            cwd=tmp_path,
            env=environment_without_settings() | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        found = re.findall(r"^(?:ok|missing) +(?:Zendesk|Jira) .*", done.stdout, re.MULTILINE)
        return done.returncode, [" ".join(line.split()) for line in found], done.stdout

    return run


@pytest.fixture
def zendesk():
    with serving(ZENDESK, basic("bot@acme.test/token", TOKEN)) as address:
        yield {"base_url": address, "email": "bot@acme.test", "api_token": TOKEN, "webhook_secret": "s"}


@pytest.fixture
def jira():
    with serving(JIRA, basic("bot@acme.test", TOKEN)) as address:
        known = {"base_url": address, "email": "bot@acme.test", "api_token": TOKEN, "webhook_secret": "s"}
        yield known | {"projects": ["PAY", "OPS"], "service_desk": True}


def test_what_works_is_told_line_by_line(check, zendesk, jira):
    _, lines, _ = check(zendesk=zendesk, jira=jira)

    assert [line.removeprefix("ok ") for line in lines] == [
        f"Zendesk {zendesk['base_url']} as Caseline, admin; may write on tickets",
        "Zendesk changes the incremental export is open to this agent",
        "Zendesk webhook is believed when it is signed with the secret",
        f"Jira {jira['base_url']} as Caseline",
        "Jira project PAY issues without customers",
        "Jira permissions in PAY all 4 are granted",
        "Jira project OPS a service desk",
        "Jira permissions in OPS all 4 are granted",
        "Jira webhook is believed when it is signed with the secret",
    ]


def test_wrong_credentials_are_one_line_for_each_system(check, zendesk, jira):
    code, lines, text = check(
        zendesk=zendesk | {"api_token": "guess-1"}, jira=jira | {"api_token": "guess-2"}
    )

    assert code == 1
    assert [line for line in lines if line.startswith("missing")] == [
        "missing Zendesk Zendesk does not accept Caseline's credentials.",
        "missing Jira Jira does not accept Caseline's credentials.",
    ]
    assert text.count("api_token") == 2
    assert "guess" not in text


def test_a_system_that_is_not_there_is_one_line_as_well(check, zendesk):
    code, lines, _ = check(zendesk=zendesk | {"base_url": "http://127.0.0.1:9"})

    assert code == 1
    assert [line for line in lines if line.startswith("missing")] == [
        "missing Zendesk Zendesk does not answer."
    ]
