"""Pages and their logs, as they are kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.escalation import EscalationPolicy, Kind, Step, Target
from bot.domain.page import Page
from bot.domain.page_course import PageState
from bot.domain.page_event import PageEvent, Place, What
from bot.domain.pager import Contact, PagerLink, PagerState
from tests.storage.plans import analyse, plans
from tests.storage.samples import NINE, incident

POLICY = EscalationPolicy(
    name="support",
    steps=(
        Step((Target(Kind.ONCALL, "support"), Target(Kind.SERVICE, "payments")), 300, round_robin=True),
        Step((Target(Kind.LEAD, "support"),), 600),
    ),
    repeat=2,
    last_resort="mia",
)


def page(about: str = "INC-1", **fields: Any) -> Page:
    asked: dict[str, Any] = {"who": "policy:support", "policy": POLICY, "why": "cards \x00 fail"}
    return Page(about=about, look_at=NINE, **asked | {"by": "slack:eve", "at": NINE} | fields)


def event(id, minutes=0, what=What.SENT, **fields):
    at = NINE + timedelta(minutes=minutes)
    return PageEvent(source="caseline", id=id, at=at, what=what, **fields)


def test_a_page_comes_back_as_it_was_with_its_policy(database):
    with database.change() as work:
        kept = work.pages.add(page(role="customer_liaison", origin="slack:support"))

    with database.read() as work:
        assert work.pages.get(kept.id) == kept
        assert kept.policy == POLICY
        assert work.pages.of("INC-1") == [kept]
        assert work.pages.turn("support") == 1


def test_one_at_a_time_looks_for_the_same_about_the_same_for_the_same_role(database):
    with database.change() as work:
        first = work.pages.add(page())
        assert work.pages.add(page()) is None
        assert work.pages.looking("INC-1", "policy:support", "") == first
        assert work.pages.add(page(role="scribe")) is not None
        assert work.pages.add(page("INC-2")) is not None

        work.pages.save([replace(first, settled_at=NINE, state=PageState.ACKNOWLEDGED, holder="ana")])
        again = work.pages.add(page())

        assert again is not None
        assert not work.pages.reopen(replace(first, settled_at=None))
        assert work.pages.get(first.id).holder == "ana"


def test_an_event_is_kept_once_however_often_it_is_told(database):
    with database.change() as work:
        kept = work.pages.add(page())
        sent = event("sent/0", person="ana", place=Place(1, 2, 3), way="chat", text="why", turn=4)

        assert work.pages.add_events(kept.id, [sent, event("asked", what="unheard of")]) == 2
        assert work.pages.add_events(kept.id, [sent]) == 0
        work.pages.add_all_events({kept.id: [sent, event("sent/1", 1)]})

        assert work.pages.events(kept.id)[0] == sent
        assert [one.id for one in work.pages.events(kept.id)] == ["sent/0", "asked", "sent/1"]


def test_what_is_due_is_taken_by_one_alone_the_earliest_first(database):
    with database.change() as work:
        late, soon = work.pages.add(page()), work.pages.add(page("INC-2"))
        work.pages.save([replace(late, look_at=NINE + timedelta(minutes=5))])
        assert not work.pages.is_any_due(NINE - timedelta(seconds=1))
        assert [one.id for one in work.pages.take_due(NINE, limit=5)] == [soon.id]
        later = NINE + timedelta(hours=1)
        assert [one.id for one in work.pages.due(later, limit=5)] == [soon.id, late.id]
        work.pages.save([replace(soon, look_at=None, ended_at=NINE, settled_at=NINE)])
        assert [one.id for one in work.pages.open(limit=5)] == [late.id]


def test_questions_about_pages_use_an_index(database):
    with database.change() as work:
        for number in range(600):
            work.pages.add(replace(page(f"INC-{number}"), look_at=None, settled_at=NINE, ended_at=NINE))
        work.pages.add(page("INC-x"))
    analyse(database, "pages", "page_events")

    asked = {
        "ix_pages_look_at": lambda work: work.pages.take_due(NINE, limit=5),
        "ix_pages_looking": lambda work: work.pages.looking("INC-x", "policy:support", ""),
        "ix_pages_about": lambda work: work.pages.of("INC-7"),
    }
    for index, ask in asked.items():
        assert all(index in plan for plan in plans(database, ask)), index


def test_incidents_of_a_pager_are_found_by_page_and_by_incident(database):
    with database.change() as work:
        kept = work.pages.add(page())
        ours = PagerLink(pager="pagerduty", id="P1", page=kept.id, incident="INC-1", service="payments")
        work.pager_links.put(ours)
        work.pager_links.put(PagerLink(pager="pagerduty", id="P2", asked=True, rule=1, read_at=NINE))

        assert work.pager_links.of_page(kept.id) == [ours]
        assert work.pager_links.of_page(0) == []
        assert work.pager_links.of_incident("INC-1") == [ours]
        unread = work.pager_links.unresolved("pagerduty", NINE, limit=5)
        assert [one.id for one in unread] == ["P1"]
        work.pager_links.put(replace(ours, state=PagerState.RESOLVED, read_at=NINE))
        assert work.pager_links.lock("pagerduty", "P1").state is PagerState.RESOLVED


def test_who_was_on_call_by_a_pager_is_remembered(database):
    told = (Contact(name="Kim", id="U1", email="kim@acme.test", phone="+491", level=2, until=NINE),)

    with database.change() as work:
        assert work.on_calls.get("pagerduty", "payments") is None
        work.on_calls.put("pagerduty", "payments", [], NINE - timedelta(days=1))
        work.on_calls.put("pagerduty", "payments", told, NINE)

        assert work.on_calls.get("pagerduty", "payments") == (told, NINE)


def test_old_pages_about_no_incident_are_forgotten_with_their_logs(database):
    settled = {"settled_at": NINE, "state": PageState.ACKNOWLEDGED}
    with database.change() as work:
        work.incidents.add(incident(1))
        old = [work.pages.add(page(about)) for about in ("INC-1", "zendesk:1", "zendesk:2", "zendesk:3", "")]
        for one in old:
            work.pages.add_events(one.id, [event("sent/0")])
        work.pages.save([replace(one, **settled) for one in old[:-1]])
        here, there = PagerState.RESOLVED, PagerState.TRIGGERED
        work.pager_links.put(PagerLink(pager="pagerduty", id="P1", page=old[1].id, state=here))
        work.pager_links.put(PagerLink(pager="pagerduty", id="P2", page=old[2].id, state=there))

    with database.change() as work:
        assert work.pages.forget_before(NINE, limit=9) == 0
        assert work.pages.forget_before(NINE + timedelta(seconds=1), limit=1) == 1
        assert work.pages.forget_before(NINE + timedelta(seconds=1), limit=9) == 1

    with database.read() as work:
        assert [work.pages.get(one.id) is None for one in old] == [False, True, False, True, False]
        assert sorted(work.pages.events_of(one.id for one in old)) == [old[0].id, old[2].id, old[4].id]
        assert work.pager_links.get("pagerduty", "P1") is None
        assert work.pager_links.get("pagerduty", "P2") is not None
