"""One person in two chats: by settings, by address, or by a code from the other side."""

import re

import pytest

from bot.actions.identity import identities, known_as
from bot.domain.person import Person
from bot.errors import Refused
from tests.fakes.mirror import Mirror, settings
from tests.fakes.reader import read
from tests.fakes.teller import button_of, card_of

CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}")


def who(mirror: Mirror, person: str) -> set[str]:
    with mirror.store.read() as work:
        return set(identities(mirror.world, work, person))


def known(mirror: Mirror, id: str, email: str, **more) -> None:
    with mirror.store.change() as work:
        checked = more.pop("checked_at", mirror.clock.now())
        work.people.put(
            Person(id, id.partition(":")[2].capitalize(), email=email, checked_at=checked, **more)
        )


def code_for(mirror: Mirror, name: str, *, chat: str = "slack") -> str:
    found = CODE.search(str(card_of(mirror.teller(chat).does(name, "link me")).parts))
    assert found
    return found[0]


def linked(mirror: Mirror, here: str, there: str) -> None:
    code = code_for(mirror, here)
    question = card_of(mirror.teams.does(there, f"link me {code}"))
    mirror.teams.presses(there, question, "Yes, that is me")


def test_settings_join_people(database):
    mirror = Mirror(database, settings(people={"ana": {"slack": "ana", "teams": "29ana"}}))
    assert who(mirror, "teams:29ana") == {"slack:ana", "teams:29ana"}


def test_an_address_that_both_chats_vouch_for_joins_members(mirror):
    known(mirror, "slack:ana", "Ana@acme.test")
    known(mirror, "teams:29ana", "ana@acme.test")
    assert who(mirror, "slack:ana") == {"slack:ana", "teams:29ana"}
    assert who(mirror, "teams:29ana") == {"slack:ana", "teams:29ana"}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"guest": True},
        {"checked_at": None},
        {"email": ""},
        {"id": "slack:ana2"},
    ],
    ids=["a guest", "somebody unchecked", "no address", "the same chat"],
)
def test_an_address_joins_nobody_else(mirror, spoilt):
    known(mirror, "slack:ana", spoilt.get("email", "ana@acme.test"))
    known(mirror, **{"id": "teams:29ana", "email": "ana@acme.test"} | spoilt)
    assert who(mirror, "slack:ana") == {"slack:ana"}


def test_a_guest_is_not_joined_with_the_member_whose_address_they_show(mirror):
    known(mirror, "slack:ana", "ana@acme.test", guest=True)
    known(mirror, "teams:29ana", "ana@acme.test")
    assert who(mirror, "slack:ana") == {"slack:ana"}


def test_an_address_of_two_accounts_joins_neither(mirror):
    known(mirror, "slack:ana", "ana@acme.test")
    known(mirror, "teams:29ana", "ana@acme.test")
    known(mirror, "teams:29other", "ana@acme.test")
    assert who(mirror, "slack:ana") == {"slack:ana"}


def test_an_address_in_the_settings_is_the_same_person(database):
    people = {"mia": {"slack": "mia", "email": "mia@acme.test"}, "leo": {"email": "leo@acme.test"}}
    teams = {"support": {"lead": "mia", "members": ["leo"]}}
    mirror = Mirror(database, settings(people=people, teams=teams))
    known(mirror, "teams:29mia", "MIA@acme.test")
    known(mirror, "teams:29leo", "leo@acme.test")
    known(mirror, "teams:29eve", "leo@acme.test", checked_at=None)

    assert who(mirror, "teams:29mia") == who(mirror, "slack:mia") == {"slack:mia", "teams:29mia"}
    with mirror.store.read() as work:
        assert known_as(mirror.world, work, "teams:29mia") == "mia"
        assert known_as(mirror.world, work, "teams:29leo") == "leo"
        assert known_as(mirror.world, work, "teams:29eve") == ""


def test_an_id_in_the_settings_counts_more_than_an_address(database):
    people = {"mia": {"slack": "mia", "teams": "29mia", "email": "mia@acme.test"}}
    mirror = Mirror(database, settings(people=people))
    known(mirror, "teams:29false", "mia@acme.test")
    assert who(mirror, "teams:29false") == {"teams:29false"}
    assert who(mirror, "slack:mia") == {"slack:mia", "teams:29mia"}


def test_a_code_said_on_the_other_side_and_confirmed_links_two_accounts(mirror):
    code = code_for(mirror, "ana")
    question = card_of(mirror.teams.does("29ana", f"link me {code.lower()}"))
    assert question.title == "Are you Ana in Slack?"
    assert who(mirror, "slack:ana") == {"slack:ana"}

    reply = mirror.teams.presses("29ana", question, "Yes, that is me")

    assert "You are known as one person now" in card_of(reply).title
    assert who(mirror, "slack:ana") == who(mirror, "teams:29ana") == {"slack:ana", "teams:29ana"}
    with mirror.store.read() as work:
        assert [one.after for one in work.audit.of("")][-1] == {"linked": ["slack:ana", "teams:29ana"]}


def test_the_other_account_hears_of_it_and_may_undo_it(mirror):
    linked(mirror, "ana", "29ana")
    mirror.carry()

    [told] = [one.card for one in mirror.slack.chat.said if one.room == "slack:ana"]
    assert told.title == "You and 29ana in Teams are known as one person now"
    mirror.slack.presses("ana", told, "Undo it")
    assert who(mirror, "teams:29ana") == {"teams:29ana"}


def test_trouble_with_telling_the_other_account_is_no_trouble_of_an_incident(mirror):
    mirror.slack.chat.trouble["post"] = Refused("No.")
    linked(mirror, "ana", "29ana")
    mirror.carry()
    assert who(mirror, "teams:29ana") == {"slack:ana", "teams:29ana"}


def test_a_code_is_good_once_for_ten_minutes_and_not_where_it_came_from(mirror):
    code = code_for(mirror, "ana")
    assert "other chat" in card_of(mirror.slack.does("eve", f"link me {code} yes")).title
    assert "wrong" in card_of(mirror.teams.does("29eve", "link me AAAA-BBBB-CCCC yes")).title

    mirror.teams.does("29ana", f"link me {code} yes")
    assert "wrong, was used" in card_of(mirror.teams.does("29eve", f"link me {code} yes")).title
    assert who(mirror, "slack:ana") == {"slack:ana", "teams:29ana"}

    code = code_for(mirror, "leo")
    mirror.clock.move(minutes=10)
    assert "older than ten minutes" in card_of(mirror.teams.does("29leo", f"link me {code} yes")).title
    assert who(mirror, "slack:leo") == {"slack:leo"}


def test_a_new_code_takes_the_place_of_the_earlier_one(mirror):
    first, second = code_for(mirror, "ana"), code_for(mirror, "ana")
    assert "wrong" in card_of(mirror.teams.does("29ana", f"link me {first} yes")).title
    assert mirror.teams.does("29ana", f"link me {second} yes").outcome == "done"


def test_the_code_itself_is_not_kept(mirror):
    code = code_for(mirror, "ana").replace("-", "")
    with mirror.store.read() as work:
        [kept] = work.identities.codes(mirror.clock.now())
    assert code not in kept.digest


def test_unlinking_undoes_it(mirror):
    linked(mirror, "ana", "29ana")
    mirror.slack.does("ana", "unlink me")
    assert who(mirror, "teams:29ana") == {"teams:29ana"}
    assert "Nothing was linked" in card_of(mirror.slack.does("ana", "unlink me")).title


def test_who_wants_to_link_accounts_is_told_how_where_there_are_no_tickets(mirror):
    mirror.declare()
    assert "`link me`" in read(card_of(mirror.slack.does("ana", "link INC-1 zendesk:12")))


def test_whoever_declared_here_may_cancel_there(mirror):
    linked(mirror, "ana", "29ana")
    mirror.declare()
    refused = card_of(mirror.teams.does("29eve", "cancel INC-1 no"))
    assert "is for" in refused.title
    assert mirror.teams.does("29ana", "cancel INC-1 no").outcome == "done"


def test_a_private_incident_is_seen_by_the_same_person_in_both_chats(mirror):
    linked(mirror, "ana", "29ana")
    mirror.declare("sev1 Data leaked --private")
    assert "Data leaked" in read(card_of(mirror.teams.does("29ana", "status INC-1")))
    assert "no incident" in card_of(mirror.teams.does("29eve", "status INC-1")).title


def test_a_handoff_is_taken_in_the_other_chat(mirror):
    linked(mirror, "leo", "29leo")
    mirror.declare()
    mirror.slack.does("ana", "liaison me", about="INC-1")
    mirror.slack.does("ana", "handoff leo", about="INC-1", mentions={})
    mirror.carry()

    assert "Only Leo can answer" in card_of(mirror.teams.does("29eve", "handoff take 1", about="INC-1")).title
    mirror.teams.does("29leo", "handoff take 1", about="INC-1")
    with mirror.store.read() as work:
        assert [holder.person for holder in work.roles.of("INC-1")] == ["teams:29leo"]
    mirror.carry()
    assert "INC-1" in read(mirror.slack.chat.homes["slack:leo"])


def test_a_hat_that_is_mine_there_is_mine_here(mirror):
    linked(mirror, "leo", "29leo")
    mirror.declare()
    mirror.slack.does("leo", "liaison me", about="INC-1")
    again = card_of(mirror.teams.does("29leo", "liaison me", about="INC-1"))
    assert again.title == "29leo already is customer liaison of INC-1."
    mine = card_of(mirror.teams.does("29leo", "liaison", about="INC-1"))
    assert button_of(mine, "Hand it over").does == "handoff"


def test_somebody_who_is_only_in_the_other_chat_is_found_by_name(mirror):
    mirror.teams.does("leo", "help")
    mirror.declare()
    mirror.slack.does("ana", "liaison leo", about="INC-1")
    mirror.carry()
    assert "Customer liaison: @Leo" in read(mirror.slack.war_room())
    assert "teams:leo" in mirror.teams.chat.invited["teams:inc-1-checkout-is-down"]
    assert [one.room for one in mirror.teams.chat.said if "You are customer liaison" in one.card.title] == [
        "teams:leo"
    ]
