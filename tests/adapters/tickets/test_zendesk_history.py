"""What Zendesk's audits say of a ticket's past."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.errors import TicketGone
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.zendesk_desk import Account, desk

AUDITS = "GET /tickets/4711/audits"
PEOPLE = [
    {"id": 501, "name": "Lena Nord", "role": "end-user"},
    {"id": 77, "name": "Ana Agent", "role": "agent"},
    {"id": 1, "name": "Otto", "role": "admin"},
]
RULE = {"channel": "rule", "source": {"rel": "trigger"}}


def comment(author: int | None, *, public: Any = True, **more: Any) -> dict[str, Any]:
    return {"type": "Comment", "author_id": author, "body": "Words", "public": public, **more}


def turn(value: Any, name: str = "status", kind: str = "Change") -> dict[str, Any]:
    return {"type": kind, "field_name": name, "value": value}


def audit(
    id: int, *events: Any, author: int | None = 77, minute: int | None = None, **more: Any
) -> dict[str, Any]:
    at = f"2026-03-04T{8 + id // 60:02}:{(id if minute is None else minute) % 60:02}:00Z"
    return {
        "id": id,
        "author_id": author,
        "created_at": at,
        "via": {"channel": "web"},
        "events": events,
        **more,
    }


OPENED = audit(1, comment(501), turn("new", kind="Create"), turn("501", "requester_id", "Create"), author=501)


def page(*audits: Any, after: str = "", users: Any = PEOPLE) -> dict[str, Any]:
    return {
        "audits": audits,
        "users": users,
        "meta": {"has_more": bool(after), "after_cursor": after or None},
    }


def told(*audits: Any, users: Any = PEOPLE, **settings: Any) -> History:
    return desk(Account().on(AUDITS, page(*audits, users=users)), **settings).history("4711")


def heard(*audits: Any, users: Any = PEOPLE) -> list[tuple[Author, Said]]:
    """Of all but the first."""
    return [(one.by, one.said) for one in told(OPENED, *audits, users=users).updates[1:]]


def test_an_audit_is_one_update_with_what_was_said_and_what_became_of_the_status():
    found = told(OPENED, audit(2, comment(77), turn("pending")))

    assert found == History(
        (
            Update(
                source="zendesk",
                id="audit/1",
                at=datetime(2026, 3, 4, 8, 1, tzinfo=UTC),
                sequence=0,
                what=What.CREATED,
                by=Author.CUSTOMER,
                said=Said.PUBLIC,
                status=TicketStatus.NEW,
            ),
            Update(
                source="zendesk",
                id="audit/2",
                at=datetime(2026, 3, 4, 8, 2, tzinfo=UTC),
                sequence=0,
                by=Author.AGENT,
                said=Said.PUBLIC,
                status=TicketStatus.PENDING,
            ),
        ),
        statuses=True,
    )


def test_the_users_beside_are_asked_for_in_the_same_call():
    wire = Account().on(AUDITS, page(OPENED))

    desk(wire).history("4711")

    [request] = wire.asked
    assert dict(request.url.params) == {"page[size]": "100", "sort": "created_at", "include": "users"}


@pytest.mark.parametrize(
    ("event", "by", "said"),
    [
        (comment(77), Author.AGENT, Said.PUBLIC),
        (comment(1), Author.AGENT, Said.PUBLIC),
        (comment(77, public=False), Author.AGENT, Said.INTERNAL),
        (comment(77, public=None), Author.AGENT, Said.INTERNAL),
        (comment(501), Author.CUSTOMER, Said.PUBLIC),
        (comment(501, type="VoiceComment"), Author.CUSTOMER, Said.PUBLIC),
        (comment(501, type="FacebookComment"), Author.CUSTOMER, Said.PUBLIC),
        (comment(None), Author.AGENT, Said.PUBLIC),
        (comment(-1), Author.SYSTEM, Said.PUBLIC),
        (comment(77, via=RULE), Author.SYSTEM, Said.PUBLIC),
        (comment(77, via={"channel": "system"}), Author.SYSTEM, Said.PUBLIC),
        (comment(77, via={"channel": "web", "source": {"rel": "merge"}}), Author.SYSTEM, Said.PUBLIC),
    ],
)
def test_a_comment_is_by_whoever_wrote_it_and_machines_are_nobody(event, by, said):
    assert heard(audit(2, event)) == [(by, said)]


def test_whose_role_is_not_told_is_a_customer_only_of_their_own_ticket():
    assert heard(audit(2, comment(501)), audit(3, comment(99)), users=None) == [
        (Author.CUSTOMER, Said.PUBLIC),
        (Author.SYSTEM, Said.PUBLIC),
    ]


@pytest.mark.parametrize(
    ("public", "by"), [(False, Author.SYSTEM), (True, Author.AGENT)], ids=["note", "reply"]
)
def test_what_caseline_writes_is_a_machine_s_word_unless_the_customer_gets_it(public, by):
    ours: dict[str, Any] = {"metadata": {"custom": {"caseline_key": "k-1"}}}

    [(found, _)] = heard(audit(2, comment(77, public=public), **ours))

    assert found is by


def test_what_a_trigger_adds_does_not_hide_what_a_person_said():
    assert heard(audit(2, comment(77, public=False, via=RULE), comment(501), comment(77, via=RULE))) == [
        (Author.CUSTOMER, Said.PUBLIC)
    ]


def test_a_change_of_tags_and_a_notification_are_no_news():
    assert heard(audit(2, turn(["vip"], "tags"), {"type": "Notification", "body": "We have it."})) == []


@pytest.mark.parametrize(
    ("opened", "by", "said"),
    [
        (audit(1, comment(77)), Author.AGENT, Said.PUBLIC),
        (audit(1, comment(77, public=False)), Author.AGENT, Said.INTERNAL),
        (audit(1, turn("new", kind="Create")), Author.AGENT, Said.NOTHING),
        (audit(1, comment(501), via={"channel": "email"}), Author.CUSTOMER, Said.PUBLIC),
    ],
)
def test_a_ticket_was_opened_by_whoever_wrote_first(opened, by, said):
    [found] = told(opened).updates

    assert (found.what, found.by, found.said) == (What.CREATED, by, said)


# --- statuses


def test_triggers_and_automations_change_the_status_too():
    closed = audit(3, turn("closed", kind="Change"), via=RULE, author=-1)

    found = told(OPENED, audit(2, turn("open"), turn("hold")), closed)

    assert [one.status for one in found.updates] == [
        TicketStatus.NEW,
        TicketStatus.ON_HOLD,
        TicketStatus.CLOSED,
    ]
    assert found.statuses


def test_a_status_of_the_account_s_own_counts_as_the_settings_say():
    own = [turn(900100, "custom_status_id"), turn("open")]

    found = told(
        OPENED, audit(2, *own), audit(3, turn("1", "custom_status_id")), statuses={"900100": "on_hold"}
    )

    assert [one.status for one in found.updates] == [
        TicketStatus.NEW,
        TicketStatus.ON_HOLD,
        TicketStatus.OPEN,
    ]


def test_a_status_that_stays_the_same_is_no_news():
    assert [one.status for one in told(OPENED, audit(2, comment(77), turn("new"))).updates][1:] == [None]


def test_without_a_first_status_not_every_status_is_told():
    assert not told(audit(1, comment(501))).statuses


def test_a_ticket_whose_last_status_is_deleted_is_gone():
    with pytest.raises(TicketGone):
        told(OPENED, audit(2, turn("deleted")))


def test_a_ticket_that_was_restored_is_there():
    assert (
        told(OPENED, audit(2, turn("deleted")), audit(3, turn("open"))).updates[-1].status
        is TicketStatus.OPEN
    )


# --- order and length


def test_audits_of_the_same_second_stay_in_their_order():
    found = told(audit(12, comment(501), minute=5), audit(2, turn("open"), minute=5), OPENED).updates

    assert [(one.id, one.sequence) for one in found] == [("audit/1", 0), ("audit/2", 0), ("audit/12", 1)]


def notes(start: int, count: int = 100) -> list[dict[str, Any]]:
    return [audit(id, comment(77, public=False)) for id in range(start, start + count)]


class Long(Account):
    """Pages of internal notes; the first public reply is an audit of its own, and so is the last."""

    def __init__(self, pages: int, reply: int) -> None:
        super().__init__()
        self.all = [OPENED, *notes(2, 100 * pages - 2), audit(100 * pages, comment(77), turn("solved"))]
        self.all[reply] = audit(reply + 1, comment(77))
        self.on(AUDITS, self._page)

    def _page(self, request: httpx.Request) -> dict[str, Any]:
        start = int(request.url.params.get("page[after]", 0))
        whole = self.all[::-1] if request.url.params["sort"].startswith("-") else self.all
        after = str(start + 100) if start + 100 < len(whole) else ""
        return page(*whole[start : start + 100], after=after)


def test_a_long_history_is_read_from_both_ends():
    wire = Long(pages=9, reply=5)

    found = desk(wire).history("4711")

    assert len(wire.asked) == 5
    assert [found.updates[place].id for place in (0, 5, -1)] == ["audit/1", "audit/6", "audit/900"]
    assert len(found.updates) == 500
    assert not found.statuses


def test_what_both_ends_hold_together_is_whole():
    found = desk(Long(pages=4, reply=5)).history("4711")

    assert [one.id for one in found.updates] == [f"audit/{id}" for id in range(1, 401)]
    assert found.statuses


def test_of_a_long_history_the_first_reply_is_looked_for():
    wire = Long(pages=20, reply=650)

    found = desk(wire).history("4711")

    assert next(one.id for one in found.updates if one.is_reply) == "audit/651"
    assert len(wire.asked) == 9


def test_a_history_without_any_reply_is_not_read_to_its_end():
    wire = Long(pages=30, reply=2999)

    desk(wire).history("4711")

    assert len(wire.asked) == 10


def test_behind_a_gap_nothing_is_known_of_the_status_before():
    wire = Long(pages=9, reply=5)
    wire.all[850] = audit(851, turn("900100", "custom_status_id"))

    found = desk(wire).history("4711").updates

    assert "audit/851" not in {one.id for one in found}
    assert found[-1].status is TicketStatus.SOLVED


def test_a_cursor_that_does_not_move_is_not_followed_for_ever():
    wire = Account().on(AUDITS, page(OPENED, after="same"))

    desk(wire).history("4711")

    assert len(wire.asked) == 10


# --- odd answers

RICH = page(
    OPENED,
    audit(2, comment(77, public=False), turn("open"), metadata={"custom": {"caseline_key": "k"}}),
    audit(3, comment(501, via=RULE), turn(900100, "custom_status_id")),
)


@given(broken(RICH))
def test_whatever_is_missing_or_odd_a_history_is_read(answer):
    found = desk(Account().on(AUDITS, httpx.Response(200, json=answer)), statuses={"900100": "on_hold"})

    updates = found.history("4711").updates

    assert [one.what for one in updates[:1]] in ([], [What.CREATED])


@pytest.mark.parametrize("answer", [{}, [], None, "no", {"audits": None}, {"audits": [None, {}], "meta": []}])
def test_an_answer_without_audits_tells_nothing(answer):
    assert desk(Account().on(AUDITS, httpx.Response(200, json=answer))).history("4711") == History()
