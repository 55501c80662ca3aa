"""What tests of PagerDuty need."""

import pytest

from tests.adapters.paging.pagerduty_account import Account
from tests.fakes.clock import StoppedClock
from tests.fakes.pagerduty import FakePagerDuty, serving


@pytest.fixture
def account():
    clock = StoppedClock()
    with serving(FakePagerDuty(clock.now)) as pager:
        made = Account(pager, clock)
        yield made
        made.ours.close()
