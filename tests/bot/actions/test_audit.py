"""Every change is in the audit trail: who, by which door, what before and after."""

import pytest

from bot.commands.table import TYPED
from tests.fakes.teller import Teller

EVE = {"slack:eve": "Eve"}

# What was done before; the words that change something; what stood there before; what stands there after.
CHANGES = [
    ("", "declare sev2 Search shows nothing", {}, {"title": "Search shows nothing", "severity": "SEV2"}),
    ("", "sev INC-1 2", {"severity": "SEV1"}, {"severity": "SEV2"}),
    ("", "phase INC-1 identified", {"phase": "investigating"}, {"phase": "identified"}),
    ("", "resolve INC-1 done", {"status": "open"}, {"status": "resolved"}),
    ("", "cancel INC-1 mistaken", {"status": "open"}, {"status": "cancelled"}),
    ("resolve INC-1 done", "reopen INC-1", {"status": "resolved"}, {"status": "open"}),
    ("", "update INC-1 Cards fail", {"last_update": ""}, {"last_update": "Cards fail"}),
    ("", "status INC-1 Cards fail", {"last_update": ""}, {"last_update": "Cards fail"}),
    ("", "note INC-1 x", {}, {"text": "x"}),
    ("", "timeline INC-1 x", {}, {"text": "x"}),
    ("", "task INC-1 Ask the bank", {}, {"task": 1, "text": "Ask the bank"}),
    ("task INC-1 x", "task INC-1 done 1", {"done": False}, {"done": True}),
    ("task INC-1 x", "task INC-1 1 me", {"owner": ""}, {"owner": "slack:ana"}),
    ("", "liaison INC-1 me", {"customer_liaison": ""}, {"customer_liaison": "slack:ana"}),
    ("liaison INC-1 me", "liaison INC-1 nobody", {"customer_liaison": "slack:ana"}, {"customer_liaison": ""}),
    ("", "role INC-1 scribe @slack:eve", {"scribe": ""}, {"scribe": "slack:eve"}),
    (
        "liaison INC-1 me",
        "handoff INC-1 @slack:eve",
        {},
        {"handoff": "customer_liaison", "taker": "slack:eve"},
    ),
    ("", "customers INC-1 250", {"stated": None}, {"stated": 250}),
    (
        "",
        "page INC-1 @slack:eve cards fail",
        {},
        {"page": 1, "paged": "person:slack:eve", "why": "cards fail"},
    ),
    ("liaison INC-1 me", "cadence INC-1 normal", {"pace": 1200}, {"pace": 1200}),
    ("", "draft INC-1 Cards fail", {}, {"draft": 1, "texts": {"en": "Cards fail"}}),
    ("", "brief INC-1 Cards fail", {}, {"summary": 1, "text": "Cards fail"}),
    ("", "follow INC-1", {}, {"follows": "slack:ana"}),
    ("follow INC-1", "unfollow INC-1", {"follows": "slack:ana"}, {}),
    ("resolve INC-1 done", "room INC-1 archive", {"war_room": "open"}, {"war_room": "closed"}),
]
READING = {
    "drill",
    "help",
    "pages",
    "list",
    "catchup",
    "tickets",
    "ticket",
    "sla",
    "sla why",
    "due",
    "oncall",
}
ELSEWHERE = {
    "asked",
    "digest",
    "personal",
    "tell me",
    "approve",
    "object",
    "publish",
    "correct",
    "retract",
    "bridge",
    "cover",
    "oncall feed",
    "escalate",
    "have it",
    "join",
    "pager",
    "retry",
    "link",
    "unlink",
    "link me",
    "unlink me",
    "ticket new",
    "ticket reply",
    "snooze",
}
ELSEWHERE |= {"snooze", "sla take", "sla snooze", "sla reason", "sla escalate", "sla accept"}


@pytest.mark.parametrize(
    ("first", "typed", "before", "after"), CHANGES, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_change_is_audited_with_who_where_before_and_after(told: Teller, first, typed, before, after):
    told.declare()
    if first:
        assert told.does("ana", first).outcome == "done"
    known = len(_audit(told))

    reply = told.does("ana", typed, mentions=EVE)

    assert reply.outcome == "done", reply
    new = _audit(told, "INC-2" if typed.startswith("declare") else "INC-1")
    new = new if typed.startswith("declare") else new[known:]
    assert {(one.by, one.door, one.word, one.at) for one in new} == {
        ("slack:ana", "slack", typed.partition(" ")[0], told.clock.now())
    }
    assert before.items() <= {key: value for one in new for key, value in one.before.items()}.items()
    assert after.items() <= {key: value for one in new for key, value in one.after.items()}.items()


def test_the_table_above_forgets_no_word():
    changing = {typed.partition(" ")[0] for _, typed, _, _ in CHANGES}

    assert {one.word for one in TYPED} == changing | READING | ELSEWHERE


def test_joining_and_coming_in_are_audited(told):
    told.declare()

    told.does("leo", "join INC-1")
    told.does("eve", "joined", room=told.room())

    assert [(one.by, one.word, one.after) for one in _audit(told)][-2:] == [
        ("slack:leo", "join", {"responder": "slack:leo"}),
        ("slack:eve", "joined", {"responder": "slack:eve"}),
    ]


def test_what_the_clock_does_is_audited_as_the_clock(told):
    told.declare()

    told.knock()

    assert ("", "clock", "liaison") in [(one.by, one.door, one.word) for one in _audit(told)]


def test_what_was_refused_is_not_in_the_trail(told):
    told.declare()
    known = len(_audit(told))

    told.does("zoe", "resolve INC-1 done")
    told.does("ana", "phase INC-1 nowhere")

    assert len(_audit(told)) == known


def _audit(told, key="INC-1"):
    with told.store.read() as work:
        return work.audit.of(key)
