"""An incident lasts: customers may hear less often, once somebody says so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.actions.pace import sweep
from bot.config import Settings
from bot.domain.sla_metric import Metric
from tests.bot.actions.telling import TELLS, card, drafts, known, publishes, settle, telling
from tests.bot.actions.test_sla_incident import incident, running
from tests.fakes.reader import read
from tests.fakes.teller import Teller, button_of, card_of, labels_of

MINUTE = timedelta(minutes=1)
OFFER = "INC-1 lasts: should customers hear less often?"


@pytest.fixture
def team(sqlite_database):
    return telling(Teller(sqlite_database), public_url="https://caseline.acme.test")


def lasts(team, minutes):
    team.clock.move(minutes=minutes)
    team.knock()


def offers(team):
    """What the war room was asked, as it reads now."""
    asked = [one for one in team.chat.said if one.cards[0].title == OFFER]
    return [one.card for one in asked]


def test_the_whole_story_of_a_slower_pace(team):
    """Offered once to liaison and commander, decided, announced, kept, and over when it gets worse."""
    lasts(team, 119)
    drafts(team)
    publishes(team)
    assert not offers(team)

    lasts(team, 2)
    [asked] = offers(team)
    assert all(f"@{who}" in read(asked) for who in ("Leo", "Eve"))
    assert labels_of(asked) == ["Slow down to every 60 min", "Keep every 20 min"]

    promised = incident(team).next_update_due
    button = button_of(asked, "Slow down to every 60 min")
    answer = team.does("leo", f"cadence {button.words}", about="INC-1")
    settle(team)
    assert card_of(answer).title == "INC-1: customers hear every 60 min"
    assert [one.title for one in offers(team)] == ["INC-1: customers hear every 60 min"]
    assert incident(team).next_update_due == promised
    assert "every 60 min, from the next word on" in read(team.war_room())

    drafts(team)
    told = known(team)[-1]
    assert "From now on we will write every 60 minutes." in told.texts["en"]
    assert "alle 60 Minuten" in told.texts["de"]
    assert told.next_at == (team.clock.now() + 60 * MINUTE).replace(second=0, microsecond=0)
    assert "every 60 min, from the next word on" in read(card(team, 2))
    publishes(team)
    assert incident(team).next_update_due == told.next_at == running(team).due
    assert "every 60 min instead of 20 min" in read(team.war_room())

    lasts(team, 30)
    drafts(team)
    assert "From now on" not in known(team)[-1].texts["en"]
    publishes(team)
    with team.store.read() as work:
        written = [one.text for one in work.timeline.of("INC-1", limit=200)]
        audited = [one.after for one in work.audit.of("INC-1") if "pace" in one.after]
    assert "Customers hear every 60 min instead of 20 min, from their next word on" in written
    assert audited == [{"pace": 3600}]
    assert len(offers(team)) == 1


def test_a_worse_severity_and_a_reopening_go_back_to_the_usual_pace(sqlite_database):
    team = telling(Teller(sqlite_database))
    team.does("eve", "sev 2", about="INC-1")
    lasts(team, 121)
    team.does("eve", "cadence slow", about="INC-1")
    drafts(team)
    publishes(team)
    start = team.clock.now()
    assert running(team).due > start + 50 * MINUTE

    team.does("eve", "sev 1", about="INC-1")
    settle(team)
    assert running(team).due < start + 21 * MINUTE
    assert "every 20 min, from the next word on" in read(team.war_room())

    team.does("eve", "cadence slow", about="INC-1")
    team.does("eve", "resolve done", about="INC-1", fields={"text": "done"})
    team.does("eve", "reopen", about="INC-1")
    assert running(team).due == team.clock.now() + 20 * MINUTE
    refused = card_of(team.does("eve", "cadence slow", about="INC-1"))
    assert "less than an hour" in refused.title
    lasts(team, 121)
    assert [one.title for one in offers(team)][-1] == OFFER


def test_in_the_first_hour_nothing_is_offered_that_would_be_refused(told):
    told.declare("sev1 Checkout is down")
    early = card_of(told.does("leo", "cadence", about="INC-1"))
    told.clock.move(hours=1)
    later = card_of(told.does("leo", "cadence", about="INC-1"))

    assert "It may be every 60 min from 10:12 on." in read(early)
    assert labels_of(early) == []
    assert labels_of(later) == ["Slow down to every 60 min", "Keep every 20 min"]


@pytest.mark.parametrize(
    ("minutes", "severity", "words", "says"),
    [
        (59, "sev1", "slow", "INC-1 has lasted less than an hour, and in the first hour"),
        (61, "sev1", "slow", "INC-1: customers hear every 60 min"),
        (61, "sev3", "slow", "For SEV3 there is no slower pace."),
        (61, "sev4", "normal", "Customers of INC-1 are promised no regular word."),
        (61, "sev1", "faster", "Say `cadence slow` or `cadence normal`."),
        (1, "sev1", "", "INC-1: customers hear every 20 min"),
    ],
)
def test_what_is_refused_has_a_reason(told, minutes, severity, words, says):
    told.declare(f"{severity} Checkout is down")
    told.does("leo", "liaison me", about="INC-1")
    told.clock.move(minutes=minutes)

    answer = card_of(told.does("leo", f"cadence {words}", about="INC-1"))

    assert says in f"{answer.title}\n{read(answer)}"


def test_only_who_speaks_commands_or_leads_decides(told):
    told.declare()
    told.clock.move(minutes=121)

    assert "is for" in card_of(told.does("ana", "cadence slow", about="INC-1")).title
    told.does("ana", "liaison me", about="INC-1")
    told.does("ana", "cadence slow", about="INC-1", id="once")
    told.does("ana", "cadence slow", about="INC-1", id="once")
    again = card_of(told.does("ana", "cadence slow", about="INC-1"))
    assert "already" in again.title


@pytest.mark.parametrize(
    "severity",
    [
        {"update_every": "20m", "long_after": None},
        {"update_every": "20m", "long_update_every": None},
        {"update_every": "90m"},
        {"major": True},
    ],
    ids=["never offered", "off", "slow enough", "nothing promised"],
)
def test_where_settings_say_so_nobody_is_asked(sqlite_database, severity):
    team = Teller(
        sqlite_database, settings=Settings.model_validate(TELLS | {"severities": {"SEV1": severity}})
    )
    team.declare()

    lasts(team, 300)

    assert not offers(team)


def test_a_decision_before_the_question_answers_it(team):
    lasts(team, 61)
    team.does("leo", "cadence normal", about="INC-1")

    lasts(team, 100)

    assert not offers(team)
    assert running(team).target.seconds == 1200
    assert running(team).metric is Metric.INCIDENT_UPDATE


def test_replicas_that_look_at_once_ask_once(teller):
    teller.declare()
    teller.clock.move(minutes=121)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: sweep(teller.world), range(2)))
    teller.carry()

    assert len(offers(teller)) == 1
