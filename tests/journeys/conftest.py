"""The browser of the page tests is the browser of the journeys."""

from tests.browser.conftest import browser, chromium

__all__ = ["browser", "chromium"]
