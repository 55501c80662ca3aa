"""What is said to a pager comes back from it, and counts for nothing; what others say there counts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.page_course import PageState
from bot.domain.pager import Contact, PagerState
from bot.errors import TryLater
from storage.unit_of_work import connect
from tests.bot.actions.paged import cards_of, passes, titles_of
from tests.bot.actions.pagered import follows, hears, lines, link_of, page_of, with_pager
from tests.fakes.pager import Pager
from tests.fakes.teller import Teller, card_of

KIM = Contact(name="Kim", id="PKIM", email="kim@elsewhere.test")
MIA = Contact(name="Mia There", id="PMIA")


@pytest.fixture
def pager():
    return Pager()


@pytest.fixture
def team(teller, pager):
    return with_pager(teller, pager)


@pytest.fixture
def paged(team):
    """INC-1, about which payments is paged."""
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments cards are declined", about="INC-1")
    team.carry()
    return team


def test_as_whom_we_acknowledge_there_does_not_have_it_here(paged, pager):
    paged.does("leo", "page 1 have it")
    paged.carry()
    hears(paged, pager, "P1")

    paged.clock.move(seconds=1)
    paged.does("leo", "page 1 pass on I am on a train")
    paged.carry()
    hears(paged, pager, "P1", "e2")

    assert pager.incidents["P1"].holders[0].name == "Ops"
    assert page_of(paged).is_looking
    passes(paged, minutes=6)
    assert titles_of(paged, "eve") == ["Page for payments · INC-1 · SEV1 · Checkout is down"]


def test_who_takes_it_there_after_somebody_here_let_go_has_it(paged, pager):
    paged.does("leo", "page 1 have it")
    paged.carry()
    paged.clock.move(seconds=1)
    paged.does("leo", "page 1 pass on")
    paged.carry()

    pager.takes("P1", KIM)
    hears(paged, pager, "P1")

    assert page_of(paged).holder == "pagerduty:Kim"
    assert pager.asked("acknowledge") == 1


def test_who_passes_it_on_here_is_named_in_a_note_there(paged, pager):
    paged.does("leo", "page 1 have it")
    paged.does("leo", "page 1 pass on I am on a train")
    paged.carry()

    assert pager.notes == [("P1", "Leo cannot come and passed the page on: I am on a train")]


def test_a_page_for_which_others_join_is_not_answered_by_who_had_it_before(paged, pager):
    pager.takes("P1", KIM)
    hears(paged, pager, "P1")

    paged.does("ana", "page service:search more hands", about="INC-1")
    paged.carry()
    hears(paged, pager, "P1", "e2")
    looking = page_of(paged, 2).is_looking
    pager.takes("P1", MIA)
    hears(paged, pager, "P1", "e3")

    assert looking
    assert page_of(paged, 1).holder == "pagerduty:Kim"
    assert page_of(paged, 2).holder == "mia"


def test_who_is_paged_by_name_and_known_there_is_asked_to_join_and_answers_there(paged, pager):
    paged.does("ana", "page person:mia you know cards", about="INC-1")
    paged.carry()
    asked = [(id, call.person) for id, call in pager.joined]

    pager.takes("P1", KIM)
    hears(paged, pager, "P1")
    others = page_of(paged, 2).is_looking
    pager.takes("P1", MIA)
    hears(paged, pager, "P1", "e2")

    assert asked == [("P1", "PMIA")]
    assert others
    assert page_of(paged, 2).holder == "mia"
    assert card_of(paged.does("ana", "page 2", about="")).title.startswith("Mia has it")


def test_nobody_is_asked_to_join_there_what_is_not_there(team, pager):
    team.declare("sev1 Checkout is down", "ana")

    team.does("ana", "page person:mia", about="INC-1")
    team.carry()

    assert pager.calls == []


def test_a_pager_that_looks_for_somebody_again_is_said_and_taken_anew(paged, pager):
    pager.takes("P1", KIM)
    hears(paged, pager, "P1")
    pager.lets_go("P1")
    hears(paged, pager, "P1", "e2")
    pager.takes("P1", MIA)
    hears(paged, pager, "P1", "e3")

    told = [one for one in lines(paged) if "it looks for somebody there" in one]
    assert len(told) == 1
    with paged.store.read() as work:
        took = [one.person for one in work.pages.events(1) if one.what == "acknowledged"]
    assert took == ["pagerduty:Kim", "mia"]


def test_whom_the_pager_asks_next_is_a_line_and_said_once(paged, pager):
    pager.changes("P1", assigned=(KIM,))
    hears(paged, pager, "P1")
    pager.changes("P1", assigned=(KIM, MIA))
    for event in ("e2", "e3"):
        hears(paged, pager, "P1", event)

    assert [one for one in lines(paged) if "asks" in one] == [
        "PagerDuty asks Mia There now: INC-1 · SEV1 · Checkout is down"
    ]


def test_what_is_opened_again_there_is_said_aloud_and_pages_nobody_here(paged, pager):
    pager.is_over("P1", "Kim")
    hears(paged, pager, "P1")
    cards = len(cards_of(paged, "leo"))

    pager.changes("P1", state=PagerState.TRIGGERED, resolved_by=None)
    hears(paged, pager, "P1", "e2")
    passes(paged, hours=1)

    assert any("has opened it again" in one for one in lines(paged))
    assert len(cards_of(paged, "leo")) == cards


def test_hints_out_of_order_and_doubled_end_as_the_pager_stands(paged, pager):
    pager.takes("P1", KIM)
    pager.is_over("P1", "Kim")

    for event in ("resolved", "acknowledged", "triggered", "resolved"):
        hears(paged, pager, "P1", event)

    assert page_of(paged).state is PageState.ENDED
    assert sum("Resolved in PagerDuty" in one for one in lines(paged)) == 1
    assert pager.asked("resolve", "acknowledge") == 0


def test_an_acknowledgement_there_gives_the_role_that_was_asked_for(team, pager):
    team = with_pager(team, pager, role_pages={"customer_liaison": "service:payments"})
    team.declare("sev1 Checkout is down", "ana")

    pager.takes("P1", MIA)
    hears(team, pager, "P1")

    with team.store.read() as work:
        assert [(one.role, one.person) for one in work.roles.of("INC-1")] == [
            ("customer_liaison", "slack:mia")
        ]


def test_updates_are_told_to_who_follows_it_there_only_where_that_is_wanted(team, pager):
    team = with_pager(team, pager, pagerduty={"tell_updates": True})
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page service:payments", about="INC-1")
    team.carry()

    team.does("ana", "update We have found the cause.", about="INC-1")
    team.carry()

    assert pager.told == [("P1", "We have found the cause.")]


def test_updates_are_not_told_unless_the_settings_say_so(paged, pager):
    paged.does("ana", "update We have found the cause.", about="INC-1")
    paged.carry()

    assert pager.told == []


@pytest.mark.parametrize(
    ("flag", "said"), [("--private", "This incident is private"), ("--drill", "This is a drill.")]
)
def test_of_what_is_guarded_a_pager_learns_the_title_alone(team, pager, flag, said):
    team = with_pager(team, pager, pagerduty={"tell_updates": True})
    team.declare(f"sev1 Checkout is down {flag}", "ana")

    team.does("ana", "page service:payments ACME is furious", about="INC-1")
    team.carry()
    team.does("ana", "update ACME lost a million", about="INC-1")
    team.does("ana", "page 1 have it", about="")
    team.does("ana", "page 1 pass on ACME is on the phone", about="")
    team.carry()

    [call] = pager.called
    assert "Checkout is down" in call.title
    assert said in call.details
    everything = f"{call}{pager.told}{pager.notes}"
    assert "ACME" not in everything
    assert pager.notes == [("P1", "Ana cannot come and passed the page on")]


STEPS = (
    "leo has it here",
    "eve has it here",
    "leo lets go here",
    "called off here",
    "resolved here",
    "kim takes it there",
    "mia takes it there",
    "let go there",
    "resolved there",
    "hint",
    "silence",
    "time",
)


WISHES = st.lists(st.sampled_from(STEPS), max_size=9)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(steps=WISHES)
def test_what_is_said_on_both_sides_ends_in_step_and_comes_to_rest(
    sqlite_files, tmp_path_factory, bell, steps
):
    _ends_in_step(sqlite_files.fresh(tmp_path_factory.mktemp("steps")), bell, steps)


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(steps=WISHES)
def test_the_same_for_many_more_orders(sqlite_files, tmp_path_factory, bell, steps):
    _ends_in_step(sqlite_files.fresh(tmp_path_factory.mktemp("steps")), bell, steps)


def _ends_in_step(url, bell, steps):
    database = connect(url, bell)
    pager = Pager()
    team = with_pager(Teller(database), pager)
    team.declare("sev1 Checkout is down", "ana")
    team.does("ana", "page policy:payments", about="INC-1")
    team.carry()

    for step in steps:
        team.clock.move(seconds=1)
        _happens(team, pager, step)
    pager.trouble.clear()
    for _ in range(3):
        passes(team, minutes=2)
        follows(team, pager)
    asked = pager.asked()
    for _ in range(3):
        follows(team, pager)

    assert pager.asked() == asked, "it never comes to rest"
    assert pager.asked("acknowledge", "resolve") <= 2 + len(steps)
    _are_in_step(team, pager)
    database.close()


def _happens(team, pager, step):
    here = {
        "leo has it here": ("leo", "page 1 have it", ""),
        "eve has it here": ("eve", "page 1 have it", ""),
        "leo lets go here": ("leo", "page 1 pass on", ""),
        "called off here": ("ana", "page 1 call off", ""),
        "resolved here": ("ana", "resolve", "INC-1"),
    }
    there = {
        "kim takes it there": lambda: pager.takes("P1", KIM),
        "mia takes it there": lambda: pager.takes("P1", MIA),
        "let go there": lambda: pager.lets_go("P1"),
        "resolved there": lambda: pager.is_over("P1", "Kim"),
        "hint": lambda: follows(team, pager),
        "silence": lambda: pager.trouble.update(
            {one: _silent() for one in ("acknowledge", "resolve", "read") if one not in pager.trouble}
        ),
        "time": lambda: passes(team, seconds=40),
    }
    if step in here:
        name, text, about = here[step]
        team.does(name, text, about=about)
    else:
        there[step]()


def _silent():
    return TryLater("PagerDuty does not answer.")


def _are_in_step(team, pager):
    page, found, link = page_of(team), pager.incidents["P1"], link_of(team, "P1")
    assert link.state is found.state
    assert (found.state is PagerState.RESOLVED) is (page.state is PageState.ENDED)
    if found.state is PagerState.ACKNOWLEDGED and {KIM, MIA} & set(found.holders):
        assert page.state is PageState.ACKNOWLEDGED
