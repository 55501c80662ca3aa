"""What of a pasted address may be believed: that it leads to a home of ours, and where it leads there."""

from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
"""Characters of an address that are looked at."""


def at_home(address: str, *homes: str) -> SplitResult | None:
    """The parts of an address on one of `homes`, with the path below that home; else None.

    Scheme, host and port have to be those of the home, and nobody's name may stand before the
    host. What stands around the address is left out: `<` and `>`, and words behind it. Nothing in
    it is decoded.
    """
    written = _alone(address)
    found = _parts(written) if written else None
    if found is None or not _is_plain(found.netloc):
        return None
    for home in filter(None, map(_parts, homes)):
        above = home.path.rstrip("/")
        if _place(found) == _place(home) and f"{found.path}/".startswith(f"{above}/"):
            return found._replace(path=found.path.removeprefix(above))
    return None


def _alone(text: str) -> str:
    """The first word, without the brackets and the name that chats put around an address."""
    words = text[:LONGEST].split()
    return words[0].removeprefix("<").partition(">")[0].partition("|")[0] if words else ""


def _parts(address: str) -> SplitResult | None:
    """None for what is no address at all, such as one with the port `x`."""
    try:
        parts = urlsplit(address)
        _place(parts)
    except ValueError:
        return None
    return parts if address.isprintable() and parts.hostname else None


def _is_plain(netloc: str) -> bool:
    """Letters that only look like others are of another host, and so is what stands behind a name."""
    return netloc.isascii() and not any(sign in netloc for sign in "@\\%")


def _place(parts: SplitResult) -> tuple[str, str, int | None]:
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").casefold(), parts.port or usual
