"""One ticket or incident alone, so that a mistake of ours about it stops no other."""

import logging
from collections.abc import Callable

from bot.errors import Unavailable

log = logging.getLogger("caseline.promises")


def breaks(about: str, run: Callable[[], object]) -> bool:
    """Whether it did; the log then says where. Raises Unavailable when storage is down, for all of them."""
    try:
        run()
    except Unavailable:
        raise
    except Exception:
        log.exception("A promise could not be looked at; that is tried again later.", extra={"about": about})
        return True
    return False
