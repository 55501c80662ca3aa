"""What a form to declare offers when it begins with tickets."""

from bot.actions.filing import filed
from bot.config import Settings
from bot.domain.filed import NOTHING_FILED
from bot.domain.ticket import Ref, TicketStatus
from bot.errors import TryLater
from bot.settings_tickets import Customers
from tests.bot.actions.test_ticket import desk_of, linked
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller

ONE = (Ref("zendesk", "1"),)
TIERS = {"vip": {"rank": 1, "severity": "SEV1"}, "standard": {"rank": 2}}


def test_open_tickets_that_sound_like_the_first_one_are_offered_with_the_words(desked):
    desk = desk_of(desked)
    desk.has("1", "Card declined at the checkout")
    desk.has("2", "My card was declined at checkout")
    desk.has("3", "Card declined at the checkout", status=TicketStatus.SOLVED)
    desk.has("4", "How do I change my address?")

    found = filed(desked.world, ONE, "")

    assert [(one.ticket.id, bool(one.terms)) for one in found.tickets] == [("1", False), ("2", True)]


def test_what_belongs_to_an_incident_already_is_not_offered(desked):
    desked.declare("sev1 Something else entirely")
    desk_of(desked).has("1", "Card declined at the checkout")
    desk_of(desked).has("2", "My card was declined at checkout")
    linked(desked, "2")

    found = filed(desked.world, ONE, "")

    assert [one.ticket.id for one in found.tickets] == ["1"]


def test_the_most_important_customer_proposes_a_severity(told):
    settings = Settings(customers=Customers.model_validate({"tiers": TIERS}))
    teller = Teller(told.store, settings, desks={"zendesk": Desk()})
    desk_of(teller).has("1", organisation_name="Acme", fields={"tier": "VIP"})

    found = filed(teller.world, ONE, "")

    assert (found.severity, found.why) == ("SEV1", "Acme (vip)")


def test_a_desk_that_is_silent_leaves_the_form_empty(desked):
    desk_of(desked).has("1")
    for method in ("fetch", "search"):
        desk_of(desked).trouble[method] = TryLater("Zendesk does not answer.")

    assert filed(desked.world, ONE, "") == NOTHING_FILED
    assert filed(desked.world, (), "") == NOTHING_FILED
