"""Tickets that sound like an incident are offered, with the reason; people decide."""

from datetime import timedelta

from bot.actions.desk import hinted
from bot.domain.ticket import Hint, TicketStatus
from tests.bot.actions.test_ticket import desk_of, entries, settle, shown
from tests.fakes.desk import START
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of


def offers(teller: Teller) -> list[str]:
    """Every card of offers that stands anywhere, as it reads now."""
    return [
        read(one.card)
        for one in teller.chat.said
        if "alike" in one.card.title or "waits to be" in one.card.title
    ]


def arrives(teller: Teller, id: str, subject: str, **more: object) -> None:
    desk_of(teller).has(id, subject, **more)
    hinted(teller.world, [("zendesk", Hint(f"e-{id}", id))])
    settle(teller)


def test_open_tickets_that_sound_alike_are_offered_when_an_incident_is_declared(desked):
    desk_of(desked).has("1", "Checkout is down since this morning", requester_email="kim@acme.test")
    desk_of(desked).has("2", "How do I export my invoices?")
    desk_of(desked).has("3", "The checkout is down", status=TicketStatus.SOLVED)

    desked.declare("sev1 Checkout is down")
    settle(desked)

    [card] = offers(desked)
    assert card.startswith("INC-1: one ticket sounds alike")
    assert "zendesk:1 Checkout is down since this morning · kim@acme.test (standard) — same words:" in card
    assert "No ticket is linked yet." in shown(desked)


def test_all_of_them_are_linked_with_one_press(desked):
    desk_of(desked).has("1", "Checkout is down since this morning")
    desk_of(desked).has("2", "Your checkout is down!")
    desked.declare("sev1 Checkout is down")
    settle(desked)
    [offer] = [one for one in desked.chat.said if "alike" in one.card.title]

    desked.presses("leo", offer.card, "Link all 2", room=desked.room())
    settle(desked)
    settle(desked)

    assert "zendesk:1 " in shown(desked)
    assert "zendesk:2 " in shown(desked)
    assert offers(desked) == ["INC-1: no ticket waits to be linked  <done>"]


def test_what_nobody_wanted_is_not_offered_again(desked):
    desk_of(desked).has("1", "Checkout is down since this morning")
    desked.declare("sev1 Checkout is down")
    settle(desked)
    [offer] = [one for one in desked.chat.said if "alike" in one.card.title]

    answer = card_of(desked.presses("leo", offer.card, "None of them", room=desked.room()))
    arrives(desked, "1", "Checkout is down since this morning")

    assert answer.title == "One ticket is left alone"
    assert offers(desked) == ["INC-1: no ticket waits to be linked  <done>"]


def test_a_new_ticket_that_sounds_alike_is_offered_as_it_arrives(desked):
    desked.declare("sev1 Checkout is down")
    settle(desked)

    arrives(desked, "7", "Checkout down again?")
    arrives(desked, "8", "The checkout is down for all of us")
    arrives(desked, "9", "Please change the address on my invoice")

    [card] = offers(desked)
    assert card.startswith("INC-1: 2 tickets sound alike")
    assert "zendesk:9" not in card


def test_what_linked_customers_wrote_says_what_an_incident_is_about(desked):
    desked.declare("sev1 Gateway trouble")
    desk_of(desked).has("1", "Card declined at the checkout")
    desked.does("ana", "link INC-1 zendesk:1")
    settle(desked)

    arrives(desked, "7", "My card is declined at checkout")

    assert any("zendesk:7 My card is declined at checkout" in card for card in offers(desked))


def test_an_old_ticket_is_no_news(desked):
    desked.declare("sev1 Checkout is down")
    settle(desked)

    arrives(desked, "7", "The checkout is down", created_at=START - timedelta(days=3))

    assert offers(desked) == []


def test_a_ticket_that_concerns_nothing_is_not_kept(desked):
    desked.declare("sev1 Checkout is down")

    arrives(desked, "9", "Please change the address on my invoice")

    with desked.store.read() as work:
        assert work.tickets.several([desk_of(desked).tickets["9"].ref]) == {}


def test_private_incidents_and_drills_are_not_compared(desked):
    desked.declare("sev1 Checkout is down --private")
    desked.declare("sev1 Checkout is down --drill")
    settle(desked)

    arrives(desked, "7", "The checkout is down")

    assert offers(desked) == []


def test_an_offer_is_no_link(desked):
    desked.declare("sev1 Checkout is down")
    settle(desked)
    arrives(desked, "7", "The checkout is down")

    assert "Tickets: " not in read(desked.war_room())
    assert desk_of(desked).notes == {}
    assert not any(one.startswith("Linked") for one in entries(desked))
