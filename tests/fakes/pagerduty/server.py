"""The fake PagerDuty on a port of 127.0.0.1: its REST API and its Events API behind one address."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.fakes.listening import listening
from tests.fakes.pagerduty.fake import FakePagerDuty


@contextmanager
def serving(pager: FakePagerDuty | None = None) -> Iterator[FakePagerDuty]:
    """A fake PagerDuty that answers until the block ends; `pager.address` says where."""
    pager = pager or FakePagerDuty()
    with listening(pager.answer) as pager.address:
        try:
            yield pager
        finally:
            pager.rest()
