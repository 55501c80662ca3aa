"""A customer subscribes in a real browser, is told by a real letter, and leaves; axe looks at every page."""

import re
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette

from adapters.mail.smtp import connect
from bot.config import Settings
from bot.serving import public_page
from bot.settings_publish import Smtp
from tests.bot.actions.subscribing import SUBSCRIBE, affects, publishes
from tests.browser.conftest import ARTEFACTS
from tests.browser.serving import listening
from tests.browser.test_status_page import RULES, WIDTHS
from tests.fakes.smtp import Mailbox, serving
from tests.fakes.teller import Teller
from tests.journeys.program import free_port

PAGE = {
    "title": "Acme status",
    "intro": "What works, and what does not.",
    "components": {
        "checkout": {"title": "Checkout", "description": "Paying in the shop and in the app"},
        "search": {"title": "Search"},
    },
    "link": "https://acme.test",
    "subscribe": True,
}


@dataclass
class Site:
    address: str
    told: Teller
    mailbox: Mailbox

    def letter(self):
        """The one that came last, everything having gone out."""
        self.told.carry()
        return self.mailbox.letters[-1]

    def link(self, to):
        found = re.search(rf"http://\S+/{to}/\S+", self.letter().text)
        assert found
        return found[0]


@pytest.fixture
def site(sqlite_database, clock):
    port = free_port()
    with serving() as mailbox:
        smtp = Smtp.model_validate(mailbox.settings())
        told = {
            **SUBSCRIBE,
            "public_url": f"http://127.0.0.1:{port}",
            "publishing": {"smtp": mailbox.settings()},
            "status_page": PAGE,
            "status_updates": {"languages": ["en", "de", "fr", "es", "tr", "zh-Hans"]},
        }
        mail = connect(smtp, now=clock.now)
        teller = Teller(sqlite_database, settings=Settings.model_validate(told), clock=clock, mail=mail)
        teller.declare("sev1 Checkout is down")
        teller.does("eve", "role incident_commander me", about="INC-1")
        with listening(Starlette(routes=public_page(teller.world)), port):
            yield Site(f"http://127.0.0.1:{port}", teller, mailbox)
        mail.close()


def looked_at(window, name):
    """By axe and by the camera, on a phone and on a desk, by day and in the dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": {"target-size": {"enabled": True}}}
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            window.set_viewport_size({"width": width, "height": 800})
            window.emulate_media(color_scheme=scheme)
            found = axe.Axe().run(window, options=options).response["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], name
            assert window.evaluate("document.documentElement.scrollWidth") <= width
            window.screenshot(path=f"{ARTEFACTS}/subscribe-{name}-{width}-{scheme}.png", full_page=True)


def test_a_customer_subscribes_confirms_is_told_and_leaves(browser, site):
    ARTEFACTS.mkdir(exist_ok=True)
    # Axe is a script; the page's policy, which forbids any, is kept by the other visitor.
    window = browser.new_context(bypass_csp=True).new_page()
    window.goto(f"{site.address}/status?lang=en")
    looked_at(window, "invited")
    window.get_by_role("link", name="Get updates by e-mail").first.click()
    looked_at(window, "form")
    window.get_by_label("E-mail address").fill("mei@customer")
    window.get_by_label("Search").uncheck()
    window.get_by_role("button", name="Subscribe").click()
    assert "cannot send e-mail to this address" in window.get_by_role("alert").inner_text()
    looked_at(window, "refused")

    window.get_by_label("E-mail address").fill("mei@customer.test")
    window.get_by_role("button", name="Subscribe").click()
    assert window.get_by_role("heading", level=1).inner_text() == "Look into your inbox"
    looked_at(window, "sent")

    window.goto(site.link("confirm"))
    looked_at(window, "confirm")
    window.get_by_role("button", name="Confirm").click()
    assert "mei@customer.test" in window.get_by_role("main").inner_text()
    looked_at(window, "confirmed")
    window.get_by_role("link", name="Change what you get").click()
    assert not window.get_by_label("Search").is_checked()
    window.get_by_role("link", name="Deutsch").click()
    window.get_by_role("button", name="Speichern").click()
    assert "gespeichert" in window.get_by_role("status").inner_text()
    looked_at(window, "manage")

    affects(site.told, "checkout")
    publishes(site.told)
    told = site.letter()
    assert told.to == "mei@customer.test"
    assert "Diese Meldung liegt nicht auf Deutsch vor." in told.text
    site.told.clock.move(minutes=1)
    window.goto(site.link("incidents"))
    assert "Cards fail, word 001" in window.get_by_role("main").inner_text()

    window.goto(site.link("leave"))
    looked_at(window, "leave")
    window.get_by_role("button", name="Abbestellen").click()
    assert window.get_by_role("heading", level=1).inner_text() == "Sie haben die Meldungen abbestellt"
    with site.told.store.read() as work:
        assert work.subscribers.count() == (0, 0)


def test_neither_a_script_nor_a_cookie_is_needed_and_the_policy_lets_the_forms_go(browser, site):
    context = browser.new_context(java_script_enabled=False)
    window, wrong = context.new_page(), []
    window.on("console", lambda said: wrong.append(said.text))
    window.goto(f"{site.address}/status/subscribe?lang=fr")
    window.keyboard.press("Tab")
    window.get_by_label("Adresse e-mail").fill("léa@müller.example")
    window.get_by_label("Adresse e-mail").fill("lea@müller.example")
    window.get_by_label("Adresse e-mail").press("Enter")
    assert "boîte de réception" in window.get_by_role("heading", level=1).inner_text()
    window.goto(site.link("confirm"))
    window.get_by_role("button", name="Confirmer").click()

    letter = site.letter()
    assert letter.to == "lea@xn--mller-kva.example"
    one_press = letter.read["List-Unsubscribe"].strip("<>")
    left = httpx.post(one_press, data={"List-Unsubscribe": "One-Click"})

    assert (left.status_code, wrong, context.cookies()) == (200, [], [])
    with site.told.store.read() as work:
        assert work.subscribers.count() == (0, 0)
