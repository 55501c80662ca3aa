from dataclasses import replace
from datetime import timedelta

from bot.domain.relay import Copy, Relayed
from tests.storage.samples import NINE, incident

SAID = Relayed(
    source="slack:C1/1700.1",
    incident="INC-1",
    room="slack:C1",
    author="slack:U1",
    name="Eve",
    text="It is the certificate.",
    at=NINE,
    files={"https://files.test/1": "log.txt"},
)


def test_what_was_passed_on_is_found_by_where_it_came_from(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.relays.add(SAID)
        work.relays.save(replace(SAID, text="It was the certificate.", removed_at=NINE))

    with database.read() as work:
        kept = work.relays.get(SAID.source)
        assert (kept.text, kept.removed_at, kept.files) == ("It was the certificate.", NINE, SAID.files)
        assert (kept.chat, kept.message) == ("slack", "1700.1")
        assert work.relays.get("slack:C1/1700.2") is None


def test_a_copy_is_found_from_both_sides(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.relays.add(SAID)
        work.relays.put_copy(Copy(SAID.source, "teams", "teams:19:a", "1"))
        work.relays.put_copy(Copy(SAID.source, "teams", "teams:19:a", "2"))

    with database.read() as work:
        copy = Copy(SAID.source, "teams", "teams:19:a", "2")
        assert work.relays.copies(SAID.source) == [copy]
        assert work.relays.copy_at("teams:19:a", "2") == copy
        assert work.relays.copy_at("teams:19:b", "2") is None


def test_what_is_old_is_forgotten_with_its_copies(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.relays.add(SAID)
        work.relays.put_copy(Copy(SAID.source, "teams", "teams:19:a", "1"))
        younger = replace(SAID, source="slack:C1/1700.2", at=NINE + timedelta(hours=2))
        work.relays.add(younger)

        assert work.relays.forget_before(NINE + timedelta(hours=1)) == 1
        assert work.relays.get(SAID.source) is None
        assert work.relays.copy_at("teams:19:a", "1") is None
        assert work.relays.get(younger.source) == younger
