"""Log lines: one sentence, ids as fields, and never a secret."""

import io
import json
import logging

import pytest

from adapters.terminal import logs

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcBrzbqgy"


@pytest.fixture
def written():
    """What a line looks like, by kind."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()

    def start(kind):
        logs.set_up(kind, [SIGNING, ""], stream=stream)
        return stream

    yield start
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_line_is_a_sentence_with_its_ids_as_fields(written):
    stream = written("text")

    logging.getLogger("caseline").info(
        "A card was sent.", extra={"incident": "INC-1", "row": 17, "to": "a b"}
    )

    line = stream.getvalue()
    assert line.endswith('info A card was sent. incident=INC-1 row=17 to="a b"\n')


def test_a_line_for_machines_is_json(written):
    stream = written("json")

    logging.getLogger("caseline").warning("A card waits for %s s.", 5, extra={"incident": "INC-1"})

    said = json.loads(stream.getvalue())
    assert said.pop("at").endswith("+00:00")
    assert said == {
        "level": "warning",
        "says": "A card waits for 5 s.",
        "logger": "caseline",
        "incident": "INC-1",
    }


@pytest.mark.parametrize("kind", ["text", "json"])
@pytest.mark.parametrize(
    "secret",
    [
        SIGNING,
        BOT,
        "xapp-1-A0123-456-abcdef",
        "xoxe.xoxp-1-Mi0yLTE",
        "postgresql://bot:hunter2@db/caseline",
        "Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc",
        "https://hooks.slack.com/commands/T1/123/abcdef",
        "GET /slack/oauth_redirect?code=4711.abc&state=s3cr3t-state",
    ],
)
def test_no_secret_is_ever_written_wherever_it_comes_from(written, kind, secret):
    stream = written(kind)
    log = logging.getLogger("caseline")

    log.info("Said: %s", secret)
    log.info("Known.", extra={"where": secret})
    try:
        raise ValueError(secret)
    except ValueError:
        log.exception("It broke.")

    for part in ("hunter2", "pdFZKV", "abcdef", "Mi0yLTE", "eyJhbGci", SIGNING, "4711", "s3cr3t"):
        assert part not in stream.getvalue()
    assert stream.getvalue().count("***") >= 3


def test_nobody_can_write_a_line_of_their_own(written):
    stream = written("text")

    logging.getLogger("caseline").info("Said: %s", "x\n2026-01-01 info Everything is fine.")

    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize("name", ["uvicorn.access", "slack_bolt.RequestVerification"])
def test_those_who_write_whole_requests_are_silent(written, name):
    stream = written("text")

    logging.getLogger(name).warning("body: everything")

    assert stream.getvalue() == ""
