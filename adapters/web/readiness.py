"""Whether this process can do its work now."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from bot.errors import AdapterError, BotError, SettingsError

log = logging.getLogger(__name__)

Check = Callable[[], str | None]
"""Runs in a thread; what is wrong is said by a sentence, or by an error whose message is one."""

PATIENCE = 2.0
"""Seconds until a check that has not answered counts as wrong."""


class Readiness:
    """Asks each check in a thread of its own.

    A check that hangs is never asked a second time meanwhile, so a database that swallows
    connections costs one thread and not one for every probe.
    """

    def __init__(self, checks: Mapping[str, Check], *, patience: float = PATIENCE) -> None:
        self._checks = dict(checks)
        self._patience = patience
        self._running: dict[str, asyncio.Future[str]] = {}
        self._threads = ThreadPoolExecutor(max(1, len(self._checks)), thread_name_prefix="readiness")

    async def wrong(self) -> dict[str, str]:
        """What is wrong, by the name of its check; empty when this process can work."""
        asked = {name: self._ask(name) for name in self._checks}
        if asked:
            await asyncio.wait(asked.values(), timeout=self._patience)
        answers = {name: self._answer(one) for name, one in asked.items()}
        return {name: sentence for name, sentence in answers.items() if sentence}

    def _ask(self, name: str) -> asyncio.Future[str]:
        running = self._running.get(name)
        if running is None or running.done():
            loop = asyncio.get_running_loop()
            running = loop.run_in_executor(self._threads, _outcome, name, self._checks[name])
            self._running[name] = running
        return running

    def _answer(self, asked: asyncio.Future[str]) -> str:
        return asked.result() if asked.done() else f"does not answer within {self._patience:g} s"


def _outcome(name: str, check: Check) -> str:
    try:
        return check() or ""
    except (BotError, AdapterError, SettingsError) as error:
        return str(error)
    except Exception:
        log.exception("A readiness check is broken.", extra={"check": name})
        return "the check itself failed; the log says how"
