"""One incident in two chats: what happens in one of them is seen in both."""

from bot.domain.card import Link, RoomLink
from bot.domain.person import Person
from bot.domain.room import RoomState
from bot.errors import Refused, TryLater
from tests.fakes.mirror import Mirror, settings
from tests.fakes.reader import read
from tests.fakes.teller import card_of, labels_of


def cards(mirror: Mirror) -> dict[str, str]:
    """The living card of each chat, read aloud."""
    return {chat: read(mirror.teller(chat).war_room()) for chat in ("slack", "teams")}


def titles(mirror: Mirror, chat: str) -> list[str]:
    return mirror.teller(chat).chat.heard(f"{chat}:{mirror.rooms()[chat]}")


def test_an_incident_gets_a_war_room_where_it_was_declared_and_where_teams_are_at_home(mirror):
    mirror.declare()

    assert mirror.rooms() == {"slack": "inc-1-checkout-is-down", "teams": "inc-1-checkout-is-down"}
    assert titles(mirror, "slack") == titles(mirror, "teams")
    assert "#inc-1-checkout-is-down (Teams)" in cards(mirror)["slack"]
    assert "#inc-1-checkout-is-down (Slack)" in cards(mirror)["teams"]
    assert "what is written in one room is shown in the others" in cards(mirror)["teams"]


def test_the_declarer_hears_of_both_rooms(mirror):
    reply = mirror.slack.does("ana", "declare sev1 Checkout is down")
    assert "On its way: a war room in Slack, Teams." in read(card_of(reply))

    mirror.carry()

    [(room, person, _)] = [one for one in mirror.slack.chat.whispers if "War room of" in one[2].title]
    assert (room, person) == ("slack:support", "slack:ana")
    shown = read(card_of(mirror.slack.does("ana", "status INC-1")))
    assert "War rooms: #inc-1-checkout-is-down · #inc-1-checkout-is-down (Teams)" in shown


def test_a_room_of_another_chat_is_a_link(mirror):
    mirror.declare()
    known = mirror.slack.does("ana", "join INC-1").card.parts[0].line
    assert [type(span) for span in known if not isinstance(span, str)] == [RoomLink, Link]


def test_an_announcement_shows_both_rooms_as_its_own_chat_can_open_them(database):
    mirror = Mirror(database, settings(announce=["slack:#incidents", "teams:news"]))
    mirror.declare()

    assert len(mirror.slack.chat.heard("slack:#incidents")) == 1
    [announced] = [one.card for one in mirror.teams.chat.said if one.room == "teams:news"]
    assert "War rooms: #inc-1-checkout-is-down · #inc-1-checkout-is-down (Slack)" in read(announced)


def test_a_private_incident_stays_in_its_own_chat_until_somebody_asks_for_more(mirror):
    mirror.declare("sev1 Data leaked --private")
    assert list(mirror.rooms()) == ["slack"]

    mirror.slack.does("ana", "room new teams", about="INC-1")
    mirror.carry()

    assert mirror.teams.chat.private == {"teams:inc-1-data-leaked"}
    told = "INC-1: A war room in Teams is being opened; what is written in one is shown in the other"
    assert told in mirror.slack.chat.heard("slack:inc-1-data-leaked")


def test_what_happens_in_one_chat_is_told_in_both(mirror):
    mirror.declare()
    mirror.teams.does("leo", "liaison me", about="INC-1")
    mirror.slack.does("eve", "update Card payments fail", room=mirror.rooms()["slack"])
    mirror.carry()

    assert titles(mirror, "slack") == titles(mirror, "teams")
    assert "INC-1 update: Card payments fail" in titles(mirror, "teams")
    for card in cards(mirror).values():
        assert "Customer liaison: @Leo" in card
        assert "> Card payments fail" in card


def test_a_question_for_a_liaison_is_settled_in_both_rooms(mirror):
    mirror.declare()
    mirror.slack.knock()
    assert "INC-1 needs a customer liaison" in titles(mirror, "slack")
    assert "INC-1 needs a customer liaison" in titles(mirror, "teams")

    mirror.teams.does("leo", "liaison me", about="INC-1")
    mirror.carry()

    for chat in ("slack", "teams"):
        assert "INC-1 has a customer liaison" in titles(mirror, chat)
        assert "INC-1 needs a customer liaison" not in titles(mirror, chat)


def test_a_role_held_in_the_other_chat_mentions_the_same_person_here(database):
    people = {"leo": {"slack": "leo", "teams": "29leo"}}
    mirror = Mirror(database, settings(people=people))
    mirror.slack.does("leo", "help")
    mirror.declare()
    mirror.teams.does("29leo", "liaison me", about="INC-1")
    mirror.carry()

    def liaison(chat):
        facts = next(p for p in mirror.teller(chat).war_room().parts if hasattr(p, "facts")).facts
        return next(fact for fact in facts if fact.label == "Customer liaison").value[0]

    assert (liaison("slack").person, liaison("slack").name) == ("slack:leo", "Leo")
    assert liaison("teams").person == "teams:29leo"
    assert "slack:leo" in mirror.slack.chat.invited["slack:inc-1-checkout-is-down"]
    assert "teams:29leo" in mirror.teams.chat.invited["teams:inc-1-checkout-is-down"]


def test_a_room_that_cannot_be_opened_does_not_keep_the_other_from_working(mirror):
    mirror.teams.chat.trouble["open_room"] = Refused("Teams needs the consent Channel.Create.")
    mirror.declare()
    mirror.slack.does("eve", "update Card payments fail", about="INC-1")
    mirror.carry()

    card = read(mirror.slack.war_room())
    assert "Teams: The war room could not be opened: Teams needs the consent Channel.Create." in card
    assert "> Card payments fail" in card
    assert mirror.teams.chat.said == []
    assert mirror.slack.chat.heard("slack:ana") == []

    mirror.teams.chat.trouble.clear()
    mirror.slack.presses("ana", mirror.slack.war_room(), "Retry what failed", room=mirror.rooms()["slack"])
    mirror.carry()
    assert "> Card payments fail" in read(mirror.teams.war_room())
    assert "could not be opened" not in read(mirror.slack.war_room())


def test_a_room_that_is_lost_is_told_where_it_was_and_can_be_opened_again(database):
    mirror = Mirror(database, settings(people={"leo": {"slack": "leo", "teams": "29leo"}}))
    mirror.declare()
    mirror.slack.does("leo", "liaison me", about="INC-1")
    mirror.carry()
    mirror.teams.does("eve", "room_gone", room=mirror.rooms()["teams"])
    mirror.carry()

    [lost] = [one.card for one in mirror.teams.chat.said if one.room == "teams:29leo"]
    assert lost.title == "The war room of INC-1 in Teams is gone"
    assert "It goes on in #inc-1-checkout-is-down (Slack)." in read(lost)

    mirror.teams.presses("29leo", lost, "Open a new one")
    mirror.carry()
    with mirror.store.read() as work:
        assert [room.state for room in work.rooms.of("INC-1")] == [RoomState.OPEN] * 2


def test_the_side_that_works_says_that_the_other_is_behind_until_it_is_not(mirror):
    mirror.declare()
    for method in ("post", "redraw"):
        mirror.slack.chat.trouble[method] = TryLater("Slack does not answer.")
    mirror.teams.does("leo", "update Card payments fail", about="INC-1")
    for _ in range(5):
        mirror.carry()
        mirror.clock.move(seconds=5)
    mirror.carry()

    assert "  Slack does not answer; 2 messages wait since 09:12." in cards(mirror)["teams"]

    mirror.slack.chat.trouble.clear()
    mirror.clock.move(minutes=2)
    mirror.carry()
    mirror.carry()

    assert all("does not answer" not in card for card in cards(mirror).values())
    assert titles(mirror, "slack") == titles(mirror, "teams")


def test_a_chat_that_asks_for_a_long_pause_is_behind_at_once(mirror):
    mirror.declare()
    mirror.slack.chat.trouble["redraw"] = TryLater("Slack is slowing us down.", after=300)
    mirror.teams.does("leo", "sev 2", room=mirror.rooms()["teams"])
    mirror.carry()
    assert "Slack does not answer" in cards(mirror)["teams"]

    mirror.slack.chat.trouble.clear()
    mirror.clock.move(minutes=6)
    mirror.carry()
    assert "does not answer" not in cards(mirror)["teams"]


def test_a_second_room_can_be_added_in_the_other_chat(database):
    mirror = Mirror(database, settings(teams={}))
    mirror.declare()
    assert list(mirror.rooms()) == ["slack"]
    assert labels_of(card_of(mirror.slack.does("ana", "room", about="INC-1"))) == ["Open one in Teams"]

    mirror.teams.does("leo", "join INC-1")
    mirror.teams.does("leo", "room INC-1 here", room="payments")
    mirror.carry()

    assert mirror.rooms()["teams"] == "payments"
    assert titles(mirror, "slack")[-1] == (
        "INC-1: #payments in Teams is now a war room; what is written in one is shown in the other"
    )
    assert titles(mirror, "teams")[0].startswith("INC-1 · SEV1")
    assert "War rooms" in cards(mirror)["slack"]


def test_a_chat_that_is_not_connected_gets_no_room(mirror):
    mirror.declare()
    mirror.slack.does("ana", "resolve now", about="INC-1")
    refused = card_of(mirror.slack.does("ana", "room new irc", about="INC-1"))
    assert "reopen it first" in refused.title

    mirror.declare("sev1 Search is slow")
    refused = card_of(mirror.slack.does("ana", "room new irc", about="INC-2"))
    assert refused.title == "Irc is not connected; there are slack, teams."


def test_both_rooms_are_archived_and_opened_again(database):
    mirror = Mirror(database, settings(rooms={"on_close": "archive"}))
    mirror.declare()
    mirror.teams.does("leo", "resolve Works again", room=mirror.rooms()["teams"])
    mirror.carry()
    assert mirror.slack.chat.closed == ["slack:inc-1-checkout-is-down"]
    assert mirror.teams.chat.closed == ["teams:inc-1-checkout-is-down"]
    assert all(card.startswith("RESOLVED") for card in cards(mirror).values())

    mirror.slack.does("ana", "reopen INC-1")
    mirror.carry()
    with mirror.store.read() as work:
        assert [room.state for room in work.rooms.of("INC-1")] == [RoomState.OPEN] * 2


def test_who_comes_into_the_second_room_late_is_told_once(database):
    mirror = Mirror(database, settings(people={"eve": {"slack": "eve", "teams": "29eve"}}))
    mirror.declare()
    mirror.slack.does("eve", "joined", room=mirror.rooms()["slack"])
    mirror.teams.does("29eve", "joined", room=mirror.rooms()["teams"])
    mirror.teams.does("mei", "joined", room=mirror.rooms()["teams"])
    mirror.carry()

    assert [person for _, person, card in mirror.slack.chat.whispers if "Catch-up" in card.title] == [
        "slack:eve"
    ]
    assert [person for _, person, _ in mirror.teams.chat.whispers] == ["teams:mei"]


def test_the_other_workspace_is_the_one_in_which_the_declarer_is_known(database):
    mirror = Mirror(database, settings(people={"ana": {"slack": "ana", "teams": "29ana"}}))
    with mirror.store.change() as work:
        work.people.put(Person("teams:29ana", "Ana", "tenant-1"))
    mirror.declare()

    with mirror.store.read() as work:
        assert {room.chat: room.workspace for room in work.rooms.of("INC-1")} == {
            "slack": "T1",
            "teams": "tenant-1",
        }


def test_a_chat_with_an_only_room_says_nothing_of_lag(told):
    told.declare()
    told.chat.trouble["post"] = TryLater("Slack does not answer.")
    told.does("ana", "update Something", about="INC-1")
    told.carry()
    told.clock.move(minutes=2)
    told.carry()
    shown = read(card_of(told.does("ana", "status INC-1")))
    assert "does not answer" not in shown
