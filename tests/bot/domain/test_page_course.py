"""Pages: who is paged when, and when it is quiet."""

from dataclasses import replace
from itertools import permutations

import pytest

from bot.domain.page_course import PageState, course
from bot.domain.page_event import START, PageEvent, Place, What, in_order
from tests.bot.domain.pages import Story, at, policy, step

TWO = policy(step("oncall:support", wait=5), step("lead:support", wait=10))
THERE = {"oncall:support": "ana", "lead:support": "mia"}


def test_the_first_step_is_due_at_once_and_the_next_after_its_wait():
    page = Story(TWO, THERE)

    first = page.pages(0)
    second = page.due(1)

    assert (first.people, first.at) == (("ana",), at(0))
    assert [str(one) for one in first.targets] == ["oncall:support"]
    assert (second.people, second.at) == (("mia",), at(5))


def test_what_was_late_counts_from_when_it_was_sent_and_nothing_is_made_up_for():
    page = Story(TWO, THERE)
    page.pages(0)

    page.pages(60)

    assert page.due(60).at == at(70)


@pytest.mark.parametrize("minute", [0.5, 4, 200])
def test_it_is_quiet_as_soon_as_somebody_has_it(minute):
    page = Story(TWO, THERE)
    page.pages(0)

    page.acknowledges(minute, "ana")

    assert page.next(minute) is None
    assert page.page(minute).state is PageState.ACKNOWLEDGED
    assert page.page(minute).acknowledged_by == "ana"


def test_an_acknowledgement_of_the_future_does_not_count_yet():
    page = Story(TWO, THERE)
    page.pages(0)
    page.acknowledges(3, "ana")

    assert page.due(2).people == ("mia",)


def test_to_look_at_a_page_stops_nothing():
    page = Story(TWO, THERE)
    page.pages(0)
    page.add(1, What.SEEN, "ana")

    assert page.page(1).state is PageState.SEEN
    assert page.due(1).at == at(5)


def test_who_passes_on_sends_it_to_the_next_step_at_once():
    page = Story(TWO, THERE)
    page.pages(0)

    page.passes_on(2, "ana")

    assert page.page(2).state is PageState.PASSED_ON
    assert (page.due(2).people, page.due(2).at) == (("mia",), at(2))


def test_one_of_two_who_passes_on_leaves_it_with_the_other():
    page = Story(policy(step("person:ana", "person:leo"), step("person:mia")))
    page.pages(0)

    page.passes_on(1, "ana")
    assert page.due(1).at == at(5)

    page.passes_on(3, "leo")
    assert page.due(3).at == at(3)


def test_who_has_it_and_passes_it_on_wakes_it_again():
    page = Story(TWO, THERE)
    page.pages(0)
    page.acknowledges(1, "ana")

    page.passes_on(30, "ana")

    assert (page.due(30).people, page.due(30).at) == (("mia",), at(30))


def test_of_two_who_have_it_one_may_pass_on_and_it_stays_quiet():
    page = Story(policy(step("person:ana", "person:leo"), step("person:mia")))
    page.pages(0)
    page.acknowledges(1, "ana").acknowledges(2, "leo").passes_on(3, "ana")

    assert page.next(3) is None
    assert page.page(3).acknowledged_by == "leo"


def test_a_step_with_nobody_on_call_is_skipped_at_once_and_it_is_said():
    page = Story(TWO, {"lead:support": "mia"})

    first = page.due(0)

    assert (first.people, first.at) == (("mia",), at(0))
    assert [(one.place.step, str(one.targets[0])) for one in first.skipped] == [(0, "oncall:support")]


def test_who_is_paged_by_two_targets_is_paged_once():
    page = Story(
        policy(step("oncall:support", "lead:support", "person:ana")), THERE | {"lead:support": "ana"}
    )

    assert page.due(0).people == ("ana",)


def test_who_passed_it_on_is_not_paged_again_in_the_same_round():
    page = Story(
        policy(step("person:ana"), step("lead:support"), step("person:eve")), {"lead:support": "ana"}
    )
    page.pages(0)
    page.passes_on(1, "ana")

    following = page.due(1)

    assert following.people == ("eve",)
    assert [one.place.step for one in following.skipped] == [1]


def test_a_policy_is_repeated_and_then_given_up():
    page = Story(policy(step("person:ana"), repeat=2))

    paged = [page.pages(minute) for minute in (0, 5, 10)]
    end = page.pages(15)

    assert [one.place for one in paged] == [Place(0), Place(1), Place(2)]
    assert (end.place, end.people, end.at) == (None, (), at(15))
    assert page.next(16) is None
    assert page.page(16).state is PageState.GAVE_UP


def test_who_passes_on_is_left_in_peace_until_the_wait_is_over():
    page = Story(policy(step("person:ana"), repeat=1))
    page.pages(0)

    page.passes_on(1, "ana")

    assert (page.due(1).place, page.due(1).at) == (Place(1), at(5))


def test_the_last_resort_comes_once_after_everybody_else():
    page = Story(policy(step("person:ana", wait=3), repeat=1, last_resort="eve"))
    for minute in (0, 3):
        page.pages(minute)

    last = page.pages(6)

    assert (last.people, last.is_last_resort) == (("eve",), True)
    assert (page.due(6).place, page.due(6).at) == (None, at(9))


def test_the_last_resort_is_paged_at_once_when_nobody_else_is_there():
    page = Story(policy(step("oncall:support"), repeat=9, last_resort="eve"))

    assert (page.due(0).people, page.due(0).at, len(page.due(0).skipped)) == (("eve",), at(0), 10)


def test_a_policy_with_nobody_anywhere_gives_up_at_once_and_says_what_it_skipped():
    due = Story(TWO).due(0)

    assert (due.place, due.at) == (None, at(0))
    assert [one.place.step for one in due.skipped] == [0, 1]


@pytest.mark.parametrize(("turn", "order"), [(0, "ana leo mia"), (1, "leo mia ana"), (5, "mia ana leo")])
def test_a_round_robin_pages_one_at_a_time_and_begins_with_the_next_for_each_page(turn, order):
    robin = policy(step("person:ana", "person:leo", "person:mia", round_robin=True), step("person:eve"))
    page = Story(robin, turn=turn)

    paged = []
    for minute in (0, 1, 2):
        [person] = page.pages(minute).people
        paged.append(person)
        page.passes_on(minute + 0.5, person)

    assert paged == order.split()
    assert (page.due(3).people, page.due(3).at) == (("eve",), at(2.5))


def test_a_round_robin_that_is_not_answered_goes_to_the_next_step():
    page = Story(policy(step("person:ana", "person:leo", round_robin=True), step("person:eve")))
    page.pages(0)

    assert (page.due(1).people, page.due(1).at) == (("eve",), at(5))


def test_in_a_round_robin_a_target_with_nobody_is_skipped_for_the_next():
    page = Story(policy(step("oncall:support", "person:leo", round_robin=True)))

    assert (page.due(0).people, page.due(0).place) == (("leo",), Place(0, 0, 1))


def test_an_acknowledgement_after_it_was_given_up_still_counts():
    page = Story(policy(step("person:ana")))
    page.pages(0)
    page.pages(5)

    page.acknowledges(20, "ana")

    assert page.page(20).state is PageState.ACKNOWLEDGED


def test_what_two_workers_did_at_once_counts_once():
    page = Story(TWO, THERE)
    page.pages(0)
    page.add(0.1, What.ESCALATED).add(0.1, What.SENT, "ana")

    assert page.due(1).at == at(5)
    assert page.page(1).sent == {START: {"ana": at(0)}}


def test_an_event_that_comes_late_takes_no_page_back():
    page = Story(TWO, THERE)
    page.pages(0)
    page.pages(5)
    page.add(5.5, What.ESCALATED, place=Place(0, 0, 1)).add(5.5, What.SENT, "ana")

    assert page.page(6).place == Place(0, 1)
    assert page.due(6).at == at(15)


def test_events_count_once_in_one_order_however_they_came():
    events = [
        PageEvent(source="a", id=f"{number}", at=at(0), what=what, person="ana")
        for number, what in enumerate((What.ACKNOWLEDGED, What.SENT, What.ESCALATED, What.PASSED_ON))
    ]
    again = replace(events[0], at=at(1))

    orders = {tuple(in_order(mixed)) for mixed in permutations([*events, again])}

    assert len(orders) == 1
    assert [one.what for one in next(iter(orders))] == ["escalated", "sent", "passed_on", "acknowledged"]


def test_a_sequence_counts_before_the_kind_and_unknown_kinds_change_nothing():
    first = PageEvent(source="a", id="2", at=at(0), what=What.ACKNOWLEDGED, person="ana", sequence=1)
    then = PageEvent(source="a", id="1", at=at(0), what=What.PASSED_ON, person="ana", sequence=2)
    strange = PageEvent(source="a", id="3", at=at(0), what="printed", sequence=3)

    assert in_order([strange, then, first]) == [first, then, strange]
    assert course([strange, then, first], at(1)).state is PageState.ASKED


def test_a_policy_that_became_shorter_meanwhile_ends_a_page_and_does_not_stop_it():
    page = Story(TWO, THERE)
    page.pages(0)
    page.pages(5)
    page.policy = policy(step("oncall:support", wait=2))

    assert (page.due(6).place, page.due(6).at) == (None, at(7))
