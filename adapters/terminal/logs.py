"""How log lines are written: one sentence, then ids as fields, never a secret."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

_OURS_BY_NATURE = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "color_message",
    "taskName",
}
_SECRET_SHAPES = re.compile(
    r"(?:xox[a-z]|xapp|xoxe\.xox[a-z])-[\w.-]+"  # Slack's tokens
    r"|(?<=://)[^\s/:@]*:[^\s/@]+(?=@)"  # user and password in an address
    r"|(?i:(?<=bearer )|(?<=basic ))[\w.~+/=-]{8,}"
    r"|(?<=[?&]code=)[^\s&\"']+|(?<=[?&]state=)[^\s&\"']+"  # what an OAuth redirect carries
    r"|https://hooks\.slack\.com/[^\s\"']+"  # whoever knows one may post
)
_TOO_TALKATIVE = {
    "apscheduler": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "slack_bolt": logging.WARNING,
    "slack_bolt.RequestVerification": logging.CRITICAL,  # it writes whole bodies
    "slack_sdk": logging.CRITICAL,  # what it says of failures, we say in our own words
    "uvicorn.access": logging.CRITICAL,  # OAuth codes stand in addresses
    "uvicorn.error": logging.WARNING,
    "alembic": logging.WARNING,
}


class Redaction:
    """Takes known secrets, and whatever has the shape of one, out of a line."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if len(secret) >= 6}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, line: str) -> str:
        if self._known:
            line = self._known.sub("***", line)
        return _SECRET_SHAPES.sub("***", line)


class _Lines(logging.Formatter):
    def __init__(self, redact: Redaction) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(self._line(record))

    def _line(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{name}={_quoted(value)}" for name, value in _fields(record).items())
        line = f"{_instant(record)} {record.levelname.lower()} {record.getMessage()} {fields}".rstrip()
        line = line.replace("\n", "\\n").replace("\r", "\\r")
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _JsonLines(_Lines):
    def _line(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": _instant(record),
            "level": record.levelname.lower(),
            "says": record.getMessage(),
            "logger": record.name,
            **_fields(record),
        }
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, default=str, ensure_ascii=False)


def set_up(kind: str, secrets: Iterable[str] = (), *, stream: TextIO | None = None) -> None:
    """All log lines of this process go to `stream` (standard error) from now on; `kind` is text or json."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter((_JsonLines if kind == "json" else _Lines)(Redaction(secrets)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in _TOO_TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _OURS_BY_NATURE}


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _quoted(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or re.search(r"[\s\"=]", text) else text
