"""The fake Statuspage on a port of 127.0.0.1."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.fakes.listening import listening
from tests.fakes.statuspage.fake import FakeStatuspage


@contextmanager
def serving(page: FakeStatuspage | None = None) -> Iterator[FakeStatuspage]:
    """A fake Statuspage that answers until the block ends; `page.address` says where."""
    page = page or FakeStatuspage()
    with listening(page.answer) as page.address:
        yield page
