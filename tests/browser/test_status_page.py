"""The public status page in a real browser: looked at by axe, on phones and desks, by day and in the dark."""

import pytest
from starlette.applications import Starlette

from adapters.statuspage.own import OwnPage
from adapters.statuspage.own_spoken import SPOKEN
from adapters.web.status_page import status_page
from adapters.web.status_reading import Reading
from bot.settings_page import PublicPage
from tests.adapters.statuspage.shown import HOSTILE, NOW, incident, over, page, trouble, update
from tests.browser.conftest import ARTEFACTS
from tests.browser.serving import listening
from tests.fakes.clock import StoppedClock

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 1280)


def in_arabic():
    evil = over("INC-76", 1, title=HOSTILE, updates=(update(text=HOSTILE + "x" * 5_000),))
    words = "تعذر الدفع بالبطاقة Visa حتى الساعة 11:15."
    return page(incident("INC-77", title="خطأ في الدفع", updates=(update(text=words),)), evil)


@pytest.fixture(scope="module")
def address():
    """`/arabic` is a page of its own, beside the one in trouble."""
    with listening(site(trouble())) as ordinary, listening(site(in_arabic())) as arabic:
        yield {
            "ordinary": f"http://127.0.0.1:{ordinary.port}",
            "arabic": f"http://127.0.0.1:{arabic.port}",
        }


def site(shown):
    settings = PublicPage(
        title="Acme status", intro="What works, and what does not.", link="https://acme.test"
    )
    pen = OwnPage(settings, tuple(SPOKEN), "https://status.test")
    return Starlette(routes=status_page(Reading(lambda: shown, pen, StoppedClock(NOW)), pen))


def opened(browser, url, width, scheme="light"):
    """As somebody sees it whose browser runs no script of the page."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=False
    )
    window = context.new_page()
    wrong: list[str] = []
    window.on("console", lambda said: wrong.append(said.text))
    answer = window.goto(url)
    return window, answer, wrong


def violations(browser, url, width, scheme):
    """What axe finds; it is the only script there is, and comes past the page's policy."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    window = context.new_page()
    window.goto(url)
    found = axe.Axe().run(
        window,
        options={
            "runOnly": {"type": "tag", "values": RULES},
            # Of WCAG 2.2, and left out by axe unless it is asked for.
            "rules": {"target-size": {"enabled": True}},
        },
    )
    looked = {one["id"] for one in found.response["passes"]}
    assert {"color-contrast", "target-size", "html-has-lang"} <= looked, "axe did not look"
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("which", "path"),
    [
        ("ordinary", "/status?lang=en"),
        ("ordinary", "/status?lang=tr"),
        ("ordinary", "/status?lang=zh-Hans"),
        ("ordinary", "/status/incidents/INC-77?lang=de"),
        ("ordinary", "/status/history/2026-11?lang=fr"),
        ("ordinary", "/status/nothing?lang=es"),
        ("arabic", "/status?lang=en"),
    ],
)
def test_axe_finds_nothing_that_shuts_people_out(browser, address, which, path, width, scheme):
    assert violations(browser, address[which] + path, width, scheme) == []


@pytest.mark.parametrize("which", ["ordinary", "arabic"])
@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_nothing_runs_out_of_the_window_and_nothing_is_refused_by_the_policy(browser, address, which, width):
    window, answer, wrong = opened(browser, f"{address[which]}/status?lang=en", width)

    assert answer.status == 200
    assert window.locator("main").bounding_box()["width"] <= width
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []
    ARTEFACTS.mkdir(exist_ok=True)
    window.screenshot(path=f"{ARTEFACTS}/status-page-{which}-{width}.png", full_page=True)


def test_the_first_key_leads_to_the_content_and_is_seen(browser, address):
    window, _, _ = opened(browser, f"{address['ordinary']}/status", 1280)

    window.keyboard.press("Tab")
    skip = window.get_by_role("link", name="Skip to the content")

    assert skip.bounding_box()["x"] >= 0
    window.keyboard.press("Enter")
    assert window.url.endswith("#content")


def test_a_language_is_chosen_and_kept_by_plain_links(browser, address):
    window, _, _ = opened(browser, f"{address['ordinary']}/status", 1280)

    window.get_by_role("link", name="Deutsch").click()
    window.get_by_role("link", name="Kartenzahlungen schlagen fehl").first.click()

    assert window.get_by_role("heading", level=1).inner_text() == "Kartenzahlungen schlagen fehl"
    assert window.locator("html").get_attribute("lang") == "de"
