"""What readers get while the database is slow or down."""

import asyncio
import logging

import pytest

from tests.adapters.statuspage.drawing import Read
from tests.adapters.statuspage.shown import QUIET, incident, page
from tests.adapters.web.status_bench import PATIENCE, StatusBench


@pytest.fixture
def bench():
    made = StatusBench()
    yield made
    made.close()


def test_a_page_that_was_just_read_is_not_read_again(bench):
    for path in ("/status", "/status?lang=de", "/status/feed.rss", "/status"):
        bench.get(path)

    assert bench.pages.count == 1


def test_many_readers_at_once_read_once(bench):
    async def all_at_once():
        return await asyncio.gather(*(bench.ask() for _ in range(50)))

    answers = bench.run(all_at_once())

    assert {one.status_code for one in answers} == {200}
    assert bench.pages.count == 1
    assert bench.pen.draws == len(bench.pen.languages)


def test_what_did_not_change_is_read_again_but_not_drawn_again(bench):
    bench.get()
    drawn = bench.pen.draws

    for _ in range(3):
        bench.clock.move(seconds=31)
        bench.get()

    assert (bench.pages.count, bench.pen.draws) == (4, drawn)


def test_a_new_day_is_drawn_although_nothing_changed(bench):
    bench.pages.shown = QUIET
    assert "28 Nov 2026" in bench.get().text

    bench.clock.move(days=1)

    assert "29 Nov 2026" in bench.get().text


def test_a_database_that_hangs_at_the_start_is_given_up_on(bench):
    bench.pages.gate.clear()

    answer = bench.get()

    assert not bench.pages.gate.is_set()
    assert answer.status_code == 503


def test_a_reader_who_hangs_up_does_not_cost_the_others_their_answer(bench):
    bench.pages.gate.clear()

    async def one_hangs_up():
        first = asyncio.ensure_future(bench.ask())
        await asyncio.to_thread(bench.pages.begun.wait, PATIENCE)
        second = asyncio.ensure_future(bench.ask())
        first.cancel()
        bench.pages.gate.set()
        return await second

    assert bench.run(one_hangs_up()).status_code == 200
    assert bench.pages.count == 1


def test_news_are_read_by_the_first_who_asks_after_five_seconds_and_seen_by_the_next(bench):
    bench.get()
    bench.pages.shown = page(incident(title="News"))
    bench.clock.move(seconds=6)

    async def twice():
        await bench.ask()
        while bench.pages.count < 2 or "News" not in (answer := await bench.ask()).text:
            await asyncio.to_thread(lambda: None)
        return answer

    assert "News" in bench.run(asyncio.wait_for(twice(), PATIENCE)).text


def test_a_slow_database_does_not_hold_up_who_can_be_served_what_was_read_before(bench):
    bench.get()
    bench.pages.gate.clear()
    bench.clock.move(seconds=10)

    answer = bench.get()

    assert not bench.pages.gate.is_set()
    assert answer.status_code == 200
    assert "As of" not in answer.text


def test_a_very_slow_database_costs_little_time_and_the_page_says_as_of_when_it_is(bench):
    bench.get()
    bench.pages.gate.clear()
    bench.clock.move(minutes=2)

    answer = bench.get()

    assert not bench.pages.gate.is_set()
    assert answer.status_code == 200
    assert "As of 28 Nov 2026, 10:42 UTC." in _words(answer)


def test_while_the_database_is_down_readers_get_the_last_page_which_says_so(bench):
    bench.get()
    bench.pages.down()
    bench.clock.move(minutes=3)

    answer = bench.get()

    assert answer.status_code == 200
    assert "Payments fail" in answer.text
    assert "As of 28 Nov 2026, 10:42 UTC." in _words(answer)


def test_feeds_stay_as_they_are_while_the_database_is_down(bench):
    before = bench.get("/status/feed.atom")
    bench.pages.down()
    bench.clock.move(minutes=3)

    assert bench.get("/status/feed.atom").content == before.content


def test_a_stale_page_has_another_tag_than_the_fresh_one(bench):
    fresh = bench.get().headers["etag"]
    bench.pages.down()
    bench.clock.move(minutes=3)

    assert bench.get(if_none_match=fresh).status_code == 200


def test_a_page_is_fresh_again_when_the_database_is_back(bench):
    bench.get()
    bench.pages.down()
    bench.clock.move(minutes=3)
    bench.get()
    bench.pages.error = None
    bench.clock.move(minutes=3)

    async def until_fresh():
        while "As of" in (answer := await bench.ask()).text:
            await asyncio.to_thread(lambda: None)
        return answer

    assert bench.run(asyncio.wait_for(until_fresh(), PATIENCE)).status_code == 200


def test_a_database_that_is_down_is_not_asked_by_every_reader(bench):
    bench.pages.down()
    for _ in range(20):
        bench.get()

    assert bench.pages.count == 1


def test_without_anything_ever_read_the_page_says_that_it_cannot_tell(bench):
    bench.pages.down()

    answer = bench.get(accept_language="de")

    assert answer.status_code == 503
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["retry-after"] == "30"
    assert "Der Status kann gerade nicht gezeigt werden" in answer.text
    assert "In Betrieb" not in answer.text
    assert "etag" not in answer.headers


def test_a_mistake_of_ours_is_logged_and_takes_nothing_away(bench, caplog):
    bench.get()
    bench.pages.error = KeyError("oops")
    bench.clock.move(minutes=3)

    with caplog.at_level(logging.ERROR):
        answer = bench.get()

    assert "Payments fail" in answer.text
    assert "The status page could not be drawn." in caplog.text


def _words(answer):
    return Read(answer.text).text
