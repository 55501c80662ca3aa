"""What is true of every page, whatever people do and in whatever order it is told."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.domain.page_course import PageState, course
from bot.domain.page_event import What
from bot.domain.page_next import next_step
from tests.bot.domain.pages import Story, at, policy, step

TARGETS = ("person:ana", "person:leo", "person:mia", "oncall:support", "lead:support", "team:support")
STEPS = some.builds(
    lambda targets, wait, robin: step(*targets, wait=wait, round_robin=robin),
    some.lists(some.sampled_from(TARGETS), min_size=1, max_size=3),
    some.integers(1, 9),
    some.booleans(),
)
POLICIES = some.builds(
    lambda steps, repeat, last: policy(*steps, repeat=repeat, last_resort=last),
    some.lists(STEPS, min_size=1, max_size=3),
    some.integers(0, 3),
    some.sampled_from(("", "eve")),
)
ON_CALL = some.dictionaries(
    some.sampled_from(TARGETS[3:]), some.sampled_from(("", "ana", "leo mia", "eve")), max_size=3
)
DEEDS = some.lists(some.sampled_from(("passes", "acknowledges", "sees", "waits")), max_size=12)


def played(rules, on_call, turn, deeds) -> tuple[Story, float]:
    """Every step is done when it is due; in between, whoever was paged does something of `deeds`."""
    page, minute = Story(rules, on_call, turn=turn), 0.0
    for deed in deeds:
        due = page.next(minute)
        if due is None:
            break
        minute = max(minute, (due.at - at(0)) / timedelta(minutes=1))
        done = page.pages(minute)
        minute += 0.25
        for person in done.people[:1]:
            if deed == "passes":
                page.passes_on(minute, person)
            elif deed == "acknowledges":
                page.acknowledges(minute, person)
            elif deed == "sees" and done.place:
                page.add(minute, What.SEEN, person, done.place)
    return page, minute


PLAYED = some.builds(played, POLICIES, ON_CALL, some.integers(0, 7), DEEDS)


@given(PLAYED)
def test_every_page_comes_to_an_end_and_no_place_is_reached_twice(told):
    page, minute = told
    most = (page.policy.repeat + 1) * sum(one.draws for one in page.policy.steps) + 2

    for _ in range(most):
        due = page.next(minute)
        if due is None:
            break
        before = page.page(minute).place
        assert due.place is None or before is None or due.place > before
        minute = max(minute, (due.at - at(0)) / timedelta(minutes=1))
        page.pages(minute)

    assert page.next(minute) is None
    reached = [one.place for one in page.events if one.what is What.ESCALATED]
    assert len(reached) == len(set(reached))


@given(PLAYED, some.randoms(use_true_random=False), some.integers(0, 5))
def test_duplicates_and_another_order_change_nothing(told, random, count):
    page, minute = told
    mixed = [*page.events, *random.choices(page.events, k=count)]
    random.shuffle(mixed)

    assert course(mixed, at(minute)) == page.page(minute)
    assert next_step(mixed, page.policy, at(minute), page.who) == page.next(minute)


@given(PLAYED, some.floats(0, 100))
def test_it_is_quiet_exactly_while_somebody_has_it_or_it_was_given_up(told, later):
    page, minute = told
    state = page.page(minute + later).state

    assert (page.next(minute + later) is None) is (state in (PageState.ACKNOWLEDGED, PageState.GAVE_UP))


@given(PLAYED)
def test_whoever_acknowledges_ends_it(told):
    page, minute = told
    page.acknowledges(minute, "zoe")

    assert page.next(minute) is None


@given(PLAYED)
def test_nobody_is_paged_who_passed_it_on_in_the_same_round(told):
    page, minute = told
    due = page.next(minute)

    if due and due.place and not due.is_last_resort:
        assert not page.page(minute).passed_in(due.place.round) & set(due.people)


@given(PLAYED)
def test_the_answer_does_not_change_before_it_is_due(told):
    page, minute = told
    due = page.next(minute)

    if due and due.at > at(minute):
        halfway = minute + (due.at - at(minute)) / timedelta(minutes=2)
        assert page.next(halfway) == due


@given(PLAYED)
def test_what_is_skipped_lies_before_what_is_paged(told):
    page, minute = told
    due = page.next(minute)

    if due:
        places = [one.place for one in due.skipped] + ([due.place] if due.place else [])
        assert places == sorted(set(places))
        assert (due.place is None) is not bool(due.people)
