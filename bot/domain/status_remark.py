"""What may be said against a text before customers read it, and what has to be known to say it."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from re import Pattern

from bot.domain.status_texts import CUSTOMERS


class Severity(StrEnum):
    """STOP says that it should not be published like that, WARN that somebody should look again."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """`excerpt` is the place in the text, or nothing when it is about the whole of it.

    `says` is what is wrong and what to write instead, for the person who wrote it.
    """

    rule: str
    severity: Severity
    excerpt: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """A rule of the settings: any of `words`, or the pattern, where there is one."""

    name: str
    says: str
    severity: Severity = Severity.WARN
    words: tuple[str, ...] = ()
    pattern: Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`published` is the last text in the same language, or nothing; `at_most` counts letters.

    `people` are names of our own people, `internal_hosts` those of our machines and domains, which stand
    for everything below them, too. `next_at` is when customers are promised to hear next. Our own people
    (`internal`) may read hosts, keys and names.
    """

    language: str = "en"
    phase: str = ""
    audience: str = CUSTOMERS
    published: str = ""
    people: tuple[str, ...] = ()
    internal_hosts: tuple[str, ...] = ()
    next_at: datetime | None = None
    zone: tzinfo = UTC
    at_most: int = 1200
    own: tuple[OwnRule, ...] = ()
    off: frozenset[str] = frozenset()


REPAIR_TIME = "repair_time"
HOST = "host"
PATH = "path"
STACK_TRACE = "stack_trace"
KEY = "key"
PERSON = "person"
JARGON = "jargon"
BLAME = "blame"
LENGTH = "length"
NEXT_UPDATE = "next_update"
UNCHANGED = "unchanged"
LEFTOVER = "leftover"

RULES = (
    REPAIR_TIME,
    HOST,
    PATH,
    STACK_TRACE,
    KEY,
    PERSON,
    JARGON,
    BLAME,
    LENGTH,
    NEXT_UPDATE,
    UNCHANGED,
    LEFTOVER,
)
"""Names of the rules that are always there, unless they are switched off."""

EXCERPT = 120
"""Letters of an excerpt; what is longer is cut."""


def excerpt(text: str) -> str:
    """On one line, and never longer than a card can bear."""
    short = " ".join(text[: 2 * EXCERPT].split())
    return short if len(short) <= EXCERPT else f"{short[: EXCERPT - 1]}…"
