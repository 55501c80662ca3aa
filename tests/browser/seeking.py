"""The search box, which asks while somebody types, and may ask for half a word on the way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seeking(page, text: str) -> Iterator[None]:
    """What is typed inside ends with this text; afterwards the options are those for all of it."""
    with page.expect_request(lambda asked: asked.url.endswith("/playground/seek") and _text(asked) == text):
        yield
    page.locator(".seek:not(.busy)").wait_for()


def _text(asked) -> str:
    return str(json.loads(asked.post_data)["text"])
