"""A Statuspage at the wire, and ours in front of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.statuspage.statuspage import StatuspagePage, connect
from bot.settings_publish import Statuspage
from tests.fakes.statuspage import FakeStatuspage, serving


class Seconds:
    """A clock of seconds that stands still until a test moves it."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


@dataclass
class Account:
    page: FakeStatuspage
    seconds: Seconds
    checkout: str
    ours: StatuspagePage

    @property
    def incident(self) -> dict[str, Any]:
        """The only one there."""
        [found] = self.page.incidents
        return found

    @property
    def bodies(self) -> list[str]:
        """Of its updates, the newest first."""
        return [one["body"] for one in self.incident["incident_updates"]]


@pytest.fixture
def account():
    with serving() as page:
        checkout, seconds = page.component("Checkout"), Seconds()
        settings = Statuspage.model_validate(page.settings(checkout=checkout))
        ours = connect(settings, clock=seconds)
        yield Account(page, seconds, checkout, ours)
        ours.close()


@pytest.fixture
def another(account) -> Callable[..., StatuspagePage]:
    """Ours, set otherwise."""

    def made(**more: Any) -> StatuspagePage:
        told = account.page.settings(checkout=account.checkout, more=more)
        return connect(Statuspage.model_validate(told), clock=account.seconds)

    return made
