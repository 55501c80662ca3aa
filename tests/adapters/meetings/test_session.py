"""How providers let us in: one token for all threads, until shortly before it ends."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from adapters.http import Outside
from adapters.meetings.session import EARLY, Login, Session
from bot.errors import Refused, TryLater
from tests.adapters.tickets.wire import Wire, always

LOGIN, API = "https://login.test/token", "https://api.test/calls"


def session(login: Any = None, api: Any = None, clock: Any = lambda: 0.0) -> tuple[Session, Wire]:
    told = login or {"access_token": "t", "expires_in": 3600}
    wire = Wire({"POST /token": told, "GET /calls": api or {"ok": True}})
    by = Login(outside=Outside("Calls", {"login.test"}, transport=wire), url=LOGIN, how={"data": {"a": "b"}})
    return Session("Calls", Outside("Calls", {"api.test"}, transport=wire), by, clock), wire


def test_however_many_threads_need_a_token_it_is_asked_for_once():
    known, wire = session()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: known.ask("GET", API), range(16)))

    assert answers == [{"ok": True}] * 16
    assert wire.lines().count("POST /token") == 1


def test_it_is_renewed_shortly_before_it_ends():
    now = [0.0]
    known, wire = session(clock=lambda: now[0])
    known.ask("GET", API)

    now[0] = 3600 - EARLY - 1
    known.ask("GET", API)
    now[0] = 3600 - EARLY
    known.ask("GET", API)

    assert wire.lines().count("POST /token") == 2


def test_a_login_that_does_not_answer_leaves_nothing_unsure():
    known, _ = session(login=httpx.Response(502, headers={"retry-after": "9"}))

    with pytest.raises(TryLater) as later:
        known.ask("GET", API)

    assert (later.value.after, later.value.unsure) == (9.0, False)


@pytest.mark.parametrize("told", [{"access_token": ""}, {"access_token": 5}, {"error": "invalid"}])
def test_a_login_that_gives_no_token_is_a_refusal(told):
    known, _ = session(login=told)

    with pytest.raises(Refused, match="does not accept Caseline's credentials"):
        known.ask("GET", API)


def test_a_stranger_is_never_shown_a_token():
    known, wire = session()

    with pytest.raises(Refused):
        known.ask("GET", "https://evil.test/calls")

    assert not any(one.url.host == "evil.test" for one in wire.asked)


def test_what_is_refused_for_another_reason_comes_out_as_it_is():
    known, wire = session(api=always(403))

    with pytest.raises(Refused, match="403"):
        known.ask("GET", API)

    assert wire.lines() == ["POST /token", "GET /calls"]
