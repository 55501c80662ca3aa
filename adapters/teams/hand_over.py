"""From the event loop to a thread and back, at half the price of `run_in_executor` and `asyncio.wait`.

Those keep two futures in step, for cancelling, and sets of what is awaited; a request has one
piece of work, which nobody cancels.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_thread(threads: ThreadPoolExecutor, work: Callable[[], T]) -> "asyncio.Future[T]":
    """What `work` returns or raises, once a thread has done it."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 It is raised where the result is awaited.
            loop.call_soon_threadsafe(done.set_exception, error)
        else:
            loop.call_soon_threadsafe(done.set_result, result)

    threads.submit(run)
    return done


async def done_within(work: "asyncio.Future[T]", seconds: float) -> bool:
    """Whether it is done by then; it goes on if it is not."""
    loop = asyncio.get_running_loop()
    waiting: asyncio.Future[None] = loop.create_future()

    def wake(_: object = None) -> None:
        if not waiting.done():
            waiting.set_result(None)

    work.add_done_callback(wake)
    alarm = loop.call_later(seconds, wake)
    try:
        await waiting
    finally:
        alarm.cancel()
        work.remove_done_callback(wake)
    return work.done()
