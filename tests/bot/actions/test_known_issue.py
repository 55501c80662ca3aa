"""Whether a ticket speaks of what is an incident already, and with which words."""

from bot.actions.known_issue import of
from tests.bot.actions.test_ticket import desk_of, linked
from tests.fakes.teller import Teller


def known(teller: Teller, id: str) -> list[tuple[str, bool]]:
    """Keys of incidents, and whether the ticket is only alike."""
    with teller.store.read() as work:
        found = of(teller.world, work, desk_of(teller).tickets[id])
    return [(one.incident.key, bool(one.terms)) for one in found]


def test_incidents_to_which_it_is_linked_come_before_those_that_sound_alike(desked):
    desked.declare("sev1 Card declined at the checkout")
    desked.declare("sev3 Refunds are late")
    desk_of(desked).has("1", "Card declined at the checkout")
    desked.does("ana", "link INC-2 zendesk:1")
    desked.carry()

    assert known(desked, "1") == [("INC-2", False), ("INC-1", True)]


def test_one_that_is_linked_and_alike_is_named_once(desked):
    desked.declare("sev1 Card declined at the checkout")
    desk_of(desked).has("1", "Card declined at the checkout")
    linked(desked, "1")

    assert known(desked, "1") == [("INC-1", False)]


def test_what_was_cancelled_or_is_a_drill_is_no_known_issue(desked):
    desked.declare("sev1 Checkout is down")
    desked.declare("sev1 Search is slow --drill")
    desk_of(desked).has("1", "Something else")
    for key in ("INC-1", "INC-2"):
        desked.does("ana", f"link {key} zendesk:1")
    desked.carry()
    desked.does("ana", "cancel INC-1 a test")

    assert known(desked, "1") == []
