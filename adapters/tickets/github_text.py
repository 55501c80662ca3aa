"""Words for GitHub that call nobody and touch no other issue, with our key where people do not look.

GitHub reads names, numbers and addresses in every comment: it notifies the people, and writes
"mentioned this" on the issues. A zero-width space keeps it from doing so, and cannot be seen.
"""

import re

from adapters.tickets.desk import MARK

LONGEST = 60_000
"""Characters; GitHub refuses texts of more than 65,536."""

UNSEEN = "\u200b"
_NAME = re.compile(r"(?<![A-Za-z0-9])@(?=[A-Za-z0-9])")
_NUMBER = re.compile(r"(#|(?<![A-Za-z0-9])GH-)(?=\d)", re.IGNORECASE)
_PATH = re.compile(r"/(issues|pulls?|discussions|commit)(\\?/)(?=[0-9a-f])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=#|commat;|num;)", re.IGNORECASE)
"""HTML's other ways to write @ and #."""

_ENDING = re.compile(r"[^\w.:-]|-(?=-)", re.ASCII)
_NO_WORD = re.compile(r"[^\w@.]+")


NOTE = "note:"
"""Before the key of words that are for us alone."""

OURS = re.compile(rf"<!-- {re.escape(MARK)}\S+ -->\s*\Z")
NOTED = re.compile(rf"<!-- {re.escape(MARK + NOTE)}\S+ -->\s*\Z")


def quiet(text: str, web_host: str) -> str:
    """Addresses of issues on `web_host` can be read, but no longer clicked."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    host = re.escape(web_host).replace(r"\.", r"\\?\.")  # Markdown takes the backslash away.
    hosted = re.compile(rf"{host}\S*", re.IGNORECASE)
    plain = _ENTITY.sub(f"&{UNSEEN}", cut)
    unlinked = hosted.sub(lambda found: _PATH.sub(rf"/\1\2{UNSEEN}", found[0]), plain)
    return _NUMBER.sub(rf"\1{UNSEEN}", _NAME.sub(f"@{UNSEEN}", unlinked))


def kept(key: str) -> str:
    """The key as a comment of HTML, which GitHub does not draw."""
    return f"<!-- {MARK}{_ENDING.sub('_', key)} -->"


def keyed(text: str, key: str) -> str:
    return f"{text}\n\n{kept(key)}"


def words(text: str) -> str:
    """What is looked for, without what the search would take for an operator; GitHub takes 256 characters."""
    found = (word.strip(".@") for word in _NO_WORD.sub(" ", text).lower().split())
    return " ".join(filter(None, found))[:120].strip()


def exactly(value: str) -> str:
    """A value of a qualifier such as `label:`, in quotes that it cannot leave."""
    return '"' + re.sub(r'["\\\x00-\x1f]', "", value)[:100] + '"'
