from bot.domain.room import RoomState, Slot, WarRoom
from tests.storage.samples import incident


def test_a_war_room_is_kept_per_incident_and_chat(database):
    slack = WarRoom("INC-1", "slack", "T1", "slack:C1", "inc-1-checkout", "https://chat.test/C1")
    teams = WarRoom("INC-1", "teams")
    with database.change() as work:
        work.incidents.add(incident())
        work.rooms.add(slack)
        work.rooms.add(teams)

    opened = WarRoom("INC-1", "teams", "T2", "teams:19:x", "INC-1", "u", RoomState.OPEN, adopted=True)
    with database.change() as work:
        work.rooms.save(opened)

    with database.read() as work:
        assert work.rooms.of("INC-1") == [slack, opened]
        assert work.rooms.of("INC-2") == []


def test_a_room_leads_to_its_newest_incident(database):
    with database.change() as work:
        for number in (2, 10, 9):
            work.incidents.add(incident(number))
            work.rooms.add(WarRoom(f"INC-{number}", "slack", room="slack:C1"))
        work.rooms.add(WarRoom("INC-2", "teams"))

    with database.read() as work:
        assert work.rooms.at("slack:C1").incident == "INC-10"
        assert work.rooms.at("slack:C2") is None
        assert work.rooms.at("") is None


def test_a_slot_is_put_where_its_card_stands_now(database):
    with database.change() as work:
        work.rooms.put_slot(Slot("INC-1/war_room/slack:C1", "slack:C1", ""))
        work.rooms.put_slot(Slot("INC-1/announcement/slack:C9", "slack:C9", "1.2"))
        work.rooms.put_slot(Slot("INC-10/war_room/slack:C2", "slack:C2", "1.3"))
        work.rooms.put_slot(Slot("INC-1/war_room/slack:C1", "slack:C1", "1.1"))

    with database.read() as work:
        standing = Slot("INC-1/war_room/slack:C1", "slack:C1", "1.1")
        assert work.rooms.slot("INC-1/war_room/slack:C1") == standing
        assert work.rooms.slot("INC-1/war_room/slack:C7") is None
        assert work.rooms.slots("INC-1") == [
            Slot("INC-1/announcement/slack:C9", "slack:C9", "1.2"),
            standing,
        ]


def test_slots_are_kept_and_read_many_at_once(database):
    slots = [Slot(f"INC-{number}/card", "slack:C1", str(number)) for number in range(3)]
    with database.change() as work:
        work.rooms.put_slots(slots)
        work.rooms.put_slots([Slot("INC-1/card", "slack:C2", "9")])
        work.rooms.put_slots([])

    with database.read() as work:
        found = work.rooms.several_slots(["INC-0/card", "INC-1/card", "INC-7/card"])

    assert found == {"INC-0/card": slots[0], "INC-1/card": Slot("INC-1/card", "slack:C2", "9")}
