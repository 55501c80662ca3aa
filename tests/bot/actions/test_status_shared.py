"""Channels shared with customers: the published words for who is hurt, once, and nothing of ours."""

import pytest

from bot.domain.status_update import Audience, Telling
from bot.errors import Refused, TryLater
from tests.bot.actions.one_by_one import TIERS, heard, of, one_by_one, personal, publishes, shown, stands
from tests.bot.actions.telling import card, known, replies, settle
from tests.fakes.chat import Chat
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of

SHARED = Audience.SHARED
OURS = ("INC-1", "SEV1", "db-7", "Leo", "Eve", "Ana", "premium", "[", "update 1")


@pytest.fixture
def team(told):
    return one_by_one(told, customers={"tiers": TIERS | {"premium": {"rank": 1}}, "default_tier": "standard"})


def test_who_is_hurt_reads_the_published_words_in_their_language_and_nothing_of_ours(team):
    text = publishes(team)

    [acme], [calm] = heard(team, "slack:acme"), heard(team, "slack:calm")
    assert acme.splitlines()[1:] == ["Aktueller Stand", f"DE {text}"]
    assert calm.splitlines()[1:] == ["Status update", text]
    assert [word for word in OURS for said in (acme, calm) if word in said] == []
    assert all(one.card.spoken for one in team.chat.said if one.room in ("slack:acme", "slack:calm"))
    assert "customers' channels: 2 of 2" in read(card(team))
    assert stands(team, 1, "slack:acme", SHARED).language == "de"


def test_nobody_else_hears_and_a_chat_that_is_not_connected_is_no_target(team):
    publishes(team)

    with team.store.read() as work:
        assert work.tellings.get(1, SHARED, "teams:19:calm") is None
    assert not [one for one in team.chat.said if one.room == "slack:bolt"]


def test_an_account_whose_first_ticket_is_linked_later_gets_the_word_that_counts_then_once(team):
    team.does("ana", "unlink zendesk:4", about="INC-1")
    team.carry()
    publishes(team)
    assert heard(team, "slack:calm") == []
    latest = publishes(team, "Half of the cards work. We write again at 13:59 UTC.")

    for id in ("6", "7"):
        of(team, id, "Calm")
        team.does("ana", f"link zendesk:{id}", about="INC-1")
        settle(team)

    [said] = heard(team, "slack:calm")
    assert latest in said


def test_what_was_retracted_is_replaced_where_it_stands_and_appears_nowhere_else(team):
    team.chat.gone.add("slack:calm")
    publishes(team)
    assert stands(team, 1, "slack:calm", SHARED).state is Telling.FAILED
    assert "slack:calm: The channel is archived." in read(card(team))
    team.chat.gone.clear()

    team.does("leo", "retract Leo named the wrong region", about="INC-1")
    settle(team)

    [said] = heard(team, "slack:acme")
    assert said.splitlines()[1:] == ["Aktueller Stand", "Diese Meldung wurde zurückgezogen."]
    assert heard(team, "slack:calm") == []
    assert stands(team, 1, "slack:calm", SHARED).state is Telling.SKIPPED


def test_what_is_retracted_while_it_is_on_its_way_is_withdrawn_once_it_stands_there(team):
    """The answer to the first try was lost: it may stand there already."""
    team.does("leo", "draft Cards fail. We write again at 13:59 UTC.", about="INC-1")
    team.does("eve", "approve", about="INC-1")
    team.does("leo", "publish", about="INC-1")
    team.chat.trouble["post"] = TryLater("It is slow.", unsure=True)
    settle(team)
    team.does("leo", "retract wrong", about="INC-1")
    del team.chat.trouble["post"]
    team.clock.move(minutes=2)
    settle(team)

    assert all("Cards fail" not in said for said in heard(team, "slack:acme"))


def test_a_correction_appears_as_any_other_word(team):
    publishes(team)
    team.does("leo", "correct", about="INC-1")
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Only Visa. We write again at 13:59 UTC.", text_de="Nur Visa. 13:59 UTC.")
    team.does("eve", "approve anyway the bank says so", about="INC-1")
    team.does("leo", "publish", about="INC-1")
    settle(team)

    assert [said.splitlines()[-1] for said in heard(team, "slack:acme")][1:] == ["Nur Visa. 13:59 UTC."]

    team.does("leo", "retract the bank was wrong", about="INC-1")
    settle(team)
    first, taken_back = heard(team, "slack:acme")
    assert taken_back.splitlines()[2:] == ["Diese Meldung wurde zurückgezogen.", first.splitlines()[-1]]


def test_a_channel_that_refuses_is_told_when_somebody_tries_again(team):
    team.chat.trouble["post"] = Refused("Caseline is not in that channel.")
    publishes(team)
    assert heard(team, "slack:acme") == []
    team.chat.trouble.clear()

    team.does("eve", "retry", about="INC-1")
    settle(team)

    assert [len(heard(team, room)) for room in ("slack:acme", "slack:calm")] == [1, 1]


@pytest.mark.parametrize("kind", ["private", "drill"])
def test_neither_a_private_incident_nor_a_drill_ever_reaches_a_customer(team, kind):
    team.does("ana", "declare", fields={"title": "Leak", "severity": "SEV1", "options": (kind,)})
    team.carry()
    team.does("ana", "link zendesk:4 zendesk:1", about="INC-2")
    team.carry()
    team.does("ana", "role incident_commander me", about="INC-2")
    team.does("ana", "draft Some data was exposed. We write again at 13:59 UTC.", about="INC-2")
    assert "shared" not in known(team, "INC-2")[0].audiences
    form = form_of(team.does("ana", "draft edit", about="INC-2"))
    team.fills("ana", form, to=("shared", "tickets", "followers"))
    team.does("ana", "approve", about="INC-2")
    team.does("ana", "publish", about="INC-2")
    settle(team)

    assert known(team, "INC-2")[0].published_at is not None
    assert [heard(team, room) for room in ("slack:acme", "slack:calm")] == [[], []]
    assert team.desks["zendesk"].replies == {}
    with team.store.read() as work:
        assert work.tellings.count(known(team, "INC-2")[0].id).keys() <= {(Audience.FOLLOWERS, Telling.TOLD)}


def test_hostile_words_stay_words_and_long_ones_are_whole(team):
    long = "x" * 6000
    publishes(team, f"<!channel> *bold* <b>x</b> @here {long}. We write again at 13:59 UTC.")

    said = "".join(heard(team, "slack:calm"))
    assert "<!channel> *bold* <b>x</b> @here" in said
    assert said.count("x") > 6000


def test_customers_of_a_tier_that_is_told_one_by_one_read_it_when_it_is_sent(told):
    team = one_by_one(told)
    publishes(team)
    assert [len(heard(team, room)) for room in ("slack:acme", "slack:calm")] == [0, 1]

    personal(team, "send acme")

    assert len(heard(team, "slack:acme")) == 1


def test_in_two_chats_it_is_listed_twice_and_sent_once(database):
    """On both databases; whoever presses second, in the other chat, is told so."""
    teams = Chat("teams")
    homes = {"people": {"mia": {"teams": "mia"}}, "teams": {"support": {"lead": "mia", "home": "teams"}}}
    team = one_by_one(Teller(database), also=[teams], **homes)
    other = Teller(team.store, team.settings, chat=teams, clock=team.clock)
    other.world, other.router, other._wish = team.world, team.router, team._wish
    publishes(team)

    [there] = [one.card for one in teams.said if "personal word (update 1)" in one.card.title]
    other.presses("mia", there, "Send as published")
    again = team.presses("leo", shown(team), "Send as published")
    settle(team)

    assert card_of(again).title == "Acme was told already."
    assert [len(replies(team, id)) for id in "123"] == [1, 1, 0]
    assert len(heard(team, "slack:acme")) == 1
    [calm] = [one for one in teams.said if one.room == "teams:19:calm"]
    assert calm.card.spoken
    [there] = [one.card for one in teams.said if "personal word (update 1)" in one.card.title]
    assert "told 3 of 3" in read(there)
