"""How war rooms are called in Teams."""

import re
from collections.abc import Iterator

LONGEST, LONGEST_TOPIC = 50, 250
_FORBIDDEN = re.compile(r"""[~#%&*{}+/\\:<>?|'".\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+""")


def channel_name(slug: str) -> str:
    """What a channel may be called: at most 50 characters, some of them not allowed."""
    words = " ".join(_FORBIDDEN.sub(" ", slug).split())
    return words[:LONGEST].strip(" _-") or "incident"


def candidates(name: str) -> Iterator[str]:
    """The name, then with a number behind it."""
    yield name
    for number in range(2, 10):
        end = f"-{number}"
        yield name[: LONGEST - len(end)].rstrip(" -_") + end


def topic(title: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", title.replace(":", "·")).split())[:LONGEST_TOPIC].strip()
