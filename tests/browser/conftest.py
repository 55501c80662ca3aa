"""A real browser, where one is installed; pictures of what it shows go to `artefacts/`."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.clock.ticker import SystemClock
from tests.browser.people import PATIENCE, People
from tests.browser.serving import Served, playground_on

ARTEFACTS = Path(__file__).parent.parent.parent / "artefacts"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    """One for each module, no longer: the event loop that Playwright keeps running is in others' way."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright's Python package is not installed"
    )
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no browser is installed; on Debian: apt-get install chromium")
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def browser(chromium) -> Iterator:
    """Without a window, a cookie or anything stored of an earlier test."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def served(sqlite_database, bell) -> Iterator[Served]:
    with playground_on(sqlite_database, bell, SystemClock()) as served:
        yield served


@pytest.fixture
def people(browser, served, request) -> Iterator[People]:
    """Windows of people. Whatever a page complains about fails the test."""
    ARTEFACTS.mkdir(exist_ok=True)
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    everybody = People(browser, served.address, ARTEFACTS / name)
    yield everybody
    everybody.leave()
    assert everybody.complaints == []
