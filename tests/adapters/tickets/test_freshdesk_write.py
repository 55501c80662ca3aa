"""What is written to Freshdesk, once."""

import json

import httpx
import pytest

from bot.domain.ticket import Draft, Priority
from bot.errors import Refused, TryLater
from tests.adapters.tickets.freshdesk_desk import DRAFT, TICKET, desk
from tests.adapters.tickets.wire import always, one_after_another


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
