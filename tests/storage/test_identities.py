from dataclasses import replace
from datetime import timedelta

from bot.domain.identity import Identity, LinkCode
from bot.domain.person import Person
from tests.storage.samples import NINE


def test_ids_of_one_person_are_found_together(database):
    with database.change() as work:
        for id in ("slack:U1", "teams:29:1x"):
            work.identities.put(Identity(id, "p1", NINE))
        work.identities.put(Identity("slack:U2", "p2", NINE))

    with database.change() as work:
        assert work.identities.get("slack:U1").person == "p1"
        assert [one.id for one in work.identities.of("p1")] == ["slack:U1", "teams:29:1x"]
        work.identities.remove("slack:U1")
        assert work.identities.get("slack:U1") is None


def test_a_code_lasts_until_it_expires_is_used_or_is_replaced(database):
    code = LinkCode("slack:U1", "abc", NINE + timedelta(minutes=10))
    with database.change() as work:
        work.identities.put_code(replace(code, digest="earlier"))
        work.identities.put_code(code)
        work.identities.put_code(replace(code, person="slack:U2"))

        assert work.identities.codes(NINE) == [code, replace(code, person="slack:U2")]
        assert work.identities.codes(code.expires_at) == []
        work.identities.use_codes(["slack:U1"])
        assert [one.person for one in work.identities.codes(NINE)] == ["slack:U2"]
        assert work.identities.forget_codes(code.expires_at) == 1


def test_an_address_counts_once_the_chat_has_said_it(database):
    ana = Person("slack:U1", "Ana", email="Ana@Acme.test", checked_at=NINE)
    with database.change() as work:
        work.people.put(ana)
        work.people.put(Person("teams:29:1x", "Ana", email="ana@acme.test"))

        assert work.people.with_email("ANA@acme.test") == [ana]
        assert work.people.with_email("") == []


def test_addresses_recorded_by_an_earlier_release_are_found(tmp_path):
    from sqlalchemy import create_engine, text

    from storage.bell import Bell
    from storage.migrations import upgrade
    from storage.unit_of_work import connect

    url = f"sqlite:///{tmp_path}/old.db"
    upgrade(url, "0002")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO people (id, name, workspace, email, zone, language, guest, checked_at, chat,"
                " folded_name, folded_mailbox) VALUES ('slack:U1', 'Ana', '', 'Ana@acme.test', '', '', false,"
                " '2026-03-02T09:12:13.141592+00:00', 'slack', 'ana', 'ana')"
            )
        )
    engine.dispose()

    upgrade(url)

    database = connect(url, Bell())
    with database.read() as work:
        assert [one.id for one in work.people.with_email("ana@acme.test")] == ["slack:U1"]
    database.close()
