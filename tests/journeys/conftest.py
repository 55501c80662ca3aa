"""The browser of the page tests, and the ways in which Slack and Teams are lived together."""

from dataclasses import dataclass

import pytest

from tests.browser.conftest import browser, chromium

__all__ = ["browser", "chromium"]


@dataclass(frozen=True)
class Way:
    """Slack's door (`http` or `socket`), and where the program keeps what it knows."""

    door: str
    database_url: str


SLOW = pytest.mark.slow
"""What is lived in each run by another door or on the other database; `make prove` lives all of it."""


@pytest.fixture(params=["http-postgresql", "socket-sqlite", pytest.param("http-sqlite", marks=SLOW)])
def way(request: pytest.FixtureRequest) -> Way:
    """Every database, and every door; not each door on each database."""
    door, _, database = request.param.partition("-")
    return Way(door, request.getfixturevalue(f"{database}_url"))
