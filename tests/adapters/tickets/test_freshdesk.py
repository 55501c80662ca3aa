"""Freshdesk at the other end of the wire, with payloads of the shape that it documents."""

import hashlib
import json
from datetime import UTC, datetime

import httpx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.tickets.freshdesk import ABILITIES, connect
from bot.domain.ticket import Deadline, Draft, Gone, Knock, Priority, Query, TicketStatus, incidents_in
from bot.domain.ticket_ability import Ability
from bot.errors import Forged, NotLetIn, Refused, TicketGone, TryLater
from bot.settings_tickets import Freshdesk
from tests.adapters.tickets.wire import Wire, always, documented, now, one_after_another, payload

HOME = "https://acme.freshdesk.com"
TICKET = payload("freshdesk_ticket")
SETTINGS = Freshdesk.model_validate(
    {
        "base_url": HOME,
        "api_key": "key-of-the-bot",
        "webhook_secret": "a long secret",
        "statuses": {"6": "on_hold"},
        "fields": {
            "tier": "company.account_tier",
            "region": "custom_fields.cf_region",
            "component": "custom_fields.cf_component",
        },
    }
)
DRAFT = Draft(subject="Cannot pay", text="It says <500>\n& stops", requester_email="jana@globex.test")


def desk(answer, settings=SETTINGS):
    wire = Wire(answer)
    return connect(settings, now=now, transport=wire), wire


def at(hour, minute=0, day=19):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def changed_at(*moments):
    return [{**TICKET, "id": id, "updated_at": moment} for id, moment in enumerate(moments, start=1)]


# --- reading -------------------------------------------------------------------------------


def test_a_ticket_is_read_whole_in_one_request():
    freshdesk, wire = desk(always(json=TICKET))

    ticket = freshdesk.fetch("2041")

    assert wire.lines() == ["GET /api/v2/tickets/2041"]
    assert wire.asked[0].url.params["include"] == "requester,company,stats"
    assert (ticket.system, ticket.id, ticket.url) == ("freshdesk", "2041", f"{HOME}/a/tickets/2041")
    assert ticket.subject == "Checkout shows <b>error 500</b>"
    assert (ticket.status, ticket.desk_status, ticket.priority) == (TicketStatus.ON_HOLD, "6", Priority.HIGH)
    assert (ticket.requester, ticket.requester_name) == ("48012345678", "Jana Novak")
    assert ticket.requester_email == "jana@globex.test"
    assert (ticket.organisation, ticket.organisation_name) == ("48000000321", "Globex")
    assert (ticket.assignee, ticket.group) == ("48000000017", "48000089044")
    assert (ticket.created_at, ticket.updated_at) == (at(9), at(11, 30))
    assert ticket.customer_spoke_at == at(11, 30)
    assert incidents_in(ticket.tags) == ("INC-12",)
    assert ticket.fields == {"tier": "Premium", "region": "EMEA"}


def test_deadlines_are_those_that_freshdesk_promises():
    freshdesk, _ = desk(always(json=TICKET))

    assert freshdesk.fetch("2041").deadlines == (
        Deadline(metric="first_reply", due_at=at(10), met=True),
        Deadline(metric="next_reply", due_at=at(13)),
        Deadline(metric="resolution", due_at=at(16, day=20), missed=True),
    )


def test_an_answer_after_its_deadline_is_missed_whether_or_not_anybody_was_told():
    late = {**TICKET, "stats": {"first_responded_at": "2026-11-19T10:00:01Z"}}
    freshdesk, _ = desk(always(json=late))

    assert freshdesk.fetch("2041").deadlines[0] == Deadline(metric="first_reply", due_at=at(10), missed=True)


@pytest.mark.parametrize(
    ("source", "spoke_at"), [(2, at(9)), (10, None)], ids=["by the customer", "by an agent"]
)
def test_who_has_not_written_again_spoke_by_making_the_ticket(source, spoke_at):
    quiet = {**TICKET, "source": source, "stats": {"requester_responded_at": None}}
    freshdesk, _ = desk(always(json=quiet))

    assert freshdesk.fetch("2041").customer_spoke_at == spoke_at


@pytest.mark.parametrize(
    ("number", "means"),
    [(2, "open"), (3, "pending"), (4, "solved"), (5, "closed"), (6, "on_hold"), (99, "open"), (None, "open")],
)
def test_a_status_is_read_by_its_number(number, means):
    freshdesk, _ = desk(always(json={**TICKET, "status": number}))

    assert freshdesk.fetch("2041").status == means


@settings(deadline=None)
@given(missing=st.sampled_from(sorted(TICKET)), instead=st.sampled_from(["absent", None, 7, "x", [], {}]))
def test_a_ticket_is_read_whatever_is_missing_or_odd(missing, instead):
    raw = {name: value for name, value in TICKET.items() if name != missing}
    if instead != "absent":
        raw[missing] = instead
    freshdesk, _ = desk(always(json={**raw, "brand_new": {"x": [1]}}))

    ticket = freshdesk.fetch("2041")

    assert (ticket.id, ticket.gone) == ("2041", Gone.HERE)


@settings(deadline=None)
@given(part=st.sampled_from(["stats", "requester", "company", "custom_fields"]), data=st.data())
def test_a_ticket_is_read_whatever_is_null_further_down(part, data):
    name = data.draw(st.sampled_from(sorted(TICKET[part])))
    freshdesk, _ = desk(always(json={**TICKET, part: {**TICKET[part], name: None}}))

    assert freshdesk.fetch("2041").id == "2041"


@pytest.mark.parametrize(
    ("answer", "forbidden"),
    [(always(404), False), (always(403), True), (always(json={**TICKET, "deleted": True}), False)],
)
def test_a_ticket_that_is_gone_is_said_to_be(answer, forbidden):
    freshdesk, _ = desk(answer)

    with pytest.raises(TicketGone) as gone:
        freshdesk.fetch("2041")

    assert gone.value.forbidden is forbidden


@pytest.mark.parametrize("id", ["", "../../agents", "1/../2", "20?x", "２０", "1" * 19, "20\n", "-1"])
def test_what_is_no_id_is_never_sent(id):
    freshdesk, wire = desk(always(json=TICKET))

    for ask in (
        lambda: freshdesk.fetch(id),
        lambda: freshdesk.note(id, "x", key="k"),
        lambda: freshdesk.reply(id, "x", key="k"),
        lambda: freshdesk.mark(id, "x", on=True),
    ):
        with pytest.raises(TicketGone):
            ask()

    assert wire.asked == []


def test_a_wrong_key_is_said_to_be_wrong_and_never_shown():
    freshdesk, _ = desk(always(401))

    with pytest.raises(NotLetIn) as no:
        freshdesk.fetch("2041")

    assert "key-of-the-bot" not in f"{no.value} {freshdesk!r} {SETTINGS!r}"


def test_nothing_is_sent_while_no_requests_are_left():
    freshdesk, wire = desk(always(json=TICKET, headers={"X-RateLimit-Remaining": "0"}))
    freshdesk.fetch("2041")

    with pytest.raises(TryLater) as later:
        freshdesk.fetch("2041")

    assert later.value.after is not None
    assert len(wire.asked) == 1


# --- searching -----------------------------------------------------------------------------


def test_a_tag_is_searched_for_in_quotes():
    freshdesk, wire = desk(always(json={"total": 1, "results": [TICKET]}))

    found = freshdesk.search(Query(tag="incident:inc-12"), limit=5)

    assert [ticket.id for ticket in found] == ["2041"]
    assert wire.asked[0].url.params["query"] == "\"tag:'incident:inc-12'\""


@pytest.mark.parametrize("tag", ["a' OR status:2 OR tag:'b", 'a"', "a\\", "x" * 101])
def test_a_tag_that_would_change_the_question_finds_nothing(tag):
    freshdesk, wire = desk(always(json={"results": [TICKET]}))

    assert (list(freshdesk.search(Query(tag=tag), limit=5)), wire.asked) == ([], [])


def test_a_search_by_tag_goes_on_to_the_next_page_until_there_are_enough():
    full = {"results": [{**TICKET, "id": id, "status": 5} for id in range(30)]}
    freshdesk, wire = desk(one_after_another(full, {"results": [TICKET]}))

    found = freshdesk.search(Query(tag="incident:INC-12", open_only=True), limit=1)

    assert [ticket.id for ticket in found] == ["2041"]
    assert [request.url.params["page"] for request in wire.asked] == ["1", "2"]


def test_a_search_that_finds_ever_more_ends():
    full = {"results": [{**TICKET, "id": id, "status": 5} for id in range(30)]}
    freshdesk, wire = desk(always(json=full))

    assert list(freshdesk.search(Query(tag="incident:INC-12", open_only=True), limit=1)) == []
    assert len(wire.asked) == 10


def test_a_customer_is_searched_for_by_address():
    other = {**TICKET, "id": 7, "subject": "An invoice"}
    freshdesk, wire = desk(always(json=[other, TICKET]))

    found = freshdesk.search(Query(requester_email="jana@globex.test", text="CHECKOUT 500"), limit=5)

    assert [ticket.id for ticket in found] == ["2041"]
    assert wire.asked[0].url.params["email"] == "jana@globex.test"


def test_an_address_that_nobody_has_finds_nothing():
    freshdesk, _ = desk(always(400, {"description": "Validation failed", "errors": [{"field": "email"}]}))

    assert list(freshdesk.search(Query(requester_email="nobody@globex.test"), limit=5)) == []


def test_words_are_looked_for_in_what_changed_last():
    many = [{**TICKET, "id": id} for id in range(1, 9)]
    freshdesk, wire = desk(always(json=[{**TICKET, "id": 99, "subject": "An invoice"}, *many]))

    found = freshdesk.search(Query(text="checkout"), limit=3)

    assert [ticket.id for ticket in found] == ["1", "2", "3"]
    assert wire.asked[0].url.params["order_type"] == "desc"


@pytest.mark.parametrize("said", [None, {}, {"results": None}, {"results": [None, 3]}, []])
def test_an_answer_without_results_finds_nothing(said):
    freshdesk, _ = desk(always(json=said))

    assert list(freshdesk.search(Query(tag="x"), limit=5)) == []


# --- changes -------------------------------------------------------------------------------


def test_no_cursor_stands_for_now_and_asks_nobody():
    freshdesk, wire = desk(always(json=[TICKET]))

    changes = freshdesk.changed("", limit=10)

    assert (changes.tickets, changes.more, wire.asked) == ((), False, [])
    assert changes.cursor.startswith("2026-11-19T12:00:00Z")


def test_changes_go_on_a_little_before_where_they_ended():
    news = changed_at("2026-11-19T12:10:00Z", "2026-11-19T12:20:00Z")
    freshdesk, wire = desk(always(json=news))
    start = freshdesk.changed("", limit=10).cursor

    changes = freshdesk.changed(start, limit=10)
    freshdesk.changed(changes.cursor, limit=10)

    assert [ticket.id for ticket in changes.tickets] == ["1", "2"]
    assert changes.more is False
    assert wire.asked[0].url.params["updated_since"] == "2026-11-19T12:00:00Z"
    assert wire.asked[1].url.params["updated_since"] == "2026-11-19T12:19:55Z"


def test_more_than_a_page_at_the_same_second_is_read_page_by_page():
    same = changed_at("2026-11-19T12:00:03Z", "2026-11-19T12:00:03Z")
    freshdesk, wire = desk(one_after_another(same, same, same[:1]))

    cursor = f"{freshdesk.changed('', limit=2).cursor}"
    pages = []
    for _ in range(3):
        changes = freshdesk.changed(cursor, limit=2)
        pages.append((wire.asked[-1].url.params["page"], changes.more))
        cursor = changes.cursor

    assert pages == [("1", True), ("2", True), ("3", False)]
    assert len({request.url.params["updated_since"] for request in wire.asked}) == 1


@settings(deadline=None)
@given(
    seconds=st.lists(st.integers(0, 40), min_size=1, max_size=30),
    limit=st.integers(1, 7),
)
def test_no_change_is_lost_however_many_share_a_second(seconds, limit):
    moments = [f"2026-11-19T12:00:{second:02}Z" for second in sorted(seconds)]
    raws = changed_at(*moments)

    def answer(request):
        asked = request.url.params
        newer = [raw for raw in raws if raw["updated_at"] > asked["updated_since"]]
        first = (int(asked["page"]) - 1) * int(asked["per_page"])
        return httpx.Response(200, json=newer[first : first + int(asked["per_page"])])

    freshdesk, _ = desk(answer)
    cursor, seen, more = "2026-11-19T11:59:59Z 1", set(), True
    for _ in range(200):
        changes = freshdesk.changed(cursor, limit=limit)
        seen |= {ticket.id for ticket in changes.tickets}
        cursor, more = changes.cursor, changes.more
        if not more:
            break

    assert not more
    assert seen == {str(raw["id"]) for raw in raws}


@pytest.mark.parametrize("limit", [0, 1, 100, 5000])
def test_a_page_has_the_size_that_freshdesk_allows(limit):
    freshdesk, wire = desk(always(json=[]))

    freshdesk.changed("2026-11-19T11:00:00Z 1", limit=limit)

    assert 1 <= int(wire.asked[0].url.params["per_page"]) <= 100


# --- writing -------------------------------------------------------------------------------


def test_a_note_is_private_and_its_text_stays_text():
    freshdesk, wire = desk(always(201, {"id": 4}))

    freshdesk.note("2041", 'It says <500>\n& "stops"', key="INC-1:note")

    assert wire.lines() == ["POST /api/v2/tickets/2041/notes"]
    [body] = wire.bodies()
    assert body["private"] is True
    assert body["body"].startswith("<div>It says &lt;500&gt;<br>&amp; &quot;stops&quot;</div>")
    assert "caseline:INC-1:note" in body["body"]


def test_a_reply_goes_to_the_customer():
    freshdesk, wire = desk(always(201, {"id": 4}))

    freshdesk.reply("2041", "It works again.", key="INC-1:reply")

    assert wire.lines() == ["POST /api/v2/tickets/2041/reply"]
    assert wire.bodies()[0]["body"].startswith("<div>It works again.</div>")


@pytest.mark.parametrize("shown", ["body", "body_text"])
def test_a_doubtful_note_that_arrived_is_not_written_again(shown):
    earlier = []

    def answer(request):
        if request.method == "POST":
            earlier.append({shown: json.loads(request.content)["body"], "private": True})
            return httpx.Response(201, json={})
        return httpx.Response(200, json=earlier)

    freshdesk, wire = desk(answer)
    freshdesk.note("2041", "Words", key='k<1>&"')

    freshdesk.note("2041", "Words", key='k<1>&"', doubtful=True)

    assert [line for line in wire.lines() if line.startswith("POST")] == ["POST /api/v2/tickets/2041/notes"]


def test_a_doubtful_reply_is_written_where_only_a_longer_key_is_found():
    conversation = [{"body_text": "Words\ncaseline:k11", "body": None}, None]
    freshdesk, wire = desk(one_after_another(conversation, httpx.Response(201, json={})))

    freshdesk.reply("2041", "Words", key="k1", doubtful=True)

    assert wire.lines()[-1] == "POST /api/v2/tickets/2041/reply"


def test_a_long_conversation_is_read_to_its_end():
    full = [{"body_text": "words"}] * 100
    freshdesk, wire = desk(one_after_another(full, [{"body_text": "Words caseline:k1"}]))

    freshdesk.reply("2041", "Words", key="k1", doubtful=True)

    assert [request.url.params["page"] for request in wire.asked] == ["1", "2"]


def test_a_lost_answer_to_a_note_leaves_doubt():
    def silent(request):
        raise httpx.ReadTimeout("", request=request)

    freshdesk, _ = desk(silent)

    with pytest.raises(TryLater) as later:
        freshdesk.note("2041", "Words", key="k")

    assert later.value.unsure is True


def test_a_ticket_is_made_for_a_customer():
    freshdesk, wire = desk(always(201, {**TICKET, "id": 77}))

    ticket = freshdesk.create(
        Draft(
            subject="Cannot pay",
            text="Help",
            target="48000089044",
            priority=Priority.URGENT,
            requester_email="jana@globex.test",
            requester_name="Jana",
            tags=("incident:INC-12",),
        ),
        key="k1",
    )

    assert ticket.id == "77"
    [body] = wire.bodies()
    assert (body["email"], body["name"], body["priority"]) == ("jana@globex.test", "Jana", 4)
    assert (body["status"], body["tags"], body["group_id"]) == (2, ["incident:INC-12"], 48000089044)
    assert body["description"].startswith("<div>Help</div>")


def test_a_doubtful_ticket_that_was_made_is_found():
    def answer(request):
        said = [TICKET, {**TICKET, "id": 78, "description_text": "Help caseline:k1", "description": None}]
        return httpx.Response(200, json=said) if request.method == "GET" else httpx.Response(500)

    freshdesk, wire = desk(answer)

    assert freshdesk.create(DRAFT, key="k1", doubtful=True).id == "78"
    assert wire.asked[0].url.params["email"] == "jana@globex.test"


def test_a_doubtful_ticket_that_was_not_made_is_made():
    freshdesk, wire = desk(one_after_another([TICKET], httpx.Response(201, json={**TICKET, "id": 79})))

    assert freshdesk.create(DRAFT, key="k1", doubtful=True).id == "79"
    assert wire.lines() == ["GET /api/v2/tickets", "POST /api/v2/tickets"]


@pytest.mark.parametrize(
    "draft",
    [
        Draft(subject="s", text="t"),
        Draft(subject="s", text="t", requester_email="a@b.test", target="Billing"),
    ],
)
def test_a_ticket_for_nobody_or_for_a_group_by_name_is_refused_before_anything_is_sent(draft):
    freshdesk, wire = desk(always(201, TICKET))

    with pytest.raises(Refused):
        freshdesk.create(draft, key="k")

    assert wire.asked == []


@pytest.mark.parametrize(
    ("tags", "tag", "on", "wanted"),
    [
        (["checkout"], "incident:INC-12", True, ["checkout", "incident:INC-12"]),
        (["checkout", "Incident:inc-12"], "incident:INC-12", True, None),
        (["checkout", "Incident:inc-12"], "incident:INC-12", False, ["checkout"]),
        (["checkout"], "incident:INC-12", False, None),
        (None, "incident:INC-12", True, ["incident:INC-12"]),
    ],
)
def test_a_tag_is_put_beside_the_others_as_they_are_now(tags, tag, on, wanted):
    freshdesk, wire = desk(always(json={**TICKET, "tags": tags}))

    freshdesk.mark("2041", tag, on=on)

    assert wire.bodies("PUT") == ([] if wanted is None else [{"tags": wanted}])


# --- addresses and webhooks ----------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/a/tickets/2041",
        "/a/tickets/2041/edit",
        "/a/tickets/2041?current_tab=details#note_5",
        "/helpdesk/tickets/2041",
        "/support/tickets/2041",
        "/en/support/tickets/2041",
        "/pt-BR/support/tickets/2041, please look",
    ],
)
def test_the_addresses_of_agents_and_customers_name_the_ticket(path):
    freshdesk, _ = desk(always())

    assert freshdesk.ref_in(HOME + path) == "2041"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.freshdesk.com/a/tickets/1",
        "https://acme.freshdesk.com.evil.test/a/tickets/1",
        "https://evil.test/https://acme.freshdesk.com/a/tickets/1",
        "https://acme.freshdesk.com@evil.test/a/tickets/1",
        "http://acme.freshdesk.com/a/tickets/1",
        f"{HOME}/a/tickets/filters/all_tickets",
        f"{HOME}/a/tickets/1x",
        f"{HOME}/a/tickets/../agents/1",
        f"{HOME}/a/contacts/1",
        f"{HOME}/a/tickets/１２",
        f"{HOME}/a/tickets/{'1' * 19}",
        f"{HOME}/?next=/a/tickets/1",
    ],
)
def test_other_addresses_name_no_ticket(address):
    freshdesk, _ = desk(always())

    assert freshdesk.ref_in(address) == ""


@settings(deadline=None)
@given(st.text(), st.sampled_from(["", HOME, f"{HOME}/a/tickets/", "https://"]))
def test_whatever_is_pasted_gives_digits_or_nothing(words, before):
    freshdesk, _ = desk(always())

    id = freshdesk.ref_in(before + words)

    assert id == "" or (id.isascii() and id.isdigit())


RECIPE = b'{"ticket": "2041", "event": "{status:{from:2,to:4}}", "changed": "Thu, Nov 19 2026 at 12:00 PM"}'


@pytest.mark.parametrize(
    "shown",
    [
        {"secret": "a long secret"},
        {"headers": {"x-caseline-secret": "a long secret"}},
        {"headers": {"authorization": "Bearer a long secret"}},
    ],
)
def test_a_webhook_with_the_secret_is_believed(shown):
    freshdesk, wire = desk(always())

    [hint] = freshdesk.hints(Knock(**{"headers": {}, "body": RECIPE, **shown}))

    assert (hint.ticket, hint.event) == ("2041", hashlib.sha256(RECIPE).hexdigest())
    assert wire.asked == []


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (SETTINGS, ""),
        (SETTINGS, "a long secre"),
        (SETTINGS, "a long secret "),
        (Freshdesk(base_url=HOME, api_key="k"), ""),
        (Freshdesk(base_url=HOME, api_key="k"), "a long secret"),
    ],
)
def test_a_webhook_without_the_secret_is_forged(settings, shown):
    freshdesk, _ = desk(always(), settings)

    with pytest.raises(Forged):
        freshdesk.hints(Knock(headers={}, body=RECIPE, secret=shown))


def test_the_body_that_freshdesk_offers_by_itself_is_understood():
    freshdesk, _ = desk(always())
    body = b'{"freshdesk_webhook": {"ticket_id": 2041, "ticket_subject": "x"}}'

    assert freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))[0].ticket == "2041"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"ticket": null}',
        b'{"ticket": {"id": [1]}}',
        b'{"ticket": "../1"}',
        b'{"freshdesk_webhook": 3}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_makes_no_sense_is_no_hint(body):
    freshdesk, _ = desk(always())

    assert list(freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))) == []


def test_the_documented_body_is_understood():
    freshdesk, _ = desk(always())
    body = documented("freshdesk", "json").replace("{{ticket.id}}", "2041").encode()

    [hint] = freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))

    assert hint.ticket == "2041"


def test_the_documented_settings_are_settings():
    written = yaml.safe_load(documented("freshdesk", "yaml"))

    assert Freshdesk.model_validate(written["tickets"]["freshdesk"]).base_url == HOME


def test_two_changes_are_two_events_and_the_same_delivery_is_one():
    freshdesk, _ = desk(always())
    bodies = [RECIPE, RECIPE, RECIPE.replace(b"12:00", b"12:01")]

    events = [
        freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))[0].event for body in bodies
    ]

    assert events[0] == events[1] != events[2]


# --- checking ------------------------------------------------------------------------------


def test_a_check_says_as_whom_freshdesk_is_reached():
    me = {"id": 17, "ticket_scope": 1, "contact": {"name": "Caseline", "email": "bot@acme.test"}}
    freshdesk, _ = desk(always(json=me))

    findings = list(freshdesk.check())

    assert findings[0].says == "reached as Caseline (bot@acme.test)"
    assert all(finding.ok for finding in findings)


def test_a_check_says_what_is_missing():
    freshdesk, _ = desk(
        always(json={"ticket_scope": 2, "type": "collaborator"}), Freshdesk(base_url=HOME, api_key="k")
    )

    missing = [finding.what for finding in freshdesk.check() if not finding.ok]

    assert missing == ["Freshdesk tickets", "Freshdesk replies", "Freshdesk webhook"]


@pytest.mark.parametrize("answer", [always(401), always(403), always(429), always(503), always(200, [])])
def test_a_check_never_fails(answer):
    freshdesk, _ = desk(answer)

    assert all(finding.says for finding in freshdesk.check())


def test_every_ability_is_told():
    assert set(ABILITIES) == set(Ability)
