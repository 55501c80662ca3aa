"""Names by which processes on PostgreSQL find each other, and wait for each other.

Stands apart from the listener, so that a process on SQLite does not load PostgreSQL's driver.
"""

from hashlib import blake2b

CHANNEL = "caseline_outbox"


def lock_number(token: str) -> int:
    """The number of an advisory lock: of the process of this token while it lives, or of a turn."""
    return int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "big", signed=True)
