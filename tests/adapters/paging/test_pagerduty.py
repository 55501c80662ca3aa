"""Whom PagerDuty wakes for us, once."""

from dataclasses import replace

import httpx
import pytest

from bot.domain.pager import PagerState, Urgency
from bot.errors import NotLetIn, Refused, TryLater
from tests.adapters.paging.pagerduty_account import ANA, CALL, LEO, at_the_wire


def test_a_page_is_an_incident_with_all_that_an_engineer_needs(account):
    made = account.ours.page(CALL, key="page-1")

    [there] = account.pager.incidents.values()
    assert (made.id, made.key, made.state, made.trouble) == (there.id, "page-1", PagerState.TRIGGERED, "")
    assert made.url == f"https://acme.pagerduty.test/incidents/{there.id}"
    assert (there.title, there.key, there.urgency) == (CALL.title, "page-1", "high")
    assert there.details == f"{CALL.details}\n\n{CALL.url}\n\n{CALL.bridge}"
    assert there.bridge == CALL.bridge
    assert (there.made_by, there.assigned) == (account.ana, [account.ana])


def test_a_page_costs_one_round_trip(account):
    account.page()

    assert account.pager.asked == {"POST incidents": 1}


def test_a_mild_page_is_of_low_urgency(account):
    made = account.ours.page(replace(CALL, urgency=Urgency.LOW), key="page-1")

    assert made.urgency is Urgency.LOW
    assert account.pager.incidents[made.id].urgency == "low"


def test_one_person_can_be_woken_instead_of_whoever_is_on_call(account):
    id = account.ours.page(replace(CALL, person=account.leo.id), key="page-1").id

    assert account.pager.incidents[id].assigned == [account.leo]


def test_a_person_alone_is_woken_by_an_incident_of_the_first_service(account):
    id = account.ours.page(replace(CALL, service="", person=account.leo.id), key="page-1").id

    there = account.pager.incidents[id]
    assert (there.service, there.assigned) == (account.payments, [account.leo])


def test_a_second_try_with_the_same_key_finds_the_first(account):
    first = account.page()

    again, in_doubt = account.page(), account.page(doubtful=True)

    assert {first, again, in_doubt} == set(account.pager.incidents)
    assert account.pager.asked["POST incidents"] == 2


def test_in_doubt_it_is_made_if_it_is_not_there(account):
    account.page("page-0")

    id = account.page(doubtful=True)

    assert [one.key for one in account.pager.incidents.values()] == ["page-0", "page-1"]
    assert account.pager.incidents[id].key == "page-1"


def test_one_that_was_resolved_meanwhile_wakes_nobody_again(account):
    first = account.page()
    account.pager.resolves(first, ANA)

    found = account.ours.page(CALL, key="page-1", doubtful=True)

    assert (found.id, found.state) == (first, PagerState.RESOLVED)
    assert list(account.pager.incidents) == [first]


def test_of_several_with_one_key_the_open_one_counts(account):
    first = account.page()
    account.pager.resolves(first, ANA)
    second = account.page()
    account.clock.move(minutes=1)

    found = account.page(doubtful=True)

    assert (found, len(account.pager.incidents)) == (second, 2)


def test_an_answer_that_names_no_incident_is_looked_into():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        listed = {"incidents": [{"id": None}, {"id": "Q1", "status": "triggered"}]}
        return httpx.Response(200, json={"incident": None} if request.method == "POST" else listed)

    made = at_the_wire(answer).page(CALL, key="page-1")

    assert (made.id, asked) == ("Q1", ["POST", "GET"])


@pytest.mark.parametrize("do", ["acknowledge", "resolve"])
def test_nothing_is_done_about_an_incident_that_cannot_be_read(do):
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.method == "GET"
        return httpx.Response(200, json={"incident": None})

    with pytest.raises(TryLater):
        getattr(at_the_wire(answer), do)("Q1", by="")


@pytest.mark.parametrize("address", ["jörg@acme.test", "ana@acme.test\r\nX: y", "ana", "a b@acme.test"])
def test_an_address_that_fits_into_no_header_pages_in_our_name(account, address):
    id = account.ours.page(replace(CALL, from_email=address), key="page-1").id

    assert account.pager.incidents[id].made_by == account.pager.us


def test_more_than_a_thousand_rows_are_not_read_and_that_is_logged(caplog):
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/oncalls":
            return httpx.Response(200, json={"contact_methods": []})
        offset = int(request.url.params["offset"])
        rows = [{"user": {"id": f"P{offset + n}"}, "escalation_level": 1} for n in range(100)]
        return httpx.Response(200, json={"oncalls": rows, "more": True})

    found = at_the_wire(answer).on_call("payments")

    assert len(found) == 1000
    assert "more in PagerDuty than is read" in caplog.text


def test_a_page_whose_answer_was_lost_is_looked_for_at_once(account):
    account.without_events()
    account.pager.loses()

    id = account.page()

    assert list(account.pager.incidents) == [id]


def test_a_page_that_may_have_been_made_is_in_doubt():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            raise httpx.ReadTimeout("lost")
        return httpx.Response(200, json={"incidents": []})

    with pytest.raises(TryLater) as later:
        at_the_wire(answer).page(replace(CALL, service="plain"), key="page-1")

    assert later.value.unsure


def test_whoever_slows_us_down_says_for_how_long(account):
    account.without_events()
    account.pager.answers(429, ratelimit_reset="7")

    with pytest.raises(TryLater) as later:
        account.page()

    assert (later.value.after, later.value.unsure) == (7, False)


def test_somebody_whom_pagerduty_does_not_know_pages_in_our_name(account):
    id = account.ours.page(replace(CALL, from_email="eve@acme.test"), key="page-1").id

    assert account.pager.incidents[id].made_by == account.pager.us


def test_a_stranger_is_remembered_for_a_while(account):
    call = replace(CALL, from_email="eve@acme.test")
    account.ours.page(call, key="page-1")
    account.pager.asked.clear()

    account.ours.page(call, key="page-2")
    at_once = account.pager.asked["POST incidents"]
    account.clock.move(minutes=11)
    account.pager.person("Eve", "eve@acme.test")
    id = account.ours.page(call, key="page-3").id

    assert at_once == 1
    assert account.pager.incidents[id].made_by.name == "Eve"


@pytest.mark.parametrize("words", ["paging.pagerduty.from", "nobody@acme.test"])
def test_a_wrong_address_of_ours_says_so(account, words):
    services = {"payments": {"service": account.payments.id}}
    account.connected(**{"from": "nobody@acme.test", "services": services})

    with pytest.raises(Refused, match=words):
        account.ours.page(replace(CALL, from_email=""), key="page-1")

    assert account.pager.incidents == {}


def test_whoever_may_not_write_there_pages_in_our_name():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["from"])
        if request.headers["from"] == ANA:
            return httpx.Response(403, json={"error": {"message": "Forbidden", "code": 2010}})
        return httpx.Response(201, json={"incident": {"id": "Q1", "status": "triggered"}})

    made = at_the_wire(answer).page(CALL, key="page-1")

    assert (made.id, asked) == ("Q1", [ANA, "bot@acme.test"])


@pytest.mark.parametrize(
    ("service", "status", "words"),
    [
        ({"service": "PGONE"}, "active", "paging.pagerduty.services"),
        ({"service": "PS1"}, "disabled", "Service is disabled"),
        ({"service": "PS1", "routing_key": "R" * 32}, "disabled", "Service is disabled"),
    ],
)
def test_a_service_that_wakes_nobody_says_so(account, service, status, words):
    account.payments.status = status
    account.connected(services={"payments": service})

    with pytest.raises(Refused, match=words):
        account.page()

    assert account.pager.asked["POST events"] == 0


def test_a_service_that_nobody_wrote_down_is_named(account):
    with pytest.raises(Refused, match="no service mars"):
        account.ours.page(replace(CALL, service="mars"), key="page-1")


def test_a_token_that_is_no_good_is_told_apart(account):
    services = {"payments": {"service": account.payments.id}}
    account.connected(api_token="other", services=services)

    with pytest.raises(NotLetIn) as no:
        account.page()

    assert "other" not in f"{no.value!r} {no.value}"


def test_others_are_asked_to_join_by_their_policy_or_by_name(account):
    id = account.page()
    account.ours.join(id, CALL, key="page-2")
    account.ours.join(id, replace(CALL, person=account.leo.id), key="page-3")

    assert account.pager.incidents[id].asked_to_join == [account.payments.policy, account.leo.id]
    assert account.pager.asked["GET users"] == 1


def test_in_doubt_nobody_is_asked_twice_to_join(account):
    id = account.page()
    account.ours.join(id, CALL, key="page-2")
    account.pager.loses()
    with pytest.raises(TryLater):
        account.ours.join(id, replace(CALL, person=account.leo.id), key="page-3")

    account.ours.join(id, replace(CALL, person=account.leo.id), key="page-3", doubtful=True)

    assert account.pager.incidents[id].asked_to_join == [account.payments.policy, account.leo.id]


def test_in_doubt_whoever_was_not_asked_is_asked_to_join(account):
    id = account.page()

    account.ours.join(id, replace(CALL, person=account.leo.id), key="page-3", doubtful=True)

    assert account.pager.incidents[id].asked_to_join == [account.leo.id]


def test_a_plan_without_responders_says_so(account):
    id = account.page()
    account.pager.lacks.add("responder_requests")

    with pytest.raises(Refused, match="plan"):
        account.ours.join(id, CALL, key="page-2")


def test_an_incident_that_is_gone_says_so(account):
    with pytest.raises(Refused, match="nothing of this"):
        account.ours.join("QGONE", CALL, key="page-2")


def test_acknowledged_and_resolved_it_is_by_whom_did_it_here(account):
    id = account.page()
    account.ours.acknowledge(id, by=LEO)
    taken = account.ours.read(id)
    account.ours.resolve(id, by="eve@acme.test")

    there = account.pager.incidents[id]
    assert [(one.email, one.name) for one in taken.holders] == [(LEO, "Leo Ott")]
    assert (there.status, there.changed_by) == ("resolved", account.pager.us)


def test_as_it_is_already_it_stays(account):
    id = account.page()
    for _ in range(2):
        account.ours.acknowledge(id, by=ANA)
    for _ in range(2):
        account.ours.resolve(id, by=ANA)

    account.ours.acknowledge(id, by=LEO)

    assert account.pager.incidents[id].status == "resolved"
    assert account.pager.asked["PUT incidents"] == 2


def test_somebody_who_resolves_it_a_moment_before_us_is_no_trouble():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"incident": {"id": "Q1", "status": "triggered"}})
        errors = ["Incident Already Resolved"]
        return httpx.Response(400, json={"error": {"code": 2001, "message": "Invalid", "errors": errors}})

    at_the_wire(answer).resolve("Q1", by="")


def test_what_is_refused_otherwise_is_told_in_their_words():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"incident": {"id": "Q1", "status": "triggered"}})
        return httpx.Response(400, json={"error": {"message": "Invalid", "errors": ["No.", "Never."]}})

    with pytest.raises(Refused, match=r"No\.; Never\."):
        at_the_wire(answer).resolve("Q1", by="")


def test_notes_are_written_once(account):
    id = account.page()
    account.pager.loses()
    with pytest.raises(TryLater):
        account.ours.note(id, "Rolled back.", by=ANA, key="n-1")

    account.ours.note(id, "Rolled back.", by=ANA, key="n-1", doubtful=True)
    account.ours.note(id, "It works.", by="", key="n-2", doubtful=True)

    written = [(ANA, "Rolled back."), (account.pager.us.email, "It works.")]
    assert account.pager.incidents[id].notes == written


def test_whoever_only_follows_is_told_by_status_updates(account):
    id = account.page()

    account.ours.tell(id, "Half of the customers can pay again.", by=ANA, key="t-1")

    assert account.pager.incidents[id].told == [(ANA, "Half of the customers can pay again.")]
    assert account.pager.incidents[id].notes == []


def test_a_plan_without_status_updates_takes_a_note(account):
    id = account.page()
    account.pager.lacks.add("status_updates")

    account.ours.tell(id, "Half of the customers can pay again.", by=ANA, key="t-1")

    assert account.pager.incidents[id].notes == [(ANA, "Half of the customers can pay again.")]


def test_who_is_on_call_is_told_level_by_level_with_a_way_to_call_them(account):
    found = account.ours.on_call("payments")

    assert [(one.level, one.name, one.email, one.phone) for one in found] == [
        (1, "Ana Lenz", ANA, "+4930123"),
        (2, "Leo Ott", LEO, ""),
    ]


def test_on_call_is_asked_page_by_page_and_telephones_of_the_first_few_only(account):
    many = [account.pager.person(f"P{n}", f"p{n}@acme.test", phone=f"+4930{n}") for n in range(230)]
    account.pager.service("Search", many)
    account.connected()

    found = account.ours.on_call("search")

    assert [one.name for one in found] == [one.name for one in many]
    assert [one.phone for one in found[:4]] == ["+49300", "+49301", "+49302", ""]
    assert account.pager.asked["GET oncalls"] == 3


def test_the_policy_of_a_service_is_looked_up_once_in_a_while(account):
    for _ in range(3):
        account.ours.on_call("payments")
    account.clock.move(minutes=11)
    account.ours.on_call("payments")

    assert account.pager.asked["GET services"] == 2
    assert account.pager.asked["GET users/contact_methods"] == 4


def test_contact_methods_that_may_not_be_seen_leave_the_telephone_empty():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oncalls":
            user = {"id": "PU1", "type": "user", "name": "Ana", "email": ANA}
            return httpx.Response(200, json={"oncalls": [{"user": user, "escalation_level": 1}]})
        return httpx.Response(403)

    [found] = at_the_wire(answer).on_call("payments")

    assert (found.email, found.phone) == (ANA, "")


def test_of_a_service_with_a_routing_key_alone_nobody_can_tell_who_is_on_call(account):
    account.connected(services={"payments": {"routing_key": account.payments.routing_key}})

    with pytest.raises(Refused, match="payments"):
        account.ours.on_call("payments")
