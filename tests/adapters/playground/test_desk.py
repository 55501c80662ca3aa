"""The sandbox desk keeps the promise of every system of tickets, and does nothing twice."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.playground import desk_rules as rules
from adapters.playground.desk import Desk
from adapters.playground.desk_book import Book
from adapters.playground.desk_knock import SIGNATURE, SIGNED_AT
from adapters.playground.desk_nouns import FIRST_ID, Customer, Filed
from bot.domain.ticket import Draft, Gone, Hint, Knock, Priority, Query, TicketStatus
from bot.errors import BadInput, Conflict, Forged, NotFound, Refused, TicketGone, TryLater
from bot.ports import TicketSystem

PRIYA = Customer(
    name="Priya Nair",
    email="priya@acme.test",
    organisation="Acme Ltd",
    tier="premium",
    region="eu",
    product="Checkout",
)
DANA = Customer(name="Dana", email="dana@maple.test", tier="standard")


@pytest.fixture
def told():
    return []


@pytest.fixture
def desk(clock, told):
    made = Desk(clock, told.append, address="http://127.0.0.1:8080", secret="s3cret")
    yield made
    made.close()


def file(desk, customer=PRIYA, subject="Card declined", text="At the checkout, three tries.", **more):
    return desk.file(customer, subject, text, **more)


def test_it_is_a_system_of_tickets_like_any_other(desk):
    system: TicketSystem = desk

    assert system.name == "sandbox"
    assert [finding.ok for finding in system.check()] == [True]


def test_a_ticket_carries_who_asks_what_was_promised_and_where_it_is_read(desk, clock):
    file(desk, id="48214", priority=Priority.HIGH)

    ticket = desk.fetch("48214")

    assert (ticket.system, ticket.id, ticket.url) == ("sandbox", "48214", "http://127.0.0.1:8080/desk/48214")
    assert (ticket.status, ticket.priority) == (TicketStatus.NEW, Priority.HIGH)
    assert (ticket.organisation, ticket.organisation_name) == ("acme-ltd", "Acme Ltd")
    assert ticket.fields == {"tier": "premium", "region": "eu", "product": "Checkout"}
    assert ticket.customer_spoke_at == ticket.created_at == clock.now()
    assert [one.metric for one in ticket.deadlines] == ["first_reply", "resolution"]
    assert ticket.deadlines[0].due_at == clock.now() + timedelta(minutes=30)


def test_ids_begin_at_48200_and_a_taken_one_gives_the_next_that_is_free(desk):
    first, second, wanted, taken = file(desk), file(desk), file(desk, id="48219"), file(desk, id="48219")

    assert [int(one.id) for one in (first, second, wanted, taken)] == [FIRST_ID, FIRST_ID + 1, 48219, 48220]


def test_the_best_matches_come_first_and_what_does_not_fit_is_left_out(desk):
    weak = file(desk, DANA, "Card lost", "Where is my card?")
    strong = file(desk, PRIYA, "Card declined", "At the checkout")
    file(desk, DANA, "Invoice", "Please send it again")
    over = file(desk, DANA, "Card declined at the checkout", "again")
    desk.book.change(over.id, lambda one: rules.solved(one, "ana", one.created_at))

    found = desk.search(Query(text="card declined CHECKOUT", open_only=True), limit=10)

    assert [one.id for one in found] == [strong.id, weak.id]
    assert len(desk.search(Query(text="card"), limit=1)) == 1


def test_tickets_are_found_by_requester_and_by_tag(desk):
    of_priya, of_dana = file(desk, PRIYA), file(desk, DANA)
    desk.mark(of_dana.id, "incident:INC-7", on=True)

    assert [one.id for one in desk.search(Query(requester_email="PRIYA@acme.test"), limit=5)] == [of_priya.id]
    assert [one.id for one in desk.search(Query(tag="incident:INC-7"), limit=5)] == [of_dana.id]


def test_an_empty_cursor_stands_for_now_and_changes_come_oldest_first_in_pieces(desk):
    before = file(desk)
    start = desk.changed("", limit=10)
    later, third = file(desk), file(desk)
    desk.note(before.id, "seen", key="k")

    first = desk.changed(start.cursor, limit=2)
    rest = desk.changed(first.cursor, limit=2)

    assert start.tickets == ()
    assert ([one.id for one in first.tickets], first.more) == ([later.id, third.id], True)
    assert ([one.id for one in rest.tickets], rest.more) == ([before.id], False)
    assert desk.changed(rest.cursor, limit=2).tickets == ()


@pytest.mark.parametrize("cursor", ["of-another-run.3", "nonsense", "x." + "9" * 5000])
def test_a_cursor_of_an_earlier_run_stands_for_the_beginning_of_this_one(desk, cursor):
    made = file(desk)

    assert [one.id for one in desk.changed(cursor, limit=5).tickets] == [made.id]


def test_a_deleted_ticket_is_gone_and_told_among_the_changes(desk, clock):
    made = file(desk)
    cursor = desk.changed("", limit=5).cursor
    desk.book.change(made.id, lambda one: rules.deleted(one, clock.now()))

    changes = desk.changed(cursor, limit=5)

    assert [(one.id, one.gone) for one in changes.tickets] == [(made.id, Gone.DELETED)]
    with pytest.raises(TicketGone):
        desk.fetch(made.id)
    with pytest.raises(TicketGone):
        desk.reply(made.id, "hello", key="k")


def test_the_same_key_creates_replies_and_notes_once(desk):
    draft = Draft(
        subject="Follow up", text="Please look", requester_email="priya@acme.test", tags=("Review",)
    )
    file(desk, PRIYA)

    first = desk.create(draft, key="make")
    again = desk.create(draft, key="make", doubtful=True)
    for _ in range(2):
        desk.note(first.id, "for the team", key="note")
        desk.reply(first.id, "for the customer", key="reply", doubtful=True)

    said = desk.book.get(first.id).said
    assert first == again
    assert (first.requester_name, first.tags) == ("Priya Nair", ("review",))
    assert [one.by.value for one in said] == ["customer", "note", "agent"]


def test_a_mark_is_put_once_and_taken_off_once(desk):
    made = file(desk)

    for on in (True, True):
        desk.mark(made.id, "incident:INC-3", on=on)
    marked = desk.fetch(made.id)
    for on in (False, False):
        desk.mark(made.id, "incident:INC-3", on=on)

    assert marked.tags == ("incident:inc-3",)
    assert desk.fetch(made.id).tags == ()
    assert [one.text for one in desk.book.get(made.id).said[1:]] == [
        "added the tag incident:inc-3",
        "removed the tag incident:inc-3",
    ]


def test_words_that_cannot_be_put_there_are_refused_in_the_words_of_a_desk(desk):
    made = file(desk)
    desk.book.change(made.id, lambda one: rules.merged(one, "ana", "48299", one.created_at))

    for wrong in (lambda: desk.reply(made.id, "hello", key="k"), lambda: desk.note(made.id, "  ", key="k")):
        with pytest.raises(Refused):
            wrong()
    assert desk.fetch(made.id).merged_into == "48299"


@pytest.mark.parametrize(
    ("address", "id"),
    [
        ("http://127.0.0.1:8080/desk/48211", "48211"),
        ("http://localhost:8080/desk/48211", "48211"),
        ("http://127.0.0.1:8080/?as=leo#desk/48211", "48211"),
        ("http://127.0.0.1:8080/#desk/48211", "48211"),
        ("/desk/48211", "48211"),
        ("http://127.0.0.1:9090/desk/48211", ""),
        ("http://evil.test:8080/desk/48211", ""),
        ("http://127.0.0.1:8080/desk/", ""),
        ("http://127.0.0.1:8080/desk/48211/more", ""),
        ("http://127.0.0.1:x/desk/1", ""),
        ("javascript:/desk/48211", ""),
        ("//evil.test/desk/48211", ""),
        ("http://[bad/desk/1", ""),
        ("48211", ""),
        ("", ""),
    ],
)
def test_an_address_names_a_ticket_only_when_it_is_opened_here(desk, address, id):
    assert desk.ref_in(address) == id


def test_every_change_is_told_in_order_once_and_nothing_when_nothing_changed(desk, told, clock):
    made = file(desk)
    desk.reply(made.id, "we look", key="a")
    desk.reply(made.id, "we look", key="a")
    desk.book.change(made.id, lambda one: rules.written(one, "thank you", clock.now()))
    desk.close()

    assert [hint.ticket for hint in told] == [made.id] * 3
    assert len({hint.event for hint in told}) == 3


def test_an_intake_that_says_no_stops_neither_the_desk_nor_the_next_change(clock, caplog):
    heard = []

    def intake(hint):
        heard.append(hint)
        raise Refused("The database rests.")

    desk = Desk(clock, intake)
    file(desk)
    file(desk)
    desk.close()

    assert len(heard) == 2
    assert caplog.text.count("was not taken") == 2


def test_after_the_end_the_desk_still_answers_but_tells_nobody(desk, told):
    desk.close()
    made = file(desk)

    assert desk.fetch(made.id).subject == "Card declined"
    assert told == []


def test_a_webhook_proves_that_it_comes_from_this_desk(desk):
    hint = Hint(event="e-1", ticket="48211")

    assert desk.hints(desk.knock(hint)) == [hint]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda knock: Knock(headers={}, body=knock.body),
        lambda knock: Knock(headers=knock.headers, body=knock.body + b" "),
        lambda knock: Knock(headers={**knock.headers, SIGNATURE: "0" * 64}, body=knock.body),
        lambda knock: Knock(headers={**knock.headers, SIGNED_AT: "1"}, body=knock.body),
    ],
)
def test_a_forged_webhook_is_not_believed(desk, spoil):
    with pytest.raises(Forged):
        desk.hints(spoil(desk.knock(Hint(event="e-1", ticket="48211"))))


def test_a_webhook_that_is_played_again_later_is_not_believed(desk, clock):
    knock = desk.knock(Hint(event="e-1", ticket="48211"))
    clock.move(seconds=301)

    with pytest.raises(Forged, match="too old"):
        desk.hints(knock)


def test_the_secret_does_not_print(desk):
    assert "s3cret" not in repr(desk)


def test_waiting_for_the_customer_stops_the_clock_of_the_solution(desk, clock):
    made = file(desk)
    due = made.resolution_due
    desk.book.change(made.id, lambda one: rules.replied(one, "ana", "Which card?", clock.now(), waits=True))
    waiting = desk.fetch(made.id)
    later = clock.move(seconds=9 * 3600)

    assert (waiting.status, waiting.assignee) == (TicketStatus.PENDING, "ana")
    assert waiting.deadlines[0].met
    assert desk.fetch(made.id).deadlines[1].paused
    assert not desk.fetch(made.id).deadlines[1].missed

    desk.book.change(made.id, lambda one: rules.written(one, "A blue one", later))

    back = desk.fetch(made.id)
    assert back.status is TicketStatus.OPEN
    assert back.deadlines[1].due_at == due + timedelta(hours=9)


def test_a_customer_who_writes_again_opens_what_was_solved(desk, clock):
    made = file(desk)
    solved = desk.book.change(made.id, lambda one: rules.solved(one, "ana", clock.now()))
    again = desk.book.change(made.id, lambda one: rules.written(one, "Still broken", clock.now()))

    assert solved.deadlines(clock.now())[1].met
    assert (again.status, again.ended_at) == (TicketStatus.OPEN, None)


def test_a_first_reply_that_never_came_is_missed(desk, clock):
    made = file(desk)
    clock.move(seconds=31 * 60)

    first, solution = desk.fetch(made.id).deadlines
    assert (first.missed, first.met) == (True, False)
    assert (solution.missed, solution.met) == (False, False)


@pytest.mark.parametrize("tag", ["", "  ", "two words", "x" * 81, "a\tb"])
def test_a_tag_that_no_desk_would_take_is_refused(desk, clock, tag):
    made = file(desk)

    with pytest.raises(BadInput):
        desk.book.change(made.id, lambda one: rules.tagged(one, "ana", tag, clock.now(), on=True))


def test_a_conversation_has_an_end(desk):
    made = file(desk)
    for number in range(199):
        desk.note(made.id, "again", key=f"k{number}")

    with pytest.raises(Refused, match="full"):
        desk.note(made.id, "one more", key="last")
    desk.mark(made.id, "incident:INC-1", on=True)
    assert desk.fetch(made.id).tags == ("incident:inc-1",)


def test_a_full_book_forgets_what_was_over_first(desk, clock):
    book = Book(at_most=3)
    sample = file(desk)
    first, _, over = (book.open(lambda free: replace(sample, id=free)) for _ in range(3))
    book.change(over.id, lambda one: rules.solved(one, "ana", clock.now()))
    book.open(lambda free: replace(sample, id=free))

    assert book.get(first.id).id == first.id
    with pytest.raises(NotFound):
        book.get(over.id)
    with pytest.raises(Conflict, match="full of open tickets"):
        book.open(lambda free: replace(sample, id=free))


def test_many_threads_lose_nothing_and_do_nothing_twice(desk, told):
    made = file(desk)
    together = threading.Barrier(8)

    def work(number):
        together.wait(10)
        for turn in range(20):
            desk.note(made.id, f"turn {turn}", key=f"shared {turn}")
            desk.create(Draft(subject=f"s {turn}", text="x"), key=f"shared {turn}")
            desk.mark(made.id, f"tag-{number}", on=turn % 2 == 0)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    desk.close()

    notes = [one.text for one in desk.book.get(made.id).said if one.by.value == "note"]
    assert sorted(notes) == sorted(f"turn {turn}" for turn in range(20))
    assert len(desk.book.all()) == 21
    assert len({one.id for one in desk.book.all()}) == 21
    assert [hint.event for hint in told] == [f"{desk.book.run}-{n}" for n in range(1, desk.book.number + 1)]


def test_a_book_tells_nobody_of_what_changed_nothing():
    heard: list[Filed] = []
    book = Book()
    book.on_change = heard.append

    with pytest.raises(NotFound):
        book.change("48200", lambda one: one)
    assert heard == []


def test_while_it_is_silent_the_bot_gets_no_answer_and_people_go_on(desk, told):
    id = desk.file(PRIYA, "Card declined", "Three cards.").id
    asked = (
        lambda: desk.fetch(id),
        lambda: desk.search(Query(), limit=5),
        lambda: desk.changed("", limit=5),
        lambda: desk.create(Draft(subject="x", text="x"), key="k1"),
        lambda: desk.note(id, "x", key="k2"),
        lambda: desk.reply(id, "x", key="k3"),
        lambda: desk.mark(id, "x", on=True),
    )

    desk.fall_silent(on=True)
    for ask in asked:
        with pytest.raises(TryLater, match="does not answer"):
            ask()
    desk.file(DANA, "Mine, too", "Declined.")
    desk.fall_silent(on=False)

    assert [one.subject for one in desk.search(Query(), limit=5)] == ["Mine, too", "Card declined"]
    assert desk.fetch(id).tags == ()
