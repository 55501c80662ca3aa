"""What happened to tickets and incidents, as far as promises are concerned."""

from datetime import timedelta

from bot.domain.sla_conditions import Subject
from bot.domain.sla_update import Author, Said, What
from bot.domain.ticket import Priority, TicketStatus
from tests.storage.promised import ONE, update
from tests.storage.samples import NINE
from tests.storage.test_at_once import together

SUBJECT = Subject(
    tier="vip",
    priority=Priority.URGENT,
    system="zendesk",
    group="Zahlungen & Æther",
    tags=("checkout", "incident:inc-1"),
    organisations=("9", "Acme \x00 Ltd"),
    type="question",
    severity="SEV1",
    phase="identified",
)


def add(database, *updates, about=ONE):
    with database.change() as work:
        return work.updates.add(about, updates)


def of(database, about=ONE):
    with database.read() as work:
        return work.updates.of(about)


def test_an_update_comes_back_as_it_was_added(database):
    whole = update(
        sequence=3,
        what=What.CREATED,
        by=Author.CUSTOMER,
        said=Said.PUBLIC,
        status=TicketStatus.ON_HOLD,
        about=SUBJECT,
    )

    assert add(database, whole, update("2")) == 2

    assert of(database) == [whole, update("2")]


def test_every_word_of_an_update_can_be_kept(database):
    every = [update(str(what), what=what) for what in What]
    every += [update(f"by-{by}", by=by) for by in Author] + [update(f"said-{one}", said=one) for one in Said]

    add(database, *every)

    assert of(database) == every


def test_what_is_known_by_source_and_id_is_not_kept_twice(database):
    add(database, update(by=Author.AGENT))

    assert add(database, update(by=Author.CUSTOMER), update("2"), update("2"), update(source="ours")) == 2

    assert [(one.source, one.id, one.by) for one in of(database)] == [
        ("zendesk", "1", Author.AGENT),
        ("zendesk", "2", Author.SYSTEM),
        ("ours", "1", Author.SYSTEM),
    ]


def test_the_same_update_of_two_tickets_is_two(database):
    add(database, update())
    add(database, update(), about="INC-1")

    with database.read() as work:
        found = work.updates.of_several([ONE, "INC-1", "zendesk:9"])
    assert {about: len(those) for about, those in found.items()} == {ONE: 1, "INC-1": 1}


def test_those_who_tell_the_same_at_once_tell_it_once(database):
    added = together(4, lambda _: add(database, update("1"), update("2")))

    assert sorted({one.id for one in of(database)}) == ["1", "2"]
    assert len(of(database)) == 2
    assert max(added) == 2


def test_nothing_added_is_no_question(database):
    assert add(database) == 0
    assert of(database) == []


def test_ten_thousand_are_added_at_once_and_are_found_by_what_they_are_about(database):
    add(database, *(update(str(n), at=NINE + timedelta(seconds=n)) for n in range(10_000)))
    for number in range(2, 40):
        add(database, update(), about=f"zendesk:{number}")

    with database.read() as work:
        found = work.updates.of_several(f"zendesk:{number}" for number in range(1, 2_000))
    assert len(found) == 39
    assert len(found[ONE]) == 10_000
    assert [one.id for one in found[ONE]] == [str(n) for n in range(10_000)]
