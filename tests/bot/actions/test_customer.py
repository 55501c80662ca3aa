"""Who is hurt: counted from tickets, said by people, and told to those who must know."""

from datetime import timedelta

import pytest

from bot.config import Settings
from bot.domain.customer import Account, Accounts
from bot.domain.ticket import TicketStatus
from tests.bot.actions.test_ticket import desk_of, entries, linked, settle
from tests.fakes.desk import START, Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of

TIERS = {
    "people": {"mia": {"slack": "mia"}},
    "customers": {
        "tiers": {
            "vip": {"rank": 1, "severity": "SEV1", "tell_owner": True},
            "premium": {"rank": 2},
            "standard": {"rank": 3},
        }
    },
}


def board(teller: Teller) -> str:
    return read(card_of(teller.does("ana", "customers INC-1")))


def told(teller: Teller, **settings: object) -> Teller:
    """The same database and desk, with other settings."""
    return Teller(teller.store, Settings.model_validate(settings), desks=teller.desks)


def customer(teller: Teller, id: str, who: str, *, company: str = "", **fields: str) -> None:
    desk_of(teller).has(
        id,
        requester_email=f"{who}@{company or 'home'}.test",
        requester_name=who.capitalize(),
        organisation=company,
        organisation_name=company.capitalize(),
        fields=fields,
    )


def test_customers_are_counted_once_however_often_they_write(desked):
    desked.declare()
    customer(desked, "1", "kim", company="acme", tier="premium")
    customer(desked, "2", "kim", company="acme", tier="premium")
    customer(desked, "3", "lou", company="acme", tier="premium")
    customer(desked, "4", "pat")

    linked(desked, "1", "2", "3", "4")

    assert "Customers: 3 in one organisation (2 premium · 1 standard)" in read(desked.war_room())
    assert "Tickets: 4, 4 open, first 09:00" in read(desked.war_room())


def test_the_same_person_in_two_systems_is_one_customer(told):
    teller = Teller(told.store, desks={"zendesk": Desk(), "github": Desk("github")})
    teller.declare()
    for name in ("zendesk", "github"):
        desk_of(teller, name).has("1", requester_email="Kim@Acme.test ".strip(), requester=f"{name}-4411")

    teller.does("ana", "link INC-1 zendesk:1 github:1")
    settle(teller)

    assert "Customers: 1" in read(teller.war_room())


def test_those_of_the_first_rank_are_named(desked):
    desked.declare()
    customer(desked, "1", "kim", company="acme", tier="VIP")
    customer(desked, "2", "lou", company="bolt", tier="vip customers")
    customer(desked, "3", "pat", company="cut", tier="nonsense")

    linked(desked, "1", "2", "3")

    assert "(2 vip: Acme, Bolt · 1 standard)" in read(desked.war_room())


def test_the_board_cuts_by_region_and_product_and_counts_by_ten_minutes(desked):
    desked.declare()
    for number, (region, minutes) in enumerate((("eu", 5), ("eu", 8), ("us", 2), ("eu", 11))):
        customer(desked, str(number), f"c{number}", region=region, product="shop")
        desk_of(desked).has(str(number), created_at=START + timedelta(minutes=minutes))

    linked(desked, "0", "1", "2", "3")
    shown = board(desked)

    assert "By region: eu 3, us 1" in shown
    assert "By product: shop 4" in shown
    assert "Reports in the last hour, by ten minutes: 0 · 0 · 0 · 0 · 1 · 3" in shown
    assert "reports are rising" in shown


def test_a_number_that_a_person_states_stands_beside_the_counted_one(desked):
    desked.declare()
    customer(desked, "1", "kim")
    linked(desked, "1")

    desked.does("leo", "customers INC-1 1,200")
    settle(desked)

    assert "Customers: 1" in read(desked.war_room())
    assert "Customers affected: 1200, says @Leo at 09:12" in read(desked.war_room())
    assert "Customers affected: 1200" in entries(desked)


def test_how_customers_feel_is_one_line_on_the_card(desked):
    desked.declare()

    desked.does("leo", "customers INC-1 say patient, but Acme asks every ten minutes")
    settle(desked)

    assert "Sentiment: patient, but Acme asks every ten minutes (@Leo, 09:12)" in read(desked.war_room())


def test_the_form_takes_both_or_one(desked):
    desked.declare()
    form = form_of(desked.does("leo", "customers INC-1 say"))

    empty = desked.fills("leo", form)
    desked.fills("leo", form, stated=30, sentiment="calm")
    desked.fills("leo", form, sentiment="angry")

    assert "stated" in empty.errors
    assert "30, says @Leo" in board(desked)
    assert "angry (@Leo" in board(desked)


@pytest.mark.parametrize("said", ["many", "12a", "³"])
def test_what_is_no_number_is_refused_with_an_example(desked, said):
    desked.declare()

    assert "such as `customers 250`" in card_of(desked.does("leo", f"customers INC-1 {said}")).title


def test_the_operators_list_counts_before_the_desk(desked):
    accounts = Accounts(
        by_organisation={"acme": Account(tier="vip", region="emea")},
        by_domain={"bolt.test": Account(name="Bolt GmbH", tier="premium")},
    )
    teller = Teller(desked.store, desks=desked.desks)
    object.__setattr__(teller.world, "accounts", accounts)
    teller.declare()
    customer(teller, "1", "kim", company="acme", tier="standard", region="us")
    desk_of(teller).has("2", requester_email="lou@bolt.test")

    linked(teller, "1", "2")

    assert "Customers: 2 in 2 organisations (1 vip: Acme · 1 premium)" in board(teller)
    assert "By region: emea 1" in board(teller)


def test_a_vip_proposes_a_severity_once_and_its_owner_is_told(desked):
    teller = told(desked, **TIERS)
    object.__setattr__(
        teller.world, "accounts", Accounts(by_organisation={"acme": Account(tier="vip", owner="mia")})
    )
    teller.declare("sev3 Checkout is down")
    customer(teller, "1", "kim", company="acme")
    customer(teller, "2", "lou", company="acme")

    linked(teller, "1", "2")
    proposals = [one.card for one in teller.chat.said if "is hurt by" in one.card.title]
    teller.does("leo", "join INC-1")
    teller.presses("leo", proposals[0], "Change to SEV1")
    settle(teller)

    assert [(one.room, one.card.title) for one in teller.chat.said if "is hurt by" in one.card.title] == [
        (f"slack:{teller.room()}", "Acme (vip) is hurt by INC-1"),
        ("slack:mia", "Your customer Acme is hurt by INC-1"),
    ]
    assert "SEV1" in teller.war_room().title


def test_a_severity_that_is_high_enough_is_not_proposed(desked):
    teller = told(desked, **TIERS)
    teller.declare("sev1 Checkout is down")
    customer(teller, "1", "kim", company="acme", tier="vip")

    linked(teller, "1")

    assert not [one for one in teller.chat.said if "is hurt by" in one.card.title]


def test_the_board_follows_when_tickets_are_solved(desked):
    desked.declare()
    customer(desked, "1", "kim")
    linked(desked, "1")

    desk_of(desked).has("1", status=TicketStatus.SOLVED)
    desked.clock.move(minutes=3)
    settle(desked)
    settle(desked)

    assert "Tickets: 1, 0 open" in read(desked.war_room())
