"""One ticket or incident alone, so that a mistake of ours about it stops no other."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from bot.errors import Unavailable

log = logging.getLogger("caseline.promises")

T = TypeVar("T")


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


def read(
    abouts: Sequence[str], ask: Callable[[Sequence[str]], Mapping[str, T]]
) -> tuple[dict[str, T], tuple[str, ...]]:
    """What is known of them, asked for all at once, and which of them cannot be read.

    Raises Unavailable when storage is down.
    """
    try:
        return dict(ask(abouts)), ()
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours about one of them must not hide all others
        log.warning("Promises are read one by one: %s", type(error).__name__)
    found: dict[str, T] = {}
    broken = [
        about for about in dict.fromkeys(abouts) if breaks(about, partial(_read_one, about, ask, found))
    ]
    return found, tuple(broken)


def _read_one(about: str, ask: Callable[[Sequence[str]], Mapping[str, T]], found: dict[str, T]) -> None:
    found.update(ask([about]))
