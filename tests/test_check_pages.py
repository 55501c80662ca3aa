"""What the real `caseline check` says of status pages and of e-mail, line by line."""

import re
import subprocess
import sys

import pytest
import yaml

from tests.fakes import smtp, statuspage
from tests.fakes.smtp import Mailbox, certificate
from tests.journeys.program import ROOT, environment_without_settings


@pytest.fixture
def check(tmp_path):
    """Writes these settings of publishing and gives the lines about it, and all that was printed."""

    def run(settings, **environment):
        (tmp_path / "caseline.yml").write_text(yaml.safe_dump({"publishing": settings}))
        done = subprocess.run(
            [sys.executable, "-m", "bot", "check"],
            cwd=tmp_path,
            env=environment_without_settings() | {"PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        found = re.findall(r"^(?:ok|missing) +(?:Statuspage|E-mail).*", done.stdout, re.MULTILINE)
        return [" ".join(line.split()) for line in found], done.stdout

    return run


def test_a_page_and_a_mail_server_that_are_ready_are_all_right(check, tmp_path):
    mailbox = Mailbox(login=("caseline", "hush"), security="starttls", tls=certificate(tmp_path))
    with statuspage.serving() as page, smtp.serving(mailbox):
        told = {"statuspage": page.settings(checkout=page.component("Checkout")), "smtp": mailbox.settings()}
        lines, _ = check(told, SSL_CERT_FILE=str(mailbox.tls))

    assert lines == [
        "ok Statuspage has the page Acme Status, whose subscribers are told",
        "ok Statuspage component checkout is Checkout there",
        f"ok E-mail 127.0.0.1:{mailbox.port} takes letters from status@acme.test, secured by STARTTLS",
    ]
    assert page.incidents == []
    assert mailbox.letters == []


def test_what_is_wrong_says_what_to_do_and_no_secret(check):
    with statuspage.serving() as page, smtp.serving(Mailbox(login=("caseline", "hush"))) as mailbox:
        told = {
            "statuspage": page.settings(checkout="nope", more={"api_key": "wrong-key"}),
            "smtp": mailbox.settings(password="wrong-password"),
        }
        lines, printed = check(told)

    assert [line.partition(" ")[0] for line in lines] == ["missing", "missing"]
    assert "publishing.statuspage.api_key" in printed
    assert "publishing.smtp" in printed
    assert "wrong-key" not in printed
    assert "wrong-password" not in printed


def test_what_is_not_set_is_not_asked_for(check):
    lines, _ = check({})

    assert lines == []
