"""What our own people hear of an incident: drafted from facts, sent once, and never to customers."""

import pytest

from bot.domain.status_update import UpdateState
from tests.bot.actions.telling import drafts, known, letters, page, publishes, replies, settle, telling
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of

HEAR = {
    "stakeholders": {"summaries_to": ["slack:leadership"], "summary_letters_to": ["execs@acme.test"]},
}


@pytest.fixture
def team(sqlite_database):
    """On both databases this is lived in the tests of storage."""
    return telling(Teller(sqlite_database), **HEAR)


def drafted(team, name="leo", **said):
    form = form_of(team.does(name, "brief", about="INC-1"))
    reply = team.fills(name, form, **said)
    team.carry()
    return reply


def sent(team, name="leo"):
    reply = team.does(name, "brief send", about="INC-1")
    settle(team)
    return reply


def latest(team):
    with team.store.read() as work:
        return work.summaries.latest("INC-1")


def card(team, number=1):
    """The card in the war room as it reads now."""
    with team.store.read() as work:
        slot = work.rooms.slot(f"INC-1/summary/{number}/slack")
    return next(one.card for one in team.chat.said if one.id == slot.message)


def heard(team, who):
    return [one.card for one in team.chat.said if one.room == f"slack:{who}"]


def asked_for(team, who="leo"):
    return [one for one in heard(team, who) if one.title == "INC-1: our own people wait for a summary"]


def test_it_is_filled_from_facts_that_our_own_people_may_know(team):
    drafts(team, remedy="Eve rolls back gateway-7.")
    drafted(team, business="Acme renews on Friday.")

    shown = read(card(team))
    for fact in (
        "Card payments are declined",
        "Customers known to be affected: 3.",
        "Customers by tier: 3 standard.",
        "What it means for the business: Acme renews on Friday.",
        "It is led by: Eve (incident commander), Leo (customer liaison).",
        "Eve rolls back gateway-7.",
        "To: channels: 1 · e-mail: 1",
    ):
        assert fact in shown
    assert labels_of(card(team))[:2] == ["Send", "Change the words"]


def test_it_reaches_our_own_people_once_and_nothing_that_customers_read(team):
    team.does("kim", "follow", about="INC-1")
    drafted(team)
    mailed = len(letters(team))

    first = card(team)
    team.presses("leo", first, "Send")
    again = team.presses("eve", first, "Send")
    settle(team)

    text = latest(team).text
    assert card_of(again).title == "INC-1 has no draft of a summary."
    [kim], [channel] = heard(team, "kim"), heard(team, "leadership")
    assert all(line in read(kim) and line in read(channel) for line in text.splitlines())
    assert labels_of(kim) == ["Status", "Stop following"]
    assert labels_of(channel) == ["Status"]
    [letter] = letters(team)[mailed:]
    assert (letter.to, letter.subject) == (
        "execs@acme.test",
        "SEV1 · INC-1 · Checkout is down (investigating)",
    )
    assert [replies(team, id) for id in "123"] == [[], [], []]
    assert page(team).posted == []
    with team.store.read() as work:
        assert work.status_updates.published_since(latest(team).published_at, limit=9) == []
    assert "Sent to: 3 of 3" in read(card(team))


def test_it_lives_beside_a_draft_for_customers_and_counts_for_none_of_their_promises(team):
    with team.store.read() as work:
        due = work.incidents.get("INC-1").next_update_due
    drafts(team)
    drafted(team)
    sent(team)

    with team.store.read() as work:
        assert work.incidents.get("INC-1").next_update_due == due
    assert [(one.number, one.state) for one in known(team)] == [(1, UpdateState.DRAFT)]
    publishes(team)
    assert known(team)[0].state is UpdateState.PUBLISHED


def test_a_promised_repair_is_remarked_and_names_are_not(team):
    team.does("leo", "brief Eve has gateway-7 back in 20 minutes.", about="INC-1")
    team.carry()

    shown = read(card(team))
    assert "promises a repair time" in shown
    assert "name of one of us" not in shown
    assert "one of our machines" not in shown
    assert "Send" in labels_of(card(team))


def test_approval_is_asked_for_only_where_the_settings_want_it(sqlite_database):
    wary = {"stakeholders": {**HEAR["stakeholders"], "summary_approval": True}}
    team = telling(Teller(sqlite_database), **wary)
    drafted(team)
    shown = card(team)
    assert card_of(sent(team)).title == "Nobody has approved it yet."
    assert card_of(team.presses("leo", shown, "Approve")).title.startswith("“approve” is for")

    form = form_of(team.does("leo", "brief edit", about="INC-1"))
    team.fills("leo", form, text="Other words.")
    assert card_of(team.presses("eve", shown, "Approve")).title == (
        "The summary of INC-1 was changed since you read it."
    )
    team.does("eve", "brief approve", about="INC-1")
    sent(team)

    assert latest(team).approved_by == "slack:eve"
    assert len(heard(team, "leadership")) == 1


def test_without_anybody_to_hear_it_nothing_is_sent(sqlite_database):
    team = telling(Teller(sqlite_database))
    drafted(team)

    assert card_of(sent(team)).title.startswith("Nobody would hear it")
    assert latest(team) is None


@pytest.mark.parametrize("kind", ["--private", "--drill"])
def test_of_what_is_private_or_a_drill_only_followers_hear(team, kind):
    key = team.declare(f"sev1 Something else {kind}")
    team.does("ana", f"liaison {key} me")
    team.does("ana", "follow", about=key)
    mailed = len(letters(team))

    team.does("ana", "brief It is being looked at.", about=key)
    team.does("ana", "brief send", about=key)
    settle(team)

    assert heard(team, "leadership") == []
    assert letters(team)[mailed:] == []
    assert any("It is being looked at." in read(one) for one in heard(team, "ana"))


def test_whoever_it_did_not_reach_is_named_and_tried_again(team):
    team.chat.gone.add("slack:leadership")
    drafted(team)
    sent(team)

    assert "slack:leadership: " in read(card(team))
    assert "Sent to: 1 of 2" in read(card(team))
    team.chat.gone.clear()
    team.presses("eve", card(team), "Retry what failed")
    settle(team)
    assert "Sent to: 2 of 2" in read(card(team))


def test_the_liaison_is_reminded_while_somebody_waits_and_once_after_a_downtime(team):
    team.knock()
    assert asked_for(team) == []
    team.clock.move(minutes=26)
    team.knock()
    team.knock()
    assert len(asked_for(team)) == 1

    team.clock.move(hours=3)
    team.knock()
    assert len(asked_for(team)) == 2

    team.presses("leo", asked_for(team)[-1], "Write a summary")
    drafted(team)
    sent(team)
    team.clock.move(minutes=10)
    team.knock()
    assert len(asked_for(team)) == 2
    team.clock.move(minutes=20)
    team.knock()
    assert len(asked_for(team)) == 3

    team.does("eve", "resolve It works again.", about="INC-1")
    team.clock.move(hours=1)
    team.knock()
    assert len(asked_for(team)) == 3


def test_who_heard_how_it_stood_is_to_hear_that_it_is_over(team):
    drafted(team, business="Acme renews on Friday.")
    sent(team)
    team.does("leo", "brief Half a sentence", about="INC-1")

    team.does("eve", "resolve It works again.", about="INC-1")
    team.carry()

    assert card(team, 2).title == "INC-1: summary 2 was thrown away"
    shown = read(card(team, 3))
    assert "Resolved: Checkout is down." in shown
    assert "Acme renews on Friday." in shown
    assert "Promises the next one" not in shown
    sent(team)
    assert [one.title for one in heard(team, "leadership")][1].startswith("RESOLVED · INC-1")


def test_nobody_is_reminded_where_nobody_would_hear_it(sqlite_database):
    team = telling(Teller(sqlite_database))
    team.clock.move(hours=1)
    team.knock()
    assert asked_for(team) == []

    team.does("kim", "follow", about="INC-1")
    team.knock()
    assert len(asked_for(team)) == 1
