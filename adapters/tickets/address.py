"""What of a pasted address may be believed: that it is on a host of ours, and the path there."""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit


def path_at(address: str, homes: Collection[str]) -> str:
    """The path of this address if it is on one of `homes`, else an empty string.

    Scheme, host and port have to be those of a home, and nobody's name may stand before the
    host. Words behind the address, a query string and a fragment are left out.
    """
    words = address.split()
    found = _parts(words[0].strip("<>")) if words else None
    if found is None or "@" in found.netloc or "\\" in found.netloc:
        return ""
    known = [parts for home in homes if (parts := _parts(home))]
    same = any(_place(found) == _place(home) for home in known)
    return found.path if same else ""


def _parts(address: str) -> SplitResult | None:
    """None for what is no address at all, such as one with the port `x`."""
    try:
        parts = urlsplit(address)
        _place(parts)
    except ValueError:
        return None
    return parts


def _place(parts: SplitResult) -> tuple[str, str, int | None]:
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").casefold(), parts.port or usual
