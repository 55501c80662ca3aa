"""The war room disappears behind our back: nothing that was to be said is lost."""


def test_what_an_archived_war_room_cannot_hear_is_said_where_it_was_declared(teller):
    teller.declare()
    teller.chat.gone.add(f"slack:{teller.room()}")
    teller.does("ana", "update Cards fail", room=teller.room())

    teller.carry()

    assert "INC-1 update: Cards fail" in teller.chat.heard("slack:support")
    assert "The war room of INC-1 is gone" in teller.chat.heard("slack:ana")


def test_a_channel_that_is_gone_is_told_of_once(teller):
    teller.declare()
    teller.chat.gone.add(f"slack:{teller.room()}")

    for text in ("First", "Second"):
        teller.does("ana", f"update {text}", room=teller.room())
        teller.carry()

    assert teller.chat.heard("slack:ana").count("The war room of INC-1 is gone") == 1


def test_an_announcement_channel_that_is_gone_is_a_failure_and_no_lost_war_room(teller):
    teller.settings = teller.settings.model_copy(update={"announce": ("slack:#incidents",)})
    teller.__post_init__()
    teller.chat.gone.add("slack:#incidents")

    teller.declare()

    assert any("archived" in str(part) for part in teller.war_room().parts)
