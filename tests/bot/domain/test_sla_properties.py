"""What holds for every clock and every nag, whatever happened."""

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.sla_clock import State, clocks
from bot.domain.sla_event import Kind
from bot.domain.sla_ladder import DEFAULT
from bot.domain.sla_nag import next_at, reached
from bot.domain.sla_policy import Metric, Subject
from bot.domain.sla_rules import clocks_of, metric_events
from bot.domain.sla_sweep import decide
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.sla_why import Why, story
from bot.domain.ticket import Priority, TicketStatus
from tests.bot.domain.sla_stories import LONG_AGO, OFFICE, WEEKDAYS, Log, at, book, target
from tests.bot.domain.sla_sweeping import concern

BERLIN = Calendar(
    "Europe/Berlin",
    {**{day: [("09:00", "12:30"), ("13:30", "17:30")] for day in WEEKDAYS}, "sat": [("22:00", "02:00")]},
)
CALENDARS = {"24x7": ((LONG_AGO, ALWAYS),), "office": ((LONG_AGO, OFFICE),), "berlin": ((LONG_AGO, BERLIN),)}
NAMES = some.sampled_from(sorted(CALENDARS))
INSTANTS = some.integers(0, 14 * 86400).map(lambda seconds: at(0) + timedelta(seconds=seconds))
SOONER = some.integers(0, 14 * 24 * 4).map(lambda quarters: at(quarters / 4))


@some.composite
def logs(draw, kinds=("pause", "resume", "retarget", "fulfil", "activate", "cancel")):
    """One clock's events, each with a sequence of its own."""
    log = Log().start(at(0), draw(some.integers(1, 40)), draw(NAMES))
    for when in sorted(draw(some.lists(SOONER, max_size=8))):
        match draw(some.sampled_from(kinds)):
            case "pause":
                log.pause(when, draw(some.sampled_from(("pending", "on_hold"))))
            case "retarget":
                log.retarget(when, draw(some.integers(1, 40)), draw(NAMES))
            case "cancel":
                log.cancel(when, draw(some.sampled_from(("no_policy", "merged"))))
            case "resume":
                log.resume(when)
            case "fulfil":
                log.fulfil(when)
            case kind:
                log.add(when, kind)
    return log.events


@some.composite
def updates(draw):
    """What happens to one ticket, some of it in the same second."""
    told = [Update(source="zendesk", id="0", at=at(0), what=What.CREATED, by=draw(some.sampled_from(Author)),
                   said=draw(some.sampled_from(Said)), about=Subject(priority=Priority.NORMAL))]  # fmt: skip
    for number, when in enumerate(draw(some.lists(SOONER, max_size=10)), start=1):
        about = some.builds(
            Subject, priority=some.sampled_from(Priority), tags=some.sampled_from(((), ("shop",)))
        )
        told.append(
            Update(
                source="zendesk",
                id=str(number),
                at=when,
                sequence=draw(some.none() | some.just(number)),
                what=draw(
                    some.sampled_from((What.CHANGED, What.CHANGED, What.CHANGED, What.MERGED, What.ESCALATED))
                ),
                by=draw(some.sampled_from(Author)),
                said=draw(some.sampled_from(Said)),
                status=draw(some.none() | some.sampled_from(TicketStatus)),
                about=draw(some.none() | about),
            )
        )
    return told


PROMISED = book(
    *(target(metric, 8, "office") for metric in Metric if not metric.is_incidents),
    *(target(metric, 4, "24x7", priority=Priority.URGENT) for metric in Metric if not metric.is_incidents),
)


def one(events, now):
    (clock,) = clocks(events, CALENDARS, now)
    return clock


@given(logs(), SOONER, SOONER)
def test_elapsed_never_falls_and_stands_still_unless_it_is_active(events, first, second):
    early, late = sorted((first, second))

    before, after = one(events, early), one(events, late)

    assert before.elapsed <= after.elapsed
    untouched = not any(early < event.at <= late for event in events)
    if untouched and before.state is not State.ACTIVE:
        assert replace(after, now=early) == before


@given(logs(), SOONER, some.randoms())
def test_duplicated_or_reordered_deliveries_change_nothing(events, now, chance):
    mixed = events + chance.choices(events, k=3)
    chance.shuffle(mixed)

    assert clocks(mixed, CALENDARS, now) == clocks(events, CALENDARS, now)


@given(updates(), INSTANTS, some.randoms())
def test_a_ticket_told_twice_and_in_any_order_comes_to_the_same_clocks(told, now, chance):
    mixed = told + chance.choices(told, k=3)
    chance.shuffle(mixed)

    assert clocks_of(mixed, PROMISED, CALENDARS, now) == clocks_of(told, PROMISED, CALENDARS, now)


@given(updates(), INSTANTS)
def test_a_whole_log_comes_to_what_was_known_step_by_step(told, now):
    whole = metric_events(told, PROMISED)

    known = [one for one in metric_events([one for one in told if one.at <= now], PROMISED) if one.at <= now]

    assert known == [one for one in whole if one.at <= now]


@given(logs(), SOONER)
def test_there_is_at_most_one_breach_for_each_target_and_none_by_what_was_met(events, now):
    clock = one(events, now)

    identities = [breach.target for breach in clock.breaches]

    assert len(set(identities)) == len(identities)
    if clock.state is State.FULFILLED and len({event.target for event in events if event.target}) == 1:
        assert bool(identities) is (clock.elapsed > clock.target.seconds)


@given(logs(), SOONER, SOONER)
def test_no_breach_is_recorded_while_a_clock_is_not_active(events, first, second):
    early, late = sorted((first, second))

    before, after = one(events, early), one(events, late)

    untouched = not any(early < event.at <= late for event in events)
    if untouched and before.state is not State.ACTIVE:
        assert after.breaches == before.breaches
    assert set(before.breaches) <= set(after.breaches)


@given(logs(kinds=("pause", "resume")), some.integers(1, 40), SOONER, SOONER)
def test_a_retarget_comes_to_what_the_target_would_have_been_from_the_start(events, hours, change, now):
    change, now = sorted((change, now))
    calendar = next(event.target.calendar for event in events if event.target)
    promise = target(Metric.RESOLUTION, hours, calendar)
    changed = [*events, replace(events[1], id="x", at=change, sequence=10**6, target=promise)]
    from_start = [
        replace(event, target=promise) if event.kind == Kind.APPLY_SLA else event for event in events
    ]

    found, wanted = one(changed, now), one(from_start, now)

    assert (found.due, found.elapsed, found.state) == (wanted.due, wanted.elapsed, wanted.state)


@given(logs(kinds=("pause", "resume")), SOONER)
def test_pauses_never_make_it_due_earlier_and_later_only_by_open_time(events, now):
    paused = one(events, now)
    plain = one(events[:2], now)
    if paused.due is None or plain.due is None:
        return

    held = sum(
        paused.calendar.between(span.since, min(span.until or plain.due, plain.due))
        for span in paused.spans
        if span.way == "paused" and span.since < plain.due
    )

    assert paused.due >= plain.due
    assert (paused.due == plain.due) is (held == 0)


@given(logs(kinds=("pause", "resume")), SOONER, SOONER)
def test_splitting_a_pause_changes_nothing(events, split, now):
    halves = Log()
    halves.events = [*events]
    state = one(events, split).state
    if state is State.PAUSED and not any(event.at == split for event in events):
        halves.events += [
            replace(events[0], id="r", at=split, kind=Kind.RESUME, sequence=10**6),
            replace(
                events[0], id="p", at=split, kind=Kind.PAUSE, sequence=10**6 + 1, status=TicketStatus.PENDING
            ),
        ]

    whole, parts = one(events, now), one(halves.events, now)

    assert (parts.due, parts.elapsed, parts.state) == (whole.due, whole.elapsed, whole.state)


@given(logs(), SOONER, some.integers(-12, 14))
def test_the_zone_in_which_an_instant_is_written_has_no_effect(events, now, offset):
    zone = timezone(timedelta(hours=offset))
    elsewhere = [replace(event, at=event.at.astimezone(zone)) for event in events]

    assert one(elsewhere, now.astimezone(zone)) == one(events, now)


@given(logs(), SOONER)
def test_the_story_of_a_clock_accounts_for_every_second(events, now):
    clock = one(events, now)

    lines = [line for line in story(clock) if line.why is not Why.BREACH]

    assert sum(line.seconds for line in lines) == clock.elapsed
    assert all(before.until == after.since for before, after in pairwise(lines))
    if lines:
        assert (lines[0].since, lines[-1].until) == (clock.started_at, clock.ended_at or now)


@settings(max_examples=60)
@given(logs(), some.lists(SOONER, min_size=1, max_size=12), some.randoms())
def test_each_nag_key_goes_out_at_most_once_in_order_and_in_no_quiet_hours(events, ticks, chance):
    known: set[str] = set()
    heard: dict[tuple, list[int]] = {}
    for now in sorted(ticks):
        clock = one(events, now)
        for _ in range(chance.randint(1, 3)):
            decision = decide(concern(clock), known)
            for nag in decision.send:
                assert nag.key not in known
                assert clock.state is State.ACTIVE
                assert clock.target.calendar == "24x7" or clock.calendar.is_open(now)
                heard.setdefault((nag.target, nag.recipient), []).append(nag.rung.level)
            known |= {nag.key for nag in (*decision.send, *decision.superseded)}

    for levels in heard.values():
        assert levels == sorted(levels)


@given(logs(kinds=("pause", "resume")), SOONER)
def test_nothing_is_reached_before_the_next_instant_and_something_at_it(events, now):
    clock = one(events, now)
    upcoming = next_at(clock, DEFAULT, UTC)
    if upcoming is None:
        return

    later = [event for event in events if event.at <= now]
    before, then = one(later, upcoming - timedelta(seconds=1)), one(later, upcoming)

    assert reached(before, DEFAULT, UTC) == reached(clock, DEFAULT, UTC)
    assert reached(then, DEFAULT, UTC) != reached(clock, DEFAULT, UTC)
