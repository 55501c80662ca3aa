"""What the real `caseline check` says of PagerDuty, line by line."""

import re
import subprocess
import sys

import pytest
import yaml

from tests.fakes.pagerduty import serving
from tests.journeys.program import ROOT, environment_without_settings


@pytest.fixture
def pager():
    with serving() as found:
        found.service("Payments", [found.person("Ana Lenz", "ana@acme.test")])
        found.listener = "https://caseline.acme.test/webhooks/pagerduty"
        yield found


@pytest.fixture
def check(tmp_path):
    """Writes these settings of PagerDuty and gives the exit code and the lines about it."""

    def run(settings):
        (tmp_path / "caseline.yml").write_text(yaml.safe_dump({"paging": {"pagerduty": settings}}))
        done = subprocess.run(
            [sys.executable, "-m", "bot", "check"],
            cwd=tmp_path,
            env=environment_without_settings() | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        found = re.findall(r"^(?:ok|missing) +PagerDuty.*", done.stdout, re.MULTILINE)
        return [" ".join(line.split()) for line in found], done.stdout

    return run


def test_a_pager_that_is_ready_is_all_right(pager, check):
    lines, _ = check(pager.settings())

    assert lines == [
        f"ok PagerDuty {pager.address}, in the name of caseline@acme.test",
        "ok PagerDuty service payments wakes Ana Lenz",
        "ok PagerDuty webhook goes to https://caseline.acme.test/webhooks/pagerduty",
        "ok PagerDuty signature of a webhook is believed when it is by a secret that is set",
    ]
    assert pager.incidents == {}


def test_what_is_wrong_says_what_to_do_and_no_secret(pager, check):
    lines, printed = check(pager.settings(**{"from": "nobody@acme.test", "webhook_secrets": []}))

    assert [line.partition(" ")[0] for line in lines] == ["missing", "ok", "ok", "missing"]
    assert "set paging.pagerduty.from" in " ".join(printed.split())
    assert "pagerduty-token" not in printed
