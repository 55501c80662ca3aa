"""An e-mail to one person, and which addresses one can be sent to."""

import re
from dataclasses import dataclass

_LOCAL = re.compile(r"""[^\s@<>()\[\]\\,;:"]{1,64}""")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
LONGEST = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Plain text for one address. `language` is a tag such as `de`.

    `list_unsubscribe` is an address of ours that ends this person's subscription on a POST; empty for
    letters that nobody subscribed to. Letters of one `thread` to one person are shown together. Of one that
    is `discreet`, no trouble is told in words that may name the address.
    """

    to: str
    subject: str
    text: str
    language: str = ""
    list_unsubscribe: str = ""
    thread: str = ""
    discreet: bool = False


def mailbox(address: str) -> str:
    """The address with its domain in ASCII, as mail servers write it; raises ValueError for what is none.

    The part before the @ stays as it is: whether a server can carry letters of other scripts is its answer.
    """
    local, at, domain = address.strip().rpartition("@")
    dotted = local.startswith(".") or local.endswith(".") or ".." in local
    if not at or dotted or not local.isprintable() or not _LOCAL.fullmatch(local):
        raise ValueError("not an address")
    plain = domain.encode("idna").decode() if not domain.isascii() else domain
    labels = plain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or len(f"{local}@{plain}".encode()) > LONGEST:
        raise ValueError("not an address")
    return f"{local}@{plain}"
