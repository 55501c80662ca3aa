"""What happens in the desk reaches the war room: once, together, and only what is new."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import ticket_news
from bot.actions.desk import hinted
from bot.domain.ticket import Hint, Priority, Ref, Ticket, TicketStatus
from bot.errors import TryLater
from tests.bot.actions.test_ticket import desk_of, entries, last_entry_card, linked, settle, shown
from tests.fakes.desk import START
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of


def hint(teller: Teller, id: str, event: str) -> int:
    """A webhook said that something happened to this ticket."""
    return hinted(teller.world, [("zendesk", Hint(event, id))])


def news(teller: Teller) -> list[str]:
    return [one for one in entries(teller) if one.startswith("zendesk:")]


@pytest.fixture
def one_linked(desked) -> Teller:
    """INC-1 with ticket 1."""
    desked.declare()
    linked(desked, "1")
    return desked


def test_changes_of_a_ticket_are_told_in_one_line(one_linked):
    desk_of(one_linked).has(
        "1",
        status=TicketStatus.PENDING,
        desk_status="Waiting",
        priority=Priority.URGENT,
        assignee="Jo",
        customer_spoke_at=START + timedelta(minutes=30),
    )

    hint(one_linked, "1", "e1")
    settle(one_linked)

    told = "status open → Waiting; priority — → urgent; with Jo now; the customer wrote again"
    assert news(one_linked) == [f"zendesk:1 Card declined: {told}"]
    assert "INC-1: zendesk:1 Card declined: status open → Waiting" in last_entry_card(one_linked).title


def test_a_flood_of_changes_is_one_line_a_minute(one_linked):
    for number, status in enumerate((TicketStatus.PENDING, TicketStatus.OPEN, TicketStatus.SOLVED) * 5):
        desk_of(one_linked).has("1", status=status)
        hint(one_linked, "1", f"e{number}")
        settle(one_linked)
    within = len(news(one_linked))
    one_linked.clock.move(minutes=1)
    settle(one_linked)

    assert within <= 2
    assert len(news(one_linked)) <= 3
    assert news(one_linked)[-1].endswith("→ solved")


def test_what_ended_where_it_began_is_not_told(one_linked):
    desk_of(one_linked).has("1", assignee="Jo")
    hint(one_linked, "1", "e0")
    settle(one_linked)
    for number, status in enumerate((TicketStatus.PENDING, TicketStatus.OPEN)):
        desk_of(one_linked).has("1", status=status)
        hint(one_linked, "1", f"again{number}")
        one_linked.carry()
    one_linked.clock.move(minutes=2)
    settle(one_linked)

    assert len(news(one_linked)) == 1


def test_a_webhook_delivered_twice_changes_nothing_twice(one_linked):
    desk_of(one_linked).has("1", status=TicketStatus.SOLVED)

    counted = [hint(one_linked, "1", "same") for _ in range(3)]
    settle(one_linked)
    one_linked.clock.move(minutes=2)
    settle(one_linked)

    assert counted == [1, 0, 0]
    assert len(news(one_linked)) == 1


def test_an_older_state_that_arrives_late_is_forgotten(one_linked):
    old = desk_of(one_linked).tickets["1"]
    desk_of(one_linked).has("1", status=TicketStatus.SOLVED)
    hint(one_linked, "1", "e1")
    settle(one_linked)

    desk_of(one_linked).tickets["1"] = old
    hint(one_linked, "1", "e2")
    one_linked.clock.move(minutes=2)
    settle(one_linked)

    assert len(news(one_linked)) == 1
    assert "— solved" in shown(one_linked)


def test_a_deleted_ticket_is_shown_as_such(one_linked):
    del desk_of(one_linked).tickets["1"]

    hint(one_linked, "1", "e1")
    settle(one_linked)

    assert news(one_linked) == ["zendesk:1 Card declined: was deleted"]
    assert "zendesk:1 Card declined — ~open~ deleted" in shown(one_linked)


def test_a_merged_ticket_says_into_which(one_linked):
    desk_of(one_linked).has("1", merged_into="7", status=TicketStatus.CLOSED)

    hint(one_linked, "1", "e1")
    settle(one_linked)

    assert news(one_linked) == ["zendesk:1 Card declined: status open → closed; merged into 7"]


def test_what_no_webhook_told_is_found_by_asking(one_linked):
    desk_of(one_linked).has("1", status=TicketStatus.SOLVED)

    one_linked.clock.move(minutes=3)
    settle(one_linked)
    settle(one_linked)

    assert news(one_linked) == ["zendesk:1 Card declined: status open → solved"]


def test_asking_is_bounded_and_goes_on_where_it_stopped(desked):
    desked.declare()
    linked(desked, "1")
    for number in range(250):
        desk_of(desked).has(f"other{number}")
    desk_of(desked).has("1", status=TicketStatus.SOLVED)
    before = desk_of(desked).calls.count("changed")

    desked.clock.move(minutes=3)
    settle(desked)
    settle(desked)

    assert desk_of(desked).calls.count("changed") - before == 3
    assert news(desked) == ["zendesk:1 Card declined: status open → solved"]


def test_a_desk_that_does_not_answer_is_asked_again_from_the_same_place(one_linked):
    desk_of(one_linked).has("1", status=TicketStatus.SOLVED)
    desk_of(one_linked).trouble["changed"] = TryLater("Zendesk does not answer.", after=20)
    one_linked.clock.move(minutes=3)
    settle(one_linked)

    desk_of(one_linked).trouble.clear()
    one_linked.clock.move(minutes=3)
    settle(one_linked)
    settle(one_linked)

    assert news(one_linked) == ["zendesk:1 Card declined: status open → solved"]


def test_a_tag_set_in_the_desk_links_the_ticket(desked):
    desked.declare()
    desk_of(desked).has("5", "Paying fails", tags=("vip", "incident:inc-1"))

    hint(desked, "5", "e1")
    settle(desked)

    assert "Linked by its tag: zendesk:5 Paying fails" in entries(desked)
    assert "zendesk:5 Paying fails — open" in shown(desked)
    assert len(desk_of(desked).notes["5"]) == 1


def test_what_a_list_of_changes_does_not_tell_is_not_taken_for_gone(one_linked):
    desk = desk_of(one_linked)
    desk.tells_all = False
    desk.has("1", organisation_name="Acme", status=TicketStatus.PENDING)

    one_linked.clock.move(minutes=5)
    settle(one_linked)
    settle(one_linked)

    with one_linked.store.read() as work:
        known = work.tickets.get(desk.tickets["1"].ref)
    assert (known.organisation_name, known.status) == ("Acme", TicketStatus.PENDING)


def test_a_tag_is_found_without_a_webhook_too(desked):
    desked.declare()
    desked.knock()
    desk_of(desked).has("5", "Paying fails", tags=("incident:inc-1",))

    desked.clock.move(minutes=3)
    settle(desked)

    assert "zendesk:5 Paying fails — open" in shown(desked)


def test_taking_such_a_tag_away_unlinks_it_again(desked):
    desked.declare()
    desk_of(desked).has("5", tags=("incident:inc-1",))
    hint(desked, "5", "e1")
    settle(desked)

    desk_of(desked).has("5", tags=())
    hint(desked, "5", "e2")
    settle(desked)

    assert "No ticket is linked yet." in shown(desked)
    assert "Unlinked, since its tag was taken away: zendesk:5" in entries(desked)


def test_what_people_unlinked_is_not_linked_again_by_our_own_tag(one_linked):
    one_linked.does("ana", "unlink INC-1 zendesk:1")
    hint(one_linked, "1", "before the tag was off")
    settle(one_linked)

    assert "No ticket is linked yet." in shown(one_linked)


def test_what_people_unlinked_while_it_was_being_tagged_is_not_linked_again_by_a_look_for_changes(one_linked):
    """The look saw the tag, and is written down when the tag is off again."""
    tagged = replace(desk_of(one_linked).tickets["1"], tags=("incident:inc-1",))
    one_linked.does("ana", "unlink INC-1 zendesk:1")
    early = _looked(one_linked, replace(tagged, tags=()), tagged)
    one_linked.carry()
    late = _looked(one_linked, replace(tagged, tags=()), tagged)
    one_linked.clock.move(minutes=1)
    by_an_agent = _looked(one_linked, replace(tagged, tags=()), tagged)

    assert (early, late, by_an_agent) == (False, False, True)


def _looked(teller: Teller, *states: Ticket) -> bool:
    """Whether the ticket is linked after a look that saw it so."""
    with teller.store.change() as work:
        for one in states:
            ticket_news.seen(teller.world, work, one)
        return bool(work.ticket_links.of_ticket(states[0].ref))


def test_a_tag_that_names_no_incident_is_left_alone(desked):
    desked.declare()
    desk_of(desked).has("5", tags=("incident:inc-99", "incident:", "incident:nonsense"))

    hint(desked, "5", "e1")
    settle(desked)

    assert "No ticket is linked yet." in shown(desked)


def test_nothing_is_told_of_an_incident_that_is_over(one_linked):
    one_linked.does("ana", "join INC-1")
    one_linked.does("ana", "resolve INC-1 now")
    settle(one_linked)
    desk_of(one_linked).has("1", status=TicketStatus.SOLVED)

    hint(one_linked, "1", "e1")
    settle(one_linked)

    assert news(one_linked) == []
    assert "— solved" in shown(one_linked)


def test_a_hint_about_a_ticket_that_concerns_nobody_is_kept_quiet(desked):
    desked.declare()
    desk_of(desked).has("8")

    hint(desked, "8", "e1")
    settle(desked)

    with desked.store.read() as work:
        assert work.tickets.get(Ref("zendesk", "8")) is None
    assert news(desked) == []
    assert "No ticket is linked yet." in shown(desked)


def test_what_a_ticket_says_stays_harmless_text(one_linked):
    desk_of(one_linked).has("1", subject="<!channel> *boom* <script>", status=TicketStatus.SOLVED)

    hint(one_linked, "1", "e1")
    settle(one_linked)

    assert "<!channel> *boom* <script>" in read(card_of(one_linked.does("ana", "tickets INC-1")))
    assert news(one_linked) == ["zendesk:1 <!channel> *boom* <script>: status open → solved"]
