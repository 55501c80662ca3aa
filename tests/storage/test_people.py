from bot.domain.person import Person
from tests.storage.samples import NINE

ANA = Person("slack:U1", "Ana Österreich", "T1", "Ana.O@acme.test", "Europe/Berlin", "de", False, NINE)


def test_a_person_is_known_as_last_described(database):
    with database.change() as work:
        work.people.put(Person("slack:U1", "ana", guest=True))
        work.people.put(ANA)

    with database.read() as work:
        assert work.people.get("slack:U1") == ANA
        assert work.people.get("slack:U2") is None


def test_people_are_found_by_name_or_mailbox_in_any_case_within_a_chat(database):
    namesake = Person("slack:U2", "ana.o")
    elsewhere = Person("teams:29:1", "Ana Österreich")
    with database.change() as work:
        for person in (ANA, namesake, elsewhere, Person("slack:U3", "", email="")):
            work.people.put(person)

    with database.read() as work:
        assert work.people.named("ana ÖSTERREICH", chat="slack") == [ANA]
        assert work.people.named("ANA.O", chat="slack") == [ANA, namesake]
        assert work.people.named("ana.o@acme.test", chat="slack") == []
        assert work.people.named("", chat="slack") == []


def test_several_people_are_read_at_once(database):
    with database.change() as work:
        work.people.put(ANA)

    with database.read() as work:
        assert work.people.several(["slack:U1", "slack:U9", "slack:U1"]) == {"slack:U1": ANA}
        assert work.people.several([]) == {}


def test_people_are_found_by_many_addresses_at_once_and_anew_after_one_was_put(database):
    odd = Person("slack:U3", "Odd", email="o\x00d@acme.test", checked_at=NINE)
    with database.change() as work:
        work.people.put(ANA)
        work.people.put(Person("slack:U2", "Unasked", email="leo@acme.test"))
        work.people.put(odd)

        found = work.people.with_emails(["ANA.O@acme.test", "leo@acme.test", "", "o\x00d@acme.test"])
        before = work.people.with_email("leo@acme.test")
        work.people.put(Person("slack:U2", "Leo", email="leo@acme.test", checked_at=NINE))
        after = work.people.with_email("leo@acme.test")

    assert {email: [one.id for one in people] for email, people in found.items()} == {
        "ANA.O@acme.test": ["slack:U1"],
        "leo@acme.test": [],
        "o\x00d@acme.test": ["slack:U3"],
    }
    assert before == []
    assert [one.name for one in after] == ["Leo"]
