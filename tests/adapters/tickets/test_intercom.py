"""Intercom, against a workspace at the wire that keeps what it is asked."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.desk import digest
from adapters.tickets.intercom import ABILITIES, connect
from bot.domain.ticket import Deadline, Draft, Knock, Priority, Query, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import Forged, NotLetIn, Refused, TicketGone, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import Intercom

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
PAYLOADS = Path(__file__).parent / "payloads"
CONVERSATION = json.loads((PAYLOADS / "intercom_conversation.json").read_text())
TICKET = json.loads((PAYLOADS / "intercom_ticket.json").read_text())
CONTACT = json.loads((PAYLOADS / "intercom_contact.json").read_text())
COMPANIES = {
    "data": [{"type": "company", "id": "6762f0a61bb69f9f2193bb55", "name": "Globex", "plan": {"name": "Pro"}}]
}
WHOM = CONTACT["id"]
INBOX = "https://app.intercom.com/a/inbox/abc123"
Json = dict[str, Any]


class Workspace:
    """Answers `METHOD /path` with JSON or a status; what it does not know is not there."""

    def __init__(self, **more: Any) -> None:
        self.asked: list[httpx.Request] = []
        self.answers: dict[str, Any] = {
            "GET /conversations/215469": CONVERSATION,
            "GET /tickets/631": TICKET,
            f"GET /contacts/{WHOM}": CONTACT,
            f"GET /contacts/{WHOM}/companies": COMPANIES,
            "POST /contacts/search": {"data": [CONTACT]},
            "POST /conversations/215469/reply": CONVERSATION,
            "POST /tickets/631/reply": {"type": "ticket_part"},
            "POST /tags": {"type": "tag", "id": "77", "name": "incident:INC-12"},
            "POST /conversations/215469/tags": {"id": "77"},
            "POST /tickets/631/tags": {"id": "77"},
            **more,
        }

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.get(f"{request.method} {request.url.path}", 404)
        if isinstance(answer, list):
            answer = answer.pop(0)
        return httpx.Response(answer) if isinstance(answer, int) else httpx.Response(200, json=answer)

    @property
    def lines(self) -> list[str]:
        return [f"{each.method} {each.url.path}" for each in self.asked]

    def body(self, number: int = -1) -> Json:
        return json.loads(self.asked[number].content)


def desk(workspace: Workspace, **settings: Any) -> TicketSystem:
    given = {"app": "abc123", "access_token": "a-token", "admin": "814", **settings}
    return connect(Intercom(**given), now=lambda: NOW, transport=httpx.MockTransport(workspace))


# --- reading -------------------------------------------------------------------------------


def test_a_conversation_is_a_ticket_with_customer_and_company() -> None:
    workspace = Workspace()

    ticket = desk(workspace, fields={"product": "custom_attributes.Product", "tier": "company.plan"}).fetch(
        "215469"
    )

    assert (ticket.system, ticket.id, ticket.subject) == ("intercom", "215469", "Checkout & cart fail")
    assert (ticket.status, ticket.desk_status, ticket.priority) == (TicketStatus.OPEN, "open", Priority.HIGH)
    assert (ticket.requester, ticket.requester_name, ticket.requester_email) == (
        WHOM,
        "Nora Quist",
        "nora@globex.test",
    )
    assert (ticket.organisation, ticket.organisation_name) == ("6762f0a61bb69f9f2193bb55", "Globex")
    assert (ticket.assignee, ticket.group, ticket.tags) == ("814", "5017", ("Incident:INC-12",))
    assert ticket.deadlines == (Deadline(metric="resolution"),)
    assert ticket.fields == {"product": "Checkout", "tier": "Pro"}
    assert ticket.url == f"{INBOX}/inbox/conversation/215469"
    assert desk(workspace).ref_in(ticket.url) == "215469"


def test_a_conversation_costs_three_requests_with_token_and_version() -> None:
    workspace = Workspace()

    desk(workspace).fetch("215469")

    assert workspace.lines == [
        "GET /conversations/215469",
        f"GET /contacts/{WHOM}",
        f"GET /contacts/{WHOM}/companies",
    ]
    assert {each.headers["authorization"] for each in workspace.asked} == {"Bearer a-token"}
    assert {each.headers["intercom-version"] for each in workspace.asked} == {"2.14"}


def test_a_ticket_has_a_word_before_its_id() -> None:
    ticket = desk(Workspace()).fetch("ticket-631")

    assert (ticket.id, ticket.subject, ticket.status) == (
        "ticket-631",
        "Refund <b>missing</b>",
        TicketStatus.PENDING,
    )
    assert ticket.desk_status == "Waiting for the customer"
    assert (ticket.assignee, ticket.group, ticket.organisation_name) == ("", "", "Globex")
    assert ticket.customer_spoke_at == datetime(2026, 3, 2, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", TicketStatus.OPEN),
        ("snoozed", TicketStatus.PENDING),
        ("closed", TicketStatus.SOLVED),
        ("unheard_of", TicketStatus.OPEN),
    ],
)
def test_states_come_down_to_ours(state: str, expected: TicketStatus) -> None:
    workspace = Workspace(**{"GET /conversations/215469": {**CONVERSATION, "state": state}})

    assert desk(workspace).fetch("215469").status is expected
    assert desk(workspace, statuses={state: "on_hold"}).fetch("215469").status is TicketStatus.ON_HOLD


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("active", (Deadline(metric="resolution"),)),
        ("hit", (Deadline(metric="resolution", met=True),)),
        ("missed", (Deadline(metric="resolution", missed=True),)),
        ("cancelled", ()),
        (None, ()),
    ],
)
def test_an_sla_is_a_deadline_without_an_instant(word: str | None, expected: tuple[Deadline, ...]) -> None:
    raw = {**CONVERSATION, "sla_applied": word and {"sla_name": "Premium", "sla_status": word}}

    assert desk(Workspace(**{"GET /conversations/215469": raw})).fetch("215469").deadlines == expected


def test_the_customer_spoke_last_in_their_newest_comment() -> None:
    quiet = {**CONVERSATION, "statistics": None, "conversation_parts": None}

    spoke = desk(Workspace()).fetch("215469").customer_spoke_at
    only_began = desk(Workspace(**{"GET /conversations/215469": quiet})).fetch("215469").customer_spoke_at

    assert spoke == datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
    assert only_began == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_chat_is_called_by_its_first_words() -> None:
    source = {**CONVERSATION["source"], "subject": "", "body": "<p>1 &lt; 2?</p><p>More.</p>"}

    ticket = desk(Workspace(**{"GET /conversations/215469": {**CONVERSATION, "source": source}})).fetch(
        "215469"
    )

    assert ticket.subject == "1 < 2?"


def test_a_contact_that_was_merged_leaves_what_the_conversation_says() -> None:
    ticket = desk(Workspace(**{f"GET /contacts/{WHOM}": 404})).fetch("215469")

    assert (ticket.requester_name, ticket.requester_email, ticket.organisation) == (
        "Nora",
        "nora@globex.test",
        "",
    )


INSTEAD: st.SearchStrategy[Any] = st.sampled_from(["gone", None, "", [], {}, 7, "x", [None], True])


@given(st.sampled_from(sorted(CONVERSATION)), INSTEAD)
def test_whatever_is_missing_in_a_conversation_it_is_still_a_ticket(name: str, instead: Any) -> None:
    raw = {key: value for key, value in CONVERSATION.items() if key != name}
    if instead != "gone":
        raw[name] = instead

    ticket = desk(Workspace(**{"GET /conversations/215469": raw})).fetch("215469")

    assert str(ticket.ref) == "intercom:215469"


@given(
    st.sampled_from(["source", "statistics", "tags", "contacts", "sla_applied", "conversation_parts"]),
    st.sampled_from(
        ["author", "subject", "tags", "contacts", "sla_status", "conversation_parts", "last_contact_reply_at"]
    ),
    INSTEAD,
)
def test_whatever_is_missing_deeper_it_is_still_a_ticket(outer: str, inner: str, instead: Any) -> None:
    raw = {**CONVERSATION, outer: {**CONVERSATION[outer], inner: instead}}

    ticket = desk(Workspace(**{"GET /conversations/215469": raw})).fetch("215469")

    assert str(ticket.ref) == "intercom:215469"


@given(st.sampled_from(sorted(TICKET)), INSTEAD)
def test_whatever_is_missing_in_a_ticket_it_is_still_a_ticket(name: str, instead: Any) -> None:
    raw = {**TICKET, name: None if instead == "gone" else instead}

    ticket = desk(Workspace(**{"GET /tickets/631": raw})).fetch("ticket-631")

    assert str(ticket.ref) == "intercom:ticket-631"


@pytest.mark.parametrize(
    "id",
    ["", "../../users", "ticket-", "ticket-../1", "215469/reply", "conv-1", "1" * 21, "-1", "INC-12", "٣"],
)
def test_an_id_that_is_none_of_theirs_is_never_sent(id: str) -> None:
    workspace = Workspace()
    system = desk(workspace)

    for ask in (
        lambda: system.fetch(id),
        lambda: system.note(id, "x", key="k"),
        lambda: system.mark(id, "incident:INC-12", on=True),
    ):
        with pytest.raises(TicketGone):
            ask()

    assert workspace.asked == []


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (429, TryLater), (502, TryLater)],
)
def test_failures_are_told_in_our_words(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        desk(Workspace(**{"GET /conversations/215469": status})).fetch("215469")


def test_nothing_is_asked_once_no_requests_are_left() -> None:
    asked = []

    def last(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        left = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9"}
        return httpx.Response(200, json={**CONVERSATION, "contacts": None}, headers=left)

    settings = Intercom(app="abc123", access_token="a-token", admin="814")
    system = connect(settings, now=lambda: NOW, transport=httpx.MockTransport(last))
    system.fetch("215469")

    with pytest.raises(TryLater) as later:
        system.fetch("215469")

    assert later.value.after == pytest.approx(9, abs=1)
    assert len(asked) == 1


# --- finding -------------------------------------------------------------------------------


def filters(body: Json) -> list[tuple[str, str, Any]]:
    return [(each["field"], each["operator"], each["value"]) for each in body["query"]["value"]]


def test_open_conversations_of_a_customer_are_found_by_words_and_tag() -> None:
    workspace = Workspace(
        **{
            "GET /tags": {"data": [{"id": "76", "name": "vip"}, {"id": "77", "name": "Incident:inc-12"}]},
            "POST /conversations/search": {"conversations": [CONVERSATION]},
        }
    )
    query = Query(
        text="checkout, down!", requester_email="nora@globex.test", tag="incident:INC-12", open_only=True
    )

    found = desk(workspace).search(query, limit=5)

    assert [(each.id, each.requester_name) for each in found] == [("215469", "Nora Quist")]
    assert workspace.lines == ["GET /tags", "POST /conversations/search", "POST /contacts/search"]
    assert filters(workspace.body(1)) == [
        ("source.body", "=", "checkout"),
        ("source.body", "=", "down"),
        ("source.author.email", "=", "nora@globex.test"),
        ("tag_ids", "=", "77"),
        ("open", "=", True),
    ]
    assert workspace.body(1)["pagination"] == {"per_page": 5}


def test_a_number_is_looked_for_as_an_id() -> None:
    workspace = Workspace(**{"POST /conversations/search": {"conversations": []}})

    found = desk(workspace).search(Query(text="215469"), limit=5)

    assert list(found) == []
    assert filters(workspace.body()) == [("id", "=", "215469")]


def test_a_tag_that_does_not_exist_is_on_nothing() -> None:
    workspace = Workspace(**{"GET /tags": {"data": []}})

    assert list(desk(workspace).search(Query(tag="incident:INC-12"), limit=5)) == []
    assert list(desk(workspace).search(Query(), limit=5)) == []
    assert workspace.lines == ["GET /tags"]


# --- changes -------------------------------------------------------------------------------


def test_an_empty_cursor_finds_nothing_and_asks_nobody() -> None:
    workspace = Workspace()

    changes = desk(workspace).changed("", limit=10)

    assert (changes.tickets, changes.cursor, changes.more) == ((), str(SECONDS), False)
    assert workspace.asked == []


def test_a_sweep_reads_every_page_and_the_next_begins_where_it_began() -> None:
    older = {**CONVERSATION, "id": "1", "updated_at": SECONDS - 30}
    newer = {**CONVERSATION, "id": "2", "updated_at": SECONDS - 10}
    workspace = Workspace(
        **{
            "POST /conversations/search": [
                {"conversations": [newer, older], "pages": {"next": {"starting_after": "p|2"}}},
                {"conversations": [], "pages": {"next": None}},
            ]
        }
    )
    system = desk(workspace)

    first = system.changed(str(SECONDS - 600), limit=10)
    second = system.changed(first.cursor, limit=10)

    assert [ticket.id for ticket in first.tickets] == ["1", "2"]
    assert (first.more, second.more) == (True, False)
    assert filters(workspace.body(0)) == [("updated_at", ">", SECONDS - 601)]
    assert workspace.body(2)["pagination"] == {"per_page": 10, "starting_after": "p|2"}
    assert second.cursor == str(SECONDS - 60)


def test_the_cursor_never_goes_back() -> None:
    workspace = Workspace(**{"POST /conversations/search": {"conversations": []}})

    assert desk(workspace).changed(str(SECONDS - 5), limit=10).cursor == str(SECONDS - 5)


def test_tickets_are_swept_after_conversations_where_there_is_a_type_of_them() -> None:
    workspace = Workspace(
        **{
            "POST /conversations/search": {"conversations": []},
            "POST /tickets/search": {"tickets": [TICKET]},
        }
    )
    system = desk(workspace, ticket_type="95")

    first = system.changed(str(SECONDS - 600), limit=10)
    second = system.changed(first.cursor, limit=10)

    assert (first.tickets, first.more) == ((), True)
    assert ([ticket.id for ticket in second.tickets], second.more) == (["ticket-631"], False)
    assert second.cursor == str(SECONDS - 60)


def test_a_page_that_leads_to_itself_ends_the_sweep() -> None:
    page = {"conversations": [], "pages": {"next": {"starting_after": "p2"}}}
    system = desk(Workspace(**{"POST /conversations/search": page}))

    first = system.changed(str(SECONDS - 600), limit=10)

    assert system.changed(first.cursor, limit=10).more is False


@given(st.text(max_size=40))
def test_a_cursor_of_nobody_starts_now_or_asks_a_page(cursor: str) -> None:
    workspace = Workspace(**{"POST /conversations/search": {"conversations": []}, "POST /tickets/search": {}})

    changes = desk(workspace).changed(cursor, limit=10)

    assert changes.tickets == ()
    assert len(workspace.asked) <= 1


# --- writing -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "path"), [("215469", "/conversations/215469/reply"), ("ticket-631", "/tickets/631/reply")]
)
def test_a_note_is_internal_and_a_reply_is_not(id: str, path: str) -> None:
    workspace = Workspace()
    system = desk(workspace)

    system.note(id, "Linked to INC-12.", key="note:7")
    note = workspace.body()
    system.reply(id, "We are on it.\nSorry.\n\nAna", key="reply:8")
    reply = workspace.body()

    assert workspace.lines == [f"POST {path}"] * 2
    assert note == {
        "message_type": "note",
        "type": "admin",
        "admin_id": "814",
        "body": "<p>Linked to INC-12.</p><p>caseline:note:7</p>",
    }
    assert reply["message_type"] == "comment"
    assert reply["body"] == "<p>We are on it.<br>Sorry.</p><p>Ana</p><p>caseline:reply:8</p>"


@given(st.text(max_size=200))
def test_no_text_becomes_markup(said: str) -> None:
    workspace = Workspace()

    desk(workspace).note("215469", said, key="k")

    bare = workspace.body()["body"]
    for tag in ("<p>", "</p>", "<br>"):
        bare = bare.replace(tag, "")
    assert "<" not in bare
    assert ">" not in bare


def test_a_doubtful_note_that_arrived_is_not_written_again() -> None:
    workspace = Workspace()

    desk(workspace).note("215469", "Linked.", key="note:7", doubtful=True)

    assert workspace.lines == ["GET /conversations/215469"]


@pytest.mark.parametrize("id", ["215469", "ticket-631"])
def test_a_doubtful_note_that_did_not_arrive_is_written(id: str) -> None:
    workspace = Workspace()

    desk(workspace).note(id, "Linked.", key="note:77", doubtful=True)

    assert workspace.lines[-1].endswith("/reply")


def test_a_tag_is_made_and_then_put_on() -> None:
    workspace = Workspace()

    desk(workspace).mark("215469", "incident:INC-12", on=True)

    assert workspace.lines == ["POST /tags", "POST /conversations/215469/tags"]
    assert workspace.body(0) == {"name": "incident:INC-12"}
    assert workspace.body(1) == {"id": "77", "admin_id": "814"}


def test_a_tag_that_is_on_it_is_taken_off_and_no_other() -> None:
    workspace = Workspace(**{"DELETE /conversations/215469/tags/123456": {}})
    system = desk(workspace)

    system.mark("215469", "incident:INC-12", on=False)
    system.mark("215469", "incident:INC-13", on=False)

    assert workspace.lines == [
        "GET /conversations/215469",
        "DELETE /conversations/215469/tags/123456",
        "GET /conversations/215469",
    ]
    assert workspace.body(1) == {"admin_id": "814"}


@pytest.mark.parametrize("answer", [{}, 404])
def test_a_tag_of_a_ticket_is_taken_off_by_its_id_as_tickets_show_none(answer: Any) -> None:
    workspace = Workspace(
        **{
            "GET /tags": {"data": [{"id": "77", "name": "incident:INC-12"}]},
            "DELETE /tickets/631/tags/77": answer,
        }
    )

    desk(workspace).mark("ticket-631", "incident:INC-12", on=False)

    assert workspace.lines == ["GET /tickets/631", "GET /tags", "DELETE /tickets/631/tags/77"]


def test_a_tag_that_may_not_be_taken_off_is_told() -> None:
    workspace = Workspace(**{"DELETE /conversations/215469/tags/123456": 403})

    with pytest.raises(Refused):
        desk(workspace).mark("215469", "incident:INC-12", on=False)


DRAFT = Draft(
    subject="Refund <b>missing</b>",
    text="Since Monday.",
    requester_email="nora@globex.test",
    tags=("incident:INC-12",),
)


def test_a_new_ticket_has_its_customer_its_tags_and_our_key() -> None:
    workspace = Workspace(**{"POST /tickets": TICKET})

    ticket = desk(workspace, ticket_type="95").create(DRAFT, key="create:1")

    assert workspace.lines == ["POST /tickets", "POST /tags", "POST /tickets/631/tags"]
    assert workspace.body(0) == {
        "ticket_type_id": "95",
        "contacts": [{"email": "nora@globex.test"}],
        "ticket_attributes": {
            "_default_title_": "Refund <b>missing</b>",
            "_default_description_": "Since Monday.\n\ncaseline:create:1",
        },
    }
    assert ticket.id == "ticket-631"


@pytest.mark.parametrize(
    ("kind", "draft"),
    [("", DRAFT), ("../x", DRAFT), ("95", Draft(subject="x", text="y", requester_email=""))],
)
def test_without_a_type_or_a_customer_no_ticket_is_made(kind: str, draft: Draft) -> None:
    workspace = Workspace()

    with pytest.raises(Refused, match="Intercom"):
        desk(workspace, ticket_type=kind).create(draft, key="create:1")

    assert workspace.asked == []


def test_a_doubtful_ticket_that_was_made_is_found_on_a_later_page() -> None:
    described = {**TICKET["ticket_attributes"], "_default_description_": "Since Monday.\n\ncaseline:create:1"}
    workspace = Workspace(
        **{
            "POST /tickets/search": [
                {"tickets": [TICKET], "pages": {"next": {"starting_after": "p2"}}},
                {"tickets": [{**TICKET, "id": "632", "ticket_attributes": described}]},
            ],
            "POST /tickets/632/tags": {},
        }
    )

    ticket = desk(workspace, ticket_type="95").create(DRAFT, key="create:1", doubtful=True)

    assert ticket.id == "ticket-632"
    assert "POST /tickets" not in workspace.lines


def test_a_doubtful_ticket_is_looked_for_on_a_few_pages_and_then_made() -> None:
    pages = [{"tickets": [TICKET], "pages": {"next": {"starting_after": f"p{n}"}}} for n in range(9)]
    workspace = Workspace(**{"POST /tickets/search": pages, "POST /tickets": TICKET})

    desk(workspace, ticket_type="95").create(DRAFT, key="create:1", doubtful=True)

    assert workspace.lines[:5] == ["POST /tickets/search"] * 4 + ["POST /tickets"]


# --- addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{INBOX}/inbox/admin/814/conversation/215469", "215469"),
        (f"{INBOX}/inbox/conversation/215469?view=List#part_id=comment-215469-1", "215469"),
        (f"{INBOX}/conversation/215469 see here", "215469"),
        ("https://app.intercom.com/a/apps/abc123/conversations/215469", "215469"),
        ("https://app.intercom.com/a/apps/abc123/inbox/inbox/all/conversations/215469", "215469"),
        ("HTTPS://APP.intercom.com:443/a/inbox/abc123/inbox/conversation/215469)", "215469"),
        (f"{INBOX}/inbox/conversation/215469x", ""),
        (f"{INBOX}/inbox/conversation/", ""),
        ("https://app.intercom.com/a/inbox/other/inbox/conversation/215469", ""),
        ("https://app.eu.intercom.com/a/inbox/abc123/inbox/conversation/215469", ""),
        ("http://app.intercom.com/a/inbox/abc123/inbox/conversation/215469", ""),
        ("https://app.intercom.com.evil.test/a/inbox/abc123/inbox/conversation/215469", ""),
        (f"https://evil.test/{INBOX}/inbox/conversation/215469", ""),
        (f"https://evil.test/?to={INBOX}/inbox/conversation/215469", ""),
        ("https://app.intercom.com@evil.test/a/inbox/abc123/inbox/conversation/215469", ""),
        ("https://ana@app.intercom.com/a/inbox/abc123/inbox/conversation/215469", ""),
        ("https://app.intercom.com:8443/a/inbox/abc123/inbox/conversation/215469", ""),
        ("https://[app.intercom.com/a/inbox/abc123/inbox/conversation/215469", ""),
        ("215469", ""),
        ("", ""),
    ],
)
def test_an_address_of_this_workspace_opens_a_ticket_and_no_other_does(address: str, expected: str) -> None:
    workspace = Workspace()

    assert desk(workspace).ref_in(address) == expected
    assert workspace.asked == []


@given(st.text(max_size=200))
def test_no_foreign_address_is_taken_for_ours(rest: str) -> None:
    system = desk(Workspace())

    assert system.ref_in(f"https://evil.test/{rest}{INBOX}/inbox/conversation/215469") == ""
    assert system.ref_in(f"https://app.intercom.com.evil.test/{rest}/a/inbox/abc123/conversation/1") == ""
    assert system.ref_in(rest) == ""


# --- webhooks ------------------------------------------------------------------------------


def signed(body: bytes, secret: str = "secret") -> Knock:
    return Knock({"x-hub-signature": f"sha1={digest(secret, body, 'sha1').hex()}"}, body)


def told(**more: Any) -> bytes:
    item = {"type": "conversation", "id": "215469"}
    event = {
        "type": "notification_event",
        "app_id": "abc123",
        "id": "notif_1",
        "topic": "conversation.user.replied",
    }
    return json.dumps({**event, "data": {"type": "notification_event_data", "item": item}, **more}).encode()


def test_the_known_signature_is_accepted() -> None:
    body = b'{"type":"notification_event"}'
    knock = Knock({"x-hub-signature": "sha1=f3d8e3f3fd442fb2f093e5d59714a8d1b27ba426"}, body)

    assert list(desk(Workspace(), webhook_secret="secret").hints(knock)) == []


def test_a_signed_notification_hints_at_its_conversation() -> None:
    system = desk(Workspace(), webhook_secret="secret")

    changed = system.hints(signed(told()))
    deleted = system.hints(
        signed(told(topic="conversation.deleted", data={"item": {"conversation_id": 215469}}))
    )

    assert [(hint.event, hint.ticket) for hint in changed] == [("notif_1", "215469")]
    assert [(hint.event, hint.ticket) for hint in deleted] == [("notif_1", "215469")]


@pytest.mark.parametrize(
    ("secret", "knock"),
    [
        ("secret", Knock({}, told())),
        ("secret", Knock({"x-hub-signature": ""}, told())),
        ("secret", Knock({"x-hub-signature": "sha1="}, told())),
        ("secret", Knock({"x-hub-signature": signed(told()).headers["x-hub-signature"]}, told() + b" ")),
        ("secret", Knock({"x-hub-signature": signed(told()).headers["x-hub-signature"][5:]}, told())),
        ("secret", signed(told(), "another")),
        ("", signed(told(), "")),
        ("", Knock({"x-hub-signature": ""}, told())),
    ],
)
def test_what_is_not_signed_with_the_client_secret_is_not_believed(secret: str, knock: Knock) -> None:
    with pytest.raises(Forged):
        desk(Workspace(), webhook_secret=secret).hints(knock)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b"[]",
        told(topic="ping"),
        told(topic="contact.created"),
        told(topic=None),
        told(app_id="another"),
        told(data=None),
        told(data={"item": {"id": "../1"}}),
        told(data={"item": {"id": "ticket-631"}}),
    ],
)
def test_a_genuine_knock_about_nothing_hints_at_nothing(body: bytes) -> None:
    assert list(desk(Workspace(), webhook_secret="secret").hints(signed(body))) == []


# --- check ---------------------------------------------------------------------------------


def test_the_check_finds_nothing_missing_where_all_is_there() -> None:
    workspace = Workspace(
        **{
            "GET /me": {"name": "Caseline", "app": {"id_code": "abc123", "name": "Acme"}},
            "GET /admins/814": {"name": "Ana"},
            "GET /ticket_types/95": {"name": "Incident"},
        }
    )

    findings = list(desk(workspace, ticket_type="95", webhook_secret="secret").check())

    assert all(finding.ok for finding in findings)
    assert findings[0].says == "Acme (abc123) as Caseline"
    assert {each.method for each in workspace.asked} == {"GET"}


def test_the_check_names_what_is_missing_and_never_the_token() -> None:
    workspace = Workspace(**{"GET /me": {"name": "Caseline", "app": {"id_code": "another", "name": "Acme"}}})

    findings = list(desk(workspace, admin="ana").check())

    assert [finding.what for finding in findings if not finding.ok] == [
        "Intercom",
        "Intercom teammate",
        "Intercom webhook",
    ]
    assert "a-token" not in str(findings)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 503])
def test_the_check_never_raises(status: int) -> None:
    findings = list(desk(Workspace(**{"GET /me": status, "GET /admins/814": status})).check())

    assert not findings[0].ok


def test_every_ability_is_answered() -> None:
    assert set(ABILITIES) == set(Ability)
