"""Names of channels, as Slack allows them: lower case letters, digits, `-` and `_`, at most 80."""

import re
import unicodedata
from collections.abc import Iterator

AT_MOST = 80
TRIES = 20
_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "ı": "i", "ä": "ae"}
    | {"ö": "oe", "ü": "ue"}
)


def channel_name(slug: str) -> str:
    """Latin letters lose their accents; what has no Latin letters is left away, the number stays."""
    spelt = unicodedata.normalize("NFC", slug).lower().translate(_SPELT)
    bare = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9_]+", "-", bare))
    return _shortened(name, AT_MOST) or "incident"


def candidates(name: str) -> Iterator[str]:
    """The name itself, then with a number behind it."""
    yield name
    for n in range(2, TRIES + 1):
        yield f"{_shortened(name, AT_MOST - len(f'-{n}'))}-{n}"


def plainest(name: str) -> str:
    """`inc-12` out of `inc-12-checkout-down`: what no Slack can find fault with."""
    return "-".join(re.findall(r"[a-z0-9]+", name)[:2]) or "incident"


def _shortened(name: str, at_most: int) -> str:
    return name[:at_most].strip("-_")
