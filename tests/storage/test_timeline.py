from dataclasses import replace
from datetime import timedelta

from bot.domain.timeline import Kind
from tests.storage.samples import NINE, entry, incident


def test_a_timeline_is_told_in_the_order_in_which_things_happened(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.incidents.add(incident(2))
        for text, minute in (("third", 3), ("first", 1), ("second", 2), ("also second", 2)):
            work.timeline.add(entry(text=text, at=NINE + timedelta(minutes=minute)))
        work.timeline.add(entry(incident="INC-2", text="elsewhere"))

    with database.read() as work:
        told = [one.text for one in work.timeline.of("INC-1", limit=9)]
        assert told == ["first", "second", "also second", "third"]
        assert [one.text for one in work.timeline.of("INC-1", limit=2)] == ["also second", "third"]


def test_an_entry_is_edited_and_a_removed_one_is_kept_but_not_told(database):
    full = entry(kind=Kind.UPDATE, source="slack:C1/1.1", url="https://chat.test/1")
    with database.change() as work:
        work.incidents.add(incident())
        edited = replace(full, id=work.timeline.add(full), text="Better words", edited_at=NINE)
        removed = replace(full, id=work.timeline.add(full), removed_at=NINE)
        work.timeline.save(edited)
        work.timeline.save(removed)

    with database.read() as work:
        assert work.timeline.of("INC-1", limit=9) == [edited]
        assert work.timeline.get(removed.id) == removed
        assert work.timeline.get(999) is None


def test_entries_are_found_by_the_message_they_came_from(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.timeline.add(entry(source="slack:C1/1.1"))
        work.timeline.add(entry(source="slack:C1/1.2"))
        work.timeline.add(entry())

    with database.read() as work:
        assert [one.source for one in work.timeline.from_source("slack:C1/1.2")] == ["slack:C1/1.2"]
        assert work.timeline.from_source("") == []
