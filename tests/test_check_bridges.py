"""What the real `caseline check` says of the provider of bridges."""

import re
import subprocess
import sys

import pytest
import yaml

from tests.journeys.program import ROOT, environment_without_settings

TEMPLATE = {"provider": "template", "template": {"url": "https://meet.test/{key}"}}


@pytest.mark.parametrize(
    ("bridge", "line", "todo"),
    [
        (
            TEMPLATE,
            "ok bridges have addresses such as https://meet.test/INC-12; whoever guesses it can join",
            False,
        ),
        (
            {"provider": "huddle"},
            "missing bridges bridge.provider: is huddle, for which Slack has to be connected",
            True,
        ),
    ],
)
def test_it_says_what_works_and_what_is_missing(tmp_path, bridge, line, todo):
    (tmp_path / "caseline.yml").write_text(yaml.safe_dump({"bridge": bridge}))

    done = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=tmp_path,
        env=environment_without_settings() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    found = re.findall(r"^(?:ok|missing) +bridges .*", done.stdout, re.MULTILINE)
    assert [" ".join(one.split()) for one in found] == [line]
    assert ("choose another provider" in done.stdout) is todo
    assert "Traceback" not in done.stderr
