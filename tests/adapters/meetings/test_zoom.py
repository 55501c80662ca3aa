"""Zoom: what is asked for, what is kept of the answer, and what is said when it says no."""

import logging

import httpx
import pytest

from adapters.meetings.zoom import Zoom, connect
from bot.domain.bridge import Meeting
from bot.errors import Refused, TryLater
from tests.adapters.meetings.given import PURPOSE, given
from tests.fakes.zoom import SECRET, SETTINGS, START, USER, FakeZoom, said

MAKE = f"POST /v2/users/{USER}/meetings"
LIST = f"GET /v2/users/{USER}/meetings"
LOGIN = "POST /oauth/token"
FIRST = Meeting(url="https://zoom.test/j/84000000001?pwd=p1", id="84000000001", passcode="a1B2*")


def zoom(transport: FakeZoom, **changed: str) -> Zoom:
    bridge = SETTINGS | {"zoom": {**SETTINGS["zoom"], **changed}}  # type: ignore[dict-item]
    return connect(given(bridge, transport))


def test_a_meeting_can_be_joined_before_its_host_and_without_a_waiting_room():
    wire = FakeZoom()

    meeting = zoom(wire).open(PURPOSE, key="k1")

    [made] = wire.meetings
    assert meeting == FIRST
    assert made["topic"] == "INC-12 Checkout is down"
    assert made["settings"] == {"join_before_host": True, "jbh_time": 0, "waiting_room": False}
    assert (made["type"], made["start_time"]) == (2, "2026-11-19T12:00:00Z")
    assert wire.asked == [LOGIN, MAKE]


def test_the_hosts_start_link_is_nowhere(caplog):
    caplog.set_level(logging.DEBUG)

    meeting = zoom(FakeZoom()).open(PURPOSE, key="k1")

    assert START not in f"{meeting!r} {caplog.text}"
    assert "/s/" not in repr(meeting)


def test_a_try_whose_answer_was_lost_is_found_by_its_key_and_makes_no_second_meeting():
    wire = FakeZoom(None)
    known = zoom(wire)
    with pytest.raises(TryLater) as lost:
        known.open(PURPOSE, key="k1")

    meeting = known.open(PURPOSE, key="k1", doubtful=lost.value.unsure)

    assert lost.value.unsure
    assert meeting == FIRST
    assert len(wire.meetings) == 1
    assert wire.asked[2:] == [LIST, "GET /v2/meetings/84000000001"]


def test_it_is_found_on_a_later_page_too():
    wire = FakeZoom(page=2)
    known = zoom(wire)
    for n in range(5):
        known.open(PURPOSE, key=f"k{n}")

    meeting = known.open(PURPOSE, key="k4", doubtful=True)

    assert meeting.id == "84000000005"
    assert len(wire.meetings) == 5


def test_what_came_to_nothing_is_made_after_all():
    wire = FakeZoom()

    assert zoom(wire).open(PURPOSE, key="k1", doubtful=True) == FIRST
    assert wire.asked == [LOGIN, LIST, MAKE]


def test_a_list_that_never_ends_is_not_read_for_ever():
    wire = FakeZoom(*[more() for _ in range(10)])

    assert zoom(wire).open(PURPOSE, key="k1", doubtful=True) == FIRST
    assert wire.asked.count(LIST) == 10


def more() -> httpx.Response:
    return httpx.Response(200, json={"meetings": [{"id": 1}], "next_page_token": "again"})


def test_one_token_does_for_many_meetings_and_one_that_ran_out_is_renewed():
    wire = FakeZoom()
    known = zoom(wire)
    known.open(PURPOSE, key="k1")
    known.open(PURPOSE, key="k2")

    wire.valid = 2
    known.open(PURPOSE, key="k3")

    assert wire.asked == [LOGIN, MAKE, MAKE, MAKE, LOGIN, MAKE]
    assert len(wire.meetings) == 3


@pytest.mark.parametrize("changed", [{"client_secret": "wrong"}, {"account_id": "wrong"}])
def test_wrong_credentials_are_said_to_be_wrong_and_never_shown(changed):
    known = zoom(FakeZoom(), **changed)

    with pytest.raises(Refused) as no:
        known.open(PURPOSE, key="k1")

    assert str(no.value) == ("Zoom does not accept Caseline's credentials; an operator has to correct them.")
    assert SECRET not in f"{no.value} {known!r} {given(SETTINGS).settings!r}"


def test_a_new_token_that_is_refused_as_well_is_the_end():
    wire = FakeZoom()
    wire.valid = 9

    with pytest.raises(Refused, match="credentials"):
        zoom(wire).open(PURPOSE, key="k1")

    assert wire.asked == [LOGIN, MAKE, LOGIN, MAKE]


def test_who_is_slowed_down_waits_as_long_as_zoom_says():
    wire = FakeZoom(said(429, 429, "You have exceeded the daily rate limit.", **{"retry-after": "90"}))

    with pytest.raises(TryLater) as later:
        zoom(wire).open(PURPOSE, key="k1")

    assert (later.value.after, later.value.unsure) == (90.0, False)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            said(404, 1001, "User does not exist."),
            f"Zoom knows no user {USER}; an operator has to correct `bridge.zoom.user`.",
        ),
        (
            said(400, 4711, "Invalid access token, does not contain scopes:[meeting:write:meeting:admin]."),
            "Caseline's app in Zoom lacks a scope: meeting:write:meeting:admin.",
        ),
        (said(300, 300, "A maximum of 100 meetings."), "Zoom refused it: A maximum of 100 meetings."),
        (said(400, 0, ""), "Zoom refused it (400)."),
        (said(201, 0, ""), "Zoom opened a meeting, and did not say how to join it."),
    ],
)
def test_what_it_refuses_is_a_sentence_that_helps(answer, sentence):
    with pytest.raises(Refused) as no:
        zoom(FakeZoom(answer)).open(PURPOSE, key="k1")

    assert str(no.value) == sentence


def test_check_says_line_by_line_what_works():
    wire = FakeZoom()

    found = list(zoom(wire).check())

    assert [(one.ok, one.what) for one in found] == [
        (True, "Zoom"),
        (True, "Zoom scopes"),
        (True, "Zoom host"),
    ]
    assert wire.meetings == []


def test_check_takes_the_scopes_of_older_apps_too():
    found = list(zoom(FakeZoom(scopes="meeting:write:admin meeting:read:admin")).check())

    assert all(one.ok for one in found)


def test_check_says_what_is_missing():
    found = list(zoom(FakeZoom(scopes="user:read:admin"), user="nobody@acme.test").check())

    assert [one.ok for one in found] == [True, False, False]
    assert "meeting:write:meeting:admin" in found[1].says
    assert "nobody@acme.test" in found[2].says


def test_check_of_wrong_credentials_is_one_line():
    [one] = zoom(FakeZoom(), client_secret="wrong").check()

    assert not one.ok
    assert "client_secret" in one.todo
