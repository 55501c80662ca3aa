"""What comes to Jira's adapter from outside: addresses, webhooks, and JSON that lacks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.doors.knock import digest
from bot.domain.ticket import Hint, Knock, Ticket
from bot.errors import Forged
from tests.adapters.tickets.jira_desk import COMMENTS, FIELD, HOME, ISSUE, SLAS, WHOLE, jira
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import PAYLOADS


@pytest.mark.parametrize(
    "path",
    [
        "/browse/PAY-12",
        "/browse/pay-12?focusedCommentId=10001#comment-10001",
        "/browse/PAY-12 said Jana",
        "/jira/software/projects/PAY/boards/1?selectedIssue=PAY-12",
        "/jira/software/c/projects/PAY/issues/PAY-12",
        "/jira/servicedesk/projects/PAY/queues/custom/1/PAY-12",
        "/projects/PAY/queues/custom/1/PAY-12/",
        "/servicedesk/customer/portal/3/PAY-12?created=true",
    ],
)
def test_addresses_that_open_an_issue_name_it(path):
    desk, _ = jira({})

    assert desk.ref_in(HOME + path) == "PAY-12"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "PAY-12",
        f"{HOME}/",
        f"{HOME}/browse/OPS-12",
        f"{HOME}/browse/PAY-0",
        f"{HOME}/wiki/spaces/PAY/pages/1/PAY-12",
        f"{HOME}/wiki/search?selectedIssue=PAY-12",
        f"{HOME}/browse/PAY-%31",
    ],
)
def test_addresses_of_anybody_else_name_nothing(address):
    desk, _ = jira({})

    assert desk.ref_in(address) == ""


@given(st.text(), st.text())
def test_no_address_breaks_the_reader_and_only_keys_come_out(before, after):
    desk, _ = jira({})

    for address in (before, f"{HOME}/{after}", f"{HOME}{before}/browse/PAY-12{after}"):
        found = desk.ref_in(address)
        assert found == "" or (found.startswith("PAY-") and found[4:].isdigit())


# --- webhooks ------------------------------------------------------------------------------

BODY = (PAYLOADS / "jira_webhook.json").read_bytes()


def signed(body, secret="s", **headers):
    return Knock({"x-hub-signature": f"sha256={digest(secret, body).hex()}", **headers}, body)


def test_a_signed_webhook_names_its_issue():
    desk, _ = jira({}, webhook_secret="s")

    hints = desk.hints(signed(BODY, **{"x-atlassian-webhook-identifier": "d-1"}))

    assert hints == (Hint("d-1", "PAY-12"),)


def test_without_an_identifier_the_same_body_is_the_same_event():
    desk, _ = jira({}, webhook_secret="s")

    (one,), (other,) = desk.hints(signed(BODY)), desk.hints(signed(BODY))
    (later,) = desk.hints(signed(BODY + b" "))

    assert one == other
    assert one.event not in ("", later.event)


def test_the_vector_of_the_vendor_is_believed():
    desk, _ = jira({}, webhook_secret="It's a Secret to Everybody")
    shown = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"

    assert desk.hints(Knock({"x-hub-signature": shown}, b"Hello World!")) == ()


@pytest.mark.parametrize(
    ("secret", "knock"),
    [
        ("", signed(BODY, "")),
        ("", Knock({}, BODY)),
        ("", Knock({"x-hub-signature": ""}, BODY)),
        ("s", Knock({}, BODY)),
        ("s", signed(BODY, "other")),
        ("s", Knock(signed(BODY).headers, BODY + b" ")),
        ("s", Knock({"x-hub-signature": digest("s", BODY).hex()}, BODY)),
        ("s", Knock({"authorization": "Bearer s"}, BODY, secret="s")),
    ],
)
def test_what_proves_nothing_is_forged(secret, knock):
    desk, _ = jira({}, webhook_secret=secret)

    with pytest.raises(Forged):
        desk.hints(knock)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"webhookEvent": "jira:issue_updated", "issue": null}',
        b'{"webhookEvent": "jira:issue_updated", "issue": {"key": "OPS-1"}}',
        b'{"webhookEvent": "jira:issue_updated", "issue": {"key": "../x"}}',
        b'{"webhookEvent": "board_created", "issue": {"key": "PAY-12"}}',
        b'{"webhookEvent": 7, "issue": {"key": "PAY-12"}}',
    ],
)
def test_a_signed_webhook_about_something_else_is_about_nothing(body):
    desk, _ = jira({}, webhook_secret="s")

    assert desk.hints(signed(body)) == ()


# --- lenient reading -----------------------------------------------------------------------


@given(st.fixed_dictionaries({name: broken(WHOLE[name]) for name in (ISSUE, COMMENTS, SLAS, FIELD)}))
def test_whatever_is_missing_or_odd_an_issue_is_read(routes):
    desk, _ = jira(routes, service_desk=True, fields={"region": "fields.customfield_10050"})

    ticket = desk.fetch("PAY-12")

    assert isinstance(ticket, Ticket)
    assert ticket.id == "PAY-12"


def test_a_paused_sla_has_no_instant_and_closed_hours_are_no_pause():
    paused = {
        "breached": False,
        "paused": True,
        "withinCalendarHours": True,
        "remainingTime": {"millis": 60_000},
    }
    closed = {**paused, "withinCalendarHours": False, "breachTime": {"epochMillis": 1795100400000}}
    slas = {
        "values": [
            {"name": "Time to first response", "ongoingCycle": paused},
            {"name": "Time to resolution", "ongoingCycle": closed},
        ]
    }
    desk, _ = jira({**WHOLE, SLAS: slas}, service_desk=True)

    first, resolution = desk.fetch("PAY-12").deadlines

    assert (first.paused, first.due_at) == (True, None)
    assert (resolution.paused, str(resolution.due_at)) == (False, "2026-11-19 15:00:00+00:00")


def test_a_running_sla_without_an_instant_is_due_when_its_time_is_over():
    late = {
        "breached": True,
        "paused": False,
        "withinCalendarHours": True,
        "remainingTime": {"millis": -60_000},
    }
    desk, _ = jira(
        {**WHOLE, SLAS: {"values": [{"name": "Time to next reply", "ongoingCycle": late}]}}, service_desk=True
    )

    (deadline,) = desk.fetch("PAY-12").deadlines

    assert (deadline.metric, deadline.missed) == ("next_reply", True)
    assert str(deadline.due_at) == "2026-11-19 11:59:00+00:00"


@pytest.mark.parametrize(("total", "spoke"), [(1, "2026-11-19 08:00:00+00:00"), (99, "None")])
def test_a_request_without_a_later_word_was_the_customers_last_word(total, spoke):
    comments = {
        "total": total,
        "comments": [{"author": {"accountId": "5b1"}, "created": "2026-11-19T11:00:00Z"}],
    }
    desk, _ = jira({**WHOLE, COMMENTS: comments}, service_desk=True)

    assert str(desk.fetch("PAY-12").customer_spoke_at) == spoke


def test_of_two_slas_for_one_metric_the_running_one_that_ends_first_counts():
    def sla(name, millis, **more):
        return {"name": name, "ongoingCycle": {"breachTime": {"epochMillis": millis}, **more}}

    done = {
        "name": "Resolution, old",
        "completedCycles": [{"breached": False, "breachTime": {"epochMillis": 1}}],
    }
    slas = [done, sla("Resolution, gold", 1795100400000), sla("Resolution, all", 1795086000000)]
    desk, _ = jira({**WHOLE, SLAS: {"values": slas}}, service_desk=True)

    (deadline,) = desk.fetch("PAY-12").deadlines

    assert (deadline.met, str(deadline.due_at)) == (False, "2026-11-19 11:00:00+00:00")


@pytest.mark.parametrize("missed", [False, True])
def test_a_promise_that_was_kept_late_is_met_and_missed(missed):
    sla = {"name": "Time to resolution", "completedCycles": [{"breached": missed}]}
    desk, _ = jira({**WHOLE, SLAS: {"values": [sla]}}, service_desk=True)

    (deadline,) = desk.fetch("PAY-12").deadlines

    assert (deadline.met, deadline.missed, deadline.paused) == (True, missed, False)
