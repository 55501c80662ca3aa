"""Whether a pasted address is one of the desk's own."""

from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
"""Characters of an address that are looked at."""


def at_home(address: str, home: str) -> SplitResult | None:
    """The address in parts, up to the first space, if it begins exactly where `home` does.

    Scheme, host, port, and a user name in between: whatever differs makes it somebody else's.
    """
    try:
        parts = urlsplit(address[:LONGEST].strip().partition(" ")[0].strip("<>"))
        return parts if _place(parts) == _place(urlsplit(home)) else None
    except ValueError:
        return None


def _place(parts: SplitResult) -> tuple[str, str, str, int | None]:
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.netloc.rpartition("@")[0], parts.hostname or "", port
