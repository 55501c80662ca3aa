"""What may be written on tickets: nothing that tells of a private incident, nothing real for a drill."""

import pytest

from bot.actions.desk import hinted
from bot.config import Settings
from bot.domain.ticket import SANDBOX, Hint, TicketStatus
from bot.settings_tickets import Customers
from tests.bot.actions.test_ticket import desk_of, entries, linked, settle, shown
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of

PRIVATE, DRILL = "sev2 Breach of the vault --private", "sev1 Checkout is down --drill"


def untouched(teller: Teller, id: str, name: str = "zendesk") -> bool:
    """Neither a tag nor a note, and none was tried."""
    desk = desk_of(teller, name)
    return not desk.tickets[id].tags and id not in desk.notes and not {"mark", "note"} & set(desk.calls)


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (PRIVATE, "INC-1 is private: its tickets get no tag and no note."),
        (DRILL, "INC-1 is a drill: nothing is written on real tickets."),
    ],
)
def test_what_is_linked_to_it_is_counted_and_shows_nothing_at_the_desk(desked, declared, told):
    desked.declare(declared)
    desk_of(desked).has("1")

    answer = read(card_of(desked.does("ana", "link INC-1 zendesk:1")))
    settle(desked)
    desked.does("ana", "phase INC-1 identified")
    settle(desked)
    there = shown(desked)
    desked.does("ana", "unlink INC-1 zendesk:1")
    settle(desked)

    assert told in answer
    assert "zendesk:1 Card declined — open" in there
    assert untouched(desked, "1")


def test_a_drill_writes_on_tickets_of_the_sandbox(told):
    teller = Teller(told.store, desks={SANDBOX: Desk(SANDBOX)})
    teller.declare(DRILL)
    desk_of(teller, SANDBOX).has("1")

    answer = read(card_of(teller.does("ana", "link INC-1 sandbox:1")))
    settle(teller)

    assert "is a drill" not in answer
    assert desk_of(teller, SANDBOX).tickets["1"].tags == ("incident:inc-1",)
    assert len(desk_of(teller, SANDBOX).notes["1"]) == 1


def test_a_drill_makes_no_ticket_that_would_be_taken_for_real(desked):
    desked.declare(DRILL)

    answer = card_of(desked.does("ana", "ticket new zendesk Retry", about="INC-1"))
    settle(desked)

    assert (
        answer.title == "INC-1 is a drill; no ticket was made in zendesk, where it would be taken for real."
    )
    assert "create" not in desk_of(desked).calls


def test_a_ticket_made_for_a_private_incident_names_it_nowhere(desked):
    desked.declare(PRIVATE)
    desked.does("ana", "task INC-1 Turn the keys over")

    desked.does("ana", "task INC-1 file 1 zendesk")
    settle(desked)

    [made] = desk_of(desked).tickets.values()
    assert (made.subject, made.tags) == ("Turn the keys over", ())
    assert "Turn the keys over" in shown(desked)


def test_nobody_at_the_desk_finds_a_private_incident_by_its_tag(desked):
    desked.declare(PRIVATE)
    desk_of(desked).has("5", tags=("incident:inc-1",))

    hinted(desked.world, [("zendesk", Hint("e1", "5"))])
    settle(desked)

    assert "No ticket is linked yet." in shown(desked)
    assert "5" not in desk_of(desked).notes
    assert not [one for one in entries(desked) if "zendesk:5" in one]


def test_outside_a_private_incident_its_tickets_tell_nothing_of_it(desked):
    desked.declare(PRIVATE)
    linked(desked, "1")
    desk_of(desked).has("2", "Breach of the vault")

    outside = [
        read(card_of(desked.does("leo", words, room=None)))
        for words in ("ticket zendesk:1", "ticket zendesk:2", "ticket INC-1 zendesk:1")
    ]
    refused = [
        card_of(desked.does("leo", f"{word} INC-1 zendesk:1", room=None)).title
        for word in ("link", "unlink", "tickets", "customers", "ticket new")
    ]
    inside = read(card_of(desked.does("ana", "ticket INC-1 zendesk:1", room=None)))

    assert not [one for one in outside[:2] if "INC-1" in one]
    assert outside[2].startswith("There is no incident INC-1 that you may see.")
    assert {one.partition("\n")[0] for one in refused} == {"There is no incident INC-1 that you may see."}
    assert "Known issue: INC-1 Breach of the vault — linked" in inside


def test_declaring_from_a_ticket_offers_nothing_of_a_private_incident(desked):
    desked.declare(PRIVATE)
    desk_of(desked).has("1", "Breach of the vault")
    linked(desked, "1")

    form = form_of(desked.does("leo", "declare https://zendesk.test/tickets/1"))
    answer = desked.fills("leo", form, severity="SEV3")

    assert card_of(answer).title == "Declared: INC-2 · SEV3 · Breach of the vault"


def test_the_owner_of_an_account_is_not_told_of_a_drill(told):
    customers = Customers.model_validate(
        {"tiers": {"vip": {"rank": 1, "tell_owner": True}}, "default_tier": "vip"}
    )
    teller = Teller(told.store, Settings(customers=customers), desks={"zendesk": Desk()})
    teller.declare(DRILL)
    before = len(teller.chat.said)
    desk_of(teller).has("1", organisation_name="Acme", status=TicketStatus.OPEN)

    linked(teller, "1")

    assert not [one for one in teller.chat.said[before:] if "Your customer" in one.card.title]


def test_a_guest_links_and_learns_nothing(desked):
    desked.declare()
    desk_of(desked).has("1")

    answers = {
        card_of(desked.does("gus", words, guest=True)).title
        for words in ("link INC-1 zendesk:1", "ticket zendesk:1", "customers INC-1", "tickets INC-1")
    }
    settle(desked)

    assert answers == {"Caseline is for members of this workspace only; nothing was changed."}
    assert "No ticket is linked yet." in shown(desked)
