"""Declaring from tickets: the form is filled, look-alikes are ticked with the reason, all of it is linked."""

from bot.config import Settings
from bot.domain.form import ChoiceField, ChoicesField, Form, TextField
from bot.domain.interaction import Message
from bot.domain.ticket import TicketStatus
from bot.errors import TryLater
from tests.bot.actions.test_ticket import settle, shown
from tests.fakes.teller import Teller, card_of, form_of

URL = "https://zendesk.test/tickets/48219"


def outage(teller: Teller) -> None:
    """Three customers say the same, and one something else."""
    desk = teller.desks["zendesk"]
    desk.has("48219", "Card declined at the checkout", fields={"tier": "vip"}, organisation_name="Acme")
    desk.has("48214", "My card was declined at checkout", fields={"tier": "premium"})
    desk.has("48211", "Checkout says: card declined", status=TicketStatus.SOLVED)
    desk.has("48200", "How do I change my address?")


def field_of(form: Form, name: str):
    return next((field for field in form.fields if field.name == name), None)


def test_the_form_is_filled_from_a_ticket_and_what_sounds_alike_is_ticked(desked):
    outage(desked)

    form = form_of(desked.does("ana", f"declare {URL}"))

    title, tickets = field_of(form, "title"), field_of(form, "tickets")
    assert isinstance(title, TextField)
    assert isinstance(tickets, ChoicesField)
    assert title.value == "Card declined at the checkout"
    assert tickets.value == ("zendesk:48219", "zendesk:48214")
    labels = [choice.label for choice in tickets.choices]
    assert labels[0] == "zendesk:48219 Card declined at the checkout (vip)"
    assert labels[1].startswith("zendesk:48214 My card was declined at checkout (premium) — same words: ")
    assert {"card", "declined", "checkout"} <= set(labels[1].casefold().replace(",", "").split())


def test_what_is_ticked_is_linked_with_the_incident(desked):
    outage(desked)
    form = form_of(desked.does("ana", f"declare {URL}"))

    desked.fills("ana", form, severity="SEV1")
    settle(desked)

    assert "zendesk:48219" in shown(desked)
    assert "zendesk:48214" in shown(desked)
    assert len(desked.desks["zendesk"].notes["48219"]) == 1


def test_what_was_unticked_is_left_alone(desked):
    outage(desked)
    form = form_of(desked.does("ana", f"declare {URL}"))

    desked.fills("ana", form, severity="SEV1", tickets=("zendesk:48219",))
    settle(desked)

    assert "zendesk:48214" not in shown(desked)


def test_who_is_hurt_proposes_the_severity_with_the_reason(desked):
    tiers = {"vip": {"rank": 1, "severity": "SEV1"}, "premium": {"rank": 2}, "standard": {"rank": 3}}
    teller = Teller(
        desked.store, Settings.model_validate({"customers": {"tiers": tiers}}), desks=desked.desks
    )
    outage(teller)

    severity = field_of(form_of(teller.does("ana", f"declare {URL}")), "severity")

    assert isinstance(severity, ChoiceField)
    assert severity.value == "SEV1"
    assert severity.hint == "SEV1 is proposed: Acme (vip)"


def test_one_line_with_an_address_declares_and_links(desked):
    outage(desked)

    answer = card_of(desked.does("ana", f"declare sev1 Paying fails {URL}"))
    settle(desked)

    assert answer.title == "Declared: INC-1 · SEV1 · Paying fails"
    assert "zendesk:48219" in shown(desked)


def test_a_number_in_a_title_is_no_ticket(desked):
    answer = card_of(desked.does("ana", "declare sev1 Error 502 at the checkout"))

    assert answer.title == "Declared: INC-1 · SEV1 · Error 502 at the checkout"


def test_a_ticket_that_nobody_shows_does_not_keep_anybody_from_declaring(desked):
    desked.desks["zendesk"].trouble["fetch"] = TryLater("Zendesk does not answer.")

    form = form_of(desked.does("ana", f"declare {URL}"))

    assert field_of(form, "tickets") is None


def test_joining_what_is_open_already_links_the_tickets_there(desked):
    outage(desked)
    desked.declare("sev1 Card declined at the checkout")
    form = form_of(desked.does("leo", f"declare {URL}"))

    asked = form_of(desked.fills("leo", form, severity="SEV1"))
    desked.fills("leo", asked, alike="INC-1", severity="SEV1")
    settle(desked)

    assert "zendesk:48219" in shown(desked)


def test_a_message_with_a_tickets_address_fills_the_form(desked):
    outage(desked)
    message = Message("m1", f"Paying fails, see {URL} please", url="https://chat.test/m1")

    form = form_of(desked.does("ana", "declare_from", message=message))

    title, tickets = field_of(form, "title"), field_of(form, "tickets")
    assert isinstance(title, TextField)
    assert isinstance(tickets, ChoicesField)
    assert title.value == "Paying fails, see please"
    assert "zendesk:48219" in tickets.value


def test_who_may_not_link_may_not_declare_from_tickets(desked):
    settings = Settings.model_validate({"permissions": {"link": ["lead"]}})
    teller = Teller(desked.store, settings, desks=desked.desks)
    outage(teller)

    refused = card_of(teller.does("ana", f"declare sev1 Paying fails {URL}"))

    assert refused.title.startswith("“link” is for team leads")
