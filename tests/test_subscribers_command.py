"""`caseline subscribers`, and what `caseline check` says of them, as an operator meets both."""

import subprocess
import sys

import pytest
import yaml

from bot.domain.subscriber import Subscriber
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.fakes.clock import StoppedClock
from tests.journeys.program import ROOT, environment_without_settings

SETTINGS = {
    "public_url": "http://status.acme.test",
    "publishing": {"smtp": {"host": "127.0.0.1", "port": 9, "security": "none", "from_address": "a@b.test"}},
    "status_page": {"title": "Acme", "subscribe": True},
}


@pytest.fixture
def caseline(tmp_path, sqlite_url):
    """Exit code, and everything that was printed."""
    (tmp_path / "caseline.yml").write_text(yaml.safe_dump(SETTINGS))
    environment = {"PYTHONPATH": str(ROOT), "CASELINE_DATABASE_URL": sqlite_url}

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=tmp_path,
            env=environment_without_settings() | environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    return run


def test_subscribers_are_counted_and_one_is_removed_by_whatever_way_of_writing_them(caseline, sqlite_url):
    now = StoppedClock().now()
    database = connect(sqlite_url, Bell())
    with database.change() as work:
        for address, confirmed_at in (("mei@xn--mller-kva.example", now), ("leo@b.test", None)):
            one = Subscriber(address=address, language="en", asked_at=now, confirmed_at=confirmed_at)
            assert work.subscribers.add(one)

    assert caseline("subscribers") == (0, "1 confirmed, 1 waiting to be confirmed\n")
    assert caseline("subscribers", "remove", "Mei@müller.example")[0] == 0
    code, said = caseline("subscribers", "remove", "mei@müller.example")
    assert (code, said) == (1, "caseline: Nobody subscribed with this address. Nothing was changed.\n")
    assert '"confirmed": 0' in caseline("subscribers", "--json")[1]
    with database.read() as work:
        assert "example" not in str(work.audit.of("subscriber/1"))
        assert len(work.audit.of("subscriber/1")) == 1
    database.close()


def test_check_says_when_mail_programs_would_offer_no_button(caseline):
    _, said = caseline("check")

    assert "http://status.acme.test is not of https, so mail programs offer no button" in said
